"""Clefs, and in which octave a part for a transposing instrument is written: where fewest ledger lines are needed."""

from collections.abc import Sequence
from dataclasses import dataclass

from jazzcore.render.score.spelling import Spelling

_STAFF_STEPS = 8
_USUAL_CLEF_GAIN = 1.0
"""A clef other than the treble one must bring notes so many steps nearer to the staff, in the mean."""
_MOST_OCTAVES = 2


@dataclass(frozen=True, slots=True)
class Clef:
    """A clef by its sign, its line and its shift in octaves, and the place of the lowest line (middle C is 28)."""

    sign: str
    line: int
    octave_change: int
    lowest_place: int


TREBLE = Clef("G", 2, 0, 30)
_OTHER_CLEFS = (Clef("G", 2, -1, 23), Clef("F", 4, 0, 18))


def clef_for(line: Sequence[Spelling]) -> Clef:
    """The clef in which a line lies best."""
    best = min(_OTHER_CLEFS, key=lambda clef: _outside(line, clef))
    return best if _outside(line, TREBLE) - _outside(line, best) > _USUAL_CLEF_GAIN * len(line) else TREBLE


def octaves_for(line: Sequence[Spelling]) -> int:
    """How many octaves higher a line lies best in the treble clef."""

    def cost(octaves: int) -> tuple[int, int]:
        return _outside(line, TREBLE, 7 * octaves), abs(octaves)

    return min(range(-_MOST_OCTAVES, _MOST_OCTAVES + 1), key=cost)


def _outside(line: Sequence[Spelling], clef: Clef, steps_up: int = 0) -> int:
    """How many steps the notes lie above or below the staff, together."""
    lowest = clef.lowest_place - steps_up
    return sum(max(lowest - note.staff_place, note.staff_place - lowest - _STAFF_STEPS, 0) for note in line)
