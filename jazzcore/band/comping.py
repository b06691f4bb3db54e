"""Comping: the chords behind the soloist, in the feel's rhythms, each new chord sounding once at least.

What is struck in the last eighth before a change anticipates: it is the chord to come, held over, which is then not
struck again where it begins.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

import numpy as np

from jazzcore.band.feels import SHORT_UNIT_COMPING, Feel
from jazzcore.band.rhythms import VELOCITY_A_LEVEL, Rhythm, Strike, choose, strikes
from jazzcore.band.spans import Cell, ChordSpan
from jazzcore.band.voicings import voice_leading
from jazzcore.music.chords.table import ChordSymbol
from jazzcore.music.notes import Note

_HALF = Fraction(1, 2)
_PLAIN = "4"


@dataclass(frozen=True, slots=True)
class _Chord:
    """A chord struck: when, how hard, and the index of the span whose chord it is."""

    onset_quarter: Fraction
    end_quarter: Fraction
    velocity: int
    span: int


@dataclass(frozen=True, slots=True)
class _Need:
    """What a rhythm must have: a chord that is still to sound, struck elsewhere than in the half beat given."""

    anticipating_units: Fraction | None
    must_sound: bool

    def is_met(self, rhythm: Rhythm) -> bool:
        return not self.must_sound or any(
            stroke.onset_units != self.anticipating_units for stroke in strikes(rhythm.text)
        )


def comp(spans: Sequence[ChordSpan], feel: Feel, last_bar: int | None, rng: np.random.Generator) -> tuple[Note, ...]:
    """The piano behind the soloist, which holds the chords of the last bar (by number; None: the music goes on)."""
    struck = _struck(spans, feel, last_bar, rng)
    places = [(spans[chord.span].change, spans[chord.span].cell.bar) for chord in struck]
    firsts = [number for number, place in enumerate(places) if number == 0 or place != places[number - 1]]
    symbols = [(spans[struck[number].span].symbol, _following(spans, struck[number].span)) for number in firsts]
    voicings = voice_leading(symbols, rng)
    return tuple(
        Note(chord.onset_quarter, chord.end_quarter - chord.onset_quarter, pitch, chord.velocity)
        for voicing, (begin, end) in zip(voicings, pairwise([*firsts, len(struck)]), strict=True)
        for chord in struck[begin:end]
        for pitch in voicing
    )


def _struck(spans: Sequence[ChordSpan], feel: Feel, last_bar: int | None, rng: np.random.Generator) -> list[_Chord]:
    """All that is struck, in order; what anticipates may sound on while it is struck again."""
    struck: list[_Chord] = []
    has_sounded = False
    for number, (span, following) in enumerate(zip(spans, [*spans[1:], None], strict=False)):
        cell, unit = span.cell, span.cell.unit_quarter
        coming = following.cell if following and following.is_change else None
        strokes = _strokes(
            span, feel, last_bar, _Need(_last_half(cell, coming), span.is_change and not has_sounded), rng
        )
        if has_sounded:
            strokes = [stroke for stroke in strokes if stroke.onset_units]
        has_sounded = False
        for stroke in strokes:
            onset = cell.onset_quarter + stroke.onset_units * unit
            end, index = onset + stroke.length_units * unit, number
            if coming and stroke.onset_units == _last_half(cell, coming):
                has_sounded, index = True, number + 1
                end = coming.end_quarter if coming.bar == last_bar else min(cell.end_quarter + unit, coming.end_quarter)
            struck.append(_Chord(onset, end, VELOCITY_A_LEVEL * int(stroke.sign), index))
    return struck


def _last_half(cell: Cell, coming: Cell | None) -> Fraction | None:
    """When in a cell the chord that follows it is anticipated, in its units; None where none follows."""
    follows = coming is not None and coming.onset_quarter == cell.end_quarter and cell.units > _HALF
    return cell.units - _HALF if follows else None


def _strokes(
    span: ChordSpan, feel: Feel, last_bar: int | None, need: _Need, rng: np.random.Generator
) -> Sequence[Strike]:
    """The rhythm of a span; its chord held throughout where the tables have none, and in the last bar."""
    rhythms = feel.comping if span.cell.unit_quarter == 1 else SHORT_UNIT_COMPING
    rhythm = choose(rhythms, span.cell, rng, need.is_met)
    if rhythm is None or span.cell.bar == last_bar:
        return (Strike(Fraction(0), span.cell.units, _PLAIN),)
    return strikes(rhythm.text)


def _following(spans: Sequence[ChordSpan], index: int) -> ChordSymbol | None:
    """The symbol of the chord after the one of a span."""
    here = spans[index].change
    return next((span.symbol for span in spans[index + 1 :] if span.change != here), None)
