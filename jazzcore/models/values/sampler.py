"""The sampler of values: the network's steps in numpy, value by value.

It computes what `models.values.network.Network` computes from the same weights. A step takes microseconds where a call
into TensorFlow takes milliseconds.
"""

from collections.abc import Iterator, Sequence

import numpy as np

from jazzcore.models.bundle import FloatArray
from jazzcore.models.choosing import Choice, choose
from jazzcore.models.lstm import lstm_step


class Sampler:
    """The state of a network over values while it is sampled. It begins with zeros, as in training."""

    def __init__(self, weights: Sequence[FloatArray]) -> None:
        *lstm, dense_kernel, self._dense_bias = weights
        self._kernels = (*lstm[0::3], dense_kernel)
        self._recurrent = tuple(zip(lstm[1::3], lstm[2::3], strict=True))
        self._hidden = [np.zeros(len(kernel), np.float32) for kernel, _ in self._recurrent]
        self._cells = [np.zeros(len(kernel), np.float32) for kernel, _ in self._recurrent]

    def step(self, value_id: int | None) -> FloatArray:
        """Read a value, or nothing, and predict the next one: logits (n_values,)."""
        first = self._kernels[0]
        inputs = np.zeros(first.shape[1], np.float32) if value_id is None else first[value_id]
        for layer, (recurrent_kernel, bias) in enumerate(self._recurrent):
            gates = inputs + self._hidden[layer] @ recurrent_kernel + bias
            self._hidden[layer], self._cells[layer] = lstm_step(gates.reshape(4, -1), self._cells[layer])
            inputs = self._hidden[layer] @ self._kernels[layer + 1]
        return inputs + self._dense_bias


def sample(sampler: Sampler, choice: Choice, rng: np.random.Generator) -> Iterator[int]:
    """Sample ids without end, as the course does: the first input is nothing, then each chosen value is fed back.

    Parameters
    ----------
    sampler : Sampler
        The network.
    choice : Choice
        Temperature and top-p.
    rng : numpy.random.Generator
        The source of randomness.

    Yields
    ------
    int
        The next id.
    """
    value_id: int | None = None
    while True:
        value_id = choose(sampler.step(value_id), choice, rng)
        yield value_id
