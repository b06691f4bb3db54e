"""The chords that a part plays, found by the course's rule.

Notes belong together when they begin together and end together. The rule is the one under which every value of the
course's reference comes out equal; it depends on the order of the note-on events.
"""

from collections.abc import Sequence
from fractions import Fraction
from functools import lru_cache
from math import lcm

from jazzcore.corpus.rhythm.quantise import quantise
from jazzcore.music.chords.table import name_chord
from jazzcore.music.leadsheet import Chord, ChordEvent
from jazzcore.music.notes import Note

TOGETHER_QUARTER = Fraction(1, 16)


def chords_of(notes: Sequence[Note]) -> tuple[ChordEvent, ...]:
    """The chords of a part whose notes stand in the order of their note-on events, in order of quantised onset.

    A note that no chord has taken begins one and takes every later note whose onset and end both lie within a
    sixteenth of a quarter of its own. Two or more notes are a chord; of two at one onset the later counts.
    """
    found: dict[Fraction, Chord] = {}
    for members in _groups(notes):
        if len(members) > 1:
            found[quantise(members[0].onset_quarter)] = _named(tuple(sorted({note.pitch for note in members})))
    return tuple(ChordEvent(onset, found[onset]) for onset in sorted(found))


def _groups(notes: Sequence[Note]) -> list[list[Note]]:
    """Notes that begin and end together; a note may stand in several groups."""
    per_quarter = lcm(TOGETHER_QUARTER.denominator, *{note.onset_quarter.denominator for note in notes},
                      *{note.duration_quarter.denominator for note in notes})  # fmt: skip
    onsets = [_ticks(note.onset_quarter, per_quarter) for note in notes]
    ends = [onset + _ticks(note.duration_quarter, per_quarter) for onset, note in zip(onsets, notes, strict=True)]
    reach = _ticks(TOGETHER_QUARTER, per_quarter)
    taken = [False] * len(notes)
    groups = []
    for first, is_taken in enumerate(taken):
        if is_taken:
            continue
        members = [notes[first]]
        for later in range(first + 1, len(notes)):
            if onsets[later] - onsets[first] > reach:
                break
            if abs(ends[later] - ends[first]) <= reach:
                members.append(notes[later])
                taken[later] = True
        groups.append(members)
    return groups


def _ticks(time_quarter: Fraction, per_quarter: int) -> int:
    """A time as a whole number of ticks; comparing integers is many times faster than comparing fractions."""
    return time_quarter.numerator * (per_quarter // time_quarter.denominator)


@lru_cache(maxsize=4096)
def _named(pitches: tuple[int, ...]) -> Chord:
    return Chord(name_chord(pitches), pitches)
