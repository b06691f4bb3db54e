"""How a run looks to the page: an immutable view, and how each event of the worker changes it."""

from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise
from statistics import median

from jazzcore.models.bundle import EpochLoss
from jazzcore.training.protocol import CheckpointSaved, EpochEnded, Finished, Progress, Saved, Started

_PACE_EPOCHS = 20


class JobState(StrEnum):
    """Where a run stands."""

    WAITING = "waiting"
    RUNNING = "running"
    STOPPING = "stopping"
    FINISHED = "finished"
    STOPPED = "stopped"
    FAILED = "failed"

    @property
    def is_over(self) -> bool:
        """Whether nothing will change any more."""
        return self in {JobState.FINISHED, JobState.STOPPED, JobState.FAILED}


@dataclass(frozen=True, slots=True)
class JobView:
    """A run at one moment.

    `place_in_line` is 0 once the run has begun, and 1 for the run that is next. `epochs_done`, `epochs_total` and
    `losses` include the epochs of the bundle that is trained further; `epochs_before` counts those alone.
    `seconds_left` is None until the pace is known, `bundle_id` until a bundle is saved. `message` is for people, and
    empty while epochs come in. `targets_a_loss` and `keeps_best_epoch` are those of the recipe. `checkpoints` are the
    epochs that have one.
    """

    job_id: str
    title: str
    state: JobState
    place_in_line: int
    epochs_done: int
    epochs_total: int
    losses: tuple[EpochLoss, ...] = ()
    seconds_left: float | None = None
    message: str = ""
    bundle_id: str | None = None
    targets_a_loss: int = 1
    keeps_best_epoch: bool = False
    corpus_digest: str = ""
    checkpoints: tuple[int, ...] = ()
    epochs_before: int = 0


class Pace:
    """How long an epoch takes: the median of the last ones, without the first, which includes start and compilation."""

    def __init__(self) -> None:
        self._ends_sec: list[float] = []

    def epoch_ended(self, at_sec: float) -> None:
        """Note the time, on any clock, at which an epoch ended."""
        self._ends_sec = [*self._ends_sec[-_PACE_EPOCHS:], at_sec]

    def seconds_for(self, epochs: int) -> float | None:
        """How long so many epochs will take; None before two have ended."""
        if len(self._ends_sec) < 2:
            return None
        return epochs * median(end - begin for begin, end in pairwise(self._ends_sec))


def waiting_at(view: JobView, place: int) -> JobView:
    """The view of a run that waits.

    Parameters
    ----------
    view : JobView
        The view before.
    place : int
        Its place in the queue, from 1.

    Returns
    -------
    JobView
        The view with its place.
    """
    message = "Waits in line: it begins next." if place == 1 else f"Waits in line: number {place}."
    return replace(view, place_in_line=place, message=message)


def begun(view: JobView) -> JobView:
    """The view of a run whose turn has come."""
    return replace(view, state=JobState.RUNNING, place_in_line=0, message="Starting the training process.")


def asked_to_stop(view: JobView) -> JobView:
    """The view of a run after `stop`: one that waits is over, one that runs ends after its epoch."""
    match view.state:
        case JobState.WAITING:
            message = "Stopped before it began."
            return replace(view, state=JobState.STOPPED, place_in_line=0, message=message)
        case JobState.RUNNING:
            return replace(view, state=JobState.STOPPING, seconds_left=None, message="Stopping after this epoch.")
        case _:
            return view


def after(view: JobView, event: Progress, bundle_id: str, pace: Pace) -> JobView:
    """The view of a run after an event.

    Parameters
    ----------
    view : JobView
        The view before.
    event : Progress
        What the worker reports.
    bundle_id : str
        The id under which the run saves its bundle.
    pace : Pace
        The pace of all epochs so far.

    Returns
    -------
    JobView
        The view after.
    """
    is_running = view.state is JobState.RUNNING
    match event:
        case Started(losses):
            done = losses[-1].epoch if losses else 0
            total = view.epochs_total - view.epochs_done + done
            message = "Loading TensorFlow and preparing the first epoch." if is_running else view.message
            return replace(
                view, losses=losses, epochs_done=done, epochs_total=total, epochs_before=done, message=message
            )
        case EpochEnded(loss):
            left = pace.seconds_for(view.epochs_total - loss.epoch) if is_running else None
            message = "" if is_running else view.message
            return replace(
                view, losses=(*view.losses, loss), epochs_done=loss.epoch, seconds_left=left, message=message
            )
        case Saved():
            return replace(view, bundle_id=bundle_id)
        case CheckpointSaved(epoch):
            return replace(view, checkpoints=(*view.checkpoints, epoch))
        case Finished(stopped):
            return _finished(view, stopped)


def failed(view: JobView, cause: str, epochs_kept: int | None, bundle_id: str) -> JobView:
    """The view of a run that has failed.

    Parameters
    ----------
    view : JobView
        The view before.
    cause : str
        Why it failed, as a sentence.
    epochs_kept : int or None
        The epochs of the bundle that it saved; None where it saved none.
    bundle_id : str
        The id of that bundle.

    Returns
    -------
    JobView
        The view after, which says what was saved.
    """
    if epochs_kept is None:
        bundle, saved = None, "Nothing was learnt before that."
    else:
        bundle, saved = bundle_id, f"The model of epoch {epochs_kept} was saved and can be chosen."
    return replace(view, state=JobState.FAILED, seconds_left=None, message=f"{cause} {saved}", bundle_id=bundle)


def _finished(view: JobView, stopped: bool) -> JobView:
    if not stopped:
        why = ", as the validation loss no longer falls" if view.epochs_done < view.epochs_total else ""
        message, state = f"Trained to epoch {view.epochs_done}{why}.{_best_epoch(view)}", JobState.FINISHED
    elif view.bundle_id:
        message = f"Stopped after epoch {view.epochs_done}; what was learnt is saved.{_best_epoch(view)}"
        state = JobState.STOPPED
    else:
        message, state = "Stopped before the first epoch; nothing was learnt.", JobState.STOPPED
    return replace(view, state=state, seconds_left=None, message=message)


def _best_epoch(view: JobView) -> str:
    """A sentence on the epoch of the bundle, where that is not the last one."""
    validation = [(loss.validation, loss.epoch) for loss in view.losses if loss.validation is not None]
    if not view.keeps_best_epoch or not validation or min(validation)[1] == view.epochs_done:
        return ""
    best = min(validation)[1]
    if best <= view.epochs_before:
        return " No epoch of this run has a lower validation loss, so the model is the one it began with."
    return f" The model is that of epoch {best}, which has the lowest validation loss."
