"""The saved takes: their files, and the table that lists them.

The files of a take are written first and then its row. A take whose row is missing, as after a crash or when its folder
was copied there, is entered as soon as takes are listed.
"""

import datetime
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from sqlite3 import Connection

from jazzcore.errors import JazzError, StoreError
from jazzcore.library.marks import MarkedItems, utc_text
from jazzcore.library.rows import EVERY_TAKE, Search, TakeFacts, TakeRow
from jazzcore.library.storage.database import Database
from jazzcore.library.storage.files import FileStore
from jazzcore.library.take_table import TakeTable
from jazzcore.music.instruments import instrument_of
from jazzcore.takes.take import DOCUMENT, Take, changes_digest, take_from_files, take_to_files


class Takes(MarkedItems):
    """The takes of a home. Every method raises StoreError where files or database cannot be used."""

    kind = "takes"

    def __init__(self, files: FileStore, database: Database) -> None:
        super().__init__(files, database)
        self._table = TakeTable(database)

    def __contains__(self, take_id: str) -> bool:
        return take_id in self._files.ids(self.kind)

    def save(self, take: Take) -> None:
        """Save a take, its files first, and restore it if it was deleted.

        A take that is saved already stays as it is: its files may write the same number as 132 or as 132.0.
        Raises StoreError where the id is that of another take.
        """
        if not (take.take_id in self and self.open(take.take_id) == take):
            self._files.save(self.kind, take.take_id, take_to_files(take))
        self._table.enter([facts_of(take)])
        self.restore([take.take_id])

    def open(self, take_id: str) -> Take:
        """The take of that id; raises BundleError where its files cannot be understood."""
        return replace(take_from_files(self._files.files(self.kind, take_id)), take_id=take_id)

    def open_silent(self, take_id: str) -> Take:
        """The take of that id with its MIDI and its sound left empty; raises BundleError as `open` does."""
        return replace(take_from_files(self._files.document(self.kind, take_id, DOCUMENT)), take_id=take_id)

    def list(self, search: Search = EVERY_TAKE) -> tuple[str, ...]:
        """The ids of the takes that a search finds, in the order it asks for."""
        self._catch_up()
        return self._table.found(search)

    def rows(self, take_ids: Sequence[str]) -> tuple[TakeRow, ...]:
        """The rows of these takes in their order, deleted or not; takes that are missing are left out."""
        return self._table.rows(take_ids)

    def row(self, take_id: str) -> TakeRow:
        """The row of a take, deleted or not."""
        self._catch_up()
        if rows := self.rows([take_id]):
            return rows[0]
        raise StoreError(f"The library has no take {take_id!r}; choose one of its list.")

    def recipes(self) -> tuple[str, ...]:
        """The recipes of all takes that are not deleted."""
        return self._table.recipes()

    def corpus_names(self) -> tuple[str, ...]:
        """The names of the corpora that the models of all takes learnt, without those of deleted takes."""
        return self._table.corpus_names()

    def _remove(self, item_id: str, connection: Connection) -> None:
        super()._remove(item_id, connection)
        connection.execute("DELETE FROM takes WHERE take_id = ?", [item_id])

    def _catch_up(self) -> None:
        """Enter the takes that the table does not know, and drop those whose files are away.

        A take that could not be read is tried again, for its folder may have been copied only in part.
        """
        known = self._table.known()  # before the files are listed: a take's files are there before its row
        there = self._files.ids(self.kind)
        missing = sorted(there - known.keys(), key=lambda take_id: self._files.created(self.kind, take_id))
        broken = [take_id for take_id, problem in known.items() if problem and take_id in there]
        entered = [facts for facts in self._read([*missing, *broken]) if known.get(facts.take_id) != facts.problem]
        if entered:
            self._table.enter(entered)
        if gone := known.keys() - there:
            self._table.drop(gone)

    def _read(self, take_ids: Iterable[str]) -> Iterator[TakeFacts]:
        """The facts in the documents of takes, read without their sound; takes gone by now are left out."""
        for take_id in take_ids:
            created = utc_text(self._files.created(self.kind, take_id))
            try:
                files = self._files.document(self.kind, take_id, DOCUMENT)
            except StoreError:
                continue
            try:
                yield replace(facts_of(take_from_files(files)), take_id=take_id)
            except (JazzError, TypeError, ValueError, AttributeError, OverflowError, RecursionError) as error:
                yield TakeFacts(take_id=take_id, created=created, problem=f"It cannot be read: {error}")


def facts_of(take: Take) -> TakeFacts:
    """What lists show of a take; raises StoreError or ValueError for what no list can show."""
    created = datetime.datetime.fromisoformat(take.created)
    settings, origin = take.settings, take.origin
    return TakeFacts(
        take_id=take.take_id,
        created=utc_text(created),
        title=take.solo.title,
        recipe=origin.recipe,
        epochs=origin.epochs,
        corpus_name=origin.corpus_name,
        corpus_digest=origin.corpus_digest,
        model=take.model,
        temperature=settings.temperature,
        seed=settings.seed,
        tempo_bpm=settings.band.tempo_bpm,
        feel=settings.band.feel,
        instrument=instrument_of(settings.band.solo.program).name,
        changes_digest=changes_digest(origin.chart),
        duration_sec=take.audio.duration_sec,
        note_count=len(take.solo.notes),
    )
