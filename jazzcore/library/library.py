"""The library: a database of all saved takes, and of what people say of takes and models.

What a take's own files tell can be read from them again, so files are written before their row and removed before it: a
crash between leaves a row too few, or one without files. Names, notes and stars stand apart and stay while files are
away. Deleting only notes when; `purge` removes the files of what was deleted long ago. Any thread and any process may
call every method at any time.
"""

import json
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import asdict, fields
from datetime import datetime
from typing import Any

from jazzcore.errors import StoreError
from jazzcore.library.database import Database
from jazzcore.library.files import BUNDLES, SHIPPED_PREFIX, TAKES
from jazzcore.library.rows import (
    EVERY_TAKE,
    LONGEST_NAME,
    LONGEST_NOTE,
    MOST_STARS,
    Marks,
    Search,
    TakeFacts,
    TakeRow,
    has_words,
    utc_text,
)
from jazzcore.library.tables import ENTER, FIND, MARK, TABLES

_ROW = tuple(field.name for field in fields(TakeRow))


class Library:
    """The library in a database. Every method raises StoreError where that cannot be used."""

    def __init__(self, database: Database) -> None:
        """Make the tables where they are missing."""
        self._database = database
        with database.writing() as connection:
            for table in TABLES:
                connection.execute(table)

    def enter(self, takes: Iterable[TakeFacts]) -> None:
        """Enter takes, in the place of what was known of them; a new one has the next number."""
        with self._database.writing() as connection:
            connection.executemany(ENTER, map(asdict, takes))

    def drop(self, take_ids: Iterable[str]) -> None:
        """Forget the facts of takes whose files are away, but not what people say of them."""
        with self._database.writing() as connection:
            connection.executemany("DELETE FROM takes WHERE take_id = ?", [(take_id,) for take_id in take_ids])

    def known(self) -> dict[str, str]:
        """The problem of every take that is known, by its id; an empty text where there is none."""
        with self._database.reading() as connection:
            return {row["take_id"]: row["problem"] for row in connection.execute("SELECT take_id, problem FROM takes")}

    def found(self, search: Search = EVERY_TAKE) -> tuple[str, ...]:
        """The ids of the takes that are found, in the order asked for."""
        with self._database.reading() as connection:
            connection.create_function("is_wanted", 1, lambda text: has_words(search.text, text), deterministic=True)
            return tuple(row["take_id"] for row in connection.execute(FIND, _asked(search)))

    def rows(self, take_ids: Sequence[str]) -> tuple[TakeRow, ...]:
        """The takes of these ids in their order, deleted or not; those that are not there are left out."""
        with self._database.reading() as connection:
            found = connection.execute(
                "SELECT * FROM marked_takes WHERE take_id IN (SELECT value FROM json_each(?))", [json.dumps(take_ids)]
            )
            rows = {row["take_id"]: TakeRow(**{name: row[name] for name in _ROW}) for row in found}
        return tuple(rows[take_id] for take_id in take_ids if take_id in rows)

    def row(self, take_id: str) -> TakeRow:
        """A take, deleted or not."""
        if rows := self.rows([take_id]):
            return rows[0]
        raise StoreError(f"The library has no take {take_id!r}; choose one of its list.")

    def recipes(self) -> tuple[str, ...]:
        """The recipes of all takes that are not deleted."""
        return self._distinct("SELECT DISTINCT recipe FROM marked_takes WHERE deleted IS NULL AND recipe <> ''")

    def corpora(self) -> tuple[str, ...]:
        """The names of the corpora that the models of all takes learnt, those of deleted ones left out."""
        return self._distinct(
            "SELECT DISTINCT corpus_name FROM marked_takes WHERE deleted IS NULL AND corpus_name <> ''"
        )

    def marks(self, kind: str) -> dict[str, Marks]:
        """What people say of the takes or the bundles, by their ids; those of whom nobody says a thing are left out."""
        with self._database.reading() as connection:
            found = connection.execute("SELECT * FROM marks WHERE kind = ?", [kind])
            return {
                row["item_id"]: Marks(name=row["name"], note=row["note"], stars=row["stars"], deleted=row["deleted"])
                for row in found
            }

    def rename(self, kind: str, item_id: str, name: str) -> None:
        """Give a take or a bundle a name of up to 100 characters; an empty one takes it away."""
        self._mark("name", kind, [item_id], _text(name, "name", LONGEST_NAME))

    def annotate(self, kind: str, item_id: str, note: str) -> None:
        """Give a take or a bundle a note of up to 1,000 characters; an empty one takes it away."""
        self._mark("note", kind, [item_id], _text(note, "note", LONGEST_NOTE))

    def rate(self, kind: str, item_id: str, stars: int) -> None:
        """Give a take or a bundle 0 to 5 stars."""
        if not 0 <= stars <= MOST_STARS:
            raise StoreError(f"{stars} stars cannot be given; give 0 to {MOST_STARS}.")
        self._mark("stars", kind, [item_id], stars)

    def delete(self, kind: str, item_ids: Iterable[str], when: datetime) -> None:
        """Note of takes or bundles that they are deleted."""
        doomed = list(item_ids)
        for item_id in doomed:
            if kind == BUNDLES and item_id.startswith(SHIPPED_PREFIX):
                raise StoreError(f"{item_id} ships with the project and stays; delete one that was trained here.")
        self._mark("deleted", kind, doomed, utc_text(when))

    def restore(self, kind: str, item_ids: Iterable[str]) -> None:
        """Take back that takes or bundles are deleted."""
        with self._database.writing() as connection:
            connection.executemany(
                "UPDATE marks SET deleted = NULL WHERE kind = ? AND item_id = ?", [(kind, each) for each in item_ids]
            )

    def purge(self, before: datetime, remove: Callable[[str, str], None]) -> None:
        """Forget what was deleted before a time, each once `remove` (of kind and id) has removed its files.

        What cannot be removed stays for the next time.
        """
        due = {"before": utc_text(before)}
        with self._database.reading() as connection:
            doomed = connection.execute("SELECT kind, item_id FROM marks WHERE deleted < :before", due).fetchall()
        for kind, item_id in doomed:
            with suppress(StoreError), self._database.writing() as connection:
                named = due | {"kind": kind, "item_id": item_id}
                gone = connection.execute(
                    "DELETE FROM marks WHERE kind = :kind AND item_id = :item_id AND deleted < :before", named
                )
                if gone.rowcount:
                    remove(kind, item_id)
                    if kind == TAKES:
                        connection.execute("DELETE FROM takes WHERE take_id = :item_id", named)

    def _mark(self, name: str, kind: str, item_ids: Sequence[str], value: str | int) -> None:
        with self._database.writing() as connection:
            connection.executemany(MARK[name], [(kind, item_id, value) for item_id in item_ids])

    def _distinct(self, query: str) -> tuple[str, ...]:
        with self._database.reading() as connection:
            return tuple(sorted(row[0] for row in connection.execute(query)))


def _asked(search: Search) -> dict[str, Any]:
    return {
        "text": search.text,
        "recipes": json.dumps(search.recipes),
        "corpora": json.dumps(search.corpora),
        "since": search.since and utc_text(search.since),
        "until": search.until and utc_text(search.until),
        "least_stars": search.least_stars,
        "changes_digest": search.changes_digest,
        "deleted": search.deleted,
        "best_first": search.best_first,
    }


def _text(text: str, what: str, most: int) -> str:
    """A text of a person's, without spaces around it and what cannot be written."""
    clean = text.encode(errors="replace").decode().replace("\0", "").strip()
    if len(clean) > most:
        raise StoreError(f"The {what} has {len(clean):,} characters; shorten it to {most:,}.")
    return clean
