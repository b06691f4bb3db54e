"""The solos of the Weimar Jazz Database as lead sheets, each note where the database has it.

A note stands exactly at beat - 1 + (tatum - 1) / division beats in its bar. Bars keep their numbers; those of a pickup
are 0 and below. A sheet begins with bar 1, or with the bar of the first note where that is earlier. It ends with the
last whole bar, or with the bar of the last note. A bar has `period` beats. A bar without notes has the meter of the
beats table, or that of the bar before.

Lengths are as played (in seconds, divided by those of the beat), in twelfths of a quarter, cut at the next onset.
Chords and meters of the beats table may be repeated at each beat, or left blank until they change. How much a solo
swings is measured in its seconds. How loud a note is, is measured against the median of its solo.

References
----------
Pfleiderer et al. (eds.), "Inside the Jazzomat. New Perspectives for Jazz Research", 2017 (the database).
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from operator import itemgetter
from pathlib import Path
from statistics import median

from jazzcore.corpus.harmony.one_key import heard_in_key
from jazzcore.corpus.weimar.database import opened
from jazzcore.corpus.weimar.rows import BeatRow, NoteRow, beat_rows, note_rows
from jazzcore.corpus.weimar.solos import WeimarSolo, solos_of
from jazzcore.errors import ChordSymbolError, CorpusError
from jazzcore.music.chords.table import NO_CHORD, chord_of
from jazzcore.music.leadsheet import Bar, Chord, ChordEvent, LeadSheet, Meter
from jazzcore.music.limits import SWING_RATIOS
from jazzcore.music.notes import GRID_QUARTER, Note, tick_of

CREDIT = "Weimar Jazz Database, The Jazzomat Research Project (ODbL 1.0)"
"""The line that credits the database wherever its music is used."""


@dataclass(frozen=True, slots=True)
class _Rules:
    """How swing and loudness are read. Chosen by hand on the database."""

    fewest_off_beats: int = 8
    """So many halved beats tell a swing ratio."""
    usual_velocity: int = 80
    farthest_db: float = 8.0
    """Beyond it a loudness was measured wrongly more often than played."""


_RULES = _Rules()


def read_solos(path: Path, melids: Sequence[int]) -> tuple[LeadSheet, ...]:
    """Read solos.

    Parameters
    ----------
    path : Path
        The database.
    melids : sequence of int
        The numbers of the solos.

    Returns
    -------
    tuple of LeadSheet
        The solos in the order asked for.

    Raises
    ------
    CorpusError
        The database cannot be read, or has no such solo.
    """
    with opened(path) as database:
        solos = {solo.melid: solo for solo in solos_of(database)}
        beats = dict(beat_rows(database, melids))
        sheets = {
            melid: _lead_sheet(solos[melid], notes, beats.pop(melid, []), database.name)
            for melid, notes in note_rows(database, melids)
            if melid in solos
        }
        missing = next((melid for melid in melids if melid not in sheets), None)
        if missing is not None:
            raise CorpusError(f"{database.name} has no solo {missing} with notes; choose another solo.")
    return tuple(heard_in_key(sheets[melid]) for melid in melids)


def _lead_sheet(solo: WeimarSolo, notes: list[NoteRow], beats: list[BeatRow], name: str) -> LeadSheet:
    first = min(1, *(note.bar for note in notes))
    bars = _bars(first, notes, beats)
    try:
        chords = _chords(first, bars, beats)
    except ChordSymbolError as error:
        cause = str(error).partition(";")[0]
        raise CorpusError(f"{name}, solo {solo.melid}: {cause}; choose other solos.") from error
    return LeadSheet(
        title=f"{solo.title} ({solo.performer})",
        melody=_melody(first, bars, notes),
        chords=chords,
        bars=bars,
        tempo_bpm=solo.tempo_bpm,
        source=f"{CREDIT}, solo {solo.melid}",
        key=solo.key,
        first_bar=first,
        swing_ratio=_swing_ratio(notes, beats),
    )


def _swing_ratio(notes: Iterable[NoteRow], beats: Iterable[BeatRow]) -> float:
    """How long the first of two notes in a beat is played against the second: the median over the solo, 1 to 3.

    It is 1 where too few beats are halved.
    """
    begun_sec = {(beat.bar, beat.beat): beat.onset_sec for beat in beats}
    late = [
        (note.onset_sec - onset_sec) / note.beat_sec
        for note in notes
        if (note.division, note.tatum) == (2, 2) and (onset_sec := begun_sec.get((note.bar, note.beat))) is not None
    ]
    if len(late) < _RULES.fewest_off_beats:
        return 1.0
    even, widest = SWING_RATIOS
    share = min(max(median(late), even / (even + 1)), widest / (widest + 1))
    return round(share / (1 - share), 1)


def _bars(first: int, notes: list[NoteRow], beats: list[BeatRow]) -> tuple[Bar, ...]:
    """All bars from the number of the first one on."""
    known = {beat.bar: meter for beat in reversed(beats) if (meter := beat.meter)}
    known |= {note.bar: note.meter for note in notes}
    numbers = sorted(known)

    def meter_of(number: int) -> Meter:
        return known[numbers[max(bisect_right(numbers, number) - 1, 0)]]

    beat_counts = Counter(beat.bar for beat in beats)
    whole = (number for number, count in beat_counts.items() if count >= meter_of(number).beats)
    bars: list[Bar] = []
    for number in range(first, max(*whole, *(note.bar for note in notes), first) + 1):
        bars.append(Bar(bars[-1].end_quarter if bars else Fraction(0), meter_of(number)))
    return tuple(bars)


def _melody(first: int, bars: tuple[Bar, ...], notes: Sequence[NoteRow]) -> tuple[Note, ...]:
    usual_db = median([note.loudness_db for note in notes if note.loudness_db is not None] or [0.0])
    placed = sorted(((_onset_quarter(bars[note.bar - first], note), note) for note in notes), key=itemgetter(0))
    melody = []
    onset_before = next_onset = bars[-1].end_quarter
    for onset, note in reversed(placed):
        if onset < onset_before:
            onset_before, next_onset = onset, onset_before
        beats = note.duration_sec / note.beat_sec
        length = _on_grid(tick_of(beats * 4 / note.meter.unit))
        melody.append(Note(onset, min(length, next_onset - onset), round(note.pitch), _velocity(note, usual_db)))
    return tuple(reversed(melody))


def _velocity(note: NoteRow, usual_db: float) -> int:
    """The velocity that gives a note its loudness against the usual one of its solo.

    Synthesisers play with the square of velocity (SoundFont standard 2.04, section 8.4.1): twice the velocity is 12 dB.
    """
    if note.loudness_db is None:
        return _RULES.usual_velocity
    away_db = min(max(note.loudness_db - usual_db, -_RULES.farthest_db), _RULES.farthest_db)
    return round(_RULES.usual_velocity * 2 ** (away_db / 12))


def _onset_quarter(bar: Bar, note: NoteRow) -> Fraction:
    return bar.onset_quarter + _in_bar(note.beat, note.tatum, note.division, bar.meter.unit)


def _chords(first: int, bars: tuple[Bar, ...], beats: Iterable[BeatRow]) -> tuple[ChordEvent, ...]:
    """The chords where they change. The chord that sounds when the first bar begins, begins there."""
    events: list[ChordEvent] = []
    for beat in sorted(beats, key=lambda row: (row.bar, row.beat)):
        index = beat.bar - first
        if not beat.chord or not beat.chord.strip() or index >= len(bars):
            continue
        onset = (
            bars[index].onset_quarter + _in_bar(beat.beat, 1, 1, bars[index].meter.unit) if index >= 0 else Fraction(0)
        )
        if events and events[-1].onset_quarter == onset:
            events.pop()
        chord = _chord(beat.chord)
        if not events or events[-1].chord != chord:
            events.append(ChordEvent(onset, chord))
    return tuple(events) or (ChordEvent(Fraction(0), _chord(NO_CHORD)),)


@lru_cache(maxsize=4096)
def _in_bar(beat: int, tatum: int, division: int, unit: int) -> Fraction:
    """Where in its bar a tatum stands, in quarters."""
    return Fraction(4 * ((beat - 1) * division + tatum - 1), unit * division)


@lru_cache(maxsize=4096)
def _on_grid(steps: int) -> Fraction:
    """A length of so many steps of the grid, one at least."""
    return max(steps, 1) * GRID_QUARTER


@lru_cache(maxsize=4096)
def _chord(symbol: str) -> Chord:
    return chord_of(symbol)
