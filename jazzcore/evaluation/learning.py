"""How a training run goes, named in plain words: learning by heart, standing still, copying, what cannot be learnt."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain, takewhile

from jazzcore.evaluation.report import MOST_COPIED_NOTES
from jazzcore.models.bundle import EpochLoss
from jazzcore.music.numbers import whole_percent

RISING_EPOCHS = 5
RISEN_SHARE = 0.01
"""The validation loss has turned up if its lowest is at least 5 epochs old and the latest is more than 1 % higher
(chosen by hand)."""

STILL_EPOCHS = 15
STILL_SHARE = 0.01
"""The loss stands still if it fell by less than 1 % in 15 epochs (chosen by hand)."""

BY_HEART_NATS = 0.5
"""A model knows music by heart if the next value costs it less than this: at 0.5 nats it gives the right value a
probability of 0.6 (chosen by hand)."""

UNSEEN_SHARE = 0.1
"""Much of the validation music cannot be learnt from this share of unseen values on (chosen by hand)."""


def turning_epoch(losses: Sequence[EpochLoss]) -> int | None:
    """The epoch of the lowest validation loss, if the loss has risen since; None if it has not."""
    validated = [(loss.validation, loss.epoch) for loss in losses if loss.validation is not None]
    latest = losses[-1] if losses else None
    if not validated or latest is None or latest.validation is None:
        return None
    lowest, epoch = min(validated)
    has_turned = latest.epoch - epoch >= RISING_EPOCHS and latest.validation > lowest * (1 + RISEN_SHARE)
    return epoch if has_turned else None


def copying_epoch(longest_runs: Mapping[int, int]) -> int | None:
    """The first epoch from which on a model copies more than `MOST_COPIED_NOTES` notes in a row.

    `longest_runs` has the longest copied run, in notes, of some epochs. None if the last of them does not copy.
    """
    epochs = sorted(longest_runs, reverse=True)
    copying = list(takewhile(lambda epoch: longest_runs[epoch] > MOST_COPIED_NOTES, epochs))
    return copying[-1] if copying else None


def copying_findings(longest_runs: Mapping[int, int]) -> tuple[str, ...]:
    """A sentence if a model copies; `longest_runs` as in `copying_epoch`."""
    epoch = copying_epoch(longest_runs)
    if epoch is None:
        return ()
    return (
        f"From epoch {epoch} on it copies more than {MOST_COPIED_NOTES} notes in a row from the music it learnt; keep "
        "an earlier epoch, or train on more music.",
    )


def training_findings(losses: Sequence[EpochLoss], values_per_window: int) -> tuple[str, ...]:
    """Say what is wrong with a training run.

    Parameters
    ----------
    losses : sequence of EpochLoss
        The losses so far, in order of epochs.
    values_per_window : int
        Over how many values a loss is summed.

    Returns
    -------
    tuple of str
        One sentence, or none if the run goes as it should.
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


def vocabulary_findings(
    training: Iterable[Sequence[object]], validation: Iterable[Sequence[object]]
) -> tuple[str, ...]:
    """Say whether much of the validation music is in values that the training music does not have.

    Parameters
    ----------
    training : iterable of sequences
        The values of each piece of the training music.
    validation : iterable of sequences
        The values of each piece of the validation music.

    Returns
    -------
    tuple of str
        One sentence, or none if few values are unseen.
    """
    known = set(chain.from_iterable(training))
    asked = list(chain.from_iterable(validation))
    unseen = sum(value not in known for value in asked)
    if not asked or unseen < UNSEEN_SHARE * len(asked):
        return ()
    percent = whole_percent(unseen / len(asked))
    return (
        f"{percent} % of the values held out never come in the music learnt from, so no model can tell them; learn "
        "from more music.",
    )
