"""The sampler: one LSTM step after another in numpy, value by value.

It rebuilds the network's step from a bundle's weights; a step takes microseconds where a call into TensorFlow takes
milliseconds.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from jazzcore.errors import SettingError
from jazzcore.models.bundle import FloatArray, ValueBundle

COLDEST = 1e-6
"""Below this temperature the likeliest is taken: dividing by less overflows, and changes nothing any more."""


@dataclass(frozen=True, slots=True)
class Choice:
    """How the next value is chosen: temperature 0 to 2 (0 takes the likeliest), and the share of likelihood kept."""

    temperature: float
    top_p: float = 1.0

    def __post_init__(self) -> None:
        if not 0.0 <= self.temperature <= 2.0:
            raise SettingError(f"The temperature is {self.temperature}; set it between 0 and 2.")
        if not 0.0 < self.top_p <= 1.0:
            raise SettingError(f"Top-p is {self.top_p}; set it above 0 and up to 1.")


class Sampler:
    """The state of a bundle's network while it plays; it begins with zeros, as in training."""

    def __init__(self, bundle: ValueBundle) -> None:
        *lstm, dense_kernel, self._dense_bias = bundle.weights
        self._kernels = (*lstm[0::3], dense_kernel)
        self._recurrent = tuple(zip(lstm[1::3], lstm[2::3], strict=True))
        self._hidden = [np.zeros(units, np.float32) for units in bundle.recipe.lstm_units]
        self._cells = [np.zeros(units, np.float32) for units in bundle.recipe.lstm_units]

    def step(self, value_id: int | None) -> FloatArray:
        """Feed a value, or nothing, and give the logits (n_values,) of the next one."""
        first = self._kernels[0]
        inputs = np.zeros(first.shape[1], np.float32) if value_id is None else first[value_id]
        for layer, (recurrent_kernel, bias) in enumerate(self._recurrent):
            gates = inputs + self._hidden[layer] @ recurrent_kernel + bias
            in_gate, forget, cell, out = gates.reshape(4, -1)
            self._cells[layer] = sigmoid(forget) * self._cells[layer] + sigmoid(in_gate) * np.tanh(cell)
            self._hidden[layer] = sigmoid(out) * np.tanh(self._cells[layer])
            inputs = self._hidden[layer] @ self._kernels[layer + 1]
        return inputs + self._dense_bias


def sample(sampler: Sampler, choice: Choice, rng: np.random.Generator) -> Iterator[int]:
    """Ids without end, the course's way: the first input is nothing, then each chosen value is fed back."""
    value_id: int | None = None
    while True:
        value_id = choose(sampler.step(value_id), choice, rng)
        yield value_id


def choose(logits: FloatArray, choice: Choice, rng: np.random.Generator) -> int:
    """The id chosen from logits (n_values,): by argmax at temperature 0, otherwise drawn from the top-p nucleus.

    The nucleus is the smallest set of likeliest values whose likelihoods reach top-p (Holtzman et al., 2020).
    """
    if choice.temperature < COLDEST:
        return int(np.argmax(logits))
    scaled = logits.astype(np.float64) / choice.temperature
    likelihoods = np.exp(scaled - scaled.max())
    likelihoods /= likelihoods.sum()
    order = np.argsort(-likelihoods, kind="stable")
    summed = np.cumsum(likelihoods[order])
    nucleus = order[: int(np.searchsorted(summed, choice.top_p * (1 - 1e-12))) + 1]
    reach = summed[len(nucleus) - 1]
    return int(nucleus[np.searchsorted(summed[: len(nucleus) - 1], rng.random() * reach, side="right")])


def choose_rows(
    logits: FloatArray, allowed: npt.NDArray[np.bool_], choice: Choice, rng: np.random.Generator
) -> npt.NDArray[np.intp]:
    """An id (rows,) for each row of logits (rows, n), of those allowed: chosen as `choose` does, all rows at once.

    Every row must allow one id or more.
    """
    masked = np.where(allowed, logits.astype(np.float64), -np.inf)
    if choice.temperature < COLDEST:
        return np.asarray(np.argmax(masked, axis=1))
    scaled = (masked - masked.max(axis=1, keepdims=True)) / choice.temperature
    likelihoods = np.exp(scaled)
    likelihoods /= likelihoods.sum(axis=1, keepdims=True)
    if choice.top_p < 1.0:
        order = np.argsort(-likelihoods, axis=1, kind="stable")
        ordered = np.take_along_axis(likelihoods, order, axis=1)
        reached_before = np.cumsum(ordered, axis=1) - ordered
        ordered[reached_before >= choice.top_p * (1 - 1e-12)] = 0.0
        np.put_along_axis(likelihoods, order, ordered, axis=1)
    summed = np.cumsum(likelihoods, axis=1)
    drawn = rng.random((len(logits), 1)) * summed[:, -1:]
    return np.asarray(np.argmax(summed > drawn, axis=1))


def sigmoid(x: FloatArray) -> FloatArray:
    """The logistic function, by way of tanh so that nothing overflows."""
    logistic: FloatArray = 0.5 * np.tanh(0.5 * x) + 0.5
    return logistic
