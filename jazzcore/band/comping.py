"""Comping: the piano's chords behind the soloist, in the feel's rhythms and in rootless voicings.

Each new chord sounds at least once. A chord struck in the last eighth before a change anticipates: it is the chord to
come, held over, and is not struck again where it begins.

A voicing is the third, fifth or thirteenth, seventh and ninth of a chord, close together. A suspended third is the
fourth or second, a missing seventh the sixth or else the root. The ninth and thirteenth are those of the symbol; a
family that takes a ninth gets a plain one, except for a dominant that goes to a minor chord.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from jazzcore.band.feels import SHORT_UNIT_COMPING, Feel
from jazzcore.band.rhythms import VELOCITY_A_LEVEL, Rhythm, Strike, choose, strikes
from jazzcore.band.spans import Cell, ChordSpan
from jazzcore.music.chords.table import ChordSymbol
from jazzcore.music.notes import Note

COMPING_RANGE = (48, 74)
"""C3 to D5, as MIDI pitches."""

FURTHEST_VOICE = 7
"""A voice moves by a fifth at most from one voicing to the next, in semitones."""

Voicing = tuple[int, ...]
"""MIDI pitches from low to high."""

_HALF = Fraction(1, 2)
_PLAIN = "4"
_THIRDS, _FIFTHS, _SEVENTHS, _NINTHS = (4, 3, 5, 17, 2), (21, 20, 18, 8, 6, 17, 7), (10, 11, 9), (15, 13, 14)
"""The semitones above the root that can be each of the four voices, the one to take first. These are choices of a
pianist, not tones of a chord, so they stand here and not in the harmony table."""
_BEARS_A_NINTH = {"maj", "min", "dom", "sus"}
_MINOR = {"min", "m7b5", "dim"}
_TOO_FAR = 1e6
"""A cost that no path has to pay."""


@dataclass(frozen=True, slots=True)
class _VoicingCosts:
    """The costs of a voicing: for each semitone of its mean off the centre, for a semitone on top, and by chance."""

    centre: int
    off_centre: float
    narrow_top: float
    chance: float


_COSTS = _VoicingCosts(centre=61, off_centre=0.4, narrow_top=1.5, chance=2.0)
"""Chosen by hand."""


@dataclass(frozen=True, slots=True)
class _Chord:
    """A chord struck: when, how hard, and the index of the span whose chord it is."""

    onset_quarter: Fraction
    end_quarter: Fraction
    velocity: int
    span: int


@dataclass(frozen=True, slots=True)
class _Need:
    """What a rhythm must have: a stroke outside the anticipating half beat, if the chord has not sounded yet."""

    anticipating_units: Fraction | None
    must_sound: bool

    def is_met(self, rhythm: Rhythm) -> bool:
        return not self.must_sound or any(
            stroke.onset_units != self.anticipating_units for stroke in strikes(rhythm.text)
        )


def comp(spans: Sequence[ChordSpan], feel: Feel, last_bar: int | None, rng: np.random.Generator) -> tuple[Note, ...]:
    """Play the piano behind a soloist.

    Parameters
    ----------
    spans : sequence of ChordSpan
        The stretches of the music, in order.
    feel : Feel
        Whose rhythms to play.
    last_bar : int or None
        The number of the bar in which the chords are held; None where the music goes on.
    rng : numpy.random.Generator
        The source of randomness.

    Returns
    -------
    tuple of Note
        The notes in straight time.
    """
    struck = _struck(spans, feel, last_bar, rng)
    places = [(spans[chord.span].change, spans[chord.span].cell.bar) for chord in struck]
    firsts = [number for number, place in enumerate(places) if number == 0 or place != places[number - 1]]
    symbols = [(spans[struck[number].span].symbol, _following(spans, struck[number].span)) for number in firsts]
    voicings = voice_leading(symbols, rng)
    return tuple(
        Note(chord.onset_quarter, chord.end_quarter - chord.onset_quarter, pitch, chord.velocity)
        for voicing, (begin, end) in zip(voicings, pairwise([*firsts, len(struck)]), strict=True)
        for chord in struck[begin:end]
        for pitch in voicing
    )


def _struck(spans: Sequence[ChordSpan], feel: Feel, last_bar: int | None, rng: np.random.Generator) -> list[_Chord]:
    """All that is struck, in order; what anticipates may sound on while it is struck again."""
    struck: list[_Chord] = []
    has_sounded = False
    for number, (span, following) in enumerate(zip(spans, [*spans[1:], None], strict=False)):
        cell, unit = span.cell, span.cell.unit_quarter
        coming = following.cell if following and following.is_change else None
        strokes = _strokes(
            span, feel, last_bar, _Need(_last_half(cell, coming), span.is_change and not has_sounded), rng
        )
        if has_sounded:
            strokes = [stroke for stroke in strokes if stroke.onset_units]
        has_sounded = False
        for stroke in strokes:
            onset = cell.onset_quarter + stroke.onset_units * unit
            end, index = onset + stroke.length_units * unit, number
            if coming and stroke.onset_units == _last_half(cell, coming):
                has_sounded, index = True, number + 1
                end = coming.end_quarter if coming.bar == last_bar else min(cell.end_quarter + unit, coming.end_quarter)
            struck.append(_Chord(onset, end, VELOCITY_A_LEVEL * int(stroke.sign), index))
    return struck


def _last_half(cell: Cell, coming: Cell | None) -> Fraction | None:
    """When in a cell the chord that follows it is anticipated, in its units; None where none follows."""
    follows = coming is not None and coming.onset_quarter == cell.end_quarter and cell.units > _HALF
    return cell.units - _HALF if follows else None


def _strokes(
    span: ChordSpan, feel: Feel, last_bar: int | None, need: _Need, rng: np.random.Generator
) -> Sequence[Strike]:
    """The rhythm of a span; its chord held throughout where the tables have none, and in the last bar."""
    rhythms = feel.comping if span.cell.unit_quarter == 1 else SHORT_UNIT_COMPING
    rhythm = choose(rhythms, span.cell, rng, need.is_met)
    if rhythm is None or span.cell.bar == last_bar:
        return (Strike(Fraction(0), span.cell.units, _PLAIN),)
    return strikes(rhythm.text)


def _following(spans: Sequence[ChordSpan], index: int) -> ChordSymbol | None:
    """The symbol of the chord after the one of a span."""
    here = spans[index].change
    return next((span.symbol for span in spans[index + 1 :] if span.change != here), None)


def voice_leading(chords: Sequence[tuple[ChordSymbol, ChordSymbol | None]], rng: np.random.Generator) -> list[Voicing]:
    """Choose voicings so that all voices together move least.

    No voice moves further than a fifth. Between chords with equally many voices each voice moves to its like, otherwise
    to the nearest. A cost drawn at random for each voicing varies a chord that stays.

    Parameters
    ----------
    chords : sequence of (ChordSymbol, ChordSymbol or None)
        Each chord with the one after it.
    rng : numpy.random.Generator
        The source of randomness.

    Returns
    -------
    list of Voicing
        A voicing for each chord.
    """
    if not chords:
        return []
    found = [voicings_of(symbol, following) for symbol, following in chords]
    costs = _own_costs(found[0], rng)
    choices = []
    for before, here in pairwise(found):
        moves = np.array([[_movement(old, new) for new in here] for old in before])  # (before, here)
        through = costs[:, None] + moves
        choices.append(through.argmin(axis=0))
        costs = through.min(axis=0) + _own_costs(here, rng)
    path = [int(costs.argmin())]
    for choice in reversed(choices):
        path.append(int(choice[path[-1]]))
    return [voicings[index] for voicings, index in zip(found, reversed(path), strict=True)]


@cache
def voicings_of(symbol: ChordSymbol, following: ChordSymbol | None) -> tuple[Voicing, ...]:
    """List the close voicings of a chord within `COMPING_RANGE`.

    Parameters
    ----------
    symbol : ChordSymbol
        The chord.
    following : ChordSymbol or None
        The chord after it, which decides on the ninth of a dominant.

    Returns
    -------
    tuple of Voicing
        All of them.
    """
    lowest, highest = COMPING_RANGE
    tones = sorted({(symbol.root + step) % 12 for step in _steps(symbol, following)})
    return tuple(
        voicing
        for turn, first in enumerate(tones)
        for bottom in range(lowest + (first - lowest) % 12, highest + 1, 12)
        for voicing in [tuple(bottom + (tone - first) % 12 for tone in (*tones[turn:], *tones[:turn]))]
        if voicing[-1] <= highest
    )


def _steps(symbol: ChordSymbol, following: ChordSymbol | None) -> set[int]:
    """The tones to voice, as semitones above the root."""
    quality = symbol.quality
    third, fifth, seventh, ninth = (
        next((step for step in steps if step in quality.semitones), 0)
        for steps in (_THIRDS, _FIFTHS, _SEVENTHS, _NINTHS)
    )
    goes_to_minor = following is not None and following.quality.family in _MINOR
    is_plain = seventh and third and symbol.bass == symbol.root
    if not ninth and is_plain and quality.family in _BEARS_A_NINTH and not (quality.family == "dom" and goes_to_minor):
        ninth = 14
    return {third, fifth, seventh, ninth}


def _own_costs(voicings: Sequence[Voicing], rng: np.random.Generator) -> npt.NDArray[np.float64]:
    """The cost of each voicing, without the one before it."""
    off_centre = np.array([abs(sum(voicing) / len(voicing) - _COSTS.centre) for voicing in voicings])
    narrow = np.array([voicing[-1] - voicing[-2] == 1 for voicing in voicings])
    return _COSTS.off_centre * off_centre + _COSTS.narrow_top * narrow + _COSTS.chance * rng.random(len(voicings))


@cache
def _movement(old: Voicing, new: Voicing) -> float:
    """The semitones that all voices move together; between chords of unlike size, to and from the nearest voice."""
    if len(old) == len(new):
        moves = [abs(there - here) for here, there in zip(old, new, strict=True)]
    else:
        moves = [min(abs(pitch - other) for other in old) for pitch in new]
        moves += [min(abs(pitch - other) for other in new) for pitch in old]
    return sum(moves) + (_TOO_FAR if max(moves) > FURTHEST_VOICE else 0.0)
