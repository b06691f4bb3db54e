"""The LSTM's step in numpy, which the samplers share."""

import numpy as np

from jazzcore.models.bundle import FloatArray


def lstm_step(gates: FloatArray, cells: FloatArray) -> tuple[FloatArray, FloatArray]:
    """One step of an LSTM with a forget gate.

    Parameters
    ----------
    gates : array (4, ..., units)
        What goes into the gates, in the order input, forget, cell, output.
    cells : array (..., units)
        The cells before the step.

    Returns
    -------
    tuple of two arrays (..., units)
        The hidden values and the cells after the step.

    References
    ----------
    Hochreiter and Schmidhuber, "Long Short-Term Memory", 1997; Gers et al., "Learning to Forget", 2000.

    """
    in_gate, forget, cell, out = gates
    cells_after = _sigmoid(forget) * cells + _sigmoid(in_gate) * np.tanh(cell)
    return _sigmoid(out) * np.tanh(cells_after), cells_after


def _sigmoid(x: FloatArray) -> FloatArray:
    """The logistic function, by way of tanh so that nothing overflows."""
    logistic: FloatArray = 0.5 * np.tanh(0.5 * x) + 0.5
    return logistic
