"""An arrangement: all parts of a take, ready to be written as MIDI."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from jazzcore.music.leadsheet import Bar, ChordEvent
from jazzcore.music.notes import Note

PLAIN_VOLUME = 100
MIDDLE_PAN = 64


@dataclass(frozen=True, slots=True)
class Part:
    """A named track: a General MIDI program (of drums: their kit) and its notes in order of onset.

    Program, volume and pan go from 0 to 127; a pan of 64 is the middle, less is left.
    """

    name: str
    program: int
    notes: tuple[Note, ...]
    is_drums: bool = False
    volume: int = PLAIN_VOLUME
    pan: int = MIDDLE_PAN


@dataclass(frozen=True, slots=True)
class Arrangement:
    """Parts as they sound (swing is applied) over bars and chords, at one tempo in quarters a minute."""

    title: str
    parts: tuple[Part, ...]
    chords: tuple[ChordEvent, ...]
    bars: tuple[Bar, ...]
    tempo_bpm: float


def without_clashes(notes: Iterable[Note]) -> tuple[Note, ...]:
    """Notes in order of onset, each ended where its own pitch is struck again.

    If two notes have one pitch and one onset, only the longer stays.
    """
    kept: list[Note] = []
    next_of_pitch: dict[int, Note] = {}
    for note in sorted(notes, reverse=True):
        later = next_of_pitch.get(note.pitch)
        if later is not None and later.onset_quarter == note.onset_quarter:
            continue
        closed = note
        if later is not None and later.onset_quarter < note.end_quarter:
            closed = replace(note, duration_quarter=later.onset_quarter - note.onset_quarter)
        kept.append(closed)
        next_of_pitch[note.pitch] = closed
    return tuple(reversed(kept))
