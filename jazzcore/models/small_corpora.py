"""What is to be said of a corpus that is too small for a recipe, with the metrics that were measured."""

from jazzcore.encoding.events.events import VALIDATION_EVERY
from jazzcore.models.settings import EventRecipe, Recipe

ENOUGH_NOTES = 2000

_MEASURED = ((250, 5.3), (800, 4.4), (2900, 4.2), (9000, 3.9), (154_000, 3.5))
"""Notes learnt from, and nats a note on other solos: solos of the Weimar Jazz Database by the studio's recipe."""


def small_corpus_remark(recipe: Recipe, piece_count: int, note_count: int) -> str:
    """A sentence or two where a recipe of events will learn little from so much music; empty where it is enough."""
    if not isinstance(recipe, EventRecipe):
        return ""
    remarks = []
    if note_count < ENOUGH_NOTES:
        few, few_nats = min(_MEASURED, key=lambda measured: abs(measured[0] - note_count))
        many, many_nats = _MEASURED[-1]
        remarks.append(
            f"{note_count:,} notes are few for this recipe: from {few:,} notes of real solos it told the next note of "
            f"others at {few_nats:.1f} nats, from {many:,} at {many_nats:.1f}, and 0 would be sure of each. Learn from "
            f"{ENOUGH_NOTES:,} notes or more, or take the course's recipe."
        )
    if piece_count < VALIDATION_EVERY:
        remarks.append(
            f"With fewer than {VALIDATION_EVERY} pieces none is held out, so that training cannot tell when it begins "
            "to learn by heart: keep to few epochs."
        )
    return " ".join(remarks)
