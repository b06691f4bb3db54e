"""Parts that play one another's notes: a melody doubled in unison or at the octave, a chorus effect of two tracks."""

from bisect import bisect_left
from collections.abc import Sequence

from jazzcore.corpus.midi.song import MidiTrack

_TOGETHER_QUARTER = 1 / 12
_LEAST_SHARE = 0.9
_FEWEST_NOTES = 8


def doubles(tracks: Sequence[MidiTrack]) -> tuple[frozenset[int], ...]:
    """For each track the indices of those that double it: nine notes of ten begin together on one pitch class.

    Drums and parts of less than eight notes double nothing.
    """
    lines = [
        [] if track.is_drums else sorted((note.pitch % 12, float(note.onset_quarter)) for note in track.notes)
        for track in tracks
    ]
    found: list[set[int]] = [set() for _ in tracks]
    for one, line in enumerate(lines):
        for other in range(one):
            if _are_double(line, lines[other]):
                found[one].add(other)
                found[other].add(one)
    return tuple(map(frozenset, found))


def _are_double(one: Sequence[tuple[int, float]], other: Sequence[tuple[int, float]]) -> bool:
    fewer, more = sorted((one, other), key=len)
    if len(fewer) < _FEWEST_NOTES or len(fewer) < _LEAST_SHARE * len(more):
        return False
    return _matched(fewer, more) >= _LEAST_SHARE * len(more) and _matched(more, fewer) >= _LEAST_SHARE * len(more)


def _matched(line: Sequence[tuple[int, float]], other: Sequence[tuple[int, float]]) -> int:
    """How many notes of a line begin where the other begins the same pitch class."""
    matched = 0
    for pitch_class, onset in line:
        near = bisect_left(other, (pitch_class, onset - _TOGETHER_QUARTER))
        matched += near < len(other) and other[near] <= (pitch_class, onset + _TOGETHER_QUARTER)
    return matched
