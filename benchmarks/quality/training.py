"""A model for the benchmark of quality, trained for a limited time."""

import time
from collections.abc import Sequence
from dataclasses import dataclass

from jazzcore import pipeline
from jazzcore.corpus.corpus import corpus_of
from jazzcore.models.bundle import Bundle
from jazzcore.music.leadsheet import LeadSheet
from jazzcore.recipes.recipe import Recipe

SEED = 1


@dataclass(frozen=True, slots=True, eq=False)
class Trained:
    """A model, the pieces it learnt from, and how long that took; None where it was trained before."""

    bundle: Bundle
    pieces: tuple[LeadSheet, ...]
    duration_sec: float | None


def trained(recipe: Recipe, name: str, pieces: Sequence[LeadSheet], most_minutes: float) -> Trained:
    """Train a model for the benchmark.

    Parameters
    ----------
    recipe : Recipe
        The recipe.
    name : str
        The name of the corpus.
    pieces : sequence of LeadSheet
        What it learns from.
    most_minutes : float
        No epoch begins after so many minutes.

    Returns
    -------
    Trained
        The model after the recipe's own epochs, or after those that began in time.
    """
    corpus = corpus_of(name, tuple(pieces))
    began = time.perf_counter()
    bundle = pipeline.train(
        pipeline.encode(corpus, recipe, recipe.epochs, SEED),
        on_epoch=lambda _loss, _bundle: None,
        should_stop=lambda: time.perf_counter() - began > 60 * most_minutes,
    )
    return Trained(bundle, corpus.pieces, time.perf_counter() - began)
