"""Chord spans: how long each chord sounds in each bar, which is what the accompaniment plays over."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from jazzcore.music.leadsheet import Bar, Chord, ChordEvent, bar_index, strong_beats


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


def _spans_of(event: ChordEvent, end_quarter: Fraction, bars: tuple[Bar, ...]) -> Iterator[ChordSpan]:
    onset = event.onset_quarter
    for bar in bars[bar_index(bars, onset) : bar_index(bars, end_quarter) + 1]:
        begin, end = max(onset, bar.onset_quarter), min(end_quarter, bar.end_quarter)
        if begin < end:
            beats = (bar.onset_quarter + beat for beat in strong_beats(bar.meter))
            yield ChordSpan(begin, end, event.chord, tuple(b for b in beats if begin < b < end), begin == onset)
