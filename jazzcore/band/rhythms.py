"""Rhythms as text, how one is chosen for a cell, and the rhythms of the drums.

A rhythm has a sign for each half of a counted beat: the eighths of 4/4, the sixteenths of 6/8. A letter or digit
strikes, `-` holds what was struck, `.` rests; spaces part the beats for the reader. What a letter plays is up to the
part; a digit is a loudness.

Drums are keys of General MIDI, kits are its programs, brushes and jazz kit as in Roland's GS. In the brush kit the
snare is a tap and the electric snare a swirl.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

import numpy as np

from jazzcore.band.spans import Cell

VELOCITY_A_LEVEL = 16
"""A digit has this velocity times the digit: 1 is the softest, 7 the loudest."""

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
            halves_held = len(signs[place + 1 :]) - len(signs[place + 1 :].lstrip(_HOLD))
            found.append(Strike(Fraction(place, _SIGNS_A_BEAT), Fraction(halves_held + 1, _SIGNS_A_BEAT), sign))
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
    """Draw a rhythm for a cell.

    Parameters
    ----------
    rhythms : sequence of Rhythm
        The rhythms to draw from, by their weights.
    cell : Cell
        The stretch to fill: only rhythms of its length and its place in two bars fit.
    rng : numpy.random.Generator
        The source of randomness.
    is_fit : callable
        Another condition on the rhythm.

    Returns
    -------
    Rhythm or None
        The rhythm drawn; None where none fits.
    """
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


KICK, SIDE_STICK, SNARE, LOW_TOM, CLOSED_HAT, PEDAL_HAT, HIGH_TOM, RIDE = 36, 37, 38, 45, 42, 44, 48, 51
BRUSH_TAP, BRUSH_SWIRL = 38, 40
STANDARD_KIT, JAZZ_KIT, BRUSH_KIT = 0, 32, 40


@dataclass(frozen=True, slots=True)
class Layer:
    """The rhythms of one drum (a key of General MIDI); one of them is drawn for each cell."""

    drum: int
    rhythms: tuple[Rhythm, ...]


def _only(drum: int, *texts: str) -> Layer:
    return Layer(drum, tuple(Rhythm(text) for text in texts))


_SWING_PEDAL = _only(PEDAL_HAT, ".. 6. .. 6.", ".. 6. ..", ".. 6.", "..")
_FEATHERED_KICK = _only(KICK, "2. 2. 2. 2.", "2. 2. 2.", "2. 2.", "2.")
SWING_DRUMS = (
    Layer(
        RIDE,
        (
            Rhythm("6. 75 6. 75", 8),
            Rhythm("6. 75 6. 7.", 2),
            Rhythm("6. 7. 6. 75", 2),
            Rhythm("6. 7. 6. 7.", 1),
            Rhythm("6. 75 7.", 3),
            Rhythm("6. 75 75", 1),
            Rhythm("6. 75", 5),
            Rhythm("6. 7.", 1),
            Rhythm("6."),
        ),
    ),
    _SWING_PEDAL,
    _FEATHERED_KICK,
    Layer(
        SNARE,
        (
            Rhythm(".. .. .. ..", 8),
            Rhythm(".. .. .. .2", 3),
            Rhythm(".. .2 .. ..", 2),
            Rhythm(".. .2 .. .2", 1),
            Rhythm(".2 .. .. ..", 1),
            Rhythm(".. .. ..", 3),
            Rhythm(".. .. .2", 1),
            Rhythm(".. .2 ..", 1),
        ),
    ),
    Layer(
        KICK,
        (
            Rhythm(".. .. .. ..", 9),
            Rhythm(".. .. .. .3", 2),
            Rhythm(".. .3 .. ..", 1),
            Rhythm(".. .. ..", 4),
            Rhythm(".. .. .3", 1),
        ),
    ),
)
SWING_FILLS = (
    (_only(SNARE, ".. .. 4. 44"), _only(RIDE, "6. 75 .. .."), _SWING_PEDAL, _only(KICK, "2. .. .. .3")),
    (
        *(_only(SNARE, ".. .3 44 .."), _only(HIGH_TOM, ".. .. .. 4."), _only(LOW_TOM, ".. .. .. .4")),
        *(_only(RIDE, "6. 7. .. .."), _SWING_PEDAL),
    ),
    (_only(SNARE, ".3 3. .4 .."), _only(LOW_TOM, ".. .. .. 44"), _SWING_PEDAL, _only(KICK, "3. .. 3. ..")),
    (_only(SNARE, ".. 44 .."), _only(LOW_TOM, ".. .. 34"), _only(RIDE, "6. .. .."), _SWING_PEDAL),
    (_only(SNARE, ".. 44"), _only(RIDE, "6. .."), _SWING_PEDAL),
)
BRUSH_DRUMS = (
    _only(BRUSH_SWIRL, "6- -- 6- --", "6- -- --", "6- --", "6-"),
    Layer(
        BRUSH_TAP,
        (
            Rhythm(".. 6. .. 6.", 4),
            Rhythm(".. 6. .. 65", 2),
            Rhythm(".. 65 .. 6.", 1),
            Rhythm(".. 6. 5.", 2),
            Rhythm(".. 65 5.", 1),
            Rhythm(".. 6."),
        ),
    ),
    _only(PEDAL_HAT, ".. 4. .. 4.", ".. 4. ..", ".. 4.", ".."),
    Layer(KICK, (Rhythm("3. .. .. ..", 2), Rhythm("3. .. 3. ..", 1), Rhythm("3. .. ..", 2), Rhythm("3. .."))),
)
BRUSH_FILLS = (
    (_only(BRUSH_TAP, ".. 5. 44 55"), _only(BRUSH_SWIRL, "6- -- .. .."), _only(PEDAL_HAT, ".. 4. .. 4.")),
    (_only(BRUSH_TAP, ".. .4 5. 45"), _only(BRUSH_SWIRL, "6- -- -- .."), _only(PEDAL_HAT, ".. 4. .. 4.")),
    (_only(BRUSH_TAP, ".. 44 55"), _only(BRUSH_SWIRL, "6- -- ..")),
)
BOSSA_DRUMS = (
    _only(CLOSED_HAT, "64 54 64 54", "64 54 54", "64 54", "64"),
    Layer(
        SIDE_STICK,
        (
            Rhythm("5. .5 .. 5.", 1, bar_of_two=0),
            Rhythm(".. 5. .5 ..", 1, bar_of_two=1),
            Rhythm("5. .5 .."),
            Rhythm("5. .5"),
        ),
    ),
    _only(KICK, "3. .2 3. .2", "3. .2 ..", "3. .2", "3."),
)
BOSSA_FILLS = (
    (_only(CLOSED_HAT, "64 54 .. .."), _only(SNARE, ".. .. 4. 44"), _only(KICK, "3. .2 3. .2")),
    (_only(SIDE_STICK, "5. .5 .5 .."), _only(HIGH_TOM, ".. .. .. 4."), _only(LOW_TOM, ".. .. .. .3")),
    (_only(SNARE, ".. 44 4."), _only(CLOSED_HAT, "65 .. .."), _only(KICK, "3. .2 ..")),
)
WALTZ_DRUMS = (
    Layer(
        RIDE,
        (
            Rhythm("7. 65 6.", 4),
            Rhythm("7. 65 65", 3),
            Rhythm("7. 6. 65", 2),
            Rhythm("7. 6. 6.", 1),
            *(Rhythm(text) for text in ("7. 65 6. 65", "7. 65", "7.")),
        ),
    ),
    Layer(PEDAL_HAT, (Rhythm(".. 6. ..", 3), Rhythm(".. 6. 6.", 1), Rhythm(".. 6. .. 6."), Rhythm(".. 6."))),
    Layer(KICK, (Rhythm("3. .. ..", 4), Rhythm("3. .. .3", 1), Rhythm("3. .3 ..", 1), Rhythm("3. .. .. .."))),
    Layer(
        SNARE,
        (Rhythm(".. .. ..", 5), Rhythm(".. .. .3", 2), Rhythm(".. .3 ..", 2), Rhythm(".. .3 .3", 1)),
    ),
)
STRAIGHT_DRUMS = (
    Layer(
        RIDE,
        (
            Rhythm("75 65 75 65", 3),
            Rhythm("75 6. 75 65", 2),
            Rhythm("75 65 65", 1),
            *(Rhythm(text) for text in ("75 65", "75")),
        ),
    ),
    _SWING_PEDAL,
    Layer(
        KICK,
        (
            Rhythm("3. .. .3 ..", 3),
            Rhythm("3. .3 .. ..", 2),
            Rhythm("3. .. .. .3", 1),
            *(Rhythm(text) for text in ("3. .. ..", "3. ..", "3.")),
        ),
    ),
    Layer(
        SIDE_STICK,
        (
            Rhythm(".. .. 5. ..", 2),
            Rhythm(".. .. .. 5.", 2),
            Rhythm(".. .5 .. ..", 1),
            Rhythm(".. .. 4."),
            Rhythm(".."),
        ),
    ),
)
SHORT_UNIT_DRUMS = (
    _only(RIDE, "6. .. 4.", "6. 4. 4.", "6. 4. 5. 4.", "6. ..", "6."),
    _only(PEDAL_HAT, ".. .. 4.", ".. .. 4. ..", ".. 4."),
    _only(KICK, "3. .. ..", "3. .. .. ..", "3. ..", "3."),
)
