"""Played timing as it would be written: swung eighths as plain eighths, triplets as triplets, without jitter.

The part is read beat by beat (`beat_reading`) under swing ratios from straight to 2.6. Then the ratio, the delay after
the beat, the spread and the part's own habits are refined in turn, as in the EM algorithm. A part that stands on the
grid already is written, not played, and keeps its onsets.
"""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import ceil, log, sqrt
from statistics import fmean, median

from jazzcore.corpus.rhythm.beat_patterns import Kind, pattern_costs
from jazzcore.corpus.rhythm.beat_reading import CROWDED_COST, Beat, BeatReading, Feel, read_beats
from jazzcore.corpus.rhythm.quantise import SHORTEST_QUARTER, quantise
from jazzcore.music.leadsheet import Bar
from jazzcore.music.notes import Note

_STRAIGHT = 1.0
_SLOWEST_SWUNG_UNIT = 4
_OFF_BEAT = 2


@dataclass(frozen=True, slots=True)
class _Limits:
    """How timing is read. Chosen by hand; benchmarks/corpus/timing.py measures them."""

    ratios: tuple[float, ...] = tuple(step / 10 for step in range(10, 27, 2))
    """The swing ratios that are tried first."""
    least_swing: float = 1.1
    """A smaller ratio is straight."""
    swing_margin: float = 4.0
    """How much likelier swing must be than straight eighths, as a logarithm, before it is believed."""
    beats_to_learn: int = 200
    rounds: int = 3
    """From so many beats the feel is learned, in so many rounds."""
    first_spread_quarter: float = 0.04
    spreads_quarter: tuple[float, float] = (0.015, 0.07)
    spread_margin: float = 1.15
    """The spread tried first, the least and the greatest, and what a found one is multiplied by."""
    most_lag_quarter: float = 0.08
    together_quarter: Fraction = Fraction(1, 16)
    """Notes that begin within so much begin as one."""
    exact_quarter: Fraction = Fraction(1, 96)
    """A time that lies no further from the grid stands on it."""
    shortest_rest_quarter: float = 1 / 6 - 1e-6
    """A shorter silence before the next note is articulation."""


_LIMITS = _Limits()


@dataclass(frozen=True, slots=True)
class Timing:
    """A part as it is written, and how it was played.

    `notes` are in order of onset, the higher of two first. `swing_ratio` is how long the first eighth of a beat was
    played against the second. `error_quarter` is how far onsets lay from their places at that ratio, in quarters, on
    average.
    """

    notes: tuple[Note, ...]
    swing_ratio: float
    error_quarter: float


def quantised(notes: Sequence[Note], bars: Sequence[Bar]) -> Timing:
    """Write out a part.

    Parameters
    ----------
    notes : sequence of Note
        The notes as played, in any order.
    bars : sequence of Bar
        The bars. They begin at 0 and reach over all onsets.

    Returns
    -------
    Timing
        The notes as they would be written, and how they were played.
    """
    if not notes:
        return Timing((), _STRAIGHT, 0.0)
    groups = _together(sorted(notes, key=lambda note: (note.onset_quarter, -note.pitch)))
    if _stands_on_grid(notes):
        exact_onsets = [quantise(group[0].onset_quarter) for group in groups]
        return Timing(_written(groups, exact_onsets, quantise, _LIMITS.exact_quarter), _STRAIGHT, 0.0)
    moments = [fmean(float(note.onset_quarter) for note in group) for group in groups]
    beats = _beats(bars, moments)
    feel = _feel(moments, beats)
    readings = read_beats(moments, beats, feel)
    onsets = [reading.beat.onset_quarter + reading.grid.written[step] for reading in readings for step in reading.steps]
    grid = _PlayedGrid(readings, feel.lag_quarter)
    error = fmean(abs(miss) for miss in _misses(moments, readings, feel.lag_quarter))
    return Timing(_written(groups, onsets, grid.nearest, Fraction(0)), feel.swing_ratio, error)


def _together(notes: Sequence[Note]) -> list[list[Note]]:
    """Notes that begin as one, within a sixteenth of a quarter."""
    groups: list[list[Note]] = []
    for note in notes:
        if groups and note.onset_quarter - groups[-1][0].onset_quarter < _LIMITS.together_quarter:
            groups[-1].append(note)
        else:
            groups.append([note])
    return groups


def _stands_on_grid(notes: Sequence[Note]) -> bool:
    """Whether all onsets are exact. False where all off-beats lie at two thirds: a machine has swung them."""
    onsets = [quantise(note.onset_quarter) for note in notes]
    if any(abs(note.onset_quarter - onset) > _LIMITS.exact_quarter for note, onset in zip(notes, onsets, strict=True)):
        return False
    places = {onset % 1 for onset in onsets}
    return Fraction(2, 3) not in places or any(place.denominator in (2, 4) for place in places)


def _beats(bars: Sequence[Bar], moments: Sequence[float]) -> list[Beat]:
    """The beats of the bars from the first moment to the last."""
    beats = [
        Beat(
            bar.onset_quarter + beat,
            min(Fraction(1), bar.meter.bar_quarter - beat),
            bar.meter.unit <= _SLOWEST_SWUNG_UNIT,
        )
        for bar in bars
        for beat in range(ceil(bar.meter.bar_quarter))
    ]
    onsets = [float(beat.onset_quarter) for beat in beats]
    return beats[max(bisect_right(onsets, moments[0]) - 1, 0) : bisect_right(onsets, moments[-1] + 1)]


def _feel(moments: Sequence[float], beats: Sequence[Beat]) -> Feel:
    """How a part is played, by its first few hundred beats."""
    beats = beats[: _LIMITS.beats_to_learn]
    moments = moments[: bisect_left(moments, float(beats[-1].onset_quarter + beats[-1].length_quarter))]
    feel = _likeliest(moments, beats)
    for _ in range(_LIMITS.rounds):
        feel = _learnt(feel, moments, read_beats(moments, beats, feel))
    return feel


def _likeliest(moments: Sequence[float], beats: Sequence[Beat]) -> Feel:
    """The feel with the swing ratio under which a part is read best."""
    costs = pattern_costs(Counter())
    unlikeliness: dict[float, float] = {}
    feels: dict[float, Feel] = {}
    for ratio in _LIMITS.ratios:
        tried = Feel(ratio, 0.0, _LIMITS.first_spread_quarter, costs)
        readings = read_beats(moments, beats, tried)
        spread = _spread(_misses(moments, readings, 0.0))
        rarity = sum(
            costs[reading.pattern.key] if reading.pattern else CROWDED_COST for reading in readings if reading.steps
        )
        unlikeliness[ratio] = len(moments) * log(spread) + rarity - (_LIMITS.swing_margin if ratio == _STRAIGHT else 0)
        feels[ratio] = replace(tried, spread_quarter=spread)
    return feels[min(unlikeliness, key=unlikeliness.__getitem__)]


def _learnt(feel: Feel, moments: Sequence[float], readings: Sequence[BeatReading]) -> Feel:
    """The feel that fits a reading: its usual patterns, and the medians of its delays and off-beats."""
    begins: list[float] = []
    off_beats: list[float] = []
    for reading in readings:
        for moment, step in zip(moments[reading.first :], reading.steps, strict=False):
            place = moment - float(reading.beat.onset_quarter) - feel.lag_quarter
            if step == 0:
                begins.append(place)
            elif (
                reading.pattern and reading.pattern.kind is Kind.SWUNG and step == _OFF_BEAT and reading.beat.can_swing
            ):
                off_beats.append(place)
    ratio = feel.swing_ratio
    if ratio != _STRAIGHT and off_beats:
        late = median(off_beats)
        ratio = round(min(max(late / (1 - late), _LIMITS.ratios[0]), _LIMITS.ratios[-1]), 2)
    lag = feel.lag_quarter + (median(begins) if begins else 0.0)
    return Feel(
        swing_ratio=ratio if ratio >= _LIMITS.least_swing else _STRAIGHT,
        lag_quarter=min(max(lag, -_LIMITS.most_lag_quarter), _LIMITS.most_lag_quarter),
        spread_quarter=_spread(_misses(moments, readings, feel.lag_quarter), _LIMITS.spread_margin),
        costs=pattern_costs(Counter(reading.pattern.key for reading in readings if reading.pattern)),
    )


def _misses(moments: Sequence[float], readings: Sequence[BeatReading], lag_quarter: float) -> list[float]:
    """How long after its place each moment is played, in quarters."""
    return [
        moment - float(reading.beat.onset_quarter) - lag_quarter - reading.grid.played[step]
        for reading in readings
        for moment, step in zip(moments[reading.first :], reading.steps, strict=False)
    ]


def _spread(misses: Sequence[float], margin: float = 1.0) -> float:
    """The root mean square of the misses, within the limits."""
    least, most = _LIMITS.spreads_quarter
    return min(max(margin * sqrt(fmean(miss * miss for miss in misses)), least), most)


class _PlayedGrid:
    """The moments at which the places of a written part were played."""

    def __init__(self, readings: Sequence[BeatReading], lag_quarter: float) -> None:
        self._readings = readings
        self._lag = lag_quarter
        self._onsets = [float(reading.beat.onset_quarter) for reading in readings]

    def nearest(self, played_quarter: Fraction) -> Fraction:
        """The written place that is played nearest to a moment."""
        moment = float(played_quarter) - self._lag
        index = bisect_right(self._onsets, moment) - 1
        if index < 0 or moment > self._onsets[-1] + 1:
            return quantise(played_quarter)
        beat, grid = self._readings[index].beat, self._readings[index].grid
        places = {beat.length_quarter: float(beat.length_quarter), **dict(zip(grid.written, grid.played, strict=True))}
        within = min(places, key=lambda place: abs(places[place] - moment + self._onsets[index]))
        return beat.onset_quarter + within


def _written(
    groups: Sequence[Sequence[Note]],
    onsets: Sequence[Fraction],
    nearest: Callable[[Fraction], Fraction],
    exact_quarter: Fraction,
) -> tuple[Note, ...]:
    """Played notes at written onsets. Each note ends on the grid, or where a following note begins.

    An end within `exact_quarter` of the grid stays there.
    """
    begins = [float(group[0].onset_quarter) for group in groups]
    laid: list[Note] = []
    for index, group in enumerate(groups):
        onset = onsets[index]
        room = [later - onset for later in onsets[index + 1 : index + 2] if later > onset]
        shortest = min([SHORTEST_QUARTER, *room])
        for note in group:
            end = nearest(note.end_quarter)
            if abs(end - note.end_quarter) > exact_quarter:
                follower = _follower(begins, float(note.end_quarter), index + 1)
                end = end if follower is None else onsets[follower]
            laid.append(replace(note, onset_quarter=onset, duration_quarter=max(end - onset, shortest)))
    return tuple(sorted(laid, key=lambda note: (note.onset_quarter, -note.pitch)))


def _follower(begins: Sequence[float], end_quarter: float, first: int) -> int | None:
    """The index of the beginning, from `first` on, at which a note ends; None where it ends at none."""
    after = bisect_left(begins, end_quarter, first)
    near = range(max(after - 1, first), min(after + 1, len(begins)))
    closest = min(near, key=lambda index: abs(begins[index] - end_quarter), default=None)
    if closest is None or abs(begins[closest] - end_quarter) >= _LIMITS.shortest_rest_quarter:
        return None
    return closest
