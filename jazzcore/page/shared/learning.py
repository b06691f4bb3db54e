"""How a model learns, as plain data: its losses, the epochs one can hear, and the epochs marked on the chart."""

from collections.abc import Mapping
from dataclasses import dataclass

from jazzcore.evaluation.learning import copying_epoch, turning_epoch
from jazzcore.models.bundle import EpochLoss
from jazzcore.page.shared.colours import COPIED_COLOUR, VALIDATION_COLOUR

PLOT_LEFT_PIXELS, PLOT_RIGHT_PIXELS = 34, 2
"""The space left and right of the plot of the loss chart; the right one to within a few pixels."""


@dataclass(frozen=True, slots=True)
class Learning:
    """A model that learns or has learnt.

    `key` names what the page draws of it. `bundle_id` is empty until something is saved. `checkpoints` are the epochs
    whose model is saved beside the bundle.
    """

    key: str
    bundle_id: str
    corpus_digest: str
    losses: tuple[EpochLoss, ...]
    epochs_total: int
    checkpoints: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """An epoch at which something begins: two or three words, and the colour of its line."""

    epoch: int
    text: str
    colour: str


def marks(learning: Learning, longest_runs: Mapping[int, int]) -> tuple[Mark, ...]:
    """Find the epochs to mark on the loss chart.

    Parameters
    ----------
    learning : Learning
        The model and its losses.
    longest_runs : mapping of int to int
        The notes of the longest copied run, by epoch.

    Returns
    -------
    tuple of Mark
        Where the validation loss turns up, and where copying begins.
    """
    found = (
        (turning_epoch(learning.losses), "validation loss turns up", VALIDATION_COLOUR),
        (copying_epoch(longest_runs), "copying begins", COPIED_COLOUR),
    )
    return tuple(Mark(epoch, text, colour) for epoch, text, colour in found if epoch is not None)


def in_words(found: tuple[Mark, ...]) -> str:
    """The marks in words, for a screen reader: `validation loss turns up at epoch 7`."""
    return ", ".join(f"{mark.text} at epoch {mark.epoch}" for mark in found)


def about_checkpoint(epoch: int, longest_run: int | None) -> str:
    """Describe an epoch that one can hear.

    Parameters
    ----------
    epoch : int
        The epoch.
    longest_run : int or None
        The notes of the longest copied run; None where it is unknown.

    Returns
    -------
    str
        A sentence.
    """
    if longest_run is None:
        return f"Epoch {epoch}"
    if not longest_run:
        return f"Epoch {epoch} shares no run of notes with the music learnt from."
    return f"Epoch {epoch} shares {longest_run} notes in a row with the music learnt from."
