"""The limits of numbers, texts and lists, each declared once.

A pair is the smallest and the largest value; both are allowed. The annotated types carry these limits. Documents are
checked against them when they are read (`music.documents`), and settings when they are made (`check_settings`).
"""

from collections.abc import Mapping
from typing import Annotated, get_args, get_type_hints

from msgspec import Meta

from jazzcore.errors import SettingError

TAKE_TEMPOS_BPM = (40, 320)
"""Tempos of a take, in quarters a minute, from a slow ballad to the fastest at which soloists still play eighths."""
PLAYABLE_TEMPOS_BPM = (4, 1000)
"""Tempos that can be rendered. A quarter of a MIDI file lasts at most 16.7 seconds, which is 3.6 quarters a minute."""
MIDI_TEMPOS_BPM = (3.5, 60_000_000)
"""Tempos that a MIDI file can have: a quarter lasts from 1 to 2**24 - 1 microseconds."""
SWING_RATIOS = (1.0, 3.0)
"""The length of the first eighth of a beat divided by that of the second: 1 is straight, 3 is dotted."""
MOST_CHORUSES = 8
VALUE_COUNTS = (10, 500)
"""The smallest and the largest Ty."""
TEMPERATURES = (0.0, 2.0)
TOP_PS = (0.05, 1.0)
LARGEST_SEED = 2**32 - 1
"""Later attempts at a take have seeds of 32 bits (`numpy.random.SeedSequence.generate_state`)."""
LARGEST_CHOSEN_SEED = 999_999
"""The largest seed that people choose. It is short enough to remember."""
EPOCHS = (1, 1000)
"""Epochs of one training run."""
LARGEST_MIDI_NUMBER = 127

MOST_BEATS = 255
"""Beats in a bar. A MIDI file has one byte for them."""
METER_UNITS = (1, 2, 4, 8, 16, 32)
MOST_BARS = 50_000
MOST_CHORDS = 50_000
MOST_NOTES = 60_000
"""Bars, chords and notes in a piece. The readers of files allow 20,000 quarters in bars of half a quarter or more, and
60,000 notes."""
MOST_SOLO_BARS = 10_000
MOST_SOLO_NOTES = 10_000
"""Bars and notes in a solo: more than fit into the longest music that is rendered, ten minutes."""
MOST_REGENERATIONS = 200
"""How often bars of one take can be regenerated. All of it is played again when the take is imported."""
MOST_CHORD_PITCHES = 32
LONGEST_SYMBOL = 60
LONGEST_NAME = 300
LONGEST_SENTENCE = 12_000
"""A sentence can list the 128 parts of a song with 80 characters each."""
MOST_SENTENCES = 1_000


def between(lowest: float, highest: float) -> Meta:
    """Annotate a number with its range.

    Parameters
    ----------
    lowest, highest : float
        The smallest and the largest number allowed.

    Returns
    -------
    Meta
        The annotation that msgspec reads.
    """
    return Meta(ge=lowest, le=highest)


def at_most(length: int) -> Meta:
    """Annotate the greatest length of a text or a list."""
    return Meta(max_length=length)


MidiNumber = Annotated[int, between(0, LARGEST_MIDI_NUMBER)]
Velocity = Annotated[int, between(1, LARGEST_MIDI_NUMBER)]
ChordPitches = Annotated[tuple[MidiNumber, ...], at_most(MOST_CHORD_PITCHES)]
Beats = Annotated[int, between(1, MOST_BEATS)]
MeterUnit = Annotated[int, between(METER_UNITS[0], METER_UNITS[-1])]
BarNumber = Annotated[int, between(-1_000_000, 1_000_000)]
MidiTempo = Annotated[float, between(*MIDI_TEMPOS_BPM)]
PlayableTempo = Annotated[float, between(*PLAYABLE_TEMPOS_BPM)]
SwingRatio = Annotated[float, between(*SWING_RATIOS)]
Share = Annotated[float, between(0, 1)]
Temperature = Annotated[float, between(*TEMPERATURES)]
TopP = Annotated[float, between(*TOP_PS)]
ValueCount = Annotated[int, between(*VALUE_COUNTS)]
Choruses = Annotated[int, between(1, MOST_CHORUSES)]
Seed = Annotated[int, between(0, LARGEST_SEED)]
Count = Annotated[int, Meta(ge=0)]
Symbol = Annotated[str, at_most(LONGEST_SYMBOL)]
Category = Annotated[str, Meta(pattern="^[CSAX]$")]
Name = Annotated[str, at_most(LONGEST_NAME)]
Sentence = Annotated[str, at_most(LONGEST_SENTENCE)]
Sentences = Annotated[tuple[Sentence, ...], at_most(MOST_SENTENCES)]
ValueTexts = Annotated[tuple[Name, ...], at_most(MOST_SOLO_NOTES)]


def check_settings(settings: object, labels: Mapping[str, str]) -> None:
    """Refuse settings with a number outside the range that its field declares.

    Parameters
    ----------
    settings : dataclass instance
        The settings. A number that is None is not checked.
    labels : mapping of str to str
        What a sentence calls each field that has a range: `{"top_p": "Top-p"}`.

    Raises
    ------
    SettingError
        For the first number out of range.
    """
    for name, (lowest, highest) in _ranges_of(type(settings)).items():
        number = getattr(settings, name)
        if number is not None and not lowest <= number <= highest:
            raise SettingError(f"{labels[name]} is {number}; set it between {_shown(lowest)} and {_shown(highest)}.")


def clamp(number: float, limits: tuple[float, float]) -> float:
    """Move a number into its limits.

    Parameters
    ----------
    number : float
        The number.
    limits : tuple of float
        The smallest and the largest number allowed.

    Returns
    -------
    float
        The nearest number allowed.
    """
    return min(max(number, limits[0]), limits[1])


_RANGES: dict[type, dict[str, tuple[float, float]]] = {}


def _ranges_of(kind: type) -> dict[str, tuple[float, float]]:
    """The ranges that the fields of a dataclass declare, by field name. Each class is looked up once."""
    if kind not in _RANGES:
        hints = get_type_hints(kind, include_extras=True)
        _RANGES[kind] = {name: found for name, hint in hints.items() if (found := _range_in(hint))}
    return _RANGES[kind]


def _range_in(hint: object) -> tuple[float, float] | None:
    """The range that a type declares, or that one type in a union does; None where there is none."""
    for each in (hint, *get_args(hint)):
        for meta in getattr(each, "__metadata__", ()):
            if isinstance(meta, Meta) and meta.ge is not None and meta.le is not None:
                return meta.ge, meta.le
    return None


def _shown(limit: float) -> str:
    return f"{limit:g}" if isinstance(limit, float) else str(limit)
