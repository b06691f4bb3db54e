"""Comping: close voicings that move as little as they can, struck with each chord and bar and pushed once after."""

from collections.abc import Iterable
from fractions import Fraction
from itertools import pairwise

from jazzcore.band.spans import ChordSpan
from jazzcore.music.harmony import parse_symbol
from jazzcore.music.leadsheet import Chord
from jazzcore.music.notes import Note

COMPING_RANGE = (52, 79)
"""E3 to G5, as MIDI pitches."""

_CENTRE = 62
_VELOCITIES = (60, 54)
_PUSH_QUARTER = Fraction(3, 2)
_SHORTEST_PUSHED_QUARTER = Fraction(3)

Voicing = tuple[int, ...]


def comp(spans: Iterable[ChordSpan]) -> tuple[Note, ...]:
    """The chords behind the soloist, in voicings without the bass where they have tones enough.

    Raises ChordSymbolError for a chord whose symbol names none.
    """
    notes: list[Note] = []
    voicing: Voicing = ()
    for span in spans:
        voicing = voicing_after(voicing, span.chord)
        for (onset, end), velocity in zip(pairwise(_strikes(span)), _VELOCITIES, strict=False):
            notes.extend(Note(onset, end - onset, pitch, velocity) for pitch in voicing)
    return tuple(notes)


def voicing_after(previous: Voicing, chord: Chord) -> Voicing:
    """The close voicing of a chord, from low to high, that lies nearest to the one before."""
    return min(_close_voicings(_tones(chord)), key=lambda voicing: (_movement(previous, voicing), voicing))


def _strikes(span: ChordSpan) -> tuple[Fraction, ...]:
    """When the chord is struck within its span, and its end."""
    push = span.onset_quarter + _PUSH_QUARTER
    pushes = (push,) if span.end_quarter - span.onset_quarter >= _SHORTEST_PUSHED_QUARTER else ()
    return (span.onset_quarter, *pushes, span.end_quarter)


def _tones(chord: Chord) -> list[int]:
    """The pitch classes to voice: the bass is left to the bass, then the fifth goes, while enough remain."""
    symbol = parse_symbol(chord.symbol)
    tones = {pitch % 12 for pitch in chord.pitches}
    for spare, enough in ((symbol.bass, 3), ((symbol.root + 7) % 12, 4)):
        if len(tones) > enough:
            tones.discard(spare)
    return sorted(tones)


def _close_voicings(tones: list[int]) -> list[Voicing]:
    lowest, highest = COMPING_RANGE
    voicings = [
        tuple(bottom + (tone - bottom) % 12 for tone in (*tones[turn:], *tones[:turn]))
        for turn, first in enumerate(tones)
        for bottom in range(lowest + (first - lowest) % 12, highest + 1, 12)
    ]
    return [voicing for voicing in voicings if voicing[-1] <= highest]


def _movement(previous: Voicing, voicing: Voicing) -> float:
    """Semitones from each voice to the nearest one of the other chord, and how far they lie off centre."""
    off_centre = abs(sum(voicing) / len(voicing) - _CENTRE)
    if not previous:
        return off_centre
    there = sum(min(abs(pitch - old) for old in previous) for pitch in voicing)
    back = sum(min(abs(pitch - old) for pitch in voicing) for old in previous)
    return there + back + off_centre / 2
