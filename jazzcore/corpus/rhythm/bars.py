"""Bars laid out from changes of meter. Times are quarters from the start of the piece."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from jazzcore.music.leadsheet import Bar, Meter

_FINEST_CUT_UNIT = 16


@dataclass(frozen=True, slots=True)
class MeterChange:
    """A meter from its onset, in quarters, until the next change."""

    onset_quarter: Fraction
    meter: Meter


def bars_until(meters: Sequence[MeterChange], end_quarter: Fraction, last_onset_quarter: Fraction) -> tuple[Bar, ...]:
    """Lay out bars, the first at 0, until they hold every note.

    A change of meter within a bar cuts it short there or, where no meter has that length, waits for the next bar line.

    Parameters
    ----------
    meters : sequence of MeterChange
        The meters in order of onset, the first at 0.
    end_quarter : Fraction
        The end of the last note.
    last_onset_quarter : Fraction
        The last quantised onset; it may lie after the end of its note as played. -1 where there is no note.

    Returns
    -------
    tuple of Bar
        The bars.

    """
    laid: list[Bar] = []
    onset, index = Fraction(0), 0
    while onset < end_quarter or onset <= last_onset_quarter:
        while index + 1 < len(meters) and meters[index + 1].onset_quarter <= onset:
            index += 1
        bar = Bar(onset, meters[index].meter)
        if index + 1 < len(meters) and meters[index + 1].onset_quarter < bar.end_quarter:
            bar = Bar(onset, cut_meter(bar.meter, meters[index + 1].onset_quarter - onset))
        laid.append(bar)
        onset = bar.end_quarter
    return tuple(laid)


def cut_meter(meter: Meter, length_quarter: Fraction) -> Meter:
    """Find the meter of a bar that is cut short.

    Parameters
    ----------
    meter : Meter
        The meter of the whole bar.
    length_quarter : Fraction
        What is left of the bar, in quarters.

    Returns
    -------
    Meter
        The meter of that length that counts in the largest unit; `meter` itself where there is none.

    """
    units = (meter.unit * 2**power for power in range(_FINEST_CUT_UNIT.bit_length()))
    for unit in units:
        beats = length_quarter * unit / 4
        if unit <= max(meter.unit, _FINEST_CUT_UNIT) and beats.denominator == 1:
            return Meter(int(beats), unit)
    return meter
