"""The registry of training runs: one worker at a time, the others wait in a queue.

The page has one `Jobs` for all its visitors. Its threads, one a run, touch nothing of the page: they publish immutable
views. When the page's process dies, the worker's input ends, so it saves its bundle and ends too.
"""

import secrets
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from jazzcore.errors import BundleError, TrainingError
from jazzcore.library.models import Models
from jazzcore.models.request import TrainingRequest
from jazzcore.recipes.table import recipe_named
from jazzcore.training.checkpoints import Checkpoints
from jazzcore.training.process import WORKER_COMMAND, WorkerProcess
from jazzcore.training.protocol import EpochEnded, Failed, Order
from jazzcore.training.views import JobState, JobView, Pace, after, asked_to_stop, begun, failed, waiting_at

CLOSE_PATIENCE_SEC = 10.0


@dataclass(frozen=True, slots=True)
class _Run:
    """A run that waits or is on, and the id of the bundle that it trains further."""

    job_id: str
    request: TrainingRequest
    train_on: str | None


class Jobs:
    """All runs since the page's process began; every method may be called from any thread."""

    def __init__(self, models: Models, worker_command: Sequence[str] = WORKER_COMMAND) -> None:
        """Begin without runs.

        Parameters
        ----------
        models : Models
            Where bundles and checkpoints are saved.
        worker_command : sequence of str, optional
            The command of the worker process.
        """
        self._models = models
        self._checkpoints = Checkpoints(models)
        self._worker_command = worker_command
        self._changed = threading.Condition()  # guards all below
        self._views: dict[str, JobView] = {}
        self._line: list[_Run] = []
        self._current: _Run | None = None
        self._worker: WorkerProcess | None = None
        self._thread: threading.Thread | None = None

    def submit(self, request: TrainingRequest, title: str, train_on: str | None = None) -> str:
        """Put a run in the queue.

        Parameters
        ----------
        request : TrainingRequest
            What to train.
        title : str
            What people see of the run.
        train_on : str, optional
            The id of the bundle to train further; fresh weights unless given.

        Returns
        -------
        str
            The id of the job.

        Raises
        ------
        StoreError, BundleError
            When the bundle to train further is missing or broken.
        """
        epochs_before = self._models.summary(train_on).epochs if train_on else 0
        recipe = recipe_named(request.recipe)
        job_id = secrets.token_hex(6)
        view = JobView(
            job_id,
            title,
            JobState.WAITING,
            0,
            epochs_before,
            epochs_before + request.epochs,
            targets_a_loss=recipe.targets_a_loss,
            keeps_best_epoch=recipe.keeps_best_epoch,
            corpus_digest=request.corpus_digest,
        )
        with self._changed:
            self._line.append(_Run(job_id, request, train_on))
            self._show(view)
            if self._current is None:
                self._begin_next()
            else:
                self._renumber()
        return job_id

    def view(self, job_id: str) -> JobView | None:
        """The view of a run as it stands now; None for a job that this process does not know."""
        with self._changed:
            return self._views.get(job_id)

    def latest(self) -> JobView | None:
        """The view of the run that was submitted last, as it stands now."""
        with self._changed:
            return next(reversed(self._views.values()), None)

    def stop(self, job_id: str) -> None:
        """Take a run out of the queue, or ask it to end after its epoch and keep its model; returns at once."""
        with self._changed:
            if job_id not in self._views:
                return
            self._line = [run for run in self._line if run.job_id != job_id]
            self._show(asked_to_stop(self._views[job_id]))
            self._renumber()
            if self._worker and self._current and self._current.job_id == job_id:
                self._worker.ask_to_stop()

    def wait_for(self, job_id: str, condition: Callable[[JobView], bool], timeout_sec: float) -> JobView:
        """Wait until a view of a run meets a condition, or the run is over.

        Parameters
        ----------
        job_id : str
            The id of the job.
        condition : function of JobView
            What to wait for.
        timeout_sec : float
            How long to wait at most.

        Returns
        -------
        JobView
            The view that met the condition, or the last one.

        Raises
        ------
        TimeoutError
            When that did not happen in time.
        """

        def is_reached() -> bool:
            return self._views[job_id].state.is_over or condition(self._views[job_id])

        with self._changed:
            if not self._changed.wait_for(is_reached, timeout_sec):
                raise TimeoutError(f"{self._views[job_id]} did not change as expected within {timeout_sec} s")
            return self._views[job_id]

    def close(self) -> None:
        """Stop every run, waiting or on, and wait for the worker's end."""
        with self._changed:
            for run in (*self._line, *([self._current] if self._current else [])):
                self.stop(run.job_id)
            thread = self._thread
        if thread:
            thread.join(CLOSE_PATIENCE_SEC)
            with self._changed:
                if self._worker:
                    self._worker.kill()
            thread.join()

    def _begin_next(self) -> None:
        self._worker = self._thread = self._current = None
        if not self._line:
            return
        self._current = self._line.pop(0)
        self._show(begun(self._views[self._current.job_id]))
        self._renumber()
        self._thread = threading.Thread(target=self._attend, args=(self._current,), daemon=True)
        self._thread.start()

    def _renumber(self) -> None:
        for place, run in enumerate(self._line, start=1):
            self._show(waiting_at(self._views[run.job_id], place))

    def _show(self, view: JobView) -> None:
        self._views[view.job_id] = view
        self._changed.notify_all()

    def _attend(self, run: _Run) -> None:
        """Follow a run from its beginning to its end, then begin the next; each run has a thread for this."""
        bundle_id = self._models.new_id(run.request.recipe, run.request.corpus_name)
        self._checkpoints.make_room()
        failure, saved = "The page lost sight of the training process; train again.", None
        try:
            failure = self._follow(run, bundle_id)
            saved = self._epochs_kept(bundle_id)
        finally:
            with self._changed:
                if not self._views[run.job_id].state.is_over:
                    self._show(failed(self._views[run.job_id], failure, saved, bundle_id))
                self._begin_next()

    def _follow(self, run: _Run, bundle_id: str) -> str:
        """Start a worker and publish its events until it has ended; gives why it failed, if it did not finish."""
        try:
            worker = WorkerProcess(self._worker_command)
        except OSError as error:
            return f"The training process cannot start ({error.strerror}); see that Python and its packages are there."
        with self._changed:
            self._worker = worker
            if self._views[run.job_id].state is JobState.STOPPING:
                worker.ask_to_stop()
        start = self._models.folder(run.train_on) if run.train_on else None
        order = Order(run.request, self._models.folder(bundle_id), self._checkpoints.folder(bundle_id), start)
        failure, pace = "", Pace()
        try:
            for event in worker.events(order):
                if isinstance(event, Failed):
                    failure = event.message
                    continue
                if isinstance(event, EpochEnded):
                    pace.epoch_ended(time.monotonic())
                with self._changed:
                    self._show(after(self._views[run.job_id], event, bundle_id, pace))
        except TrainingError as error:
            failure = str(error)
            worker.kill()
        how_it_ended = worker.close()
        return failure or how_it_ended

    def _epochs_kept(self, bundle_id: str) -> int | None:
        """How many epochs the bundle of a run has; None when none was saved."""
        try:
            return self._models.summary(bundle_id).epochs
        except BundleError:
            return None
