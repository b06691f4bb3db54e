"""What one beat may hold: its grids as written and as played, and how usual each pattern is.

A beat is a quarter long, or what its bar leaves of one. Swing moves the off-beat eighth to ratio / (ratio + 1) of its
beat, and stretches the sixteenths with it. Triplets and double time stay even. Costs are negative logarithms of shares.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache
from math import log


class Kind(StrEnum):
    """How a beat is counted: in sixteenths that swing with the part, in sixteenths that do not, or in triplets."""

    SWUNG = "swung"
    EVEN = "even"
    TRIPLET = "triplet"


PatternKey = tuple[Kind, tuple[int, ...]]
"""A pattern whatever the swing ratio: its kind, and the steps of the grid at which notes begin."""

_LAST_SIXTEENTH = 3
_THREE_SIXTEENTHS: PatternKey = (Kind.SWUNG, (0, 1, 2))
_THREE_TRIPLETS: PatternKey = (Kind.TRIPLET, (0, 1, 2))


@dataclass(frozen=True, slots=True)
class _Weights:
    """How usual each pattern is against the others, by the steps at which notes begin.

    `even_eighths`, `double_time`: in a part that swings, how usual eighths and sixteenths are that do not, against
    those that do. `beats`: the table counts as much as so many beats of a part. `three_triplets_share`,
    `least_sixteenths_share`, `fourth_sixteenths`: how three even notes are shared out between triplets and sixteenths
    (see `pattern_costs`).
    """

    sixteenths: Mapping[tuple[int, ...], float]
    triplets: Mapping[tuple[int, ...], float]
    even_eighths: float
    double_time: float
    beats: float
    three_triplets_share: float
    least_sixteenths_share: float
    fourth_sixteenths: float


_WEIGHTS = _Weights(
    sixteenths={
        (0,): 20.0, (2,): 15.0, (0, 2): 40.0,
        (0, 1, 2, 3): 6.0, (0, 2, 3): 3.0, (0, 1, 2): 2.0, (1, 2, 3): 2.0, (2, 3): 2.0,
        (0, 3): 1.5, (0, 1): 1.0, (3,): 1.0, (0, 1, 3): 1.0, (1,): 0.5, (1, 2): 0.5, (1, 3): 0.5,
    },
    triplets={(0, 1, 2): 6.0, (1, 2): 1.5, (0, 2): 0.7, (0, 1): 0.5, (2,): 0.3, (1,): 0.2},
    even_eighths=0.02,
    double_time=0.15,
    beats=30.0,
    three_triplets_share=0.06,
    least_sixteenths_share=0.02,
    fourth_sixteenths=3.0,
)  # fmt: skip
"""Chosen by hand; benchmarks/corpus/timing.py measures them."""


@dataclass(frozen=True, slots=True)
class BeatGrid:
    """Places within a beat, in quarters from its beginning: as written, and as played."""

    written: tuple[Fraction, ...]
    played: tuple[float, ...]

    def nearest(self, place_quarter: float) -> int:
        """The step that is played nearest to a place."""
        return min(range(len(self.played)), key=lambda step: abs(self.played[step] - place_quarter))


@dataclass(frozen=True, slots=True)
class BeatPattern:
    """The steps of a grid at which notes begin in a beat; `weight` says how usual that is against other patterns."""

    kind: Kind
    grid: BeatGrid
    steps: tuple[int, ...]
    weight: float

    @property
    def key(self) -> PatternKey:
        """The name of the pattern, the same at every swing ratio."""
        return self.kind, self.steps

    @property
    def played(self) -> tuple[float, ...]:
        """Where the notes are played."""
        return tuple(self.grid.played[step] for step in self.steps)

    @property
    def begins_on_beat(self) -> bool:
        """Whether a note begins on the beat itself."""
        return self.steps[0] == 0

    @property
    def anticipates(self) -> bool:
        """Whether a note begins a sixteenth before the next beat."""
        return self.steps[-1] == _LAST_SIXTEENTH


def sixteenth_grid(swing_ratio: float) -> BeatGrid:
    """Lay the sixteenths of a beat that swings by a ratio; 1 is straight."""
    late = swing_ratio / (swing_ratio + 1)
    return BeatGrid(tuple(Fraction(step, 4) for step in range(4)), (0.0, late / 2, late, (1 + late) / 2))


@lru_cache(maxsize=64)
def beat_patterns(swing_ratio: float) -> tuple[BeatPattern, ...]:
    """List all that a beat may hold where eighths swing by a ratio."""
    return tuple(_patterns(swing_ratio))


def pattern_costs(read: Counter[PatternKey]) -> dict[PatternKey, float]:
    """Measure how rare each pattern is, by the table and by the patterns that a part has been read as so far.

    At triplet swing, three even notes and two sixteenths with an eighth are played alike. What both are read as is
    shared out by how many beats have a fourth sixteenth, because nothing else is played like that.
    """
    counted: Mapping[PatternKey, float] = read
    beats = read.total()
    if beats:
        fourths = sum(
            count for (kind, steps), count in read.items() if kind != Kind.TRIPLET and _LAST_SIXTEENTH in steps
        )
        sixteenths_share = _WEIGHTS.least_sixteenths_share + _WEIGHTS.fourth_sixteenths * (fourths / beats) ** 2
        alike = (read[_THREE_SIXTEENTHS] + read[_THREE_TRIPLETS]) / (sixteenths_share + _WEIGHTS.three_triplets_share)
        counted = {
            **read,
            _THREE_SIXTEENTHS: alike * sixteenths_share,
            _THREE_TRIPLETS: alike * _WEIGHTS.three_triplets_share,
        }
    weights = {pattern.key: pattern.weight for pattern in beat_patterns(2.0)}
    whole = sum(weights.values())
    return {
        key: -log((counted.get(key, 0) + _WEIGHTS.beats * weight / whole) / (beats + _WEIGHTS.beats))
        for key, weight in weights.items()
    }


def _patterns(swing_ratio: float) -> Iterator[BeatPattern]:
    swung, even = sixteenth_grid(swing_ratio), sixteenth_grid(1)
    triplets = tuple(Fraction(step, 3) for step in range(3))
    for steps, weight in _WEIGHTS.sixteenths.items():
        yield BeatPattern(Kind.SWUNG, swung, steps, weight)
    for steps, weight in _WEIGHTS.triplets.items():
        yield BeatPattern(Kind.TRIPLET, BeatGrid(triplets, tuple(map(float, triplets))), steps, weight)
    if swing_ratio == 1:
        return
    for steps, weight in _WEIGHTS.sixteenths.items():
        if steps in ((2,), (0, 2)):
            yield BeatPattern(Kind.EVEN, even, steps, weight * _WEIGHTS.even_eighths)
        elif len(steps) > 2:
            yield BeatPattern(Kind.EVEN, even, steps, weight * _WEIGHTS.double_time)
