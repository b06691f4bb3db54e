"""A bundle: a trained model with all it needs to play and to train on."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from jazzcore.models.recipes import Recipe
from jazzcore.music.leadsheet import LeadSheet

FloatArray = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class EpochLoss:
    """The losses after an epoch, in the recipe's own sum; `held_out` is None where nothing was held out."""

    epoch: int
    training: float
    held_out: float | None = None


@dataclass(frozen=True, slots=True)
class Bundle:
    """A trained model: recipe, vocabulary, weights, and where they come from.

    `vocabulary` is sorted. `sequences` are the ids of each piece trained on. `weights` follow the network's
    order: for each LSTM kernel (inputs, 4 units), recurrent kernel (units, 4 units), bias (4 units), the gates in the
    order input, forget, cell, output; then the dense kernel (units, n_values) and bias (n_values). `optimizer` holds
    the state needed to train on. `charts` are the corpus's own changes: lead sheets without melody.
    """

    recipe: Recipe
    vocabulary: tuple[str, ...]
    sequences: tuple[tuple[int, ...], ...]
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
