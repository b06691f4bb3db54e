"""Rhythms as text, a sign for each half of a counted beat: the eighths of 4/4, the sixteenths of 6/8.

A letter or digit strikes, `-` holds what was struck, `.` rests; spaces part the beats for the reader. What a
letter plays is the part's own matter; a digit is a loudness.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

import numpy as np

from jazzcore.band.spans import Cell

VELOCITY_A_LEVEL = 16
"""Velocity of a digit, for each step of it: 1 is the softest, 7 the loudest."""

_HOLD, _REST = "-", "."
_SIGNS_A_BEAT = 2


@dataclass(frozen=True, slots=True)
class Rhythm:
    """A rhythm of one to four beats, how often it is chosen among its like, and in which bar of two (None: in both)."""

    text: str
    weight: float = 1.0
    bar_of_two: int | None = None


@dataclass(frozen=True, slots=True)
class Strike:
    """A stroke of a rhythm: its onset and length in counted beats, and its sign."""

    onset_units: Fraction
    length_units: Fraction
    sign: str


@cache
def strikes(text: str) -> tuple[Strike, ...]:
    """The strokes of a rhythm in order."""
    signs = text.replace(" ", "")
    found = []
    for place, sign in enumerate(signs):
        if sign not in (_HOLD, _REST):
            held = len(signs[place + 1 :]) - len(signs[place + 1 :].lstrip(_HOLD))
            found.append(Strike(Fraction(place, _SIGNS_A_BEAT), Fraction(held + 1, _SIGNS_A_BEAT), sign))
    return tuple(found)


@cache
def length_units(text: str) -> Fraction:
    """How many counted beats a rhythm lasts."""
    return Fraction(len(text.replace(" ", "")), _SIGNS_A_BEAT)


def choose(
    rhythms: Sequence[Rhythm],
    cell: Cell,
    rng: np.random.Generator,
    is_fit: Callable[[Rhythm], bool] = lambda rhythm: True,
) -> Rhythm | None:
    """One of the rhythms that last as long as a cell and fit, by their weights; None where there is none."""
    fitting = [
        rhythm
        for rhythm in rhythms
        if length_units(rhythm.text) == cell.units and rhythm.bar_of_two in (None, cell.bar % 2) and is_fit(rhythm)
    ]
    if not fitting:
        return None
    drawn = rng.random() * sum(rhythm.weight for rhythm in fitting)
    for rhythm in fitting:
        drawn -= rhythm.weight
        if drawn < 0:
            return rhythm
    return fitting[-1]
