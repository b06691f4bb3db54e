"""A bundle: a trained model with all it needs to play and to be trained further."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any

import numpy as np
import numpy.typing as npt

from jazzcore.music.documents import row
from jazzcore.music.leadsheet import LeadSheet
from jazzcore.music.limits import between

FloatArray = npt.NDArray[np.float32]
Shape = tuple[int, ...]
EncodedMusic = Any
"""Music as a recipe encodes it: an instance of the recipe's `music_type`."""


LARGEST_EPOCH = 10**6
"""A run has a thousand epochs at most, and a model can be trained further."""


@row
@dataclass(frozen=True, slots=True)
class EpochLoss:
    """The losses after an epoch, summed as the recipe does; `validation` is None where no music was held out."""

    epoch: Annotated[int, between(1, LARGEST_EPOCH)]
    training: float
    validation: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundle:
    """A trained model: the name of its recipe, the music it learnt as the recipe encodes it, and its weights.

    `weights` are in the order that the recipe's network defines. `optimizer` holds the state needed to train further:
    the count of iterations, then two slots of each weight's shape. `charts` are the changes of the pieces: lead sheets
    without melody. `created` is an ISO 8601 time.
    """

    recipe: str
    music: EncodedMusic
    weights: tuple[FloatArray, ...]
    optimizer: tuple[FloatArray, ...]
    charts: tuple[LeadSheet, ...]
    corpus_name: str
    corpus_digest: str
    seed: int
    losses: tuple[EpochLoss, ...]
    created: str
    versions: tuple[tuple[str, str], ...]

    @property
    def epochs(self) -> int:
        """How many epochs it was trained."""
        return self.losses[-1].epoch if self.losses else 0


def best_epoch(losses: Sequence[EpochLoss]) -> int:
    """The epoch of the lowest validation loss; the last one where no music was held out, 0 before the first."""
    validation = [(loss.validation, loss.epoch) for loss in losses if loss.validation is not None]
    if validation:
        return min(validation)[1]
    return losses[-1].epoch if losses else 0


def bundle_digest(bundle: Bundle) -> str:
    """A SHA-256 in hexadecimal over what decides how a bundle plays: its recipe, the music it learnt, its weights."""
    digest = hashlib.sha256(f"{bundle.recipe}\n{bundle.corpus_digest}\n".encode())
    for weight in bundle.weights:
        digest.update(f"{weight.shape}\n".encode())
        digest.update(np.ascontiguousarray(weight, "<f4").tobytes())
    return digest.hexdigest()
