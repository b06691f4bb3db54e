"""The network over events in TensorFlow: an LSTM that reads notes, and heads that predict what comes next.

The row of a note is embedded and fed to the LSTM. One head predicts the time to the next note. Another one also reads
the row of the place to which that time leads, and predicts the next interval, this note's duration and the next
velocity. Times and intervals have a linear connection from the rows as well. Steps come first in arrays: (steps, batch,
features).
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import tensorflow as tf

from jazzcore.encoding.events.features import NOTE_MEMORY
from jazzcore.models.bundle import FloatArray
from jazzcore.models.events.weights import event_shapes
from jazzcore.models.layers import fused_lstm, glorot, orthogonal
from jazzcore.models.settings import EventSize

State = tuple[tf.Tensor, tf.Tensor]
"""Hidden values and cells, each (batch, units)."""


class Logits(NamedTuple):
    """Logits (steps, batch, classes) of all that is predicted."""

    iois: tf.Tensor
    intervals: tf.Tensor
    durations: tf.Tensor
    velocities: tf.Tensor


def initial_event_weights(size: EventSize, seed: int) -> tuple[FloatArray, ...]:
    """Draw fresh weights: Glorot uniform kernels, an orthogonal recurrent kernel, the forget bias 1, all else 0.

    Parameters
    ----------
    size : EventSize
        The size of the network.
    seed : int
        The seed; each weight has one of its own that comes from it.

    Returns
    -------
    tuple of arrays
        The weights in a bundle's order.

    References
    ----------
    Glorot and Bengio, 2010; Saxe et al., 2014 (orthogonal); Jozefowicz et al., 2015 (forget bias).
    """
    shapes = event_shapes(size)
    seeds = np.random.SeedSequence(seed).generate_state(len(shapes)).tolist()
    weights = []
    for (name, shape), weight_seed in zip(shapes.items(), seeds, strict=True):
        if name.endswith("recurrent kernel"):
            weights.append(orthogonal(shape, weight_seed))
        elif name.endswith("kernel"):
            weights.append(glorot(shape, weight_seed))
        else:
            weights.append(np.zeros(shape, np.float32))
        if name == "lstm bias":
            weights[-1][size.units : 2 * size.units] = 1.0
    return tuple(weights)


class EventNetwork:
    """Trainable variables, and the function from rows to logits."""

    def __init__(self, size: EventSize, weights: Sequence[FloatArray]) -> None:
        """Make the variables.

        Parameters
        ----------
        size : EventSize
            The size of the network.
        weights : sequence of arrays
            The weights in a bundle's order.
        """
        self._size = size
        self.variables = [tf.Variable(array) for array in weights]
        self._named = dict(zip(event_shapes(size), self.variables, strict=True))

    def logits(
        self, notes: tf.Tensor, places: tf.Tensor, state: State, dropout_seed: tf.Tensor | None = None
    ) -> tuple[Logits, State]:
        """Predict what comes after each note.

        Parameters
        ----------
        notes : tensor (steps, batch, NOTE_WIDTH)
            The rows of the notes.
        places : tensor (steps, batch, PLACE_WIDTH)
            The rows of the places where the next notes begin.
        state : two tensors (batch, units)
            The hidden values and the cells of the LSTM before the first step.
        dropout_seed : tensor (2,) of int, optional
            The seed of the dropout; nothing is dropped unless given.

        Returns
        -------
        tuple of Logits and State
            The logits, and the state after the last step.
        """
        size, w = self._size, self._named
        drop = _Dropout(dropout_seed)
        notes, places = drop(notes, size.input_dropout), drop(places, size.input_dropout)
        embedded = tf.nn.relu(_dense(notes, w["embedding kernel"], w["embedding bias"]))
        hidden, cells = fused_lstm(
            drop(embedded, size.dropout, through_time=True),
            w["lstm kernel"],
            drop(w["lstm recurrent kernel"], size.recurrent_dropout),
            w["lstm bias"],
            state,
        )
        state_after = (hidden[-1], cells[-1])
        hidden = drop(hidden, size.dropout, through_time=True)
        time_inputs = tf.concat([hidden, embedded, notes[..., NOTE_MEMORY:]], -1)
        place_inputs = tf.concat([hidden, embedded, places], -1)
        time = drop(tf.nn.relu(_dense(time_inputs, w["time kernel"], w["time bias"])), size.dropout)
        place = drop(tf.nn.relu(_dense(place_inputs, w["place kernel"], w["place bias"])), size.dropout)
        logits = Logits(
            iois=_dense(time, w["ioi kernel"], w["ioi bias"]) + tf.tensordot(notes, w["ioi linear"], 1),
            intervals=_dense(place, w["interval kernel"], w["interval bias"])
            + tf.tensordot(places, w["interval linear"], 1),
            durations=_dense(place, w["duration kernel"], w["duration bias"]),
            velocities=_dense(place, w["velocity kernel"], w["velocity bias"]),
        )
        return logits, state_after

    def weights(self) -> tuple[FloatArray, ...]:
        """A copy of the weights, in a bundle's order."""
        return tuple(variable.numpy() for variable in self.variables)


class _Dropout:
    """Dropout with a new draw at every use. Through time it drops the same features of a melody at every step.

    References
    ----------
    Gal and Ghahramani, "A Theoretically Grounded Application of Dropout in Recurrent Neural Networks", 2016.
    """

    def __init__(self, seed: tf.Tensor | None) -> None:
        self._seed = seed
        self._uses = 0

    def __call__(self, values: tf.Tensor, rate: float, through_time: bool = False) -> tf.Tensor:
        if self._seed is None or not rate:
            return values
        self._uses += 1
        seed = self._seed + self._uses
        if not through_time:
            return tf.nn.experimental.stateless_dropout(values, rate, seed)
        kept = tf.ones((1, tf.shape(values)[1], values.shape[2]))
        return values * tf.nn.experimental.stateless_dropout(kept, rate, seed)


def _dense(inputs: tf.Tensor, kernel: tf.Variable, bias: tf.Variable) -> tf.Tensor:
    return tf.tensordot(inputs, kernel, 1) + bias
