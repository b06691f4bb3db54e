"""The votes of blind tests: which of two solos over the same changes was preferred, and what both were."""

from dataclasses import dataclass, fields
from enum import StrEnum
from sqlite3 import Row

from jazzcore.library.storage.database import Database

_INSERT_SIDE = """
INSERT INTO vote_sides VALUES (
    :vote_id, :place, :item, :changes, :corpus_name, :corpus_digest, :is_real, :recipe, :epochs, :bundle_digest,
    :temperature, :rhythm_temperature, :top_p
)"""

_ALL = "SELECT * FROM vote_sides JOIN votes USING (vote_id) ORDER BY vote_id, place"


class Preference(StrEnum):
    """What is voted for: the side offered first, the other one, or neither of them."""

    FIRST = "first"
    SECOND = "second"
    NEITHER = "neither"


@dataclass(frozen=True, slots=True)
class Side:
    """One solo of a pair: a take, or a piece of a corpus. `is_real` is true of a piece, which no model played.

    `item` is the id of the take, or names the piece. `changes` is the digest of the chart under the solo.
    """

    item: str
    changes: str
    corpus_name: str
    corpus_digest: str
    is_real: bool = False
    recipe: str = ""
    epochs: int = 0
    bundle_digest: str = ""
    temperature: float | None = None
    rhythm_temperature: float | None = None
    top_p: float | None = None


@dataclass(frozen=True, slots=True)
class Vote:
    """A vote on two sides in the order in which they were offered; `voted` is an ISO 8601 time."""

    first: Side
    second: Side
    preference: Preference
    voted: str


class Votes:
    """All votes of a home, saved in its database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, vote: Vote) -> None:
        """Save a vote, after all that were saved before. Raises StoreError."""
        with self._database.writing() as connection:
            insert = "INSERT INTO votes (voted, preference) VALUES (?, ?)"
            vote_id = connection.execute(insert, (vote.voted, vote.preference)).lastrowid
            for place, side in enumerate((vote.first, vote.second)):
                known = {name: getattr(side, name) for name in _SIDE_FIELDS}
                connection.execute(_INSERT_SIDE, known | {"vote_id": vote_id, "place": place})

    def all(self) -> tuple[Vote, ...]:
        """Every vote, the first one first. Raises StoreError."""
        with self._database.reading() as connection:
            rows = connection.execute(_ALL).fetchall()
        return tuple(
            Vote(_side(first), _side(second), Preference(first["preference"]), first["voted"])
            for first, second in zip(rows[::2], rows[1::2], strict=True)
        )


_SIDE_FIELDS = tuple(field.name for field in fields(Side))


def _side(row: Row) -> Side:
    return Side(**{name: row[name] for name in _SIDE_FIELDS} | {"is_real": bool(row["is_real"])})
