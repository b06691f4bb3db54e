"""Rootless left-hand voicings: third, fifth or thirteenth, seventh and ninth of a chord, close together.

A third that is suspended is the fourth or second, a missing seventh the sixth, else the root. The ninth and thirteenth
are those of the symbol; a family that bears a ninth gets a plain one, but for a dominant that goes to a minor chord.
"""

from collections.abc import Sequence
from functools import cache
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from jazzcore.music.chords.table import ChordSymbol

COMPING_RANGE = (48, 74)
"""C3 to D5, as MIDI pitches."""

FURTHEST_VOICE = 7
"""The fifth that a voice moves at most from one voicing to the next, in semitones."""

Voicing = tuple[int, ...]

_THIRDS, _FIFTHS, _SEVENTHS, _NINTHS = (4, 3, 5, 17, 2), (21, 20, 18, 8, 6, 17, 7), (10, 11, 9), (15, 13, 14)
"""The semitones above the root that can be each of the four voices, the one to take first."""
_BEARS_A_NINTH = {"maj", "min", "dom", "sus"}
_MINOR = {"min", "m7b5", "dim"}
_CENTRE = 61
_OFF_CENTRE, _NARROW_TOP, _CHANCE = 0.4, 1.5, 2.0
_TOO_FAR = 1e6


def voice_leading(chords: Sequence[tuple[ChordSymbol, ChordSymbol | None]], rng: np.random.Generator) -> list[Voicing]:
    """A voicing for each chord, given with the one after it, so that all voices together move least.

    Voicings run from low to high. No voice moves over a fifth: in chords of as many voices each to its like,
    else each to the nearest. Chance, drawn for each voicing, varies chords that stay.
    """
    if not chords:
        return []
    found = [voicings_of(symbol, following) for symbol, following in chords]
    costs = _own_costs(found[0], rng)
    choices = []
    for before, here in pairwise(found):
        moves = np.array([[_movement(old, new) for new in here] for old in before])  # (before, here)
        through = costs[:, None] + moves
        choices.append(through.argmin(axis=0))
        costs = through.min(axis=0) + _own_costs(here, rng)
    path = [int(costs.argmin())]
    for choice in reversed(choices):
        path.append(int(choice[path[-1]]))
    return [voicings[index] for voicings, index in zip(found, reversed(path), strict=True)]


@cache
def voicings_of(symbol: ChordSymbol, following: ChordSymbol | None) -> tuple[Voicing, ...]:
    """All close voicings of a chord within the range."""
    lowest, highest = COMPING_RANGE
    tones = sorted({(symbol.root + step) % 12 for step in _steps(symbol, following)})
    return tuple(
        voicing
        for turn, first in enumerate(tones)
        for bottom in range(lowest + (first - lowest) % 12, highest + 1, 12)
        for voicing in [tuple(bottom + (tone - first) % 12 for tone in (*tones[turn:], *tones[:turn]))]
        if voicing[-1] <= highest
    )


def _steps(symbol: ChordSymbol, following: ChordSymbol | None) -> set[int]:
    """The tones to voice, as semitones above the root."""
    quality = symbol.quality
    third, fifth, seventh, ninth = (
        next((step for step in steps if step in quality.semitones), 0)
        for steps in (_THIRDS, _FIFTHS, _SEVENTHS, _NINTHS)
    )
    goes_to_minor = following is not None and following.quality.family in _MINOR
    is_plain = seventh and third and symbol.bass == symbol.root
    if not ninth and is_plain and quality.family in _BEARS_A_NINTH and not (quality.family == "dom" and goes_to_minor):
        ninth = 14
    return {third, fifth, seventh, ninth}


def _own_costs(voicings: Sequence[Voicing], rng: np.random.Generator) -> npt.NDArray[np.float64]:
    """What each voicing costs, whatever stands before it: off centre, a semitone on top; and chance."""
    off_centre = np.array([abs(sum(voicing) / len(voicing) - _CENTRE) for voicing in voicings])
    narrow = np.array([voicing[-1] - voicing[-2] == 1 for voicing in voicings])
    return _OFF_CENTRE * off_centre + _NARROW_TOP * narrow + _CHANCE * rng.random(len(voicings))


@cache
def _movement(old: Voicing, new: Voicing) -> float:
    """Semitones that all voices move together, of chords of unlike size those to and from the nearest."""
    if len(old) == len(new):
        moves = [abs(there - here) for here, there in zip(old, new, strict=True)]
    else:
        moves = [min(abs(pitch - other) for other in old) for pitch in new]
        moves += [min(abs(pitch - other) for other in new) for pitch in old]
    return sum(moves) + (_TOO_FAR if max(moves) > FURTHEST_VOICE else 0.0)
