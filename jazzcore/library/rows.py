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
    """What the files of a take say of it; a take that cannot be read has a `problem` and little else.

    `created` is an ISO 8601 time in UTC. Takes over the same changes share their `changes_digest`. Raises StoreError
    for values that SQLite cannot hold.
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
    """A take in a list: its number, which no other take ever gets, its facts, and the marks people gave it."""

    number: int
    name: str = ""
    note: str = ""
    stars: int = 0
    deleted: str | None = None

    @property
    def label(self) -> str:
        """The name a person gave it, else its title, else its id."""
        return self.name or self.title or self.take_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """Which takes to list, and in which order. Empty fields select nothing and leave nothing out.

    Every word of `text` is somewhere in title, name, note, corpus or recipe. Takes are from `since` on and before
    `until`. With `best_first`, takes with the most stars come first; else the newest, or the last to be deleted.
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
    """Tell whether a text holds all words that are searched for. Case and accents make no difference.

    Parameters
    ----------
    searched : str
        The words, with spaces between them.
    text : str
        The text to look in.

    Returns
    -------
    bool
        True if every word is somewhere in the text, also inside a longer word.
    """
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
