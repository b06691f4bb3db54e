"""The takes in the menus of comparisons: their rows and their labels."""

from jazzcore.library.rows import Search, TakeRow
from jazzcore.music.numbers import temperature
from jazzcore.page.shared import cache

MOST_LISTED = 100


def newest(besides: str | None = None) -> tuple[TakeRow, ...]:
    """The newest takes, a hundred at most, and the take of the id `besides`; raises StoreError."""
    return _rows(Search(), besides)


def over(changes: str) -> tuple[TakeRow, ...]:
    """The newest takes over the changes of that digest, a hundred at most; raises StoreError."""
    return _rows(Search(changes_digest=changes))


def label(row: TakeRow) -> str:
    """A take in a line of a menu: its number and name, its model and settings."""
    played = f"{row.recipe}, epoch {row.epochs}" if row.recipe else ""
    settings = f"{temperature(row.temperature)}, seed {row.seed}"
    return " · ".join(part for part in (f"{row.number}. {row.label}", played, settings) if part)


def _rows(search: Search, besides: str | None = None) -> tuple[TakeRow, ...]:
    takes = cache.studio().takes
    found = takes.list(search)
    listed = [take_id for place, take_id in enumerate(found) if place < MOST_LISTED or take_id == besides]
    return tuple(row for row in takes.rows(listed) if not row.problem)
