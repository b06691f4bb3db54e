"""Playing events: lines go on over a context, each note masked to what can stand there before it is drawn.

First the time to the next note is drawn, then how long the last one sounds until there, then the next pitch. So notes
never overlap, none begins outside its bars, and none leaves the instrument. Several lines go on side by side, which
costs little more than one.
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
"""No take spans more: a real solo of 32 bars spans 25 in the median, a network left alone wanders farther."""

NOT_YET = 0
"""The duration of a note for which none has been drawn."""

_TICKS = np.array(IOI_TICKS)
_STEPS = np.arange(-FARTHEST, FARTHEST + 1)


@dataclass(frozen=True, slots=True)
class Stretch:
    """What of a context is to be filled: from `begin_tick` up to `end_tick`, or until there are `note_count` new notes.

    `following` is the note that comes after it and stays, where there is one. `kept_pitches` are those of all
    notes that stay, with which the new ones keep to the widest range.
    """

    context: HarmonicContext
    begin_tick: int
    end_tick: int
    note_count: int | None = None
    following: Event | None = None
    kept_pitches: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Played:
    """A line with what it heard first, and how likely (in nats) the note that follows is after it."""

    line: Events
    following_nats: float


def play(
    weights: Sequence[FloatArray],
    heard: Sequence[Events],
    stretch: Stretch,
    choice: SoloChoice,
    rng: np.random.Generator,
) -> list[Played]:
    """Lines that go on from what each has heard: equally many notes, one at least, all before the stretch's end.

    A last note whose duration is `NOT_YET` gets one, and counts as new. With a count of notes the context must be long
    enough for them.
    """
    players = _Players(weights, heard, stretch, choice)
    while not players.are_done:
        players.go_on(rng)
    return [Played(tuple(line), nats) for line, nats in zip(players.lines, players.following_nats, strict=True)]


class _Players:
    """Lines side by side, with what masks their next notes."""

    def __init__(
        self, weights: Sequence[FloatArray], heard: Sequence[Events], stretch: Stretch, choice: SoloChoice
    ) -> None:
        self.lines = [list(line) for line in heard]
        self.following_nats = [0.0] * len(heard)
        self._stretch = stretch
        self._choice = choice
        self._sampler = EventSampler(weights, stretch.context, len(heard))
        self._is_done = np.zeros(len(heard), np.bool_)
        self._lasting = [NOT_YET] * len(heard)
        for before in zip(*(line[:-1] for line in heard), strict=True):
            self._sampler.step(before, self._lasting)
            self._lasting = [event.duration_ticks for event in before]
        played = [[event.pitch for event in line if event.onset_tick >= stretch.begin_tick] for line in heard]
        in_take = [(*pitches, *stretch.kept_pitches) for pitches in played]
        self._lowest = np.array([min(pitches, default=choice.instrument.highest) for pitches in in_take])
        self._highest = np.array([max(pitches, default=choice.instrument.lowest) for pitches in in_take])
        self._most_notes = [
            stretch.note_count + len(line) - len(pitches) if stretch.note_count is not None else None
            for line, pitches in zip(heard, played, strict=True)
        ]

    @property
    def are_done(self) -> bool:
        return bool(self._is_done.all())

    def go_on(self, rng: np.random.Generator) -> None:
        """A note more for each line that is not done."""
        choice = self._choice
        last = [line[-1] for line in self.lines]
        at = np.array([event.onset_tick for event in last])
        logits = self._sampler.step(last, self._lasting)
        iois = choose_rows(logits, self._times_allowed(last), choice.rhythm, rng)
        ticks = at + _TICKS[iois]
        ends = ticks >= self._stretch.end_tick
        looked = np.where(ends, self._stretch.end_tick, ticks)
        if self._stretch.following is not None:
            looked = np.where(ends, self._stretch.following.onset_tick, looked)
        expected = self._sampler.predict(looked.tolist())
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
            if self._is_done[index]:
                continue
            self.lines[index][-1] = event._replace(duration_ticks=duration)
            if ends[index] or len(self.lines[index]) == self._most_notes[index]:
                self._is_done[index] = True
                self.following_nats[index] = self._nats(event, logits[index], expected.intervals[index])
            else:
                pitch, velocity = int(pitches[index] + steps[index]), velocity_of(int(velocities[index]))
                self.lines[index].append(Event(int(ticks[index]), NOT_YET, pitch, velocity))
                self._lowest[index] = min(self._lowest[index], pitch)
                self._highest[index] = max(self._highest[index], pitch)

    def _times_allowed(self, last: Sequence[Event]) -> npt.NDArray[np.bool_]:
        """The times (lines, IOIS) after which a note may come: none before the stretch or while the last one sounds.

        Until a line has its count of notes, none may leave the context either.
        """
        earliest = [max(event.onset_tick + max(event.duration_ticks, 1), self._stretch.begin_tick) for event in last]
        ticks = np.array([event.onset_tick for event in last])[:, None] + _TICKS
        allowed = ticks >= np.array(earliest)[:, None]
        if self._stretch.note_count is not None:
            allowed &= ticks < self._stretch.end_tick
        allowed[~allowed.any(axis=1), -1] = True
        return np.asarray(allowed)

    def _steps_allowed(self, pitches: npt.NDArray[np.int64]) -> npt.NDArray[np.bool_]:
        """The intervals (lines, INTERVALS) that stay on the instrument and in the widest range of a take."""
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
