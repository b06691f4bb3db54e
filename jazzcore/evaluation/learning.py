"""How a training run goes, named in plain words: learning by heart, standing still, copying, what cannot be learnt."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain, takewhile

from jazzcore.evaluation.report import MOST_COPIED_NOTES
from jazzcore.models.bundle import EpochLoss
from jazzcore.music.numbers import whole_percent

RISING_EPOCHS = 5
RISEN_SHARE = 0.01
"""The validation loss has turned where its lowest was so many epochs ago and lies so far below the latest."""

STILL_EPOCHS = 15
STILL_SHARE = 0.01
BY_HEART_NATS = 0.5
"""A model that knows music by heart needs less than this to tell the next value."""

UNSEEN_SHARE = 0.1


def turning_epoch(losses: Sequence[EpochLoss]) -> int | None:
    """The epoch of the lowest validation loss, where it has risen since; None where it has not turned up."""
    held = [(loss.validation, loss.epoch) for loss in losses if loss.validation is not None]
    latest = losses[-1] if losses else None
    if not held or latest is None or latest.validation is None:
        return None
    lowest, epoch = min(held)
    has_turned = latest.epoch - epoch >= RISING_EPOCHS and latest.validation > lowest * (1 + RISEN_SHARE)
    return epoch if has_turned else None


def copying_epoch(longest_runs: Mapping[int, int]) -> int | None:
    """The first epoch from which on all copy: share runs of more than `MOST_COPIED_NOTES` notes with a piece learnt.

    `longest_runs` are the notes of the longest run of some epochs. None where the last of them does not copy.
    """
    epochs = sorted(longest_runs, reverse=True)
    copying = list(takewhile(lambda epoch: longest_runs[epoch] > MOST_COPIED_NOTES, epochs))
    return copying[-1] if copying else None


def copying_findings(longest_runs: Mapping[int, int]) -> tuple[str, ...]:
    """Whether a model has come to copy, by the longest run of each epoch that was listened to."""
    epoch = copying_epoch(longest_runs)
    if epoch is None:
        return ()
    return (
        f"From epoch {epoch} on it copies more than {MOST_COPIED_NOTES} notes in a row from the music it learnt; keep "
        "an earlier epoch, or train on more music.",
    )


def training_findings(losses: Sequence[EpochLoss], values_per_window: int) -> tuple[str, ...]:
    """What the losses so far tell; nothing where they go as they should.

    `values_per_window` is over how many values a loss is summed.
    """
    if not losses:
        return ()
    latest = losses[-1]
    epoch = turning_epoch(losses)
    if epoch is not None:
        return (
            f"It is learning by heart: the loss on music held out was lowest after epoch {epoch}, "
            f"{latest.epoch - epoch} epochs ago, and rises since; stop, or train again with {epoch} epochs.",
        )
    nats = latest.training / values_per_window
    if all(loss.validation is None for loss in losses) and nats < BY_HEART_NATS:
        return (
            f"It knows the music by heart: the next value costs it only {nats:.1f} nats, so takes will quote what it "
            "learnt from; train fewer epochs, or on more music.",
        )
    if len(losses) > STILL_EPOCHS:
        before = min(loss.training for loss in losses[:-STILL_EPOCHS])
        if min(loss.training for loss in losses[-STILL_EPOCHS:]) > before * (1 - STILL_SHARE):
            return (f"The loss has not fallen for {STILL_EPOCHS} epochs; stop here, or train again with another seed.",)
    return ()


def vocabulary_findings(learnt: Iterable[Sequence[object]], held: Iterable[Sequence[object]]) -> tuple[str, ...]:
    """Whether much of the music held out is in values that the music learnt from does not have."""
    known = set(chain.from_iterable(learnt))
    asked = list(chain.from_iterable(held))
    unseen = sum(value not in known for value in asked)
    if not asked or unseen < UNSEEN_SHARE * len(asked):
        return ()
    percent = whole_percent(unseen / len(asked))
    return (
        f"{percent} % of the values held out never come in the music learnt from, so no model can tell them; learn "
        "from more music.",
    )
