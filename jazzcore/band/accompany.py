"""Arrangements: a solo with piano and bass behind it, or a lead sheet as it is written."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

from jazzcore.band.arrangement import Arrangement, Part
from jazzcore.band.bass import bass_line
from jazzcore.band.clashes import without_clashes
from jazzcore.band.comping import comp
from jazzcore.band.spans import ChordSpan, chord_spans
from jazzcore.band.swing import swing_notes
from jazzcore.music.harmony import NO_CHORD
from jazzcore.music.leadsheet import Bar, LeadSheet, bar_index
from jazzcore.music.notes import Note
from jazzcore.solo.solo import Solo

PIANO = 0
ACOUSTIC_BASS = 32
TENOR_SAX = 66

_OFF_BEAT = Fraction(1, 2)
_OFF_BEAT_ACCENT = 6
_PEAK_ACCENT = 10
_LOUDEST = 127
_SHEET_CHORD_VELOCITY = 58


def arrange(solo: Solo, tempo_bpm: float, swing_ratio: float, program: int) -> Arrangement:
    """A solo on a General MIDI program over comping piano and bass: the parts Solo, Piano and Bass.

    Raises SettingError for a swing ratio outside 1 to 3, ChordSymbolError for a chord whose symbol names none.
    """
    named = [span for span in chord_spans(solo.chords, solo.bars) if span.chord.symbol != NO_CHORD]
    straight = (
        Part("Solo", program, _accented(tuple(played.note for played in solo.notes), solo.bars)),
        Part("Piano", PIANO, comp(named)),
        Part("Bass", ACOUSTIC_BASS, bass_line(named)),
    )
    parts = _swung(straight, solo.bars, swing_ratio)
    return Arrangement(solo.title, parts, solo.chords, solo.bars, tempo_bpm)


def arrange_sheet(sheet: LeadSheet, program: int = TENOR_SAX, swing_ratio: float = 1.0) -> Arrangement:
    """A lead sheet to listen to: its melody on a General MIDI program and its own chords on a piano, struck every bar.

    Raises SettingError for a swing ratio outside 1 to 3.
    """
    straight = (
        Part("Melody", program, sheet.melody),
        Part("Chords", PIANO, tuple(_held(chord_spans(sheet.chords, sheet.bars)))),
    )
    parts = _swung(straight, sheet.bars, swing_ratio)
    return Arrangement(sheet.title, parts, sheet.chords, sheet.bars, sheet.tempo_bpm)


def _swung(parts: Iterable[Part], bars: tuple[Bar, ...], ratio: float) -> tuple[Part, ...]:
    return tuple(replace(part, notes=swing_notes(without_clashes(part.notes), bars, ratio)) for part in parts)


def _accented(notes: tuple[Note, ...], bars: tuple[Bar, ...]) -> tuple[Note, ...]:
    """A line with its off-beats and its peaks a little louder."""
    peaks = {
        middle.onset_quarter
        for (before, middle), (_, after) in pairwise(pairwise(notes))
        if before.pitch < middle.pitch > after.pitch
    }

    def velocity(note: Note) -> int:
        bar_line = bars[bar_index(bars, note.onset_quarter)].onset_quarter
        off_beat = (note.onset_quarter - bar_line) % 1 == _OFF_BEAT
        accent = off_beat * _OFF_BEAT_ACCENT + (note.onset_quarter in peaks) * _PEAK_ACCENT
        return min(note.velocity + accent, _LOUDEST)

    return tuple(replace(note, velocity=velocity(note)) for note in notes)


def _held(spans: Iterable[ChordSpan]) -> Iterator[Note]:
    for span in spans:
        duration = span.end_quarter - span.onset_quarter
        yield from (Note(span.onset_quarter, duration, pitch, _SHEET_CHORD_VELOCITY) for pitch in span.chord.pitches)
