"""What a training run is asked to do, and its form on the way to the worker process."""

import json
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from jazzcore.encoding.events.events import Event, Events
from jazzcore.encoding.values.vocabulary import ValueSequences
from jazzcore.errors import SettingError
from jazzcore.models.settings import EventRecipe, Recipe, ValueRecipe, recipe_named
from jazzcore.music.documents import chart_from_document, chart_to_document
from jazzcore.music.leadsheet import LeadSheet


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingRequest:
    """A recipe, the corpus's changes, and how long to train from which seed."""

    recipe: Recipe
    charts: tuple[LeadSheet, ...]
    corpus_name: str
    corpus_digest: str
    epochs: int
    seed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueRequest(TrainingRequest):
    """To learn the value texts of each piece."""

    recipe: ValueRecipe
    sequences: ValueSequences


@dataclass(frozen=True, slots=True, kw_only=True)
class EventRequest(TrainingRequest):
    """To learn the melodies of the charts, but for those whose indices are `validation`: they judge what was learnt."""

    recipe: EventRecipe
    lines: tuple[Events, ...]
    validation: tuple[int, ...]


def request_to_json(request: TrainingRequest) -> str:
    """A request as one line of JSON; the inverse of `request_from_json`."""
    document: dict[str, Any] = {
        "recipe": request.recipe.name,
        "charts": [chart_to_document(chart) for chart in request.charts],
        "corpus_name": request.corpus_name,
        "corpus_digest": request.corpus_digest,
        "epochs": request.epochs,
        "seed": request.seed,
    }
    match request:
        case ValueRequest():
            document["sequences"] = request.sequences
        case EventRequest():
            document |= {"lines": request.lines, "held_out": request.validation}
    return json.dumps(document)


def request_from_json(text: str) -> TrainingRequest:
    """The request a line of JSON holds; the inverse of `request_to_json`.

    Raises KeyError, TypeError or ValueError for another document, SettingError for an unknown recipe.
    """
    document = json.loads(text)
    recipe = recipe_named(document["recipe"])
    shared: dict[str, Any] = {
        "charts": tuple(chart_from_document(chart) for chart in document["charts"]),
        "corpus_name": str(document["corpus_name"]),
        "corpus_digest": str(document["corpus_digest"]),
        "epochs": int(document["epochs"]),
        "seed": int(document["seed"]),
    }
    match recipe:
        case ValueRecipe():
            sequences = tuple(tuple(map(str, piece)) for piece in document["sequences"])
            return ValueRequest(recipe=recipe, sequences=sequences, **shared)
        case EventRecipe():
            lines = lines_from_document(document["lines"])
            return EventRequest(recipe=recipe, lines=lines, validation=tuple(map(int, document["held_out"])), **shared)
    raise SettingError(f"The recipe {recipe.name!r} learns neither values nor events.")


def lines_from_document(document: list[Any]) -> tuple[Events, ...]:
    """Melodies out of lists of four integers a note. Raises TypeError or ValueError for anything else."""
    return tuple(
        tuple(Event(int(onset), int(duration), int(pitch), int(velocity)) for onset, duration, pitch, velocity in line)
        for line in document
    )


def chart_of(sheet: LeadSheet) -> LeadSheet:
    """The changes of a lead sheet: the same without its melody."""
    return replace(sheet, melody=(), silence_after_quarter=Fraction(0))
