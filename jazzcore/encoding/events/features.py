"""The features an event network reads: a row for each note, and a row for the place where the next note may begin.

One tracker serves training and playing. It takes the notes one by one, and a row holds nothing that is not known by
then. From a note's row the network predicts the time to the next note. From the row of the place where that leads, it
predicts how long the note sounds and which pitch comes next. Apart from the register, rows are the same in every key.
"""

from bisect import bisect_right
from dataclasses import dataclass
from math import log1p, log2

import numpy as np
import numpy.typing as npt

from jazzcore.encoding.events import harmonic_context as contexts
from jazzcore.encoding.events.events import IOIS, Event, Events, ioi_class
from jazzcore.encoding.events.harmonic_context import HarmonicContext
from jazzcore.encoding.events.motifs import IOI_WIDTH, PITCH_WIDTH, MotifMemory, Row
from jazzcore.music.notes import PHRASE_GAP_BEATS, TICKS_QUARTER, tick_of

FARTHEST = 48
"""Intervals are -FARTHEST to FARTHEST semitones; wider ones belong to the outermost class."""

INTERVALS = 2 * FARTHEST + 1
VELOCITIES = 8
PHRASE_GAP_TICKS = tick_of(PHRASE_GAP_BEATS)

_WIDEST_INTERVAL = 24
_BAR_TICKS = 48
_SPANS = (0, 1, 3, 6, 12, 18, 24, 36, 48, 72, 96)
_NOTE_FIELDS = {
    "ioi": IOIS,
    "interval": 2 * _WIDEST_INTERVAL + 1,
    "position": _BAR_TICKS,
    "register": 20,
    "notes in phrase": 11,
    "ticks in phrase": len(_SPANS),
    "share of the note before": 6,
    "bar": 8,
    "tempo": 13,
    "velocity": VELOCITIES,
    "ticks of chord": len(_SPANS),
}
_PLACE_FIELDS = {"ioi": IOIS, "position": _BAR_TICKS, "ticks of chord": len(_SPANS), "chord changes": 2}
_MEASURES = 8


def _begins(fields: dict[str, int]) -> tuple[int, ...]:
    return tuple(np.cumsum([0, *fields.values()]).tolist())


_NOTE_BEGINS, _PLACE_BEGINS = _begins(_NOTE_FIELDS), _begins(_PLACE_FIELDS)
_ONSETS = 3 * TICKS_QUARTER
_NOTE_ONSETS, _PLACE_HARMONY = _NOTE_BEGINS[-1], _PLACE_BEGINS[-1]
_NOTE_HARMONY = _NOTE_ONSETS + _ONSETS
_NOTE_MEASURES = _NOTE_HARMONY + contexts.ROW
NOTE_MEMORY = _NOTE_MEASURES + _MEASURES
PLACE_MEMORY = _PLACE_HARMONY + contexts.ROW

NOTE_WIDTH = NOTE_MEMORY + IOI_WIDTH
PLACE_WIDTH = PLACE_MEMORY + PITCH_WIDTH

RowArray = npt.NDArray[np.float16]
ClassArray = npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True, eq=False)
class EventRows:
    """A melody as a network learns it, one step for each note but the last.

    `notes` (steps, NOTE_WIDTH), `places` (steps, PLACE_WIDTH), `targets` (steps, 4): the class of the time to the next
    note, the next interval, the class of this note's duration, the class of the next velocity.
    """

    notes: RowArray
    places: RowArray
    targets: ClassArray


class FeatureTracker:
    """The features of a melody over a harmonic context, note by note."""

    def __init__(self, context: HarmonicContext) -> None:
        self.context = context
        self.last = Event(0, 0, 0, 0)
        self._memory = MotifMemory()
        self._count = 0
        self._mean = self._lowest = self._highest = 0.0
        self._phrase_tick = self._phrase_count = 0
        self._onsets: list[int] = []
        self._indices: list[int] = []
        self._measures: tuple[float, ...] = ()
        self._harmony = 0
        self._tempo = log2(context.tempo_bpm / 160)

    def update(self, event: Event) -> None:
        """Take in the next note of the melody."""
        before, context = self.last, self.context
        tick, _, pitch, velocity = event
        ticks = tick - before.onset_tick
        is_first = self._count == 0
        ioi = -1 if is_first else ioi_class(ticks)
        if is_first:
            self._mean = self._lowest = self._highest = pitch
        if is_first or ticks >= PHRASE_GAP_TICKS:
            self._phrase_tick, self._phrase_count = tick, 0
        self._mean = 0.95 * self._mean + 0.05 * pitch
        self._lowest, self._highest = min(self._lowest, pitch), max(self._highest, pitch)
        share = 0.0 if is_first else before.duration_ticks / max(ticks, 1)
        bar = context.bar_at(tick)
        in_bar = tick - context.bar_ticks[bar]
        self._harmony = context.chord_at(tick)
        self._memory.update(ioi, pitch, in_bar % TICKS_QUARTER, context.degree(self._harmony, before.pitch))
        self._onsets = [onset for onset in self._onsets if onset > tick - 3 * TICKS_QUARTER] + [tick]
        beat_tick = tick - in_bar % TICKS_QUARTER + TICKS_QUARTER
        fields = (
            ioi,
            -1 if is_first else min(max(pitch - before.pitch, -_WIDEST_INTERVAL), _WIDEST_INTERVAL) + _WIDEST_INTERVAL,
            in_bar % _BAR_TICKS,
            min(max((pitch - 36) // 3, 0), 19),
            min(int(log2(self._phrase_count + 1) * 2), 10),
            _span(tick - self._phrase_tick),
            min(int(share * 5), 5),
            (bar + context.first_bar - 1) % 8,
            min(max(round((self._tempo + 2) * 4), 0), 12),
            velocity_class(velocity),
            _span(context.ticks_left(self._harmony, tick)),
        )
        self._indices = [begin + at for begin, at in zip(_NOTE_BEGINS, fields, strict=False) if at >= 0]
        self._indices += [_NOTE_ONSETS + back for onset in self._onsets if (back := beat_tick - onset - 1) < _ONSETS]
        self._measures = (
            (pitch - 64) / 12,
            (pitch - self._mean) / 12,
            (self._highest - pitch) / 24,
            (pitch - self._lowest) / 24,
            self._tempo,
            context.swing_ratio - 1,
            share,
            log1p(self._count) / 6,
        )
        self._count += 1
        self._phrase_count += 1
        self.last = event

    def fill_note(self, row: Row) -> None:
        """Write the row of the last note into zeros (NOTE_WIDTH,)."""
        row[self._indices] = 1
        row[_NOTE_HARMONY:_NOTE_MEASURES] = self.context.rows[self._harmony, self.last.pitch % 12]
        row[_NOTE_MEASURES:NOTE_MEMORY] = self._measures
        self._memory.fill_ioi(row[NOTE_MEMORY:])

    def fill_place(self, row: Row, tick: int) -> None:
        """Write the row of a place where the next note may begin.

        Parameters
        ----------
        row : array (PLACE_WIDTH,)
            Zeros, which are filled in.
        tick : int
            The place, in ticks.
        """
        context = self.context
        harmony = context.chord_at(tick)
        fields = (
            ioi_class(tick - self.last.onset_tick),
            (tick - context.bar_ticks[context.bar_at(tick)]) % _BAR_TICKS,
            _span(context.ticks_left(harmony, tick)),
            int(harmony != self._harmony),
        )
        row[[begin + at for begin, at in zip(_PLACE_BEGINS, fields, strict=False)]] = 1
        row[_PLACE_HARMONY:PLACE_MEMORY] = context.rows[harmony, self.last.pitch % 12]
        self._memory.fill_pitch(row[PLACE_MEMORY:], context.degree(harmony, self.last.pitch))


def rows_of(line: Events, context: HarmonicContext) -> EventRows:
    """Encode a melody for training.

    Parameters
    ----------
    line : Events
        The melody.
    context : HarmonicContext
        The bars and chords under it.

    Returns
    -------
    EventRows
        A step for each note but the last; no steps for fewer than two notes.
    """
    steps = max(len(line) - 1, 0)
    notes = np.zeros((steps, NOTE_WIDTH), np.float16)
    places = np.zeros((steps, PLACE_WIDTH), np.float16)
    targets = np.zeros((steps, 4), np.int32)
    tracker = FeatureTracker(context)
    for step in range(steps):
        event, following = line[step], line[step + 1]
        tracker.update(event)
        tracker.fill_note(notes[step])
        tracker.fill_place(places[step], following.onset_tick)
        targets[step] = (
            ioi_class(following.onset_tick - event.onset_tick),
            interval_class(following.pitch - event.pitch),
            ioi_class(event.duration_ticks),
            velocity_class(following.velocity),
        )
    return EventRows(notes, places, targets)


def interval_class(semitones: int) -> int:
    """The class of an interval."""
    return min(max(semitones, -FARTHEST), FARTHEST) + FARTHEST


def velocity_class(velocity: int) -> int:
    """The class of a MIDI velocity, sixteen velocities to each."""
    return velocity * VELOCITIES // 128


def velocity_of(velocity_class: int) -> int:
    """The middle of a class of velocities; the inverse of `velocity_class` to within a class."""
    return (2 * velocity_class + 1) * 64 // VELOCITIES


def _span(ticks: int) -> int:
    """The class of a stretch of time, 0 for none or a negative one."""
    return max(bisect_right(_SPANS, ticks) - 1, 0)
