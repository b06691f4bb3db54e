"""Choosing: draw the next id of the logits that a network gives."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from jazzcore.models.bundle import FloatArray
from jazzcore.music.limits import Temperature, TopP, check_settings

COLDEST = 1e-6
"""Below this temperature the likeliest is taken: dividing by less overflows, and changes nothing any more."""


@dataclass(frozen=True, slots=True)
class Choice:
    """How an id is chosen: the temperature, 0 to 2 (0 takes the likeliest), and top-p, above 0 and up to 1.

    Raises SettingError outside these ranges.
    """

    temperature: Temperature
    top_p: TopP = 1.0

    def __post_init__(self) -> None:
        check_settings(self, {"temperature": "The temperature", "top_p": "Top-p"})


def choose(logits: FloatArray, choice: Choice, rng: np.random.Generator) -> int:
    """Draw the next id from logits.

    Parameters
    ----------
    logits : array (n_values,)
        Unnormalised log likelihoods.
    choice : Choice
        Temperature and top-p.
    rng : numpy.random.Generator
        The source of randomness.

    Returns
    -------
    int
        The id chosen; the likeliest one at temperature 0.

    References
    ----------
    Holtzman et al., "The Curious Case of Neural Text Degeneration", 2020 (top-p).
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
    """Draw an id for each row of logits, as `choose` does, all rows at once.

    Parameters
    ----------
    logits : array (rows, n_values)
        Unnormalised log likelihoods.
    allowed : array of bool (rows, n_values)
        The ids that may be drawn, one or more in each row.
    choice : Choice
        Temperature and top-p.
    rng : numpy.random.Generator
        The source of randomness.

    Returns
    -------
    array of int (rows,)
        The ids chosen.
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
