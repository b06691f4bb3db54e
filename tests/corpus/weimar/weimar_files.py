"""Databases with the official tables, made small enough to read at a glance."""

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

SCHEMA = """
CREATE TABLE solo_info(melid INTEGER, trackid INTEGER, compid INTEGER, recordid INTEGER, performer TEXT, title TEXT,
  titleaddon TEXT, solopart INTEGER, instrument TEXT, style TEXT, avgtempo REAL, tempoclass TEXT, rhythmfeel TEXT,
  key TEXT, signature TEXT, chord_changes TEXT, chorus_count INTEGER);
CREATE TABLE melody(eventid INTEGER PRIMARY KEY, melid INTEGER, onset REAL, pitch REAL, duration REAL, period INTEGER,
  division INTEGER, bar INTEGER, beat INTEGER, tatum INTEGER, num INTEGER, denom INTEGER, beatdur REAL, loud_med REAL);
CREATE TABLE beats(beatid INTEGER PRIMARY KEY, melid INTEGER, onset REAL, bar INTEGER, beat INTEGER, signature TEXT,
  chord TEXT, form TEXT, bass_pitch INTEGER, chorus_id INTEGER);
"""
DATE_TABLES = """
CREATE TABLE track_info(trackid INTEGER PRIMARY KEY, recordid INTEGER, recordingdate TEXT);
CREATE TABLE record_info(recordid INTEGER PRIMARY KEY, recordtitle TEXT, releasedate TEXT);
"""
SOLO = {
    "melid": 1,
    "trackid": 7,
    "recordid": 8,
    "performer": "Ann Onymous",
    "title": "Blue Test",
    "titleaddon": "",
    "solopart": 1,
    "instrument": "ts",
    "style": "COOL",
    "avgtempo": 180.5,
    "rhythmfeel": "SWING",
    "key": "Bb-maj",
    "signature": "4/4",
}
NOTE = {
    "melid": 1,
    "onset": 0.0,
    "pitch": 60.0,
    "duration": 0.25,
    "period": 4,
    "division": 1,
    "bar": 1,
    "beat": 1,
    "tatum": 1,
    "denom": 4,
    "beatdur": 0.5,
}
Rows = Iterable[dict[str, object]]


def beats(bars: Iterable[int], symbols: dict[tuple[int, int], str] | None = None, count: int = 4) -> Rows:
    """All beats of bars of `count`/4, the chords and the meter written only where they change."""
    places = [(bar, beat) for bar in bars for beat in range(1, count + 1)]
    first = places[0] if places else None
    for bar, beat in places:
        signature = f"{count}/4" if (bar, beat) == first else ""
        yield {"melid": 1, "bar": bar, "beat": beat, "signature": signature, "chord": (symbols or {}).get((bar, beat))}


def write_database(
    path: Path,
    *,
    solos: Rows = (SOLO,),
    notes: Rows = (NOTE,),
    beats: Rows = (),
    more: str = "",
) -> Path:
    """A database with these rows; `more` is SQL to run at the end."""
    with closing(sqlite3.connect(path)) as base, base:
        base.executescript(SCHEMA)
        for table, rows in (("solo_info", solos), ("melody", notes), ("beats", beats)):
            insert_rows(base, table, rows)
        base.executescript(more)
    return path


def add_dates(path: Path, recorded: str | None, released: str | None) -> Path:
    """The database with the official tables that say when a solo was recorded and when its record came out."""
    with closing(sqlite3.connect(path)) as base, base:
        base.executescript(DATE_TABLES)
        insert_rows(base, "track_info", [{"trackid": SOLO["trackid"], "recordingdate": recorded}])
        insert_rows(base, "record_info", [{"recordid": SOLO["recordid"], "releasedate": released}])
    return path


def insert_rows(base: sqlite3.Connection, table: str, rows: Rows) -> None:
    for row in rows:
        marks = ", ".join("?" * len(row))
        insert = f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})"  # noqa: S608 - our own names
        base.execute(insert, tuple(row.values()))
