"""The registry of runs: the line, stopping, failing, training on, with real processes and a fake trainer."""

import sys
import threading
from collections.abc import Callable

import pytest

from jazzcore.errors import BundleError
from jazzcore.library.models import Models
from jazzcore.models.bundle import EpochLoss
from jazzcore.models.store import save_bundle
from jazzcore.recipes.table import load_bundle
from jazzcore.training import jobs as jobs_module
from jazzcore.training import process
from jazzcore.training.jobs import Jobs
from jazzcore.training.protocol import Finished, event_to_line
from jazzcore.training.views import JobState, JobView
from tests.training.studio_fakes import PATIENCE_SEC, Conductor, bundle_of, loss_of, request_for


def over(view: JobView) -> bool:
    return view.state.is_over


def at_epoch(epoch: int) -> Callable[[JobView], bool]:
    return lambda view: view.epochs_done >= epoch


def losses_to(epoch: int) -> tuple[EpochLoss, ...]:
    return tuple(loss_of(number) for number in range(1, epoch + 1))


def test_a_run_shows_every_epoch_and_ends_with_its_bundle(jobs: Jobs, conductor: Conductor, models: Models) -> None:
    job_id = jobs.submit(request_for(3), "three epochs")
    begun = jobs.wait_for(job_id, lambda view: view.message.startswith("Loading"), PATIENCE_SEC)
    assert (begun.state, begun.title, begun.epochs_done, begun.epochs_total) == ("running", "three epochs", 0, 3)
    assert begun.bundle_id is None

    conductor.tell("learn")
    first = jobs.wait_for(job_id, lambda view: view.bundle_id is not None, PATIENCE_SEC)
    assert (first.losses, first.epochs_done, first.seconds_left, first.message) == (losses_to(1), 1, None, "")

    conductor.tell("learn")
    second = jobs.wait_for(job_id, at_epoch(2), PATIENCE_SEC)
    assert second.seconds_left is not None
    assert second.seconds_left > 0

    conductor.tell("learn")
    last = jobs.wait_for(job_id, over, PATIENCE_SEC)
    assert (last.state, last.losses, last.epochs_done, last.seconds_left) == ("finished", losses_to(3), 3, None)
    assert last.message == "Trained to epoch 3."
    [entry] = models.list()
    assert entry.bundle_id == last.bundle_id
    assert load_bundle(entry.folder).losses == losses_to(3)


def test_three_runs_go_one_after_the_other_in_their_order(jobs: Jobs, conductor: Conductor) -> None:
    ids = [jobs.submit(request_for(1), title) for title in ("first", "second", "third")]

    def places() -> list[int]:
        return [view.place_in_line for job_id in ids if (view := jobs.view(job_id))]

    assert places() == [0, 1, 2]
    messages = [view.message for job_id in ids[1:] if (view := jobs.view(job_id))]
    assert messages == ["Waits in line: it begins next.", "Waits in line: number 2."]
    conductor.tell("learn")
    jobs.wait_for(ids[1], lambda view: view.state is JobState.RUNNING, PATIENCE_SEC)
    assert places() == [0, 0, 1]
    conductor.tell("learn")
    jobs.wait_for(ids[2], lambda view: view.state is JobState.RUNNING, PATIENCE_SEC)
    conductor.tell("learn")
    jobs.wait_for(ids[2], over, PATIENCE_SEC)
    views = [view for job_id in ids if (view := jobs.view(job_id))]
    assert {view.state for view in views} == {JobState.FINISHED}
    assert len({view.bundle_id for view in views}) == 3


def test_stopping_a_waiting_run_takes_it_out_of_the_line(jobs: Jobs, conductor: Conductor, models: Models) -> None:
    running, waiting, last = (jobs.submit(request_for(1), title) for title in ("running", "waiting", "last"))
    jobs.stop(waiting)
    stopped = jobs.wait_for(waiting, over, PATIENCE_SEC)
    assert (stopped.state, stopped.place_in_line, stopped.bundle_id) == (JobState.STOPPED, 0, None)
    assert stopped.message == "Stopped before it began."
    assert jobs.wait_for(last, lambda view: view.place_in_line == 1, PATIENCE_SEC).state is JobState.WAITING
    conductor.tell("learn", "learn")
    assert jobs.wait_for(running, over, PATIENCE_SEC).state is JobState.FINISHED
    assert jobs.wait_for(last, over, PATIENCE_SEC).state is JobState.FINISHED
    assert len(models.list()) == 2


def test_stopping_a_running_one_keeps_what_was_learnt(jobs: Jobs, conductor: Conductor, models: Models) -> None:
    job_id = jobs.submit(request_for(100), "long")
    conductor.tell("learn", "learn")
    jobs.wait_for(job_id, at_epoch(2), PATIENCE_SEC)
    jobs.stop(job_id)
    stopping = jobs.view(job_id)
    assert stopping
    assert (stopping.state, stopping.message) == (JobState.STOPPING, "Stopping after this epoch.")
    jobs.stop(job_id)
    conductor.tell("be stopped")
    stopped = jobs.wait_for(job_id, over, PATIENCE_SEC)
    done = stopped.epochs_done
    assert (stopped.state, done in {2, 3}, stopped.epochs_total) == (JobState.STOPPED, True, 100)
    assert stopped.message == f"Stopped after epoch {done}; what was learnt is saved."
    assert stopped.bundle_id
    assert load_bundle(models.folder(stopped.bundle_id)).losses == stopped.losses == losses_to(done)
    jobs.stop(job_id)
    assert jobs.view(job_id) == stopped


def test_stopping_at_once_ends_the_run_and_frees_the_line(jobs: Jobs, conductor: Conductor) -> None:
    job_id = jobs.submit(request_for(100), "not wanted")
    jobs.stop(job_id)
    conductor.tell("be stopped")
    stopped = jobs.wait_for(job_id, over, PATIENCE_SEC)
    assert stopped.state is JobState.STOPPED
    assert stopped.epochs_done <= 1
    conductor.take_back()
    conductor.tell("learn")
    assert jobs.wait_for(jobs.submit(request_for(1), "next"), over, PATIENCE_SEC).state is JobState.FINISHED


@pytest.fixture
def _endless_exits(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make the patience with a worker's exit so long that a test fails where only it ends the worker."""
    monkeypatch.setattr(process, "EXIT_PATIENCE_SEC", 10 * PATIENCE_SEC)


@pytest.mark.usefixtures("_endless_exits")
@pytest.mark.parametrize(
    ("order", "cause"),
    [
        ("be killed", "The training process was killed: somebody ended it, or the memory ran out"),
        ("crash", "The training process ended early (exit code 1: MemoryError: no room for the windows)"),
        ("refuse", "The loss is not a number any more; lower the learning rate."),
        ("babble", "The training process said 'not an event\\n', which the page does not understand"),
    ],
)
def test_a_worker_that_dies_leaves_its_reason_and_its_last_checkpoint(
    order: str, cause: str, jobs: Jobs, conductor: Conductor, models: Models
) -> None:
    job_id = jobs.submit(request_for(9), "doomed")
    following = jobs.submit(request_for(1), "following")
    conductor.tell("learn")
    jobs.wait_for(job_id, lambda view: view.bundle_id is not None, PATIENCE_SEC)
    conductor.tell(order)
    dead = jobs.wait_for(job_id, over, PATIENCE_SEC)
    assert dead.state is JobState.FAILED
    assert dead.message.startswith(cause)
    assert dead.message.endswith("The model of epoch 1 was saved and can be chosen.")
    assert dead.bundle_id
    assert load_bundle(models.folder(dead.bundle_id)).epochs == 1
    conductor.tell("learn")
    assert jobs.wait_for(following, over, PATIENCE_SEC).state is JobState.FINISHED


def test_a_worker_killed_before_an_epoch_leaves_no_bundle(jobs: Jobs, conductor: Conductor, models: Models) -> None:
    conductor.tell("be killed")
    dead = jobs.wait_for(jobs.submit(request_for(9), "doomed"), over, PATIENCE_SEC)
    assert (dead.state, dead.bundle_id, dead.losses) == (JobState.FAILED, None, ())
    assert dead.message.endswith("Nothing was learnt before that.")
    assert models.list() == ()


def test_a_worker_that_cannot_start_fails_in_words(models: Models) -> None:
    jobs = Jobs(models, ("/no/such/python",))
    failed = jobs.wait_for(jobs.submit(request_for(1), "no worker"), over, PATIENCE_SEC)
    assert failed.message == (
        "The training process cannot start (No such file or directory); see that Python and its packages are there. "
        "Nothing was learnt before that."
    )


def test_a_worker_that_ends_without_a_word_has_failed(models: Models) -> None:
    jobs = Jobs(models, (sys.executable, "-c", ""))
    failed = jobs.wait_for(jobs.submit(request_for(1), "silent"), over, PATIENCE_SEC)
    assert failed.state is JobState.FAILED
    assert "ended early (exit code 0: no words)" in failed.message


def test_a_worker_that_finishes_but_never_exits_does_not_hold_up_the_line(
    models: Models, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(process, "EXIT_PATIENCE_SEC", 0.0)
    script = f"import signal; print({event_to_line(Finished(stopped=False))!r}, flush=True); signal.pause()"
    jobs = Jobs(models, (sys.executable, "-c", script))
    ids = [jobs.submit(request_for(1), title) for title in ("first", "second")]
    assert [jobs.wait_for(job_id, over, PATIENCE_SEC).state for job_id in ids] == [JobState.FINISHED] * 2
    jobs.close()


def test_training_on_counts_and_draws_the_epochs_before(jobs: Jobs, conductor: Conductor, models: Models) -> None:
    save_bundle(bundle_of(request_for(2), losses_to(2)), models.folder("before"))
    job_id = jobs.submit(request_for(2), "on", train_on="before")
    submitted = jobs.view(job_id)
    assert submitted
    assert (submitted.epochs_done, submitted.epochs_total) == (2, 4)
    begun = jobs.wait_for(job_id, lambda view: view.message.startswith("Loading"), PATIENCE_SEC)
    assert begun.losses == losses_to(2)
    conductor.tell("learn", "learn")
    done = jobs.wait_for(job_id, over, PATIENCE_SEC)
    assert (done.losses, done.epochs_done, done.epochs_total) == (losses_to(4), 4, 4)
    assert done.bundle_id
    assert load_bundle(models.folder(done.bundle_id)).epochs == 4
    assert load_bundle(models.folder("before")).epochs == 2


def test_training_on_from_a_run_still_ahead_counts_from_where_that_one_ends(jobs: Jobs, conductor: Conductor) -> None:
    first = jobs.submit(request_for(3), "first")
    conductor.tell("learn")
    bundle_id = jobs.wait_for(first, lambda view: view.bundle_id is not None, PATIENCE_SEC).bundle_id
    second = jobs.submit(request_for(2), "on", train_on=bundle_id)
    assert jobs.wait_for(second, over_or_waiting, PATIENCE_SEC).epochs_total == 3
    conductor.tell("learn", "learn", "learn", "learn")
    done = jobs.wait_for(second, over, PATIENCE_SEC)
    assert (done.epochs_done, done.epochs_total, done.losses) == (5, 5, losses_to(5))


def over_or_waiting(view: JobView) -> bool:
    return over(view) or view.state is JobState.WAITING


def test_training_on_from_nothing_is_refused_before_the_line(jobs: Jobs) -> None:
    with pytest.raises(BundleError):
        jobs.submit(request_for(1), "on", train_on="gone")
    assert jobs.latest() is None


def test_the_latest_run_is_found_without_its_id(jobs: Jobs) -> None:
    assert jobs.latest() is None
    jobs.submit(request_for(1), "first")
    second = jobs.submit(request_for(1), "second")
    assert jobs.latest() == jobs.view(second)


def test_an_unknown_job_has_no_view_and_cannot_be_stopped(jobs: Jobs) -> None:
    jobs.stop("0123456789ab")
    assert jobs.view("0123456789ab") is None


def test_waiting_for_what_does_not_happen_ends(jobs: Jobs) -> None:
    job_id = jobs.submit(request_for(1), "idle")
    with pytest.raises(TimeoutError, match="did not change"):
        jobs.wait_for(job_id, over, 0.0)


def test_close_kills_a_worker_that_does_not_listen(
    jobs: Jobs, conductor: Conductor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs_module, "CLOSE_PATIENCE_SEC", 0.0)
    running, waiting = jobs.submit(request_for(2), "deaf"), jobs.submit(request_for(2), "waiting")
    conductor.tell("learn")
    jobs.wait_for(running, lambda view: view.bundle_id is not None, PATIENCE_SEC)
    jobs.close()
    views = [jobs.view(job_id) for job_id in (running, waiting)]
    assert [view.state for view in views if view] == [JobState.FAILED, JobState.STOPPED]


def test_many_threads_may_submit_and_stop_at_once(jobs: Jobs, conductor: Conductor) -> None:
    first = jobs.submit(request_for(1), "first")
    ids: list[str] = []

    def come_and_go() -> None:
        for _ in range(20):
            job_id = jobs.submit(request_for(1), "passing")
            ids.append(job_id)
            jobs.stop(job_id)

    threads = [threading.Thread(target=come_and_go) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    last = jobs.submit(request_for(1), "last")
    assert {view.state for job_id in ids if (view := jobs.view(job_id))} == {JobState.STOPPED}
    assert len(set(ids)) == 80
    conductor.tell("learn", "learn")
    for job_id in (first, last):
        assert jobs.wait_for(job_id, over, PATIENCE_SEC).state is JobState.FINISHED
