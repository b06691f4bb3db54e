"""What lists show of a take, and how takes are searched.

Times are ISO 8601 in UTC, so that they sort as texts.
"""

import unicodedata
from dataclasses import dataclass, fields
from datetime import datetime

from jazzcore.errors import StoreError

_LARGEST_NUMBER = 2**53


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeFacts:
    """What a take's own files tell; a take that cannot be read has a `problem` in place of most.

    `changes_digest` is `takes.changes_digest`, which takes over the same changes share. Raises StoreError for what no
    database holds.
    """

    take_id: str
    created: str
    title: str = ""
    recipe: str = ""
    epochs: int = 0
    corpus_name: str = ""
    corpus_digest: str = ""
    model: str = ""
    temperature: float = 0.0
    seed: int = 0
    tempo_bpm: float = 0.0
    feel: str = ""
    instrument: str = ""
    changes_digest: str = ""
    duration_sec: float = 0.0
    note_count: int = 0
    problem: str = ""

    def __post_init__(self) -> None:
        for name in _FACTS:
            if not _is_storable(value := getattr(self, name)):
                raise StoreError(f"The {name} of take {self.take_id} is {value!r}; remove it, or generate it again.")


_FACTS = tuple(field.name for field in fields(TakeFacts))


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeRow(TakeFacts):
    """A take in the library: its number, which no other take ever has, its facts, and what people say of it."""

    number: int
    name: str = ""
    note: str = ""
    stars: int = 0
    deleted: str | None = None

    @property
    def label(self) -> str:
        """What people know it by."""
        return self.name or self.title or self.take_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """Which takes to list, and in which order; what is left empty asks for nothing.

    Every word of `text` stands somewhere in title, name, note, corpus or recipe. `since` is the first time wanted,
    `until` the first one no more. Those of most stars come first if `best_first`, else the newest, or of the deleted
    ones the latest to be deleted.
    """

    text: str = ""
    recipes: tuple[str, ...] = ()
    corpora: tuple[str, ...] = ()
    since: datetime | None = None
    until: datetime | None = None
    least_stars: int = 0
    changes_digest: str = ""
    deleted: bool = False
    best_first: bool = False


EVERY_TAKE = Search()
"""All takes that are not deleted, the newest first."""


def has_words(searched: str, text: str) -> bool:
    """Whether every word of `searched` stands somewhere in a text, whatever the case and the accents."""
    folded = _folded(text)
    return all(word in folded for word in _folded(searched).split())


def _folded(text: str) -> str:
    if text.isascii():
        return text.lower()
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(character for character in parts if not unicodedata.combining(character))


def _is_storable(value: object) -> bool:
    match value:
        case str():
            return value == value.encode(errors="ignore").decode()
        case int() | float():
            return abs(value) <= _LARGEST_NUMBER
    return False
