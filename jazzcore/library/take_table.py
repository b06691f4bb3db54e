"""The table of takes: what their files say of each, searched together with what people say of them.

The files can be read again, so they are written before their row and removed before it: a crash between leaves a row
too few, or one without files. Names, notes and stars are in a table of their own and stay while files are away.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, fields
from typing import Any

from jazzcore.library.marks import utc_text
from jazzcore.library.rows import EVERY_TAKE, Search, TakeFacts, TakeRow, has_words
from jazzcore.library.storage.database import Database

_ROW = tuple(field.name for field in fields(TakeRow))
_ENTER = """
    INSERT INTO takes (
        take_id, created, title, recipe, epochs, corpus_name, corpus_digest, model, temperature, seed, tempo_bpm, feel,
        instrument, changes_digest, duration_sec, note_count, problem
    ) VALUES (
        :take_id, :created, :title, :recipe, :epochs, :corpus_name, :corpus_digest, :model, :temperature, :seed,
        :tempo_bpm, :feel, :instrument, :changes_digest, :duration_sec, :note_count, :problem
    )
    ON CONFLICT (take_id) DO UPDATE SET
        created = excluded.created, title = excluded.title, recipe = excluded.recipe, epochs = excluded.epochs,
        corpus_name = excluded.corpus_name, corpus_digest = excluded.corpus_digest, model = excluded.model,
        temperature = excluded.temperature, seed = excluded.seed, tempo_bpm = excluded.tempo_bpm, feel = excluded.feel,
        instrument = excluded.instrument, changes_digest = excluded.changes_digest,
        duration_sec = excluded.duration_sec, note_count = excluded.note_count, problem = excluded.problem
"""

_FIND = """
    SELECT take_id FROM marked_takes
    WHERE (deleted IS NOT NULL) = :deleted
        AND (:recipes = '[]' OR recipe IN (SELECT value FROM json_each(:recipes)))
        AND (:corpora = '[]' OR corpus_name IN (SELECT value FROM json_each(:corpora)))
        AND (:since IS NULL OR created >= :since)
        AND (:until IS NULL OR created < :until)
        AND stars >= :least_stars
        AND (:changes_digest = '' OR changes_digest = :changes_digest)
        AND (:text = '' OR is_wanted(words))
    ORDER BY CASE WHEN :best_first THEN stars END DESC, deleted DESC, created DESC, number DESC
"""
"""`is_wanted` is a function of one text that whoever asks brings along."""
"""`is_wanted` is the function of one text that `found` registers."""


class TakeTable:
    """The table in a database. Every method raises StoreError where that cannot be used."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def enter(self, takes: Iterable[TakeFacts]) -> None:
        """Enter takes, or replace what is known of them; a new take gets the next number."""
        with self._database.writing() as connection:
            connection.executemany(_ENTER, map(asdict, takes))

    def drop(self, take_ids: Iterable[str]) -> None:
        """Remove the facts of takes whose files are missing; their marks stay."""
        with self._database.writing() as connection:
            connection.executemany("DELETE FROM takes WHERE take_id = ?", [(take_id,) for take_id in take_ids])

    def known(self) -> dict[str, str]:
        """The problem of every known take, by its id; an empty text where there is none."""
        with self._database.reading() as connection:
            return {row["take_id"]: row["problem"] for row in connection.execute("SELECT take_id, problem FROM takes")}

    def found(self, search: Search = EVERY_TAKE) -> tuple[str, ...]:
        """The ids of the takes that a search finds, in the order it asks for."""
        with self._database.reading() as connection:
            connection.create_function("is_wanted", 1, lambda text: has_words(search.text, text), deterministic=True)
            return tuple(row["take_id"] for row in connection.execute(_FIND, _asked(search)))

    def rows(self, take_ids: Sequence[str]) -> tuple[TakeRow, ...]:
        """The rows of these takes in their order, deleted or not; takes that are missing are left out."""
        with self._database.reading() as connection:
            found = connection.execute(
                "SELECT * FROM marked_takes WHERE take_id IN (SELECT value FROM json_each(?))", [json.dumps(take_ids)]
            )
            rows = {row["take_id"]: TakeRow(**{name: row[name] for name in _ROW}) for row in found}
        return tuple(rows[take_id] for take_id in take_ids if take_id in rows)

    def recipes(self) -> tuple[str, ...]:
        """The recipes of all takes that are not deleted."""
        return self._distinct("SELECT DISTINCT recipe FROM marked_takes WHERE deleted IS NULL AND recipe <> ''")

    def corpus_names(self) -> tuple[str, ...]:
        """The names of the corpora that the models of all takes learnt, without those of deleted takes."""
        return self._distinct(
            "SELECT DISTINCT corpus_name FROM marked_takes WHERE deleted IS NULL AND corpus_name <> ''"
        )

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
