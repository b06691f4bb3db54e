"""Music data as JSON documents: each function beside its inverse, exact times as text (`7/2`).

What a document lacks is a KeyError, what is of another kind than it must be a TypeError or ValueError.
"""

import re
from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction
from functools import lru_cache
from typing import Any

from jazzcore.music.leadsheet import Bar, Chord, ChordEvent, LeadSheet, Meter
from jazzcore.music.notes import Note

_TIME = re.compile(r"-?\d{1,12}(/[1-9]\d{0,11})?")


def sheet_to_document(sheet: LeadSheet) -> dict[str, Any]:
    """A whole lead sheet as a JSON document; the inverse of `sheet_from_document`."""
    return chart_to_document(sheet) | {
        "melody": notes_to_document(sheet.melody),
        "silence_after_quarter": str(sheet.silence_after_quarter),
        "remarks": sheet.remarks,
    }


def sheet_from_document(document: dict[str, Any]) -> LeadSheet:
    """The lead sheet a JSON document holds; the inverse of `sheet_to_document`."""
    return replace(
        chart_from_document(document),
        melody=notes_from_document(document["melody"]),
        silence_after_quarter=_exact(document["silence_after_quarter"]),
        remarks=tuple(map(str, document["remarks"])),
    )


def chart_to_document(chart: LeadSheet) -> dict[str, Any]:
    """A chart as a JSON document; the inverse of `chart_from_document`. A melody is left out."""
    return {
        "title": chart.title,
        "source": chart.source,
        "key": chart.key,
        "tempo_bpm": chart.tempo_bpm,
        "first_bar": chart.first_bar,
        "swing_ratio": chart.swing_ratio,
        "bars": bars_to_document(chart.bars),
        "chords": chords_to_document(chart.chords),
    }


def chart_from_document(document: dict[str, Any]) -> LeadSheet:
    """The chart a JSON document holds; the inverse of `chart_to_document`."""
    return LeadSheet(
        title=str(document["title"]),
        melody=(),
        chords=chords_from_document(document["chords"]),
        bars=bars_from_document(document["bars"]),
        tempo_bpm=float(document["tempo_bpm"]),
        source=str(document["source"]),
        key=document["key"],
        first_bar=int(document["first_bar"]),
        swing_ratio=float(document["swing_ratio"]),
    )


def bars_to_document(bars: Iterable[Bar]) -> list[Any]:
    """Bars as lists of onset, beats and unit; the inverse of `bars_from_document`."""
    return [[str(bar.onset_quarter), bar.meter.beats, bar.meter.unit] for bar in bars]


def bars_from_document(document: list[Any]) -> tuple[Bar, ...]:
    """The bars a document holds; the inverse of `bars_to_document`."""
    return tuple(Bar(_exact(onset), Meter(int(beats), int(unit))) for onset, beats, unit in document)


def chords_to_document(chords: Iterable[ChordEvent]) -> list[Any]:
    """Chord events as lists of onset, symbol and pitches; the inverse of `chords_from_document`."""
    return [[str(event.onset_quarter), event.chord.symbol, event.chord.pitches] for event in chords]


def chords_from_document(document: list[Any]) -> tuple[ChordEvent, ...]:
    """The chord events a document holds; the inverse of `chords_to_document`."""
    return tuple(
        ChordEvent(_exact(onset), Chord(str(symbol), tuple(map(int, pitches)))) for onset, symbol, pitches in document
    )


def notes_to_document(notes: Iterable[Note]) -> list[Any]:
    """Notes as lists of onset, duration, pitch and velocity; the inverse of `notes_from_document`."""
    return [[str(note.onset_quarter), str(note.duration_quarter), note.pitch, note.velocity] for note in notes]


def notes_from_document(document: list[Any]) -> tuple[Note, ...]:
    """The notes a document holds; the inverse of `notes_to_document`."""
    return tuple(
        Note(_exact(onset), _exact(duration), int(pitch), int(velocity))
        for onset, duration, pitch, velocity in document
    )


@lru_cache(maxsize=1 << 16)
def _exact(text: str) -> Fraction:
    """A time from its text, remembered, as a corpus repeats its times more often than a fraction is quick to read.

    Longer numbers and powers of ten are refused, as a short text can name one that fills the memory.
    """
    if not _TIME.fullmatch(text):
        raise ValueError(f"{text[:40]!r} is no time; write a fraction as 7/2")
    return Fraction(text)
