"""Played onsets read as patterns of beats: the reading of least cost over a whole part.

The cost of a beat is how far its notes lie from their places, in squares of the usual spread, and how rare its pattern
is. A note near the edge of a beat may belong to either side; the Viterbi algorithm over the edges decides. A sixteenth
before a beat on which nothing begins counts as rare.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import inf

from jazzcore.corpus.rhythm.beat_patterns import BeatGrid, BeatPattern, PatternKey, beat_patterns


@dataclass(frozen=True, slots=True)
class _Limits:
    """How a beat is read. Chosen by hand; benchmarks/corpus/timing.py measures them."""

    earliest_quarter: float = 0.25
    latest_quarter: float = 0.12
    """So long before and after the edge of a beat a note may begin and still belong across it."""
    anticipation_cost: float = 2.5
    """Of a sixteenth before a beat on which nothing begins."""


_LIMITS = _Limits()
CROWDED_COST = 10.0
"""Of a beat that holds more notes than its grid has places (chosen by hand)."""

_State = tuple[int, bool]
"""How many moments the beats so far have taken, and whether the last of them is a sixteenth before the next beat."""

_Manner = tuple[bool, bool]
"""Whether a note begins on the beat, and whether one begins a sixteenth before the next."""


@dataclass(frozen=True, slots=True)
class Beat:
    """A beat.

    Where it is written, how long it is (a quarter, or what its bar leaves of one), and whether it can swing.
    """

    onset_quarter: Fraction
    length_quarter: Fraction
    can_swing: bool


@dataclass(frozen=True, slots=True)
class Feel:
    """How a part is played: swing ratio, delay after the beat, usual spread, and how rare each pattern is."""

    swing_ratio: float
    lag_quarter: float
    spread_quarter: float
    costs: Mapping[PatternKey, float]


@dataclass(frozen=True, slots=True)
class BeatReading:
    """Onsets, from index `first` on, laid onto `steps` of a beat's grid; no pattern where it is empty or crowded."""

    beat: Beat
    first: int
    grid: BeatGrid
    steps: tuple[int, ...]
    pattern: BeatPattern | None


@dataclass(frozen=True, slots=True)
class _Choice:
    cost: float
    grid: BeatGrid
    steps: tuple[int, ...]
    pattern: BeatPattern | None


class _Choices:
    """All that the beats of one kind may hold."""

    def __init__(self, beat: Beat, feel: Feel) -> None:
        self._feel = feel
        self._scale = 1 / (2 * feel.spread_quarter**2)
        patterns = [
            pattern
            for pattern in beat_patterns(feel.swing_ratio if beat.can_swing else 1)
            if pattern.grid.written[pattern.steps[-1]] < beat.length_quarter
        ]
        self._grids = tuple(dict.fromkeys(pattern.grid for pattern in patterns))
        self._by_count: dict[int, list[tuple[float, tuple[float, ...], BeatPattern, _Manner]]] = {}
        for pattern in patterns:
            manner = pattern.begins_on_beat, pattern.anticipates
            self._by_count.setdefault(len(pattern.steps), []).append(
                (feel.costs[pattern.key], pattern.played, pattern, manner)
            )

    def of(self, beat: Beat, moments: Sequence[float]) -> tuple[_Choice, ...]:
        """The best ways to lay moments into a beat: one for each manner to begin and to end."""
        if not moments:
            return (_Choice(0.0, self._grids[0], (), None),)
        begin = float(beat.onset_quarter) + self._feel.lag_quarter
        places = [moment - begin for moment in moments]
        best: dict[_Manner, _Choice] = {}
        for rarity, played, pattern, manner in self._by_count.get(len(places), ()):
            cost = rarity + self._misses(places, played)
            if manner not in best or cost < best[manner].cost:
                best[manner] = _Choice(cost, pattern.grid, pattern.steps, pattern)
        crowded = () if best else (min((self._crowded(places, grid) for grid in self._grids), key=lambda it: it.cost),)
        return (*best.values(), *crowded)

    def _crowded(self, places: Sequence[float], grid: BeatGrid) -> _Choice:
        """More notes than a beat has places for: each goes to the nearest."""
        steps = tuple(grid.nearest(place) for place in places)
        return _Choice(CROWDED_COST + self._misses(places, [grid.played[step] for step in steps]), grid, steps, None)

    def _misses(self, places: Sequence[float], played: Sequence[float]) -> float:
        squares = 0.0
        for place, due in zip(places, played, strict=True):
            squares += (place - due) * (place - due)
        return squares * self._scale


def read_beats(moments: Sequence[float], beats: Sequence[Beat], feel: Feel) -> tuple[BeatReading, ...]:
    """Find the cheapest reading of played onsets.

    Parameters
    ----------
    moments : sequence of float
        The onsets in order, in quarters.
    beats : sequence of Beat
        The beats. They follow each other and reach over all onsets.
    feel : Feel
        How the part is played.

    Returns
    -------
    tuple of BeatReading
        The reading of each beat.
    """
    choices: dict[tuple[Fraction, bool], _Choices] = {}
    costs: dict[_State, float] = {(0, False): 0.0}
    ways: list[dict[_State, tuple[_State, _Choice]]] = []
    for beat, is_last in zip(beats, [*[False] * (len(beats) - 1), True], strict=True):
        kind = beat.length_quarter, beat.can_swing
        if kind not in choices:
            choices[kind] = _Choices(beat, feel)
        ends = range(len(moments), len(moments) + 1) if is_last else _ends(moments, beat)
        costs, way = _step(costs, beat, moments, ends, choices[kind])
        ways.append(way)
    state = min(costs, key=costs.__getitem__)
    return tuple(reversed([*_traced(beats, ways, state)]))


def _ends(moments: Sequence[float], beat: Beat) -> range:
    """The least and the greatest number of moments before the end of a beat."""
    edge = float(beat.onset_quarter + beat.length_quarter)
    return range(
        bisect_left(moments, edge - _LIMITS.earliest_quarter), bisect_right(moments, edge + _LIMITS.latest_quarter) + 1
    )


def _step(
    costs: Mapping[_State, float], beat: Beat, moments: Sequence[float], ends: range, choices: _Choices
) -> tuple[dict[_State, float], dict[_State, tuple[_State, _Choice]]]:
    """The cost of each state after a beat, and the state and choice that lead to it."""
    reached: dict[_State, float] = {}
    ways: dict[_State, tuple[_State, _Choice]] = {}
    for first in {taken for taken, _ in costs}:
        for end in range(max(first, ends.start), max(first, ends.stop - 1) + 1):
            for choice in choices.of(beat, moments[first:end]):
                begins, anticipates = choice.steps[:1] == (0,), bool(choice.pattern and choice.pattern.anticipates)
                for waits in (False, True):
                    if (first, waits) not in costs:
                        continue
                    cost = costs[first, waits] + choice.cost + _LIMITS.anticipation_cost * (waits and not begins)
                    if cost < reached.get((end, anticipates), inf):
                        reached[end, anticipates] = cost
                        ways[end, anticipates] = (first, waits), choice
    return reached, ways


def _traced(
    beats: Sequence[Beat], ways: Sequence[Mapping[_State, tuple[_State, _Choice]]], state: _State
) -> Iterator[BeatReading]:
    """The readings that lead to a state, the last one first."""
    for beat, way in zip(reversed(beats), reversed(ways), strict=True):
        state, choice = way[state]
        yield BeatReading(beat, state[0], choice.grid, choice.steps, choice.pattern)
