"""What sounds beat by beat: the input of chord recognition.

Arrays are cells x 12 pitch classes and hold levels from 0 (silent) to 1. The longest tone of a cell counts in full,
unless it is a mere touch. The other tones count by their length against it.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from jazzcore.music.beats import beats_of
from jazzcore.music.leadsheet import Bar, strong_beats
from jazzcore.music.notes import Note

Array = NDArray[np.float64]

BAR_LINE, STRONG, WEAK = 2, 1, 0
"""Strengths of a cell's beginning."""

_LEAST_SHARE = 1e-9
"""Keeps a silent cell from being divided by zero."""


@dataclass(frozen=True, slots=True)
class _Limits:
    """Which notes belong to a cell. Chosen by hand; benchmarks/corpus/readings.py measures them."""

    full_share: float = 0.25
    """A tone that sounds for a smaller share of its cell is a mere touch and counts less."""
    spill_share: float = 0.2
    """A note that sounds for a smaller share of a cell only spills over from the one before."""
    held_on_quarter: float = 0.1
    ahead_quarter: float = 0.55
    """A note that begins no earlier before the end of a cell, and is held on past it, is played ahead."""


_LIMITS = _Limits()


@dataclass(frozen=True, slots=True)
class Cell:
    """A beat: its bounds in quarters, and the strength of its beginning."""

    onset_quarter: Fraction
    end_quarter: Fraction
    strength: int


def cells_of(bars: Iterable[Bar]) -> tuple[Cell, ...]:
    """Cut consecutive bars into cells: quarters or, where eighths are counted, from strong beat to strong beat."""
    return tuple(cell for bar in bars for cell in _cells_of_bar(bar))


def levels_of(notes: Iterable[Note], cells: Sequence[Cell], below: int = 128) -> tuple[Array, Array]:
    """Measure how much each pitch class sounds in each cell.

    A note that is played shortly ahead of a cell and held into it belongs to that cell. A note that only spills over
    from the cell before does not.

    Parameters
    ----------
    notes : iterable of Note
        The notes, in any order.
    cells : sequence of Cell
        The cells, without a gap.
    below : int
        The MIDI pitch below which a cell's lowest note counts as its bass.

    Returns
    -------
    array (n_cells, 12)
        The levels of all notes.
    array (n_cells, 12)
        The levels of the lowest note of each cell; 0 where it does not lie below `below`.
    """
    levels, lowest = np.zeros((len(cells), 12)), np.full(len(cells), below)
    onsets = [float(cell.onset_quarter) for cell in cells]
    ends = [float(cell.end_quarter) for cell in cells]
    for note in notes:
        begin, end = float(note.onset_quarter), float(note.end_quarter)
        for index in range(max(bisect_right(onsets, begin) - 1, 0), len(cells)):
            if onsets[index] >= end:
                break
            length = ends[index] - onsets[index]
            sounding = min(end, ends[index]) - max(begin, onsets[index])
            is_ahead = ends[index] - begin <= _LIMITS.ahead_quarter and end > ends[index] + _LIMITS.held_on_quarter
            is_spill = begin < onsets[index] - _LIMITS.spill_share and sounding < _LIMITS.spill_share * length
            if sounding <= 0 or is_ahead or is_spill:
                continue
            levels[index, note.pitch % 12] += sounding / length
            lowest[index] = min(lowest[index], note.pitch)
    longest = levels.max(axis=1, keepdims=True)
    levels *= np.minimum(longest / _LIMITS.full_share, 1.0) / np.maximum(longest, _LEAST_SHARE)
    at_the_bottom = (lowest[:, None] % 12 == np.arange(12)) & (lowest[:, None] < below)
    return levels, levels * at_the_bottom


def _cells_of_bar(bar: Bar) -> list[Cell]:
    strong = strong_beats(bar.meter)
    beats = beats_of(bar.meter)
    strengths = [WEAK if beat not in strong else STRONG if beat else BAR_LINE for beat in beats]
    return [
        Cell(bar.onset_quarter + begin, bar.onset_quarter + end, strength)
        for (begin, end), strength in zip(pairwise([*beats, bar.meter.bar_quarter]), strengths, strict=True)
    ]
