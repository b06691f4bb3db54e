"""An arrangement: all parts of a take, ready to be written as MIDI."""

from dataclasses import dataclass

from jazzcore.music.leadsheet import Bar, ChordEvent
from jazzcore.music.notes import Note


@dataclass(frozen=True, slots=True)
class Part:
    """A named track: a General MIDI program (0 to 127; ignored for drums) and its notes in order of onset."""

    name: str
    program: int
    notes: tuple[Note, ...]
    is_drums: bool = False


@dataclass(frozen=True, slots=True)
class Arrangement:
    """Parts as they sound (swing applied) over bars and chords, at one tempo in quarters a minute."""

    title: str
    parts: tuple[Part, ...]
    chords: tuple[ChordEvent, ...]
    bars: tuple[Bar, ...]
    tempo_bpm: float
