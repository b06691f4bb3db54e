"""Instruments: all programs of General MIDI by name, and those for a solo with their sounding ranges."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

GENERAL_MIDI: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "Piano": (
            "Acoustic Grand Piano", "Bright Acoustic Piano", "Electric Grand Piano", "Honky-tonk Piano",
            "Electric Piano 1", "Electric Piano 2", "Harpsichord", "Clavinet",
        ),
        "Chromatic Percussion": (
            "Celesta", "Glockenspiel", "Music Box", "Vibraphone",
            "Marimba", "Xylophone", "Tubular Bells", "Dulcimer",
        ),
        "Organ": (
            "Drawbar Organ", "Percussive Organ", "Rock Organ", "Church Organ",
            "Reed Organ", "Accordion", "Harmonica", "Tango Accordion",
        ),
        "Guitar": (
            "Acoustic Guitar (nylon)", "Acoustic Guitar (steel)", "Electric Guitar (jazz)", "Electric Guitar (clean)",
            "Electric Guitar (muted)", "Overdriven Guitar", "Distortion Guitar", "Guitar Harmonics",
        ),
        "Bass": (
            "Acoustic Bass", "Electric Bass (finger)", "Electric Bass (pick)", "Fretless Bass",
            "Slap Bass 1", "Slap Bass 2", "Synth Bass 1", "Synth Bass 2",
        ),
        "Strings": (
            "Violin", "Viola", "Cello", "Contrabass",
            "Tremolo Strings", "Pizzicato Strings", "Orchestral Harp", "Timpani",
        ),
        "Ensemble": (
            "String Ensemble 1", "String Ensemble 2", "Synth Strings 1", "Synth Strings 2",
            "Choir Aahs", "Voice Oohs", "Synth Choir", "Orchestra Hit",
        ),
        "Brass": (
            "Trumpet", "Trombone", "Tuba", "Muted Trumpet",
            "French Horn", "Brass Section", "Synth Brass 1", "Synth Brass 2",
        ),
        "Reed": (
            "Soprano Sax", "Alto Sax", "Tenor Sax", "Baritone Sax",
            "Oboe", "English Horn", "Bassoon", "Clarinet",
        ),
        "Pipe": (
            "Piccolo", "Flute", "Recorder", "Pan Flute",
            "Blown bottle", "Shakuhachi", "Whistle", "Ocarina",
        ),
        "Synth Lead": (
            "Lead 1 (square)", "Lead 2 (sawtooth)", "Lead 3 (calliope)", "Lead 4 chiff",
            "Lead 5 (charang)", "Lead 6 (voice)", "Lead 7 (fifths)", "Lead 8 (bass + lead)",
        ),
        "Synth Pad": (
            "Pad 1 (new age)", "Pad 2 (warm)", "Pad 3 (polysynth)", "Pad 4 (choir)",
            "Pad 5 (bowed)", "Pad 6 (metallic)", "Pad 7 (halo)", "Pad 8 (sweep)",
        ),
        "Synth Effects": (
            "FX 1 (rain)", "FX 2 (soundtrack)", "FX 3 (crystal)", "FX 4 (atmosphere)",
            "FX 5 (brightness)", "FX 6 (goblins)", "FX 7 (echoes)", "FX 8 (sci-fi)",
        ),
        "Ethnic": (
            "Sitar", "Banjo", "Shamisen", "Koto",
            "Kalimba", "Bagpipe", "Fiddle", "Shanai",
        ),
        "Percussive": (
            "Tinkle Bell", "Agogo", "Steel Drums", "Woodblock",
            "Taiko Drum", "Melodic Tom", "Synth Drum", "Reverse Cymbal",
        ),
        "Sound Effects": (
            "Guitar Fret Noise", "Breath Noise", "Seashore", "Bird Tweet",
            "Telephone Ring", "Helicopter", "Applause", "Gunshot",
        ),
    }
)  # fmt: skip
"""The families of General MIDI, eight programs each in the order of their numbers (General MIDI level 1, 1991)."""

_PROGRAMS = tuple((name, family) for family, names in GENERAL_MIDI.items() for name in names)


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
    """The instrument of a General MIDI program; one that is not for solos keeps to C3 to C6."""
    return _BY_PROGRAM.get(program) or Instrument(program, program_name(program), 48, 84)


def program_name(program: int) -> str:
    """The name of a General MIDI program, 0 to 127: 66 is `Tenor Sax`."""
    return _PROGRAMS[program][0]


def program_family(program: int) -> str:
    """The family of a General MIDI program, 0 to 127: 66 is `Reed`."""
    return _PROGRAMS[program][1]
