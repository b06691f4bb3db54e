"""Checks of an embedded take that types cannot express: bars without gaps, notes and chords in order and in the bars.

Each check raises ValueError. Its text is put in brackets behind "cannot be read".
"""

from collections.abc import Sequence
from itertools import pairwise

from jazzcore.music.leadsheet import Bar, ChordEvent, LeadSheet
from jazzcore.music.limits import METER_UNITS
from jazzcore.music.notes import Note
from jazzcore.music.solo import Solo


def check_solo(solo: Solo) -> None:
    """Check a solo: its notes must not overlap, and they must end inside its bars."""
    notes = [played.note for played in solo.notes]
    _check_music(solo.bars, solo.chords, notes)
    _demand(all(a.end_quarter <= b.onset_quarter for a, b in pairwise(notes)), "its notes overlap")
    _demand(not notes or notes[-1].end_quarter <= solo.bars[-1].end_quarter, "a note is longer than its bars")


def check_sheet(sheet: LeadSheet) -> None:
    """Check a lead sheet: its notes must begin inside its bars."""
    _check_music(sheet.bars, sheet.chords, sheet.melody)


def _check_music(bars: Sequence[Bar], chords: Sequence[ChordEvent], notes: Sequence[Note]) -> None:
    _demand(bool(bars), "it has no bars")
    _demand(bars[0].onset_quarter == 0, "its first bar does not begin at 0")
    _demand(all(bar.meter.unit in METER_UNITS for bar in bars), "it has an unknown meter")
    _demand(all(a.end_quarter == b.onset_quarter for a, b in pairwise(bars)), "its bars have gaps")
    end_quarter = bars[-1].end_quarter
    _demand(all(a.onset_quarter < b.onset_quarter for a, b in pairwise(chords)), "its chords are not in order")
    _demand(all(0 <= event.onset_quarter < end_quarter for event in chords), "a chord is outside its bars")
    _demand(all(0 <= note.onset_quarter < note.end_quarter for note in notes), "a note has no length")
    _demand(all(note.onset_quarter < end_quarter for note in notes), "a note is outside its bars")


def _demand(holds: bool, otherwise: str) -> None:
    if not holds:
        raise ValueError(otherwise)
