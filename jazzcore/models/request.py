"""What a training run is asked to do, and what it reports after every epoch."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction

from jazzcore.errors import TrainingError
from jazzcore.models.bundle import Bundle, EncodedMusic, EpochLoss
from jazzcore.music.leadsheet import LeadSheet


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingRequest:
    """What to train: the name of a recipe, a corpus as the recipe encodes it, for how many epochs and by which seed."""

    recipe: str
    music: EncodedMusic
    charts: tuple[LeadSheet, ...]
    corpus_name: str
    corpus_digest: str
    epochs: int
    seed: int


@dataclass(frozen=True, slots=True)
class EpochResult:
    """The model after an epoch; ask for it before training goes on.

    `bundle` gives what training would give if it ended now, with the optimiser's state. `of_epoch` gives the weights of
    this very epoch, without that state. A recipe that keeps its best epoch may have other weights in `bundle`.
    """

    bundle: Callable[[], Bundle]
    of_epoch: Callable[[], Bundle]


OnEpoch = Callable[[EpochLoss, EpochResult], None]


def chart_of(sheet: LeadSheet) -> LeadSheet:
    """The changes of a lead sheet: the same without its melody."""
    return replace(sheet, melody=(), silence_after_quarter=Fraction(0))


def further_training(bundle: Bundle, epochs: int) -> TrainingRequest:
    """Ask for further training of a bundle on its own music, by its own seed.

    Parameters
    ----------
    bundle : Bundle
        The bundle to train further.
    epochs : int
        For how many more epochs.

    Returns
    -------
    TrainingRequest
        The request.
    """
    return TrainingRequest(
        recipe=bundle.recipe,
        music=bundle.music,
        charts=bundle.charts,
        corpus_name=bundle.corpus_name,
        corpus_digest=bundle.corpus_digest,
        epochs=epochs,
        seed=bundle.seed,
    )


def untrained_bundle(request: TrainingRequest, start: Bundle | None, versions: tuple[tuple[str, str], ...]) -> Bundle:
    """Make the bundle that a training run begins with.

    Parameters
    ----------
    request : TrainingRequest
        What is to be trained.
    start : Bundle or None
        The bundle to train further; None leaves weights, optimizer and losses empty.
    versions : tuple of pairs of str
        The names and versions of the libraries that train.

    Returns
    -------
    Bundle
        The request's music, with the weights and losses of `start`; created now.

    Raises
    ------
    TrainingError
        When `start` is of another recipe.
    """
    if start is not None and start.recipe != request.recipe:
        raise TrainingError(
            f"The model was trained by the recipe {start.recipe!r} and cannot be trained further by "
            f"{request.recipe!r}; choose the same recipe, or train again."
        )
    return Bundle(
        recipe=request.recipe,
        music=request.music,
        weights=start.weights if start else (),
        optimizer=start.optimizer if start else (),
        charts=request.charts,
        corpus_name=request.corpus_name,
        corpus_digest=request.corpus_digest,
        seed=request.seed,
        losses=start.losses if start else (),
        created=datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
        versions=versions,
    )
