"""Decoding events: melodies are continued note by note, over a context of chords.

What is impossible is masked before it is drawn: first the time to the next note is drawn, then how long the last note
sounds until there, then the next pitch. So notes never overlap, none begins outside its bars, and none leaves the range
of the instrument. Several melodies are decoded beside each other, which costs little more than one.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from jazzcore.encoding.events.events import IOI_TICKS, Event, Events, ioi_class
from jazzcore.encoding.events.features import FARTHEST, VELOCITIES, interval_class, velocity_of
from jazzcore.encoding.events.harmonic_context import HarmonicContext
from jazzcore.improvise.form import SoloChoice
from jazzcore.models.bundle import FloatArray
from jazzcore.models.choosing import choose_rows
from jazzcore.models.events.sampler import EventSampler

WIDEST_RANGE_SEMITONES = 30
"""No take spans more. Real solos of 32 bars span 25 in the median ; takes without a limit span more."""

NOT_YET = 0
"""The duration of a note for which none has been drawn."""

_TICKS = np.array(IOI_TICKS)
_STEPS = np.arange(-FARTHEST, FARTHEST + 1)


@dataclass(frozen=True, slots=True)
class Stretch:
    """What is to be filled: a context from `begin_tick` up to `end_tick`, or until there are `note_count` new notes.

    `following` is the note that comes after it and stays, where there is one. `kept_pitches` are those of all notes
    that stay; new and kept notes together keep to the widest range.
    """

    context: HarmonicContext
    begin_tick: int
    end_tick: int
    note_count: int | None = None
    following: Event | None = None
    kept_pitches: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Continuation:
    """A melody with its beginning, and how unlikely (in nats) the note that follows is after it."""

    melody: Events
    following_nats: float


def continue_melodies(
    weights: Sequence[FloatArray],
    beginnings: Sequence[Events],
    stretch: Stretch,
    choice: SoloChoice,
    rng: np.random.Generator,
) -> list[Continuation]:
    """Continue melodies until their stretch is full.

    Parameters
    ----------
    weights : sequence of arrays
        The network over events, in a bundle's order.
    beginnings : sequence of Events
        What each melody begins with: equally many notes, one at least, all before the stretch's end. A last note whose
        duration is `NOT_YET` gets one, and counts as new.
    stretch : Stretch
        What is to be filled. Where it has a count of notes, its context must be long enough for them.
    choice : SoloChoice
        Temperatures, top-p and the instrument.
    rng : numpy.random.Generator
        The source of randomness.

    Returns
    -------
    list of Continuation
        A melody for each beginning.
    """
    decoder = _Decoder(weights, beginnings, stretch, choice)
    while not decoder.is_done:
        decoder.step(rng)
    return [
        Continuation(tuple(melody), nats) for melody, nats in zip(decoder.melodies, decoder.following_nats, strict=True)
    ]


class _Decoder:
    """Melodies beside each other, and the masks for their next notes."""

    def __init__(
        self, weights: Sequence[FloatArray], beginnings: Sequence[Events], stretch: Stretch, choice: SoloChoice
    ) -> None:
        self.melodies = [list(beginning) for beginning in beginnings]
        self.following_nats = [0.0] * len(beginnings)
        self._stretch = stretch
        self._choice = choice
        self._sampler = EventSampler(weights, stretch.context, len(beginnings))
        self._are_done = np.zeros(len(beginnings), np.bool_)
        self._lasting = [NOT_YET] * len(beginnings)
        for events in zip(*(beginning[:-1] for beginning in beginnings), strict=True):
            self._sampler.step(events, self._lasting)
            self._lasting = [event.duration_ticks for event in events]
        new = [[event.pitch for event in line if event.onset_tick >= stretch.begin_tick] for line in beginnings]
        in_take = [(*pitches, *stretch.kept_pitches) for pitches in new]
        self._lowest = np.array([min(pitches, default=choice.instrument.highest) for pitches in in_take])
        self._highest = np.array([max(pitches, default=choice.instrument.lowest) for pitches in in_take])
        self._most_notes = [
            stretch.note_count + len(beginning) - len(pitches) if stretch.note_count is not None else None
            for beginning, pitches in zip(beginnings, new, strict=True)
        ]

    @property
    def is_done(self) -> bool:
        """Whether every melody has filled its stretch."""
        return bool(self._are_done.all())

    def step(self, rng: np.random.Generator) -> None:
        """Add a note to each melody that is not done."""
        choice = self._choice
        last = [melody[-1] for melody in self.melodies]
        at = np.array([event.onset_tick for event in last])
        logits = self._sampler.step(last, self._lasting)
        iois = choose_rows(logits, self._times_allowed(last), choice.rhythm, rng)
        ticks = at + _TICKS[iois]
        ends = ticks >= self._stretch.end_tick
        places = np.where(ends, self._stretch.end_tick, ticks)
        if self._stretch.following is not None:
            places = np.where(ends, self._stretch.following.onset_tick, places)
        expected = self._sampler.predict(places.tolist())
        room = np.minimum(ticks, self._stretch.end_tick) - at
        durations = _TICKS[
            choose_rows(expected.durations, (_TICKS > 0) & (room[:, None] >= _TICKS), choice.rhythm, rng)
        ]
        pitches = np.array([event.pitch for event in last])
        steps = _STEPS[choose_rows(expected.intervals, self._steps_allowed(pitches), choice.pitch, rng)]
        everything = np.ones((len(last), VELOCITIES), np.bool_)
        velocities = choose_rows(expected.velocities, everything, choice.rhythm, rng)
        for index, event in enumerate(last):
            duration = event.duration_ticks if event.duration_ticks != NOT_YET else int(durations[index])
            self._lasting[index] = duration
            if self._are_done[index]:
                continue
            self.melodies[index][-1] = event._replace(duration_ticks=duration)
            if ends[index] or len(self.melodies[index]) == self._most_notes[index]:
                self._are_done[index] = True
                self.following_nats[index] = self._nats(event, logits[index], expected.intervals[index])
            else:
                pitch, velocity = int(pitches[index] + steps[index]), velocity_of(int(velocities[index]))
                self.melodies[index].append(Event(int(ticks[index]), NOT_YET, pitch, velocity))
                self._lowest[index] = min(self._lowest[index], pitch)
                self._highest[index] = max(self._highest[index], pitch)

    def _times_allowed(self, last: Sequence[Event]) -> npt.NDArray[np.bool_]:
        """The times (melodies, IOIS) to a next note that is not before the stretch, nor while the last one sounds.

        Until a melody has its count of notes, none may leave the context either.
        """
        earliest = [max(event.onset_tick + max(event.duration_ticks, 1), self._stretch.begin_tick) for event in last]
        ticks = np.array([event.onset_tick for event in last])[:, None] + _TICKS
        allowed = ticks >= np.array(earliest)[:, None]
        if self._stretch.note_count is not None:
            allowed &= ticks < self._stretch.end_tick
        allowed[~allowed.any(axis=1), -1] = True
        return np.asarray(allowed)

    def _steps_allowed(self, pitches: npt.NDArray[np.int64]) -> npt.NDArray[np.bool_]:
        """The intervals (melodies, INTERVALS) that stay on the instrument and in the widest range of a take."""
        instrument = self._choice.instrument
        low = np.maximum(instrument.lowest, np.minimum(self._highest - WIDEST_RANGE_SEMITONES, self._lowest))
        high = np.minimum(instrument.highest, np.maximum(self._lowest + WIDEST_RANGE_SEMITONES, self._highest))
        targets = pitches[:, None] + _STEPS
        return np.asarray((targets >= low[:, None]) & (targets <= high[:, None]))

    def _nats(self, last: Event, iois: FloatArray, intervals: FloatArray) -> float:
        """How unlikely the following note is after the last one, in nats; 0 where there is none."""
        following = self._stretch.following
        if following is None:
            return 0.0
        time = ioi_class(following.onset_tick - last.onset_tick)
        return _nats_of(iois, time) + _nats_of(intervals, interval_class(following.pitch - last.pitch))


def _nats_of(logits: FloatArray, chosen: int) -> float:
    highest = float(logits.max())
    return highest + float(np.log(np.exp(logits - highest).sum())) - float(logits[chosen])
