"""What a note is to its chord, in Keller's four kinds: chord tone, colour tone, approach note, outside.

A chord's tones are those of `music.harmony`. Its colour tones are what else the scales of its family hold: major and
Lydian for major chords, Dorian for minor ones, Mixolydian with all altered tensions for dominant ones, Locrian with
either second for half-diminished ones, whole-half diminished and whole tone for diminished and augmented ones, and
Mixolydian with either ninth for suspended ones (Levine, "The Jazz Theory Book", 1995). A foreign note that moves on by
a semitone to a chord or colour tone is an approach note, any other one is outside (Gillick, Tang and Keller, "Learning
Jazz Grammars", 2009).
"""

from collections.abc import Sequence
from enum import IntEnum
from functools import lru_cache
from types import MappingProxyType

import numpy as np

from jazzcore.evaluation.line import BoolArray, IntArray, Line, tick_of
from jazzcore.music.chords.table import NO_CHORD, parse_symbol
from jazzcore.music.leadsheet import ChordEvent


class ToneKind(IntEnum):
    """What a note is to its chord; `NO_CHORD` where none sounds."""

    CHORD = 0
    COLOUR = 1
    APPROACH = 2
    OUTSIDE = 3
    NO_CHORD = 4


COLOURS = MappingProxyType(
    {
        "maj": (2, 5, 6, 9, 11),
        "min": (2, 5, 9, 10),
        "dom": (1, 2, 3, 5, 6, 8, 9),
        "m7b5": (1, 2, 5, 8),
        "dim": (2, 5, 8, 9, 11),
        "aug": (2, 6, 8, 10),
        "sus": (1, 2, 4, 9, 10),
    }
)
"""The colour tones of a family of chords, in semitones above the root; those that a chord has are chord tones."""


def tone_sets(line: Line, chords: Sequence[ChordEvent]) -> tuple[BoolArray, BoolArray]:
    """The chord tones and the colours (n, 12) of the chord under each note, by pitch class; a pitch may be both.

    The first chord also sounds before it begins; where there is no chord, both rows are empty.
    """
    if not chords or not len(line.ticks):
        nothing = np.zeros((len(line.ticks), 12), np.bool_)
        return nothing, nothing
    onsets = np.array([tick_of(event.onset_quarter) for event in chords]) - line.origin_tick
    of_note = np.maximum(np.searchsorted(onsets, line.ticks, side="right") - 1, 0)
    tones, colours = zip(*(_tones_of(event.chord.symbol) for event in chords), strict=True)
    return np.array(tones)[of_note], np.array(colours)[of_note]


def tone_kinds(line: Line, chords: Sequence[ChordEvent]) -> IntArray:
    """The `ToneKind` (n,) of each note of a line."""
    tones, colours = tone_sets(line, chords)
    each, classes = np.arange(len(line.ticks)), line.pitches % 12
    is_tone, is_colour = tones[each, classes], colours[each, classes]
    arrives = np.zeros(len(each), np.bool_)
    arrives[:-1] = (np.abs(np.diff(line.pitches)) == 1) & (is_tone | is_colour)[1:]
    kinds = [ToneKind.NO_CHORD, ToneKind.CHORD, ToneKind.COLOUR, ToneKind.APPROACH]
    return np.select([~tones.any(axis=1), is_tone, is_colour, arrives], kinds, ToneKind.OUTSIDE)


@lru_cache(maxsize=4096)
def _tones_of(symbol: str) -> tuple[tuple[bool, ...], tuple[bool, ...]]:
    """Which pitch classes are tones of a chord symbol, and which its colours."""
    if symbol == NO_CHORD:
        return (False,) * 12, (False,) * 12
    parsed = parse_symbol(symbol)
    tones = set(parsed.pitch_classes)
    colours = {(parsed.root + step) % 12 for step in COLOURS[parsed.quality.family]}
    return tuple(pitch in tones for pitch in range(12)), tuple(pitch in colours for pitch in range(12))
