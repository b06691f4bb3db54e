"""A training run followed in a terminal."""

import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click

from jazzcore.errors import TrainingError
from jazzcore.library.studio import Studio
from jazzcore.models.request import TrainingRequest
from jazzcore.training.jobs import Jobs
from jazzcore.training.views import JobState, JobView

_LONGEST_EPOCH_SEC = 3600.0


def train_to_the_end(request: TrainingRequest, studio: Studio) -> JobView:
    """Train in a worker process, with a bar on stderr; returns the run as it ended, its bundle saved in the studio.

    Ctrl-C ends it after the current epoch. Raises TrainingError where nothing was learnt.
    """
    jobs = Jobs(studio.models)
    try:
        job_id = jobs.submit(request, request.corpus_name)
        try:
            with _interruptible():
                view = _follow(jobs, job_id)
        except KeyboardInterrupt:
            jobs.stop(job_id)
            view = jobs.wait_for(job_id, lambda view: view.state.is_over, _LONGEST_EPOCH_SEC)
    finally:
        jobs.close()
    if view.state is JobState.FAILED or not view.bundle_id:
        raise TrainingError(view.message)
    return view


@contextmanager
def _interruptible() -> Iterator[None]:
    """Raise KeyboardInterrupt on SIGINT, also where a shell started us in the background and had it ignored."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _follow(jobs: Jobs, job_id: str) -> JobView:
    """Draw the run epoch by epoch until it is over."""
    view = jobs.wait_for(job_id, lambda view: view.epochs_done > 0, _LONGEST_EPOCH_SEC)
    with click.progressbar(length=view.epochs_total, label="Training", file=sys.stderr, item_show_func=_loss) as bar:
        bar.update(view.epochs_done, view)
        while not view.state.is_over:
            drawn = view.epochs_done
            view = jobs.wait_for(job_id, _has_passed(drawn), _LONGEST_EPOCH_SEC)
            bar.update(view.epochs_done - drawn, view)
    return view


def _has_passed(epoch: int) -> Callable[[JobView], bool]:
    return lambda view: view.epochs_done > epoch


def _loss(view: JobView | None) -> str:
    return f"loss {view.losses[-1].training:.1f}" if view and view.losses else ""
