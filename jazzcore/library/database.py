"""The studio's database: one SQLite file in its home, for lists and votes; what is large stands in files beside it.

It is written ahead (WAL), so that pages read while another one writes, and a kill leaves what was there before. Each
use opens a connection of its own, which any thread and any process may do at the same time.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from jazzcore.errors import StoreError

FILE_NAME = "library.sqlite3"

_PATIENCE_SEC = 10.0


class Database:
    """The database of a home; its tables are made by those who use them."""

    def __init__(self, home: Path) -> None:
        """Make the file where it is missing; raises StoreError."""
        self._file = home / FILE_NAME
        with self._opened() as connection:
            connection.execute("PRAGMA journal_mode = WAL")

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """A connection to read by; rows are had by the names of their columns. Raises StoreError."""
        with self._opened() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """A connection to write by, all of it or nothing, after whoever writes now. Raises StoreError."""
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
                yield connection
        except sqlite3.Error as error:
            raise StoreError(
                f"{self._file} cannot be used ({error}); make room on the disk, or move the file away and start again."
            ) from error
