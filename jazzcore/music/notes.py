"""Notes in exact time.

Times and durations are fractions of a quarter note, counted from the start of the piece; pitches are
MIDI numbers (60 is middle C), velocities 1 to 127.
"""

from dataclasses import dataclass
from fractions import Fraction

GRID_QUARTER = Fraction(1, 12)
"""The finest step of written time: holds sixteenths and eighth triplets."""

PITCH_NAMES = ("C", "C#", "D", "E-", "E", "F", "F#", "G", "G#", "A", "B-", "B")
"""Default spelling of the twelve pitch classes; `-` is a flat, as music21 writes it."""


@dataclass(frozen=True, slots=True, order=True)
class Note:
    """A sounding note: onset and duration in quarters, MIDI pitch, MIDI velocity."""

    onset_quarter: Fraction
    duration_quarter: Fraction
    pitch: int
    velocity: int = 80

    @property
    def end_quarter(self) -> Fraction:
        """When the note stops, in quarters."""
        return self.onset_quarter + self.duration_quarter


def note_name(pitch: int) -> str:
    """The name of a MIDI pitch as musicians write it: 60 is `C4`, 70 is `Bb4`."""
    return f"{PITCH_NAMES[pitch % 12].replace('-', 'b')}{pitch // 12 - 1}"
