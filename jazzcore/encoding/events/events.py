"""Events: a melody as notes on the grid of twelfths of a quarter, in any meter.

A note is four integers: when it begins, how long it sounds, its MIDI pitch, its velocity. The time from one onset to
the next is one of 35 classes (inter-onset classes, IOI); a time between two classes belongs to the nearer one.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Annotated, NamedTuple

import numpy as np
import numpy.typing as npt

from jazzcore.music.documents import KEY
from jazzcore.music.leadsheet import LeadSheet
from jazzcore.music.limits import MOST_NOTES, MidiNumber, between
from jazzcore.music.notes import GRID_QUARTER, Note, tick_of

IOI_TICKS: tuple[int, ...] = (*range(25), 27, 30, 33, 36, 42, 48, 60, 72, 96, 144)
"""The time of each inter-onset class, in ticks."""

IOIS = len(IOI_TICKS)
LONGEST_TICKS = IOI_TICKS[-1]


LATEST_TICK = 10**6
"""No melody of a file goes on longer: 3.5 hours at 400 beats a minute."""


class Event(NamedTuple):
    """A note: onset and duration in ticks (twelfths of a quarter), MIDI pitch, MIDI velocity."""

    onset_tick: Annotated[int, between(0, LATEST_TICK)]
    duration_ticks: Annotated[int, between(1, LATEST_TICK)]
    pitch: MidiNumber
    velocity: MidiNumber


Events = tuple[Event, ...]
"""The notes of a melody in order of onset."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EncodedEvents:
    """A corpus as events: the melody of each piece, and the indices of those that are held out for validation.

    Raises ValueError for an index without a melody.
    """

    melodies: tuple[Events, ...] = field(metadata={KEY: "lines"})
    validation: tuple[Annotated[int, between(0, MOST_NOTES)], ...] = field(default=(), metadata={KEY: "held_out"})

    def __post_init__(self) -> None:
        if max(self.validation, default=-1) >= len(self.melodies):
            raise ValueError("a melody held out that is not there")

    @property
    def note_count(self) -> int:
        """How many notes all melodies have."""
        return sum(map(len, self.melodies))


VALIDATION_EVERY = 8
"""Every eighth piece is for validation, and none in a corpus of fewer (chosen by hand)."""

_CLASS_OF_TICKS: tuple[int, ...] = tuple(
    min(range(IOIS), key=lambda index: abs(IOI_TICKS[index] - ticks)) for ticks in range(LONGEST_TICKS + 1)
)


def ioi_class(ticks: int) -> int:
    """The class of a time between two onsets, or of a duration: the nearest; of two equally near, the shorter."""
    return _CLASS_OF_TICKS[min(ticks, LONGEST_TICKS)]


def ioi_classes(ticks: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """The class of each of an array of times, as `ioi_class`."""
    return np.array(_CLASS_OF_TICKS)[np.minimum(ticks, LONGEST_TICKS)]


def events_of(sheet: LeadSheet) -> Events:
    """The melody of a lead sheet on the grid; every note lasts a tick at least."""
    events = (
        Event(tick_of(note.onset_quarter), max(tick_of(note.duration_quarter), 1), note.pitch, note.velocity)
        for note in sheet.melody
    )
    return tuple(sorted(events, key=lambda event: event.onset_tick))


def notes_of(line: Iterable[Event]) -> tuple[Note, ...]:
    """Events as notes in quarters; the inverse of `events_of` for a melody on the grid."""
    return tuple(
        Note(event.onset_tick * GRID_QUARTER, event.duration_ticks * GRID_QUARTER, event.pitch, event.velocity)
        for event in line
    )


def validation_melodies(lines: Sequence[Events]) -> tuple[int, ...]:
    """The indices of the melodies for validation: every eighth of eight or more, none of fewer."""
    return tuple(range(VALIDATION_EVERY - 1, len(lines), VALIDATION_EVERY))
