"""The sampler of events: the network's steps in numpy, for several melodies beside each other.

It computes what `models.events.network.EventNetwork` computes from the same weights; a test compares the two. A step
has two halves: `step` reads the last note of each melody and predicts the time to the next one, `predict` is given that
time and predicts the rest.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from jazzcore.encoding.events.events import Event
from jazzcore.encoding.events.features import NOTE_MEMORY, NOTE_WIDTH, PLACE_WIDTH, FeatureTracker
from jazzcore.encoding.events.harmonic_context import HarmonicContext
from jazzcore.models.bundle import FloatArray
from jazzcore.models.events.weights import WEIGHT_NAMES
from jazzcore.models.lstm import lstm_step


class Expected(NamedTuple):
    """Logits (melodies, classes) of the next interval, of the last note's duration, of the next velocity."""

    intervals: FloatArray
    durations: FloatArray
    velocities: FloatArray


class EventSampler:
    """The state of a network over events while it is sampled. It begins with zeros, as in training."""

    def __init__(self, weights: Sequence[FloatArray], context: HarmonicContext, count: int) -> None:
        """Begin melodies.

        Parameters
        ----------
        weights : sequence of arrays
            The weights in a bundle's order.
        context : HarmonicContext
            The bars and chords of all melodies.
        count : int
            How many melodies are sampled beside each other.
        """
        self._weights = dict(zip(WEIGHT_NAMES, weights, strict=True))
        embedding, units = len(self._weights["lstm kernel"]), len(self._weights["lstm recurrent kernel"])
        self._trackers = [FeatureTracker(context) for _ in range(count)]
        self._hidden = np.zeros((count, units), np.float32)
        self._cells = np.zeros((count, units), np.float32)
        self._embedded = np.zeros((count, embedding), np.float32)

    def step(self, events: Sequence[Event], lasting: Sequence[int]) -> FloatArray:
        """Read the next note of each melody and predict the time to the one after it.

        Parameters
        ----------
        events : sequence of Event
            The next note of each melody; its duration is not read, as it is not known yet.
        lasting : sequence of int
            How long the note before it lasted in each melody, in ticks.

        Returns
        -------
        array (melodies, IOIS)
            Logits of the time to the next note.
        """
        w = self._weights
        notes = np.zeros((len(events), NOTE_WIDTH), np.float32)
        for tracker, event, ticks, row in zip(self._trackers, events, lasting, notes, strict=True):
            tracker.last = tracker.last._replace(duration_ticks=ticks)
            tracker.update(event)
            tracker.fill_note(row)
        self._embedded = _relu(notes @ w["embedding kernel"] + w["embedding bias"])
        gates = self._embedded @ w["lstm kernel"] + self._hidden @ w["lstm recurrent kernel"] + w["lstm bias"]
        by_gate = gates.reshape(len(events), 4, -1).transpose(1, 0, 2)
        self._hidden, self._cells = lstm_step(by_gate, self._cells)
        inputs = np.concatenate([self._hidden, self._embedded, notes[:, NOTE_MEMORY:]], axis=1)
        time = _relu(inputs @ w["time kernel"] + w["time bias"])
        logits: FloatArray = time @ w["ioi kernel"] + w["ioi bias"] + notes @ w["ioi linear"]
        return logits

    def predict(self, ticks: Sequence[int]) -> Expected:
        """Predict the rest of the next note of each melody, which begins at these ticks."""
        w = self._weights
        places = np.zeros((len(ticks), PLACE_WIDTH), np.float32)
        for tracker, tick, row in zip(self._trackers, ticks, places, strict=True):
            tracker.fill_place(row, tick)
        inputs = np.concatenate([self._hidden, self._embedded, places], axis=1)
        place = _relu(inputs @ w["place kernel"] + w["place bias"])
        return Expected(
            place @ w["interval kernel"] + w["interval bias"] + places @ w["interval linear"],
            place @ w["duration kernel"] + w["duration bias"],
            place @ w["velocity kernel"] + w["velocity bias"],
        )


def _relu(x: FloatArray) -> FloatArray:
    return np.maximum(x, 0)
