"""A bundle: a trained model with all it needs to play and to train on."""

import hashlib
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from jazzcore.encoding.events.events import Events
from jazzcore.models.settings import EventRecipe, EventSize, Recipe, ValueRecipe
from jazzcore.music.leadsheet import LeadSheet

FloatArray = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class EpochLoss:
    """The losses after an epoch, in the recipe's own sum; `validation` is None where nothing was held out."""

    epoch: int
    training: float
    validation: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundle:
    """A trained model: recipe, weights, and where they come from.

    `optimizer` holds the state needed to train on. `charts` are the corpus's own changes: lead sheets without melody.
    """

    recipe: Recipe
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


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueBundle(Bundle):
    """A model of values.

    `vocabulary` is sorted. `sequences` are the ids of each piece trained on. `weights` follow the network's
    order: for each LSTM kernel (inputs, 4 units), recurrent kernel (units, 4 units), bias (4 units), the gates in the
    order input, forget, cell, output; then the dense kernel (units, n_values) and bias (n_values).
    """

    recipe: ValueRecipe
    vocabulary: tuple[str, ...]
    sequences: tuple[tuple[int, ...], ...]

    @property
    def value_texts(self) -> tuple[tuple[str, ...], ...]:
        """The values of each piece trained on."""
        return tuple(tuple(self.vocabulary[value_id] for value_id in piece) for piece in self.sequences)


@dataclass(frozen=True, slots=True, kw_only=True)
class EventBundle(Bundle):
    """A model of events.

    `lines` are the melodies of the charts, which it learnt but for those whose indices are
    `validation`. `weights` are in the order of `event_weights.EventWeights`, those of the best epoch.
    """

    recipe: EventRecipe
    lines: tuple[Events, ...]
    validation: tuple[int, ...]

    @property
    def size(self) -> EventSize:
        """The size of its network."""
        return self.recipe.size_for(sum(map(len, self.lines)))

    @property
    def best_epoch(self) -> int:
        """The epoch whose weights it has: the one of the lowest validation loss, or the last without validation."""
        validation = [loss for loss in self.losses if loss.validation is not None]
        return min(validation, key=lambda loss: loss.validation or 0.0).epoch if validation else self.epochs


def bundle_digest(bundle: Bundle) -> str:
    """A SHA-256 over what a bundle plays by, in hexadecimal: its recipe's name, the music it learnt, its weights."""
    digest = hashlib.sha256(f"{bundle.recipe.name}\n{bundle.corpus_digest}\n".encode())
    for weight in bundle.weights:
        digest.update(f"{weight.shape}\n".encode())
        digest.update(np.ascontiguousarray(weight, "<f4").tobytes())
    return digest.hexdigest()
