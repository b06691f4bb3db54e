"""A line: a melody over its bars as arrays of ticks and pitches, on which the metrics are counted.

Ticks are twelfths of a quarter from the first bar line; what lies off the grid goes to the nearest tick. A beat is a
quarter, in compound meters (6/8, 9/8, 12/8) a dotted one.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
import numpy.typing as npt

from jazzcore.music.leadsheet import Bar, Meter, strong_beats
from jazzcore.music.notes import TICKS_QUARTER, Note, tick_of

IntArray = npt.NDArray[np.int64]
BoolArray = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """n notes in order of onset over bars. All arrays are (n,), except `bar_ticks`.

    `bar_ticks` (bars + 1,) are the bar lines, the last one the end. `bars` has the bar of each note, `beat_ticks` the
    length of a beat there, and `is_strong` whether the note begins on a strong beat (1 and 3 of four).
    """

    ticks: IntArray
    pitches: IntArray
    bars: IntArray
    beat_ticks: IntArray
    is_strong: BoolArray
    bar_ticks: IntArray
    origin_tick: int

    @property
    def bar_count(self) -> int:
        """How many bars the line lies over, silent ones too."""
        return len(self.bar_ticks) - 1

    @property
    def in_bar(self) -> IntArray:
        """The ticks (n,) from its bar line to each note."""
        return self.ticks - self.bar_ticks[self.bars]


def line_of(notes: Iterable[Note], bars: Sequence[Bar]) -> Line:
    """Lay notes over bars.

    Parameters
    ----------
    notes : iterable of Note
        The notes, in any order.
    bars : sequence of Bar
        The bars in order.

    Returns
    -------
    Line
        The line.

    Raises
    ------
    ValueError
        Where there are no bars.
    """
    if not bars:
        raise ValueError("line_of needs one bar or more, got none")
    origin = tick_of(bars[0].onset_quarter)
    bar_ticks = np.array([tick_of(bar.onset_quarter) for bar in bars] + [tick_of(bars[-1].end_quarter)]) - origin
    ordered = sorted((tick_of(note.onset_quarter) - origin, note.pitch) for note in notes)
    ticks, pitches = np.array(ordered, np.int64).reshape(-1, 2).T
    of_note = np.clip(np.searchsorted(bar_ticks, ticks, side="right") - 1, 0, len(bars) - 1)
    meters = list(dict.fromkeys(bar.meter for bar in bars))
    kinds = np.array([meters.index(bar.meter) for bar in bars])[of_note]
    in_bar = ticks - bar_ticks[of_note]
    is_strong = np.zeros(len(ticks), np.bool_)
    for kind, meter in enumerate(meters):
        strong = [tick_of(beat) for beat in strong_beats(meter)]
        is_strong |= (kinds == kind) & np.isin(in_bar, strong)
    beat_ticks = np.array([_beat_ticks(meter) for meter in meters])[kinds]
    return Line(ticks, pitches, of_note, beat_ticks, is_strong, bar_ticks, origin)


def _beat_ticks(meter: Meter) -> int:
    return tick_of(3 * Fraction(4, meter.unit)) if meter.is_compound else TICKS_QUARTER
