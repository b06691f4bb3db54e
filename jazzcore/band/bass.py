"""The bass: roots where chords begin, fifths and roots by turns on the strong beats that follow."""

from collections.abc import Iterable
from fractions import Fraction
from itertools import chain, pairwise

from jazzcore.band.spans import ChordSpan
from jazzcore.music.harmony import ChordSymbol, parse_symbol
from jazzcore.music.notes import Note

BASS_RANGE = (28, 55)
"""E1 to G3, as MIDI pitches."""

_FIFTHS = (7, 6, 8)
_HOME = 41
_VELOCITY = 78
_SHORTEST_QUARTER = Fraction(1)


def bass_line(spans: Iterable[ChordSpan]) -> tuple[Note, ...]:
    """The bass under named chords; raises ChordSymbolError for a chord whose symbol names none."""
    line: list[Note] = []
    pitch, turn = _HOME, 0
    for span in spans:
        onsets = (span.onset_quarter, *_answers(span))
        classes = _root_and_fifth(parse_symbol(span.chord.symbol))
        turn = 0 if span.is_change else turn
        for onset, end in pairwise(chain(onsets, [span.end_quarter])):
            pitch = _nearest(classes[turn % 2], pitch)
            line.append(Note(onset, end - onset, pitch, _VELOCITY))
            turn += 1
    return tuple(line)


def _answers(span: ChordSpan) -> tuple[Fraction, ...]:
    return tuple(beat for beat in span.strong_quarters if beat - span.onset_quarter >= _SHORTEST_QUARTER)


def _root_and_fifth(symbol: ChordSymbol) -> tuple[int, int]:
    fifth = next((step for step in _FIFTHS if step in symbol.quality.semitones), 0)
    return symbol.bass, (symbol.root + fifth) % 12


def _nearest(pitch_class: int, previous: int) -> int:
    lowest, highest = BASS_RANGE
    octaves = range(lowest + (pitch_class - lowest) % 12, highest + 1, 12)
    return min(octaves, key=lambda pitch: abs(pitch - previous) + abs(pitch - _HOME))
