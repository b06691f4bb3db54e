"""Views: how each event changes them, and how the time left is estimated."""

from dataclasses import replace

import pytest

from jazzcore.models.bundle import EpochLoss
from jazzcore.training.protocol import CheckpointSaved, EpochEnded, Finished, Saved, Started
from jazzcore.training.views import JobState, JobView, Pace, after, asked_to_stop, begun, failed, waiting_at
from tests.training.studio_fakes import loss_of

WAITING = JobView("0a", "Course on the etudes", JobState.WAITING, 1, 0, 100)
RUNNING = begun(WAITING)


def pace_of(*ends_sec: float) -> Pace:
    pace = Pace()
    for end_sec in ends_sec:
        pace.epoch_ended(end_sec)
    return pace


def test_the_time_left_is_unknown_after_one_epoch() -> None:
    assert pace_of().seconds_for(10) is None
    assert pace_of(8.0).seconds_for(10) is None


def test_the_time_left_comes_from_the_median_of_the_epochs_after_the_first() -> None:
    assert pace_of(8.0, 8.5, 9.0, 9.5, 19.5).seconds_for(10) == 5.0


def test_the_time_left_follows_when_epochs_become_slower() -> None:
    quick, slow = [float(sec) for sec in range(100)], [100.0 + 3.0 * n for n in range(1, 30)]
    assert pace_of(*quick, *slow).seconds_for(2) == 6.0


def test_a_run_in_line_says_its_place() -> None:
    assert waiting_at(WAITING, 1).message == "Waits in line: it begins next."
    third = waiting_at(WAITING, 3)
    assert (third.place_in_line, third.message) == (3, "Waits in line: number 3.")
    assert (begun(third).place_in_line, begun(third).state) == (0, JobState.RUNNING)


def test_an_epoch_adds_its_loss_and_the_time_left() -> None:
    view = after(after(RUNNING, Started(), "b", Pace()), EpochEnded(loss_of(1)), "b", pace_of(8.0))
    view = after(view, EpochEnded(loss_of(2)), "b", pace_of(8.0, 8.5))
    assert (view.losses, view.epochs_done) == ((loss_of(1), loss_of(2)), 2)
    assert (view.seconds_left, view.message) == (49.0, "")


def test_training_on_begins_with_the_epochs_before_and_counts_on() -> None:
    view = after(replace(RUNNING, epochs_done=1, epochs_total=51), Started((loss_of(1), loss_of(2))), "b", Pace())
    assert (view.losses, view.epochs_done, view.epochs_total) == ((loss_of(1), loss_of(2)), 2, 52)
    assert view.epochs_before == 2


def test_the_bundle_can_be_chosen_once_it_is_saved() -> None:
    assert after(RUNNING, EpochEnded(loss_of(1)), "b", Pace()).bundle_id is None
    assert after(RUNNING, Saved(1), "b", Pace()).bundle_id == "b"


def test_checkpoints_are_reported_one_by_one() -> None:
    view = after(after(RUNNING, CheckpointSaved(1), "b", Pace()), CheckpointSaved(2), "b", Pace())
    assert view.checkpoints == (1, 2)


def test_stopping_is_said_until_the_run_is_over() -> None:
    stopping = asked_to_stop(after(RUNNING, EpochEnded(loss_of(4)), "b", pace_of(1.0, 2.0)))
    assert (stopping.state, stopping.seconds_left) == (JobState.STOPPING, None)
    view = after(after(stopping, EpochEnded(loss_of(5)), "b", pace_of(1.0, 2.0)), Saved(5), "b", Pace())
    assert (view.message, view.seconds_left) == ("Stopping after this epoch.", None)
    stopped = after(view, Finished(stopped=True), "b", Pace())
    assert (stopped.state, stopped.message) == (JobState.STOPPED, "Stopped after epoch 5; what was learnt is saved.")


def test_a_run_stopped_before_its_first_epoch_says_that_nothing_was_learnt() -> None:
    stopped = after(asked_to_stop(RUNNING), Finished(stopped=True), "b", Pace())
    assert (stopped.state, stopped.bundle_id) == (JobState.STOPPED, None)
    assert stopped.message == "Stopped before the first epoch; nothing was learnt."


def test_stop_after_the_last_epoch_is_still_a_finished_run() -> None:
    view = after(asked_to_stop(RUNNING), EpochEnded(loss_of(100)), "b", Pace())
    assert after(view, Finished(stopped=False), "b", Pace()).state is JobState.FINISHED


@pytest.mark.parametrize("state", [JobState.FINISHED, JobState.STOPPED, JobState.FAILED])
def test_what_is_over_stays_as_it_is(state: JobState) -> None:
    view = replace(RUNNING, state=state)
    assert state.is_over
    assert asked_to_stop(view) == view


def test_a_failure_names_what_was_kept() -> None:
    lost = failed(RUNNING, "It crashed.", None, "b")
    assert (lost.message, lost.bundle_id) == ("It crashed. Nothing was learnt before that.", None)
    saved = failed(RUNNING, "It crashed.", 7, "b")
    assert (saved.message, saved.bundle_id) == (
        "It crashed. The model of epoch 7 was saved and can be chosen.",
        "b",
    )


def test_a_run_that_ended_early_says_why_and_which_epoch_is_kept() -> None:
    held = (EpochLoss(1, 3.0, 3.0), EpochLoss(2, 2.5, 2.4), EpochLoss(3, 2.0, 2.6))
    view = replace(RUNNING, epochs_done=3, losses=held, bundle_id="b", keeps_best_epoch=True)

    ended, stopped = (after(view, Finished(stopped=stopped), "b", Pace()).message for stopped in (False, True))

    best = "The model is that of epoch 2, which has the lowest validation loss."
    assert ended == f"Trained to epoch 3, as the validation loss no longer falls. {best}"
    assert stopped == f"Stopped after epoch 3; what was learnt is saved. {best}"
    whole = replace(view, epochs_total=3)
    assert after(whole, Finished(stopped=False), "b", Pace()).message == f"Trained to epoch 3. {best}"
    last = replace(whole, losses=held[:2], epochs_done=2, epochs_total=2)
    assert after(last, Finished(stopped=False), "b", Pace()).message == "Trained to epoch 2."
    on = replace(whole, epochs_before=2)
    assert after(on, Finished(stopped=False), "b", Pace()).message == (
        "Trained to epoch 3. No epoch of this run has a lower validation loss, so the model is the one it began with."
    )
    of_values = replace(whole, keeps_best_epoch=False)
    assert after(of_values, Finished(stopped=False), "b", Pace()).message == "Trained to epoch 3."
