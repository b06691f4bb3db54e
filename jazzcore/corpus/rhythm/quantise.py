"""Played time onto the written grid, by the rule of the course."""

from bisect import bisect_left
from fractions import Fraction
from itertools import pairwise

SHORTEST_QUARTER = Fraction(1, 4)

_GRID_QUARTER = tuple(sorted({Fraction(step, 4) for step in range(5)} | {Fraction(step, 3) for step in range(4)}))
_MIDDLES_QUARTER = tuple((earlier + later) / 2 for earlier, later in pairwise(_GRID_QUARTER))


def quantise(time_quarter: Fraction) -> Fraction:
    """Move a time to the nearest sixteenth or eighth triplet; halfway between two it goes to the earlier one."""
    whole = time_quarter // 1
    return whole + _GRID_QUARTER[bisect_left(_MIDDLES_QUARTER, time_quarter - whole)]


def quantise_duration(duration_quarter: Fraction) -> Fraction:
    """Move a length to the nearest one on the grid; a note that would vanish lasts a sixteenth."""
    return quantise(duration_quarter) or SHORTEST_QUARTER
