"""Where a take of the tests comes from."""

from jazzcore.music.leadsheet import LeadSheet
from jazzcore.music.solo import Solo
from jazzcore.takes.take import Origin


def origin_of(solo: Solo, recipe: str = "studio", epochs: int = 12) -> Origin:
    """An origin over the solo's own changes."""
    chart = LeadSheet(solo.title, (), solo.chords, solo.bars, 120.0, "test")
    return Origin(recipe, epochs, "Etudes", "c" * 64, "b" * 64, chart, 1)
