"""Riffs of the bass: bars that stand on one chord although the bass moves.

A riff is a figure that comes back after one, two or four bars. It has notes off the beat, and strikes none on a later
strong beat of its bar, where another chord would begin.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from jazzcore.music.leadsheet import Bar, strong_beats
from jazzcore.music.notes import Note, tick_of

_STEPS_A_QUARTER = 4
"""Sixteenths."""


@dataclass(frozen=True, slots=True)
class _Rules:
    """When a figure is a riff. Chosen by hand; benchmarks/corpus/readings.py measures it."""

    lags_bars: tuple[int, ...] = (1, 2, 4)
    """After so many bars the figure comes back."""
    least_alike: float = 0.7
    """So large a share of what either bar strikes is in both."""


_RULES = _Rules()

_Figure = frozenset[tuple[int, int]]


def riff_bars(bass: Iterable[Note], bars: Sequence[Bar]) -> tuple[bool, ...]:
    """Find the bars in which the bass plays a riff.

    Parameters
    ----------
    bass : iterable of Note
        The notes of the bass.
    bars : sequence of Bar
        The bars, without a gap.

    Returns
    -------
    tuple of bool
        Whether each bar has a riff.
    """
    figures = _figures(bass, bars)
    return tuple(
        _is_off_the_beat(figure, bar)
        and any(
            _likeness(figure, figures[other]) >= _RULES.least_alike
            for lag in _RULES.lags_bars
            for other in (index - lag, index + lag)
            if 0 <= other < len(bars)
        )
        for index, (figure, bar) in enumerate(zip(figures, bars, strict=True))
    )


def _figures(bass: Iterable[Note], bars: Sequence[Bar]) -> list[_Figure]:
    """What is struck in each bar: pairs of the nearest sixteenth of the bar and a pitch class."""
    onsets = [tick_of(bar.onset_quarter, _STEPS_A_QUARTER) for bar in bars]
    end = tick_of(bars[-1].end_quarter, _STEPS_A_QUARTER)
    struck: list[set[tuple[int, int]]] = [set() for _ in bars]
    for note in bass:
        step = tick_of(note.onset_quarter, _STEPS_A_QUARTER)
        if onsets[0] <= step < end:
            index = bisect_right(onsets, step) - 1
            struck[index].add((step - onsets[index], note.pitch % 12))
    return list(map(frozenset, struck))


def _is_off_the_beat(figure: _Figure, bar: Bar) -> bool:
    """Whether a figure begins on the bar line, strikes between beats, and strikes no later strong beat."""
    steps = {step for step, _ in figure}
    later = {int(beat * _STEPS_A_QUARTER) for beat in strong_beats(bar.meter)[1:]}
    return 0 in steps and not steps & later and any(step % _STEPS_A_QUARTER for step in steps)


def _likeness(figure: _Figure, other: _Figure) -> float:
    """How much two figures share: what both strike, divided by what either strikes."""
    return len(figure & other) / len(figure | other)
