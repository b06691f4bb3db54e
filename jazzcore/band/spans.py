"""Chord spans: how long each chord sounds in each bar, which is what the accompaniment plays over."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate

from jazzcore.music.leadsheet import Bar, Chord, ChordEvent, Meter, bar_index

_COMPOUND_UNIT = 8


@dataclass(frozen=True, slots=True)
class ChordSpan:
    """A chord within one bar, from its onset to its end in quarters.

    `strong_quarters` are the bar's strong beats inside it, its own onset left out; `is_change`: the chord begins here.
    """

    onset_quarter: Fraction
    end_quarter: Fraction
    chord: Chord
    strong_quarters: tuple[Fraction, ...]
    is_change: bool


def chord_spans(chords: tuple[ChordEvent, ...], bars: tuple[Bar, ...]) -> tuple[ChordSpan, ...]:
    """Chords cut at the bar lines, in order, the last one held to the end; before the first there is silence."""
    if not bars:
        return ()
    ends = [*(event.onset_quarter for event in chords[1:]), bars[-1].end_quarter]
    return tuple(
        span for event, end in zip(chords, ends, strict=False) for span in _spans_of(event, min(end, ends[-1]), bars)
    )


def strong_beats(meter: Meter) -> tuple[Fraction, ...]:
    """The strong beats of a bar, in quarters from its bar line.

    Beats go in twos and a last three (4/4 is 2+2, 3/4 is 3, 7/8 is 2+2+3), compound ones in threes (6/8 is 3+3).
    """
    if meter.unit >= _COMPOUND_UNIT and meter.beats % 3 == 0:
        groups = [3] * (meter.beats // 3)
    else:
        groups = [2] * (meter.beats // 2)
        if meter.beats % 2:
            groups[-1:] = [groups[-1] + 1] if groups else [1]
    return tuple(Fraction(4 * beat, meter.unit) for beat in accumulate(groups[:-1], initial=0))


def _spans_of(event: ChordEvent, end_quarter: Fraction, bars: tuple[Bar, ...]) -> Iterator[ChordSpan]:
    onset = event.onset_quarter
    for bar in bars[bar_index(bars, onset) : bar_index(bars, end_quarter) + 1]:
        begin, end = max(onset, bar.onset_quarter), min(end_quarter, bar.end_quarter)
        if begin < end:
            beats = (bar.onset_quarter + beat for beat in strong_beats(bar.meter))
            yield ChordSpan(begin, end, event.chord, tuple(b for b in beats if begin < b < end), begin == onset)
