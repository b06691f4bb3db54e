"""What a note is to its chord, in the four kinds of Gillick, Tang and Keller, "Learning Jazz Grammars" (2009).

A chord tone belongs to the chord. A colour tone belongs to one of the scales of the chord's family and not to the
chord (`music.chords.scales`). Any other note is an approach note if the next note is a chord or colour tone one
semitone away, and an outside note if not.
"""

from collections.abc import Sequence
from enum import IntEnum
from functools import lru_cache

import numpy as np

from jazzcore.evaluation.line import BoolArray, IntArray, Line
from jazzcore.music.chords.scales import FAMILY_SCALES
from jazzcore.music.chords.table import NO_CHORD, parse_symbol
from jazzcore.music.leadsheet import ChordEvent
from jazzcore.music.notes import tick_of


class ToneKind(IntEnum):
    """What a note is to its chord; `NO_CHORD` where none sounds."""

    CHORD = 0
    COLOUR = 1
    APPROACH = 2
    OUTSIDE = 3
    NO_CHORD = 4


def tone_sets(line: Line, chords: Sequence[ChordEvent]) -> tuple[BoolArray, BoolArray]:
    """Look up the chord and colour tones under each note. The first chord also sounds before it begins.

    Parameters
    ----------
    line : Line
        n notes.
    chords : sequence of ChordEvent
        The chords under them, in order of onset.

    Returns
    -------
    tuple of arrays (n, 12)
        Which pitch classes are chord tones, and which are colour tones of the chord's family; one may be both. Where
        there is no chord, both rows are empty.
    """
    if not chords or not len(line.ticks):
        nothing = np.zeros((len(line.ticks), 12), np.bool_)
        return nothing, nothing
    onsets = np.array([tick_of(event.onset_quarter) for event in chords]) - line.origin_tick
    of_note = np.maximum(np.searchsorted(onsets, line.ticks, side="right") - 1, 0)
    tones, colours = zip(*(_tones_of(event.chord.symbol) for event in chords), strict=True)
    return np.array(tones)[of_note], np.array(colours)[of_note]


def tone_kinds(line: Line, chords: Sequence[ChordEvent]) -> IntArray:
    """Find out what each note is to its chord.

    Parameters
    ----------
    line : Line
        n notes.
    chords : sequence of ChordEvent
        The chords under them, in order of onset.

    Returns
    -------
    array (n,)
        The `ToneKind` of each note.

    References
    ----------
    Gillick, Tang and Keller, "Learning Jazz Grammars", 2009.
    """
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
    colours = {(parsed.root + step) % 12 for step in FAMILY_SCALES[parsed.quality.family].colours}
    return tuple(pitch in tones for pitch in range(12)), tuple(pitch in colours for pitch in range(12))
