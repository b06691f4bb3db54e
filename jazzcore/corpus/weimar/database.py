"""The Weimar Jazz Database as a file that is not trusted: opened read-only, checked, and read within a time limit.

The file is SQLite with the official tables (`solo_info`, `melody`, `beats`). It is never written to or copied. Whatever
is wrong with it is told in one sentence: a text file with its name, or a table that never ends.
"""

import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from jazzcore.corpus.sandbox.file_names import shown_name
from jazzcore.errors import CorpusError

TIME_OUT_SEC = 30.0
MOST_ROWS = 500_000
ADVICE = "download wjazzd.db again from the Jazzomat Research Project and choose that"

_LONGEST_VALUE_BYTES = 1_000_000
_STEPS_BETWEEN_LOOKS = 1000
_COLUMNS = {
    "solo_info": (
        *("melid", "performer", "title", "titleaddon", "solopart", "instrument", "style", "avgtempo", "rhythmfeel"),
        *("key", "signature"),
    ),
    "melody": (
        *("eventid", "melid", "onset", "pitch", "duration", "period", "division", "bar", "beat", "tatum", "denom"),
        *("beatdur", "loud_med"),
    ),
    "beats": ("beatid", "melid", "onset", "bar", "beat", "signature", "chord"),
}
_YEAR_COLUMNS = {
    "solo_info": ("trackid", "recordid"),
    "track_info": ("trackid", "recordingdate"),
    "record_info": ("recordid", "releasedate"),
}

Row = tuple[Any, ...]


class WeimarDatabase:
    """An open database. `name` is its name in messages; `has_years` says whether it has the years of recordings."""

    def __init__(self, connection: sqlite3.Connection, name: str) -> None:
        """Check the tables; raises CorpusError, or sqlite3.Error for a damaged file."""
        self.name = name
        self._connection = connection
        for table, columns in _COLUMNS.items():
            missing = [column for column in columns if column not in self._columns(table)]
            if missing:
                raise CorpusError(
                    f"{name} is not the Weimar Jazz Database, as it has no {table}.{missing[0]}; {ADVICE}."
                )
        self.has_years = all(set(columns) <= self._columns(table) for table, columns in _YEAR_COLUMNS.items())

    def rows(self, query: str, values: Sequence[object] = ()) -> Iterator[Row]:
        """Run a query.

        Parameters
        ----------
        query : str
            The query.
        values : sequence
            The values of its question marks.

        Yields
        ------
        tuple
            Row after row.

        Raises
        ------
        CorpusError
            There are too many rows.
        sqlite3.Error
            The file is damaged.
        """
        for count, row in enumerate(self._connection.execute(query, values), start=1):
            if count > MOST_ROWS:
                raise CorpusError(f"{self.name} has more than {MOST_ROWS:,} rows in a table; {ADVICE}.")
            yield row

    def _columns(self, table: str) -> set[str]:
        """The stored columns of a table. A view has none, and columns that a table computes do not count."""
        query = (
            "SELECT info.name FROM sqlite_schema AS entry, pragma_table_info(entry.name) AS info "
            "WHERE entry.type = 'table' AND entry.name = ?"
        )
        return {str(name) for (name,) in self._connection.execute(query, (table,))}


@contextmanager
def opened(path: Path) -> Iterator[WeimarDatabase]:
    """Open the database at a path for the time of a `with` block; raises CorpusError, also for what fails inside."""
    name = shown_name(str(path))
    if not _is_file(path):
        raise CorpusError(f"There is no file {path}; give the path of your wjazzd.db.")
    deadline_sec = time.monotonic() + TIME_OUT_SEC
    try:
        address = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
        with closing(sqlite3.connect(address, uri=True)) as connection:
            connection.set_progress_handler(lambda: time.monotonic() > deadline_sec, _STEPS_BETWEEN_LOOKS)
            connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST_VALUE_BYTES)
            connection.execute("PRAGMA trusted_schema = OFF")
            connection.execute("PRAGMA temp_store = MEMORY")
            yield WeimarDatabase(connection, name)
    except (sqlite3.Error, UnicodeError) as error:
        if getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_INTERRUPT:
            raise CorpusError(f"{name} took longer than {TIME_OUT_SEC:.0f} s to read; {ADVICE}.") from None
        raise CorpusError(f"{name} is damaged or no SQLite database ({error}); {ADVICE}.") from error


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:
        return False
