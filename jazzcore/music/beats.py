"""The beats of a bar, and the ways to divide a bar among its chords. Times are quarters from the bar line."""

from fractions import Fraction
from functools import cache
from itertools import count, takewhile

from jazzcore.music.leadsheet import Meter, strong_beats

_COUNTED_UNIT = 4


@cache
def beats_of(meter: Meter) -> tuple[Fraction, ...]:
    """The beats: every quarter and, where eighths are counted, the strong beats only."""
    quarters = takewhile(lambda quarter: quarter < meter.bar_quarter, map(Fraction, count()))
    return tuple(sorted({*strong_beats(meter), *(quarters if meter.unit <= _COUNTED_UNIT else ())}))


@cache
def divisions_of(meter: Meter) -> tuple[tuple[Fraction, ...], ...]:
    """The ways to divide a bar among its chords, the coarsest first: into equal parts, or at its strong beats."""
    beats = beats_of(meter)
    equal = [beats[:: len(beats) // parts] for parts in range(1, len(beats) + 1) if len(beats) % parts == 0]
    return tuple(sorted({*equal, strong_beats(meter)}, key=len))
