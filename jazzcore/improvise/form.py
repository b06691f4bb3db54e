"""What a solo is asked to be: its form, the bars to regenerate, and how its notes are chosen."""

from dataclasses import dataclass

from jazzcore.models.choosing import Choice
from jazzcore.music.instruments import Instrument
from jazzcore.music.leadsheet import LeadSheet
from jazzcore.music.solo import Solo


@dataclass(frozen=True, slots=True)
class Form:
    """What a solo is played over: a chart filled once, or repeated for `value_count` values (Ty).

    A `primer`, which is bars with a melody and chords, comes before it: the solo goes on from its last note.
    """

    chart: LeadSheet
    value_count: int | None = None
    primer: LeadSheet | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """Bars of a solo to regenerate, by their indices from 0, and the tempo of the take."""

    solo: Solo
    bars: range
    tempo_bpm: float


@dataclass(frozen=True, slots=True)
class SoloChoice:
    """How rhythm (times and durations) and pitch are chosen, and for which instrument.

    A recipe that chooses rhythm and pitch together uses `pitch`.
    """

    rhythm: Choice
    pitch: Choice
    instrument: Instrument
