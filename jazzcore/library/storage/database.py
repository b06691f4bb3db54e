"""The studio's database: one SQLite file in its home for lists, votes and settings; large things are files beside it.

SQLite writes ahead (WAL): pages read while another one writes, and a kill leaves what was there before. Each use opens
a connection of its own, so any thread and any process may use the database at the same time.
"""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from jazzcore.errors import StoreError
from jazzcore.library.storage.tables import TABLES

FILE_NAME = "library.sqlite3"

_PATIENCE_SEC = 10.0
_RETRY_SEC = 0.01
"""Between two tries to switch to WAL: SQLite offers nothing to wait on there, as it ignores its own time-out."""


class Database:
    """The database of a home. Its file and its tables are made when it is first used."""

    def __init__(self, home: Path) -> None:
        self._file = home / FILE_NAME
        self._has_tables = False

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Open a connection to read; rows are read by the names of their columns. Raises StoreError."""
        with self._opened() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Open a connection and write all or nothing, after any other writer has finished. Raises StoreError."""
        with self._opened() as connection:
            connection.execute("BEGIN IMMEDIATE")
            with connection:
                yield connection

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        try:
            with closing(sqlite3.connect(self._file, timeout=_PATIENCE_SEC, isolation_level=None)) as connection:
                connection.row_factory = sqlite3.Row
                connection.execute("PRAGMA synchronous = FULL")
                if not self._has_tables:
                    _make_tables(connection)
                    self._has_tables = True
                yield connection
        except sqlite3.Error as error:
            raise StoreError(
                f"{self._file} cannot be used ({error}); make room on the disk, or move the file away and start again."
            ) from error


def _make_tables(connection: sqlite3.Connection) -> None:
    _write_ahead(connection)
    connection.execute("BEGIN IMMEDIATE")
    with connection:
        for table in TABLES:
            connection.execute(table)


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Switch a file to WAL. SQLite refuses this at once while another connection does the same, so wait here."""
    until_sec = time.monotonic() + _PATIENCE_SEC
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > until_sec:
                raise
        time.sleep(_RETRY_SEC)
