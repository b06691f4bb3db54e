"""The soloist's instruments: General MIDI programs with their sounding ranges."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Instrument:
    """A General MIDI program (0 to 127), its name, and the lowest and highest MIDI pitch a player plays on it."""

    program: int
    name: str
    lowest: int
    highest: int


SOLO_INSTRUMENTS = (
    Instrument(66, "Tenor sax", 44, 76),
    Instrument(65, "Alto sax", 49, 81),
    Instrument(64, "Soprano sax", 56, 88),
    Instrument(67, "Baritone sax", 37, 69),
    Instrument(56, "Trumpet", 54, 84),
    Instrument(59, "Muted trumpet", 54, 84),
    Instrument(57, "Trombone", 40, 72),
    Instrument(71, "Clarinet", 50, 91),
    Instrument(73, "Flute", 60, 96),
    Instrument(26, "Jazz guitar", 40, 84),
    Instrument(11, "Vibraphone", 53, 89),
    Instrument(0, "Piano", 48, 96),
    Instrument(4, "Electric piano", 48, 96),
    Instrument(40, "Violin", 55, 98),
)
"""The instruments a solo can be played on, the default first."""

_BY_PROGRAM = {instrument.program: instrument for instrument in SOLO_INSTRUMENTS}


def instrument_of(program: int) -> Instrument:
    """The instrument of a General MIDI program; one that is not in the table keeps to C3 to C6."""
    return _BY_PROGRAM.get(program, Instrument(program, f"Program {program}", 48, 84))
