"""The length of a form, estimated from how its changes come back."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from statistics import fmean

from jazzcore.errors import ChordSymbolError
from jazzcore.music.chords.table import parse_symbol
from jazzcore.music.leadsheet import Bar, ChordEvent, chord_at, strong_beats

FORMS = (12, 16, 32)
"""Bars of a chorus."""


@dataclass(frozen=True, slots=True)
class _Rules:
    """When changes come back. Chosen by hand; tests/music/analysis/test_form.py holds the cases."""

    fewest_pairs: int = 4
    """So many bars must come back at least."""
    longest_lag_bars: int = 48
    least_alike: float = 0.8
    """The share of half bars that are alike in a form."""
    margin: float = 0.15
    """How much more alike they are than at lags that are no form."""
    as_good: float = 0.06
    """Forms within so much of the best one are as good; the shortest of them is taken."""
    song_bars: int = 32
    section_bars: int = 8
    least_alike_sections: float = 0.7
    """The sections A of one AABA chorus."""
    half_song_bars: int = 16
    least_alike_halves: float = 0.9
    """The halves of 32 bars that are two choruses of 16."""
    vamps_bars: tuple[int, ...] = (1, 2, 4)
    """Changes that come back as soon as that are a vamp and have no form."""


_RULES = _Rules()

_Half = tuple[int, str] | None
_Halves = Sequence[tuple[_Half, ...]]


def guess_form(chords: Sequence[ChordEvent], bars: Sequence[Bar]) -> int | None:
    """Estimate how many bars a chorus has.

    It is the shortest form after which the changes come back. One chorus alone is seen where it is a song of 32 bars
    whose eight bars A come first, second and last, or first and third. A vamp has no form.

    Parameters
    ----------
    chords : sequence of ChordEvent
        The changes.
    bars : sequence of Bar
        All bars.

    Returns
    -------
    int or None
        12, 16 or 32 bars; None when unclear.
    """
    if not chords:
        return None
    halves = _halves(tuple(chords), bars)
    alike = {
        lag: _likeness_at_best(halves, halves[lag:])
        for lag in range(1, min(len(halves), _RULES.longest_lag_bars))
        if len(halves) - lag >= max(_RULES.fewest_pairs, lag // 4)
    }
    forms = {form: alike[form] for form in FORMS if form in alike}
    usual = fmean([likeness for lag, likeness in alike.items() if lag > 2 and lag % 4] or [1.0])
    best = max(forms.values(), default=0.0)
    if best < _RULES.least_alike or best < usual + _RULES.margin:
        return _RULES.song_bars if _is_song(halves, usual) else None
    if max(alike.get(lag, 0.0) for lag in _RULES.vamps_bars) >= best - _RULES.as_good:
        return None
    form = min(form for form, likeness in forms.items() if likeness >= best - _RULES.as_good)
    is_half = form == _RULES.half_song_bars and _is_long_as_song(halves)
    if is_half and _likeness(halves, halves[_RULES.half_song_bars :]) < _RULES.least_alike_halves:
        return _RULES.song_bars
    return form


def _is_long_as_song(halves: _Halves) -> bool:
    """Whether there are as many bars as in one chorus of a song, give or take a last bar or two."""
    return _RULES.song_bars - 1 <= len(halves) <= _RULES.song_bars + 2


def _is_song(halves: _Halves, usual: float) -> bool:
    """Whether the bars are one AABA chorus."""
    if not _is_long_as_song(halves):
        return False
    first, second, last = (
        halves[start : start + _RULES.section_bars] for start in (0, _RULES.section_bars, 3 * _RULES.section_bars)
    )
    least = min(_likeness(one, other) for one, other in pairwise((second, first, last)))
    return least >= _RULES.least_alike_sections and least >= usual + _RULES.margin


def _likeness(bars: _Halves, others: _Halves) -> float:
    """The share of half bars that have the same root and family of chord in both."""
    pairs = [pair for bar, other in zip(bars, others, strict=False) for pair in zip(bar, other, strict=False)]
    named = [one == other for one, other in pairs if one and other]
    return sum(named) / len(named) if named else 0.0


def _likeness_at_best(bars: _Halves, others: _Halves) -> float:
    """The likeness of the most alike three quarters in a row. So an intro and an ending do not count."""
    alike = [_likeness([bar], [other]) for bar, other in zip(bars, others, strict=False)]
    length = -(-3 * len(alike) // 4)
    sums = list(accumulate(alike, initial=0.0))
    return max(after - before for before, after in zip(sums, sums[length:], strict=False)) / length


def _halves(chords: tuple[ChordEvent, ...], bars: Sequence[Bar]) -> _Halves:
    """Root and family of the chord on each strong beat, bar by bar; None where it has no name."""
    return tuple(
        tuple(_kind(chord_at(chords, bar.onset_quarter + beat).chord.symbol) for beat in strong_beats(bar.meter))
        for bar in bars
    )


def _kind(symbol: str) -> _Half:
    try:
        parsed = parse_symbol(symbol)
    except ChordSymbolError:
        return None
    return parsed.root, parsed.quality.family
