"""The bass: a line that plays the root at each change and leads to the next root by step or from its fifth.

Its rhythm is the feel's. Its pitches are the cheapest path through the bass's range, found by dynamic programming over
pairs of pitches (the Viterbi algorithm): chord tones on strong beats, passing tones between them, small steps, no
turning back at once. Costs drawn at random for each note and a register drawn for each bar make every chorus different.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from jazzcore.band.feels import SHORT_UNIT_BASS, Feel
from jazzcore.band.rhythms import Strike, choose, strikes
from jazzcore.band.spans import ChordSpan
from jazzcore.music.chords.scales import FAMILY_SCALES
from jazzcore.music.chords.table import ChordSymbol
from jazzcore.music.notes import Note

BASS_RANGE = (28, 55)
"""E1 to G3, as MIDI pitches."""

ROOT, FIFTH, WALK, SKIP = "R", "F", "w", "g"
"""The signs of a bass rhythm: the root, the fifth, a walking note, a light skip."""

_FloatArray = npt.NDArray[np.float64]

_PITCHES = np.arange(BASS_RANGE[0], BASS_RANGE[1] + 1)
_CHORD, _SCALE, _OTHER = "chord tone", "scale tone", "other"
_FIFTHS = (7, 6, 8)
"""The semitones that can be a chord's fifth, the one to take first."""

_STEP, _LEAP = 2, 4
"""The widest step and the widest interval that is no leap, in semitones."""

_LEADS = (-2, -1, 1, 2, 7, -5)
"""Semitones above the next root from which a note leads to it: a step, or its fifth above or below."""

_PASSING_TONES = {family: set(scales.usual) for family, scales in FAMILY_SCALES.items()}
_PASSING_TONES["aug"] |= {11}
"""Passing tones by a quality's family, in semitones above the root: the usual scale of the family. The family of
augmented chords includes maj7#5, so its whole-tone scale gets the major seventh."""

_STRESS, _SKIP_STRESS = 5, -18
"""How much louder than the others a root or downbeat is, and how much softer a skip (velocity; chosen by hand)."""

_NEVER = 1e3
"""A cost that no path has to pay."""


@dataclass(frozen=True, slots=True)
class _Costs:
    """The costs of a path; a negative cost is a gain.

    `downbeat`, `strong`, `weak` and `leading` hold the cost of a pitch in four kinds of place, by what it is to the
    chord. `by_interval` holds the cost of a movement by its semitones, up to an octave. `chance` is the greatest cost
    drawn at random for a pitch. `home` and `home_spread` are the mean and deviation of the pitch drawn as a bar's
    register.
    """

    downbeat: Mapping[str, float]
    strong: Mapping[str, float]
    weak: Mapping[str, float]
    leading: Mapping[str, float]
    not_as_asked: Mapping[str, float]
    by_interval: tuple[float, ...]
    beyond_an_octave: float
    turned_back: float
    on_by_step: float
    two_leaps: float
    left_by_leap: float
    stay: float
    chance: float
    home: int
    home_spread: int
    a_semitone_from_home: float


_COSTS = _Costs(
    downbeat={ROOT: 0.0, FIFTH: 0.6, _CHORD: 0.9, _SCALE: 4.0, _OTHER: 8.0},
    strong={ROOT: 0.0, FIFTH: 0.0, _CHORD: 0.0, _SCALE: 3.0, _OTHER: 6.0},
    weak={ROOT: 0.3, FIFTH: 0.2, _CHORD: 0.0, _SCALE: 0.3, _OTHER: 2.0},
    leading={ROOT: 0.3, FIFTH: 0.0, _CHORD: 0.0, _SCALE: 0.3, _OTHER: 0.7},
    not_as_asked={ROOT: 3.0, FIFTH: 3.5},
    by_interval=(2.2, 0.2, 0.0, 0.4, 0.5, 0.6, 2.0, 0.8, 2.0, 2.5, 2.5, 4.0, 1.2),
    beyond_an_octave=9.0,
    turned_back=1.2,
    on_by_step=-0.3,
    two_leaps=1.0,
    left_by_leap=2.0,
    stay=-2.5,
    chance=1.8,
    home=40,
    home_spread=5,
    a_semitone_from_home=0.08,
)
"""Chosen by hand; nothing was fitted to recordings."""


@dataclass(frozen=True, slots=True)
class _Place:
    """A note without its pitch: its time, its chord and its role. A leading note is the last before a change."""

    onset_quarter: Fraction
    end_quarter: Fraction
    symbol: ChordSymbol
    bar: int
    sign: str
    is_root: bool
    is_leading: bool
    is_downbeat: bool
    is_strong: bool


def bass_line(
    spans: Sequence[ChordSpan], feel: Feel, last_bar: int | None, rng: np.random.Generator
) -> tuple[Note, ...]:
    """Play a bass line under chords.

    Parameters
    ----------
    spans : sequence of ChordSpan
        The stretches of the music, in order.
    feel : Feel
        Whose rhythms to play.
    last_bar : int or None
        The number of the bar in which the bass holds the roots; None where the music goes on.
    rng : numpy.random.Generator
        The source of randomness.

    Returns
    -------
    tuple of Note
        The line, in straight time and in order of onset.
    """
    places = _places(spans, feel, last_bar, rng)
    if not places:
        return ()
    pitches = _path(places, rng)
    return tuple(
        Note(place.onset_quarter, place.end_quarter - place.onset_quarter, pitch, feel.bass_velocity + _stress(place))
        for place, pitch in zip(places, pitches, strict=True)
    )


def _stress(place: _Place) -> int:
    """How much louder a note is than the others."""
    return _SKIP_STRESS if place.sign == SKIP else _STRESS * (place.is_root or place.is_downbeat)


def _places(spans: Sequence[ChordSpan], feel: Feel, last_bar: int | None, rng: np.random.Generator) -> list[_Place]:
    """The notes of the line without their pitches, each held until the next or to the end of its span."""
    places: list[_Place] = []
    for span, following in zip(spans, [*spans[1:], None], strict=False):
        cell = span.cell
        strokes = _strokes(span, feel, last_bar, rng)
        onsets = [cell.onset_quarter + stroke.onset_units * cell.unit_quarter for stroke in strokes]
        leads = following is not None and following.is_change and following.cell.onset_quarter == cell.end_quarter
        for number, (stroke, (onset, end)) in enumerate(
            zip(strokes, pairwise([*onsets, cell.end_quarter]), strict=True)
        ):
            is_root = number == 0 and span.is_change
            is_leading = leads and number == len(strokes) - 1 and not is_root
            places.append(
                _Place(
                    onset_quarter=onset,
                    end_quarter=end,
                    symbol=span.symbol,
                    bar=cell.bar,
                    sign=stroke.sign,
                    is_root=is_root,
                    is_leading=is_leading,
                    is_downbeat=number == 0 and cell.is_bar_line,
                    is_strong=stroke.onset_units % 2 == 0,
                )
            )
    return places


def _strokes(span: ChordSpan, feel: Feel, last_bar: int | None, rng: np.random.Generator) -> tuple[Strike, ...]:
    """The rhythm of a span; one root as long as the span where the tables have none, and in the last bar."""
    rhythms = feel.bass if span.cell.unit_quarter == 1 else SHORT_UNIT_BASS
    rhythm = choose(rhythms, span.cell, rng)
    if rhythm is None or span.cell.bar == last_bar:
        return (Strike(Fraction(0), span.cell.units, ROOT),)
    return strikes(rhythm.text)


def _path(places: Sequence[_Place], rng: np.random.Generator) -> list[int]:
    """The cheapest pitches for the places, one each."""
    homes = _COSTS.home + _COSTS.home_spread * rng.standard_normal(places[-1].bar + 1)
    far = [abs(_PITCHES - homes[place.bar]) for place in places]
    chance = rng.random((len(places), len(_PITCHES)))
    own = (
        np.array([_own_costs(place) for place in places])
        + _COSTS.a_semitone_from_home * np.array(far)
        + _COSTS.chance * chance
    )
    if len(places) == 1:
        return [int(_PITCHES[own[0].argmin()])]
    costs = own[0][:, None] + own[1] + _movement(places[0], places[1])  # (pitch before, pitch)
    choices = []
    for number in range(2, len(places)):
        through = costs[:, :, None] + _TURNS  # (two before, before, pitch)
        choices.append(through.argmin(axis=0))
        costs = through.min(axis=0) + _movement(places[number - 1], places[number]) + own[number]
    before, last = (int(index) for index in np.unravel_index(costs.argmin(), costs.shape))
    path = [last, before]
    for choice in reversed(choices):
        path.append(int(choice[path[-1], path[-2]]))
    return [int(_PITCHES[index]) for index in reversed(path)]


def _own_costs(place: _Place) -> _FloatArray:
    """The cost of each pitch at a place, without its neighbours, (pitches,)."""
    if place.is_root:
        return np.where(np.isin(_PITCHES % 12, place.symbol.bass), 0.0, _NEVER)
    kinds = _kinds(place.symbol)
    table = _table_at(place)
    asked = _COSTS.not_as_asked.get(place.sign, 0.0)
    by_class = np.array([table[kind] + (asked if kind != place.sign else 0.0) for kind in kinds])
    costs: _FloatArray = by_class[_PITCHES % 12]
    return costs


def _table_at(place: _Place) -> Mapping[str, float]:
    if place.is_leading:
        return _COSTS.leading
    if place.is_downbeat:
        return _COSTS.downbeat
    return _COSTS.strong if place.is_strong else _COSTS.weak


@cache
def _kinds(symbol: ChordSymbol) -> tuple[str, ...]:
    """The role of each pitch class in a chord, C first."""
    steps = symbol.quality.semitones
    altered = {13, 15} & set(steps)
    fifth = next((step for step in _FIFTHS if step in steps), 0)
    kinds = dict.fromkeys(range(12), _OTHER)
    passing = _PASSING_TONES[symbol.quality.family] - ({2} if altered else set())
    kinds |= dict.fromkeys(passing, _SCALE)
    kinds |= {step % 12: _CHORD if step < 12 else _SCALE for step in steps if step < 12 or kinds[step % 12] == _OTHER}
    kinds |= {fifth: FIFTH, (symbol.bass - symbol.root) % 12: ROOT}
    return tuple(kinds[(pitch_class - symbol.root) % 12] for pitch_class in range(12))


def _movement(before: _Place, place: _Place) -> _FloatArray:
    """The cost of each movement from the place before, (pitch before, pitch)."""
    costs: _FloatArray = _MOVES + _leap_costs(before.symbol)
    if place.sign == SKIP or (place.sign == before.sign and place.sign in _COSTS.not_as_asked):
        costs = costs + _STAYS
    return costs + _LEADS_NOT if before.is_leading else costs


@cache
def _leap_costs(symbol: ChordSymbol) -> _FloatArray:
    """The cost of leaving a note that is foreign to a chord by a leap, (pitch before, pitch)."""
    is_foreign = np.array([kind in (_SCALE, _OTHER) for kind in _kinds(symbol)])[_PITCHES % 12]
    return np.where(is_foreign[:, None] & (abs(_INTERVALS) > _STEP), _COSTS.left_by_leap, 0.0)


def _turn_costs() -> _FloatArray:
    """The cost of two movements in a row, (two before, before, pitch)."""
    first = _PITCHES[None, :, None] - _PITCHES[:, None, None]
    second = _PITCHES[None, None, :] - _PITCHES[None, :, None]
    small = (abs(first) <= _STEP) & (abs(second) <= _STEP)
    leaps = (abs(first) > _LEAP) & (abs(second) > _LEAP)
    costs: _FloatArray = np.where((first == -second) & (first != 0), _COSTS.turned_back, 0.0)
    costs += np.where(small & (first * second > 0), _COSTS.on_by_step, 0.0)
    costs += np.where(leaps, _COSTS.two_leaps, 0.0)
    return costs


_INTERVALS = _PITCHES[None, :] - _PITCHES[:, None]
_MOVES = np.array([*_COSTS.by_interval, *[_COSTS.beyond_an_octave] * len(_PITCHES)])[abs(_INTERVALS)]
_STAYS = np.where(_INTERVALS == 0, _COSTS.stay, 0.0)
_LEADS_NOT = np.where(np.isin(-_INTERVALS, _LEADS), 0.0, _NEVER)
_TURNS = _turn_costs()
