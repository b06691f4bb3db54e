"""Bundles made in memory: small, and with weights drawn from a seed instead of trained."""

from fractions import Fraction

import numpy as np

from jazzcore.encoding.values.vocabulary import EncodedValues
from jazzcore.models.bundle import Bundle, EpochLoss, FloatArray
from jazzcore.music.chords.table import chord_of
from jazzcore.music.leadsheet import ChordEvent, LeadSheet, Meter, bars_of
from jazzcore.recipes.table import COURSE
from jazzcore.recipes.values import ValueRecipe

VOCABULARY = tuple(
    sorted(
        [
            *(f"{category},{length}" for category in "CSA" for length in ("0.250", "0.333", "0.500", "1.000")),
            *(f"{category},{length},<P4,m-2>" for category in "CSAX" for length in ("0.250", "0.333", "0.500")),
            *(f"{category},{length},<m2,P-4>" for category in "CSAX" for length in ("0.250", "0.333", "0.500")),
            *(f"R,{length}" for length in ("0.083", "0.167", "0.250", "0.333", "0.500", "2.000", "71.000")),
        ]
    )
)
CHART = LeadSheet(
    title="Two bars",
    melody=(),
    chords=(ChordEvent(Fraction(0), chord_of("Dm7")), ChordEvent(Fraction(4), chord_of("G7"))),
    bars=bars_of(Meter(), 2),
    tempo_bpm=120.0,
    source="test",
)


def random_weights(recipe: ValueRecipe, music: EncodedValues, rng: np.random.Generator) -> tuple[FloatArray, ...]:
    """Weights in a bundle's order, large enough for clear choices and small enough not to be chaotic."""
    shapes = recipe.weight_shapes(music)
    return tuple(rng.normal(0, 2 / np.sqrt(shape[0]), shape).astype(np.float32) for shape in shapes)


def random_bundle(seed: int = 0, recipe: ValueRecipe = COURSE, vocabulary: tuple[str, ...] = VOCABULARY) -> Bundle:
    """A bundle whose network was never trained."""
    rng = np.random.default_rng(seed)
    weights = random_weights(recipe, EncodedValues(vocabulary=vocabulary, sequences=()), rng)
    sequence = tuple(map(int, rng.integers(len(vocabulary), size=80)))
    return Bundle(
        recipe=recipe.name,
        music=EncodedValues(vocabulary=vocabulary, sequences=(sequence,)),
        weights=weights,
        optimizer=(np.float32(3) * np.ones((), np.float32), *(np.zeros_like(w) for w in (*weights, *weights))),
        charts=(CHART,),
        corpus_name="Test corpus",
        corpus_digest="0" * 64,
        seed=seed,
        losses=(EpochLoss(1, 130.0), EpochLoss(2, 120.5, 125.25)),
        created="2026-11-21T23:00:00+00:00",
        versions=(("numpy", "2"),),
    )
