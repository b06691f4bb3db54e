"""The soloist's articulation: legato lines, accents on off-beats and peaks, an arc over each phrase, its end cut short.

A phrase begins after 1.5 quarters or more without a new note.
"""

import math
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

from jazzcore.music.leadsheet import Bar, bar_index
from jazzcore.music.notes import PHRASE_GAP_BEATS, Note

_CLOSE_QUARTER = Fraction(1, 4)
_LAST_SHARE = Fraction(3, 4)
_FINEST = 1000
_OFF_BEAT = Fraction(1, 2)
_OFF_BEAT_ACCENT, _PEAK_ACCENT = 6, 8
_ARC = (-5, 10)
"""What a phrase adds to the velocity at its ends, and how much more in its middle."""
_LOUDEST = 127


def articulated(notes: tuple[Note, ...], bars: tuple[Bar, ...], amount: float) -> tuple[Note, ...]:
    """A line of notes that do not overlap as a soloist shapes it; by an amount of 0 as it stands, by 1 in full.

    A note reaches to the next one where that is a sixteenth away at most; the last of a phrase loses a quarter of its
    length.
    """
    share = Fraction(amount).limit_denominator(_FINEST)
    return tuple(
        replace(
            note,
            duration_quarter=note.duration_quarter + share * _longer(note, following),
            velocity=min(max(note.velocity + round(amount * accent), 1), _LOUDEST),
        )
        for phrase in _phrases(notes)
        for note, following, accent in zip(phrase, [*phrase[1:], None], _accents(phrase, bars), strict=True)
    )


def _phrases(notes: tuple[Note, ...]) -> Iterator[tuple[Note, ...]]:
    begins = [
        place
        for place, note in enumerate(notes)
        if place == 0 or note.onset_quarter - notes[place - 1].onset_quarter >= PHRASE_GAP_BEATS
    ]
    yield from (notes[begin:end] for begin, end in pairwise([*begins, len(notes)]))


def _longer(note: Note, following: Note | None) -> Fraction:
    """By how much a note becomes longer before the one that follows in its phrase, or shorter as the last."""
    if following is None:
        return (_LAST_SHARE - 1) * note.duration_quarter
    gap = following.onset_quarter - note.end_quarter
    return gap if gap <= _CLOSE_QUARTER else Fraction(0)


def _accents(phrase: tuple[Note, ...], bars: tuple[Bar, ...]) -> Iterator[float]:
    """What each note of a phrase is louder than it stands."""
    pitches = [phrase[0].pitch, *(note.pitch for note in phrase), phrase[-1].pitch]
    ends, more_in_the_middle = _ARC
    for place, note in enumerate(phrase):
        before, here, after = pitches[place : place + 3]
        bar_line = bars[bar_index(bars, note.onset_quarter)].onset_quarter
        is_off_beat = (note.onset_quarter - bar_line) % 1 == _OFF_BEAT
        arc = ends + more_in_the_middle * math.sin(math.pi * (place + 1) / (len(phrase) + 1))
        yield arc + is_off_beat * _OFF_BEAT_ACCENT + (before < here > after) * _PEAK_ACCENT
