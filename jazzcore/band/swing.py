"""Swing: off-beat eighths come late, as a warp of exact time.

The ratio is that of the first eighth of a beat to the second: 1 is straight, 2 triplet swing, 3 dotted. The off-beat
eighth moves to ratio / (ratio + 1) of its beat, the rest of the beat stretches with it, and the beats stay.

Beats are quarters counted from the bar line. A beat with notes off its sixteenths is left as written, so a written
triplet stays one. Bars counted in eighths are left as written too, as their eighths are even.
"""

from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction
from functools import cache

from jazzcore.errors import SettingError
from jazzcore.music.leadsheet import Bar, bar_index
from jazzcore.music.limits import SWING_RATIOS
from jazzcore.music.notes import Note

_HALF = Fraction(1, 2)
_SIXTEENTH = Fraction(1, 4)
_FINEST_RATIO = 100
_SLOWEST_SWUNG_UNIT = 4


def swing_notes(notes: Iterable[Note], bars: tuple[Bar, ...], ratio: Fraction | float) -> tuple[Note, ...]:
    """Let a part swing.

    Parameters
    ----------
    notes : iterable of Note
        The part in straight time.
    bars : tuple of Bar
        The bars under it.
    ratio : Fraction or float
        The swing ratio, from 1 to 3.

    Returns
    -------
    tuple of Note
        The same notes in swung time; the order of all onsets and ends stays.

    Raises
    ------
    SettingError
        For another ratio.
    """
    late = _off_beat(ratio)
    straight = tuple(notes)
    onsets = {note.onset_quarter for note in straight}
    beats = ((onset, _beat_of(bars[bar_index(bars, onset)], onset)) for onset in onsets)
    uneven = {beat for onset, beat in beats if (onset - beat) % _SIXTEENTH}

    @cache
    def swung(quarter: Fraction) -> Fraction:
        bar = bars[bar_index(bars, quarter)]
        beat = _beat_of(bar, quarter)
        if beat in uneven or bar.meter.unit > _SLOWEST_SWUNG_UNIT:
            return quarter
        return beat + _warped(quarter - beat, late)

    return tuple(_between(note, swung(note.onset_quarter), swung(note.end_quarter)) for note in straight)


def _warped(quarter: Fraction, late: Fraction) -> Fraction:
    """A moment moved so that the off-beat eighth falls at `late` of its beat."""
    beat, place = divmod(quarter, 1)
    if place <= _HALF:
        return beat + place / _HALF * late
    return beat + late + (place - _HALF) / _HALF * (1 - late)


def _off_beat(ratio: Fraction | float) -> Fraction:
    lowest, highest = SWING_RATIOS
    if not lowest <= ratio <= highest:
        raise SettingError(
            f"A swing ratio of {ratio} is outside {lowest:g} to {highest:g}; 1 is straight, 2 triplet swing."
        )
    exact = Fraction(ratio).limit_denominator(_FINEST_RATIO)
    return exact / (exact + 1)


def _beat_of(bar: Bar, quarter: Fraction) -> Fraction:
    return bar.onset_quarter + (quarter - bar.onset_quarter) // 1


def _between(note: Note, onset_quarter: Fraction, end_quarter: Fraction) -> Note:
    return replace(note, onset_quarter=onset_quarter, duration_quarter=end_quarter - onset_quarter)
