"""The length of a piece's form, guessed from how its changes come back."""

from collections.abc import Sequence
from itertools import accumulate, pairwise
from statistics import fmean

from jazzcore.errors import ChordSymbolError
from jazzcore.music.chords.table import parse_symbol
from jazzcore.music.leadsheet import Bar, ChordEvent, chord_at, strong_beats

FORMS = (12, 16, 32)
"""Bars of a chorus."""

_FEWEST_PAIRS = 4
_LONGEST_LAG = 48
_ALIKE, _MARGIN, _AS_GOOD = 0.8, 0.15, 0.06
_SONG_BARS, _SECTION, _ALIKE_SECTIONS = 32, 8, 0.7
_HALF_SONG, _ALIKE_HALVES = 16, 0.9
_VAMPS = (1, 2, 4)
"""Bars of a vamp: changes that come back as soon as that have no form."""

_Half = tuple[int, str] | None
_Halves = Sequence[tuple[_Half, ...]]


def guess_form(chords: Sequence[ChordEvent], bars: Sequence[Bar]) -> int | None:
    """How many bars a chorus has: the shortest form after which the changes come back; None when unclear.

    One chorus alone is seen where it is a song of 32 bars whose eight bars A come first, second and last, or first and
    third. A vamp has no form.
    """
    if not chords:
        return None
    halves = _halves(tuple(chords), bars)
    alike = {
        lag: _likeness_at_best(halves, halves[lag:])
        for lag in range(1, min(len(halves), _LONGEST_LAG))
        if len(halves) - lag >= max(_FEWEST_PAIRS, lag // 4)
    }
    forms = {form: alike[form] for form in FORMS if form in alike}
    usual = fmean([likeness for lag, likeness in alike.items() if lag > 2 and lag % 4] or [1.0])
    best = max(forms.values(), default=0.0)
    if best < _ALIKE or best < usual + _MARGIN:
        return _SONG_BARS if _is_song(halves, usual) else None
    if max(alike.get(lag, 0.0) for lag in _VAMPS) >= best - _AS_GOOD:
        return None
    form = min(form for form, likeness in forms.items() if likeness >= best - _AS_GOOD)
    is_half = form == _HALF_SONG and _is_long_as_song(halves)
    return _SONG_BARS if is_half and _likeness(halves, halves[_HALF_SONG:]) < _ALIKE_HALVES else form


def _is_long_as_song(halves: _Halves) -> bool:
    """Whether the bars are as many as one chorus of a song, but for a last bar or two."""
    return _SONG_BARS - 1 <= len(halves) <= _SONG_BARS + 2


def _is_song(halves: _Halves, usual: float) -> bool:
    """Whether the bars are one AABA chorus."""
    if not _is_long_as_song(halves):
        return False
    first, second, last = (halves[start : start + _SECTION] for start in (0, _SECTION, 3 * _SECTION))
    least = min(_likeness(one, other) for one, other in pairwise((second, first, last)))
    return least >= _ALIKE_SECTIONS and least >= usual + _MARGIN


def _likeness(bars: _Halves, others: _Halves) -> float:
    """The share of half bars, one against the other, that have the same root and family of chord."""
    pairs = [pair for bar, other in zip(bars, others, strict=False) for pair in zip(bar, other, strict=False)]
    named = [one == other for one, other in pairs if one and other]
    return sum(named) / len(named) if named else 0.0


def _likeness_at_best(bars: _Halves, others: _Halves) -> float:
    """The likeness of the three quarters in a row that are most alike: an intro and an ending have no say."""
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
