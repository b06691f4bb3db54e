"""The network over values in TensorFlow: LSTM layers and a dense softmax.

It computes what `keras.layers.LSTM` computes, from the same weights in the same order, with TensorFlow's fused LSTM
operation over all steps at once: no unrolled graph has to be traced. Steps come first in its arrays: (Tx, batch,
features).
"""

from collections.abc import Sequence

import numpy as np
import tensorflow as tf

from jazzcore.encoding.values.windows import NO_VALUE
from jazzcore.models.bundle import FloatArray
from jazzcore.models.layers import fused_lstm, glorot, orthogonal
from jazzcore.models.settings import ValueSettings


def initial_weights(settings: ValueSettings, value_count: int, seed: int) -> tuple[FloatArray, ...]:
    """Draw fresh weights as Keras does: Glorot uniform, orthogonal, forget bias 1.

    Parameters
    ----------
    settings : ValueSettings
        The network.
    value_count : int
        The size of the vocabulary.
    seed : int
        The seed; each kernel has one of its own that comes from it.

    Returns
    -------
    tuple of arrays
        The weights in a bundle's order.
    """
    seeds = iter(np.random.SeedSequence(seed).generate_state(2 * len(settings.lstm_units) + 1).tolist())
    weights: list[FloatArray] = []
    inputs = value_count
    for units in settings.lstm_units:
        bias = np.zeros(4 * units, np.float32)
        bias[units : 2 * units] = 1.0
        weights += [glorot((inputs, 4 * units), next(seeds)), orthogonal((units, 4 * units), next(seeds)), bias]
        inputs = units
    return (*weights, glorot((inputs, value_count), next(seeds)), np.zeros(value_count, np.float32))


class Network:
    """Trainable variables, and the function from ids to logits."""

    def __init__(self, weights: Sequence[FloatArray], dropout: float = 0.0) -> None:
        """Make the variables.

        Parameters
        ----------
        weights : sequence of arrays
            The weights in a bundle's order.
        dropout : float, optional
            The share of each layer's hidden values that is dropped in training.
        """
        self.variables = [tf.Variable(array) for array in weights]
        self._dropout = dropout

    def logits(self, ids: tf.Tensor, first_step: int = 0, dropout_seed: tf.Tensor | None = None) -> tf.Tensor:
        """Predict the value after each step.

        Parameters
        ----------
        ids : tensor of int (batch, Tx)
            The values; `NO_VALUE` is no input.
        first_step : int, optional
            The first step that is predicted after.
        dropout_seed : tensor (2,) of int, optional
            The seed of the dropout; nothing is dropped unless given.

        Returns
        -------
        tensor (steps, batch, n_values)
            The logits.
        """
        *lstm, dense_kernel, dense_bias = self.variables
        value_count = dense_bias.shape[0]
        hidden = _looked_up(ids, value_count, lstm)
        for layer in range(0, len(lstm), 3):
            kernel, recurrent_kernel, bias = lstm[layer : layer + 3]
            is_looked_up = layer == 0 and hidden.shape[-1] != kernel.shape[0]
            hidden, _ = fused_lstm(hidden, tf.eye(bias.shape[0]) if is_looked_up else kernel, recurrent_kernel, bias)
            if dropout_seed is not None and self._dropout:
                hidden = tf.nn.experimental.stateless_dropout(hidden, self._dropout, dropout_seed + layer)
        return tf.tensordot(hidden[first_step:], dense_kernel, 1) + dense_bias

    def weights(self) -> tuple[FloatArray, ...]:
        """A copy of the weights, in a bundle's order."""
        return tuple(variable.numpy() for variable in self.variables)


def _looked_up(ids: tf.Tensor, value_count: int, lstm: Sequence[tf.Variable]) -> tf.Tensor:
    """One-hot inputs (Tx, batch, n_values); for a wide vocabulary their product with the kernel (Tx, batch, 4 units).

    A one-hot row times the kernel is a row of the kernel: looking it up is cheaper when there are more values than
    gates.
    """
    by_time = tf.transpose(ids)
    kernel = lstm[0]
    if value_count <= kernel.shape[1]:
        return tf.one_hot(by_time, value_count)
    with_empty_row = tf.concat([kernel, tf.zeros((1, kernel.shape[1]))], 0)
    return tf.gather(with_empty_row, tf.where(by_time == NO_VALUE, value_count, by_time))
