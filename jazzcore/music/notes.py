"""Notes in exact time.

Times and durations are fractions of a quarter note, counted from the start of the piece; pitches are
MIDI numbers (60 is middle C), velocities 1 to 127.
"""

from dataclasses import dataclass
from fractions import Fraction

from jazzcore.music.limits import MidiNumber, Velocity

GRID_QUARTER = Fraction(1, 12)
"""The finest step of written time: holds sixteenths and eighth triplets."""

TICKS_QUARTER = GRID_QUARTER.denominator
"""The ticks of the grid in a quarter."""

PHRASE_GAP_BEATS = Fraction(3, 2)
"""A new phrase begins if an onset comes at least this many beats after the one before (chosen by hand)."""

PITCH_NAMES = ("C", "C#", "D", "E-", "E", "F", "F#", "G", "G#", "A", "B-", "B")
"""Names of the twelve pitch classes as music21 has them by default; `-` is a flat. The values are spelled so
(`encoding.values.theory`); roots of chords have names of their own (`chords.table.ROOT_NAMES`)."""


@dataclass(frozen=True, slots=True, order=True)
class Note:
    """A sounding note: onset and duration in quarters, MIDI pitch, MIDI velocity."""

    onset_quarter: Fraction
    duration_quarter: Fraction
    pitch: MidiNumber
    velocity: Velocity = 80

    @property
    def end_quarter(self) -> Fraction:
        """When the note stops, in quarters."""
        return self.onset_quarter + self.duration_quarter


def tick_of(quarter: Fraction | float, ticks_quarter: int = TICKS_QUARTER) -> int:
    """Find the tick nearest to a moment. This is the studio's only rule for turning quarters into ticks.

    A moment halfway between two ticks goes to the even one. So halves go down as often as up, and a long line of notes
    does not drift late. Moments never change their order: a note on a bar line stays in its bar.

    Parameters
    ----------
    quarter : Fraction or float
        The moment, in quarters.
    ticks_quarter : int
        Ticks in a quarter; the twelve of the written grid unless given.

    Returns
    -------
    int
        The tick.
    """
    numerator, denominator = quarter.as_integer_ratio()
    tick, rest = divmod(2 * ticks_quarter * numerator + denominator, 2 * denominator)
    return tick - (rest == 0 and tick % 2)


def note_name(pitch: int) -> str:
    """The name of a MIDI pitch as musicians write it: 60 is `C4`, 70 is `Bb4`."""
    return f"{PITCH_NAMES[pitch % 12].replace('-', 'b')}{pitch // 12 - 1}"
