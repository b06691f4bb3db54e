"""What a training run is asked to do, and its form on the way to the worker process."""

import json
from dataclasses import dataclass, replace
from fractions import Fraction

from jazzcore.models.recipes import Recipe, recipe_named
from jazzcore.music.documents import chart_from_document, chart_to_document
from jazzcore.music.leadsheet import LeadSheet
from jazzcore.values.vocabulary import ValueSequences


@dataclass(frozen=True, slots=True)
class TrainingRequest:
    """A recipe, the value texts of each piece, the corpus's changes, and how long to train from which seed."""

    recipe: Recipe
    sequences: ValueSequences
    charts: tuple[LeadSheet, ...]
    corpus_name: str
    corpus_digest: str
    epochs: int
    seed: int


def request_to_json(request: TrainingRequest) -> str:
    """A request as one line of JSON; the inverse of `request_from_json`."""
    document = {
        "recipe": request.recipe.name,
        "sequences": request.sequences,
        "charts": [chart_to_document(chart) for chart in request.charts],
        "corpus_name": request.corpus_name,
        "corpus_digest": request.corpus_digest,
        "epochs": request.epochs,
        "seed": request.seed,
    }
    return json.dumps(document)


def request_from_json(text: str) -> TrainingRequest:
    """The request a line of JSON holds; the inverse of `request_to_json`.

    Raises KeyError, TypeError or ValueError for another document, SettingError for an unknown recipe.
    """
    document = json.loads(text)
    return TrainingRequest(
        recipe=recipe_named(document["recipe"]),
        sequences=tuple(tuple(map(str, piece)) for piece in document["sequences"]),
        charts=tuple(chart_from_document(chart) for chart in document["charts"]),
        corpus_name=str(document["corpus_name"]),
        corpus_digest=str(document["corpus_digest"]),
        epochs=int(document["epochs"]),
        seed=int(document["seed"]),
    )


def chart_of(sheet: LeadSheet) -> LeadSheet:
    """The changes of a lead sheet: the same without its melody."""
    return replace(sheet, melody=(), silence_after_quarter=Fraction(0))
