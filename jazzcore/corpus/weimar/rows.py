"""The rows of the Weimar Jazz Database that make a solo: its notes and its beats, each checked."""

import json
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import groupby
from math import isfinite
from typing import NamedTuple, TypeGuard

from jazzcore.corpus.weimar.database import ADVICE, WeimarDatabase
from jazzcore.errors import CorpusError
from jazzcore.music.leadsheet import Meter

_MOST_BARS = 5000
_MOST_BEATS, _MOST_DIVISIONS, _LONGEST_SEC, _SHORTEST_BEAT_SEC = 64, 256, 600, 0.001
_LATEST_SEC = 100_000
_UNITS = (2, 4, 8, 16)
_NOTES = """
SELECT melid, bar, beat, tatum, division, period, denom, onset, duration, beatdur, pitch, loud_med FROM melody
WHERE melid IN (SELECT value FROM json_each(?)) ORDER BY melid, eventid
"""
_BEATS = """
SELECT melid, bar, beat, onset, signature, chord FROM beats
WHERE melid IN (SELECT value FROM json_each(?)) ORDER BY melid, beatid
"""


class NoteRow(NamedTuple):
    """A note: its tatum of `division` in a beat of a bar of `period` beats; onset, length and its beat's in seconds.

    `loudness_db` is None where it was not measured.
    """

    melid: int
    bar: int
    beat: int
    tatum: int
    division: int
    period: int
    denom: int | None
    onset_sec: float
    duration_sec: float
    beat_sec: float
    pitch: float
    loudness_db: float | None

    @property
    def meter(self) -> Meter:
        """The meter of its bar; beats are quarters where the database does not say."""
        return Meter(self.period, self.denom if self.denom in _UNITS else 4)


class BeatRow(NamedTuple):
    """A beat of a bar. Its onset may be missing; meter and chord may be blank until they change."""

    melid: int
    bar: int
    beat: int
    onset_sec: float | None
    signature: str | None
    chord: str | None

    @property
    def meter(self) -> Meter | None:
        """The meter that is written at this beat."""
        return _meter(self.signature or "")


def note_rows(database: WeimarDatabase, melids: Sequence[int]) -> Iterator[tuple[int, list[NoteRow]]]:
    """Read the notes of solos.

    Parameters
    ----------
    database : WeimarDatabase
        The open database.
    melids : sequence of int
        The numbers of the solos.

    Returns
    -------
    iterator of (int, list of NoteRow)
        The notes of each solo that has any, in the order of the database.

    Raises
    ------
    CorpusError
        A row is impossible.
    """
    rows = (_sound_note(NoteRow(*row), database.name) for row in database.rows(_NOTES, (json.dumps(melids),)))
    return ((melid, list(notes)) for melid, notes in groupby(rows, key=lambda row: row.melid))


def beat_rows(database: WeimarDatabase, melids: Sequence[int]) -> Iterator[tuple[int, list[BeatRow]]]:
    """Read the beats of solos.

    Parameters
    ----------
    database : WeimarDatabase
        The open database.
    melids : sequence of int
        The numbers of the solos.

    Returns
    -------
    iterator of (int, list of BeatRow)
        The beats of each solo that has any, in the order of the database.

    Raises
    ------
    CorpusError
        A row is impossible.
    """
    rows = (_sound_beat(BeatRow(*row), database.name) for row in database.rows(_BEATS, (json.dumps(melids),)))
    return ((melid, list(beats)) for melid, beats in groupby(rows, key=lambda row: row.melid))


def _sound_note(row: NoteRow, name: str) -> NoteRow:
    is_sound = (
        _are_whole(row[:6])
        and (row.denom is None or isinstance(row.denom, int))
        and _are_numbers(row[7:-1])
        and (row.loudness_db is None or (_are_numbers(row[-1:]) and isfinite(row.loudness_db)))
        and abs(row.bar) <= _MOST_BARS
        and 1 <= row.beat <= row.period <= _MOST_BEATS
        and 1 <= row.tatum <= row.division <= _MOST_DIVISIONS
        and abs(row.onset_sec) <= _LATEST_SEC
        and 0 <= row.duration_sec <= _LONGEST_SEC
        and _SHORTEST_BEAT_SEC <= row.beat_sec <= _LONGEST_SEC
        and 0 <= row.pitch <= 127
    )
    if not is_sound:
        raise CorpusError(f"{name} has an impossible note in solo {row.melid!r} ({row[1:]!r}); {ADVICE}.")
    return row


def _sound_beat(row: BeatRow, name: str) -> BeatRow:
    is_sound = (
        _are_whole(row[:3])
        and abs(row.bar) <= _MOST_BARS
        and 1 <= row.beat <= _MOST_BEATS
        and (row.onset_sec is None or (_are_numbers((row.onset_sec,)) and abs(row.onset_sec) <= _LATEST_SEC))
        and all(text is None or isinstance(text, str) for text in (row.signature, row.chord))
    )
    if not is_sound:
        raise CorpusError(f"{name} has an impossible beat in solo {row.melid!r} ({row[1:]!r}); {ADVICE}.")
    return row


def _are_whole(values: tuple[object, ...]) -> TypeGuard[tuple[int, ...]]:
    return all(type(value) is int for value in values)


def _are_numbers(values: tuple[object, ...]) -> TypeGuard[tuple[float, ...]]:
    return all(type(value) in (int, float) for value in values)


@lru_cache(maxsize=64)
def _meter(signature: str) -> Meter | None:
    """The meter that a text like `4/4` means; None for any other text."""
    beats, _, unit = signature.partition("/")
    if beats.isdecimal() and unit.isdecimal() and 1 <= int(beats) <= _MOST_BEATS and int(unit) in _UNITS:
        return Meter(int(beats), int(unit))
    return None
