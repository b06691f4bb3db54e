"""Names, notes and stars that people give takes and models, and what they delete.

Deleting only notes when. `purge` later removes the files of what was deleted long ago; until then it can be restored.
"""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from sqlite3 import Connection

from jazzcore.errors import StoreError
from jazzcore.library.storage.database import Database
from jazzcore.library.storage.files import FileStore

MOST_STARS = 5
LONGEST_NAME, LONGEST_NOTE = 100, 1000
"""The most characters of a name and of a note."""

_SET = {
    "name": """
        INSERT INTO marks (kind, item_id, name) VALUES (?, ?, ?)
        ON CONFLICT (kind, item_id) DO UPDATE SET name = excluded.name
    """,
    "note": """
        INSERT INTO marks (kind, item_id, note) VALUES (?, ?, ?)
        ON CONFLICT (kind, item_id) DO UPDATE SET note = excluded.note
    """,
    "stars": """
        INSERT INTO marks (kind, item_id, stars) VALUES (?, ?, ?)
        ON CONFLICT (kind, item_id) DO UPDATE SET stars = excluded.stars
    """,
    "deleted": """
        INSERT INTO marks (kind, item_id, deleted) VALUES (?, ?, ?)
        ON CONFLICT (kind, item_id) DO UPDATE SET deleted = excluded.deleted
    """,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """What people say of a take or a model.

    `stars` is 0 to 5; `deleted` is when it was deleted (ISO 8601, UTC), None while it is not.
    """

    name: str = ""
    note: str = ""
    stars: int = 0
    deleted: str | None = None


class MarkedItems:
    """Saved items of one kind that people name, star, annotate and delete; the base of `Takes` and `Models`.

    `kind` is the name of the items' folder in the home. Every method raises StoreError where the database cannot be
    used.
    """

    kind: str

    def __init__(self, files: FileStore, database: Database) -> None:
        self._files = files
        self._database = database

    def marks(self) -> dict[str, Marks]:
        """The marks of all items that have any, by their ids."""
        with self._database.reading() as connection:
            found = connection.execute("SELECT * FROM marks WHERE kind = ?", [self.kind])
            return {
                row["item_id"]: Marks(name=row["name"], note=row["note"], stars=row["stars"], deleted=row["deleted"])
                for row in found
            }

    def mark(self, item_id: str, *, name: str | None = None, note: str | None = None, stars: int | None = None) -> None:
        """Set the marks that are given; the others stay as they are.

        Parameters
        ----------
        item_id : str
            The item to mark.
        name, note : str, optional
            At most 100 and 1,000 characters; an empty text removes the name or the note.
        stars : int, optional
            0 to 5.

        Raises
        ------
        StoreError
            If a text is too long or the stars are out of range.
        """
        if stars is not None and not 0 <= stars <= MOST_STARS:
            raise StoreError(f"{stars} stars cannot be given; give 0 to {MOST_STARS}.")
        given = {
            "name": None if name is None else _text(name, "name", LONGEST_NAME),
            "note": None if note is None else _text(note, "note", LONGEST_NOTE),
            "stars": stars,
        }
        with self._database.writing() as connection:
            for column, value in given.items():
                if value is not None:
                    connection.execute(_SET[column], (self.kind, item_id, value))

    def delete(self, item_ids: Iterable[str], when: datetime | None = None) -> None:
        """Note that items are deleted; they can be restored until `purge` removes them.

        Parameters
        ----------
        item_ids : iterable of str
            The items to delete.
        when : datetime, optional
            The time of deletion, now by default.
        """
        deleted = utc_text(when or now())
        with self._database.writing() as connection:
            connection.executemany(_SET["deleted"], [(self.kind, item_id, deleted) for item_id in item_ids])

    def restore(self, item_ids: Iterable[str]) -> None:
        """Take back the deletion of items."""
        with self._database.writing() as connection:
            connection.executemany(
                "UPDATE marks SET deleted = NULL WHERE kind = ? AND item_id = ?",
                [(self.kind, item_id) for item_id in item_ids],
            )

    def purge(self, before: datetime) -> None:
        """Remove the files, facts and marks of items deleted before a time.

        An item that cannot be removed stays for the next time.
        """
        due = {"kind": self.kind, "before": utc_text(before)}
        with self._database.reading() as connection:
            doomed = connection.execute(
                "SELECT item_id FROM marks WHERE kind = :kind AND deleted < :before", due
            ).fetchall()
        for (item_id,) in doomed:
            with suppress(StoreError), self._database.writing() as connection:
                gone = connection.execute(
                    "DELETE FROM marks WHERE kind = :kind AND item_id = :item_id AND deleted < :before",
                    due | {"item_id": item_id},
                )
                if gone.rowcount:
                    self._remove(item_id, connection)

    def _remove(self, item_id: str, connection: Connection) -> None:
        """Remove an item's files, and with the open connection what else the database knows of it."""
        self._files.remove(self.kind, item_id)


def now() -> datetime:
    """The present time, in UTC."""
    return datetime.now(UTC)


def utc_text(time: datetime) -> str:
    """A time as the database holds it: ISO 8601 in UTC, so that times sort as texts.

    A time without a time zone is taken as the machine's own.
    """
    return time.astimezone(UTC).isoformat()


def _text(text: str, what: str, most: int) -> str:
    """A person's text without spaces around it and without characters that cannot be stored."""
    clean = text.encode(errors="replace").decode().replace("\0", "").strip()
    if len(clean) > most:
        raise StoreError(f"The {what} has {len(clean):,} characters; shorten it to {most:,}.")
    return clean
