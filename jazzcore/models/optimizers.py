"""Optimisers: TensorFlow's fused update operations, with Keras's defaults."""

import platform
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import tensorflow as tf

from jazzcore.models.bundle import FloatArray


class Optimizer:
    """An optimiser of a network's variables.

    Its state is the count of iterations, then the first slot of each variable, then the second slot of each.
    """

    def __init__(self, name: str, variables: Sequence[tf.Variable], state: Sequence[FloatArray] = ()) -> None:
        """Start from a saved state, or from zeros.

        Parameters
        ----------
        name : str
            `adam` or `rmsprop`.
        variables : sequence of tf.Variable
            What is to be trained.
        state : sequence of arrays, optional
            What `state` gave.
        """
        self._update = _UPDATES[name]
        self.iterations = tf.Variable(state[0] if state else np.float32(0))
        slots = state[1:] or [np.zeros(variable.shape, np.float32) for variable in (*variables, *variables)]
        self._trained = [
            _Trained(variable, tf.Variable(first), tf.Variable(second))
            for variable, first, second in zip(variables, slots[: len(variables)], slots[len(variables) :], strict=True)
        ]

    def apply(self, gradients: Sequence[tf.Tensor], rate: tf.Tensor) -> tf.Tensor:
        """Update the variables.

        Parameters
        ----------
        gradients : sequence of tensors
            A gradient for each variable.
        rate : tensor ()
            The learning rate.

        Returns
        -------
        tensor ()
            How many updates there have been, with this one.
        """
        iteration = self.iterations.assign_add(1.0)
        for trained, gradient in zip(self._trained, gradients, strict=True):
            self._update(trained, tf.convert_to_tensor(gradient), rate, iteration)
        return iteration

    def state(self) -> tuple[FloatArray, ...]:
        """The state as it stands."""
        firsts, seconds = ([t.first for t in self._trained], [t.second for t in self._trained])
        return (self.iterations.numpy(), *(slot.numpy() for slot in (*firsts, *seconds)))


@dataclass(frozen=True, slots=True)
class _Trained:
    """A variable with its optimiser's two slots of the same shape."""

    variable: tf.Variable
    first: tf.Variable
    second: tf.Variable


def _adam(trained: _Trained, gradient: tf.Tensor, rate: tf.Tensor, iteration: tf.Tensor) -> None:
    """Update a variable by Adam (Kingma and Ba, 2015) with beta 0.9 and 0.999."""
    tf.raw_ops.ResourceApplyAdam(
        var=trained.variable.handle,
        m=trained.first.handle,
        v=trained.second.handle,
        beta1_power=tf.pow(0.9, iteration),
        beta2_power=tf.pow(0.999, iteration),
        lr=rate,
        beta1=0.9,
        beta2=0.999,
        epsilon=1e-7,
        grad=gradient,
    )


def _rmsprop(trained: _Trained, gradient: tf.Tensor, rate: tf.Tensor, iteration: tf.Tensor) -> None:
    """Update a variable by RMSprop (Tieleman and Hinton, 2012) with rho 0.9 and no momentum."""
    del iteration
    tf.raw_ops.ResourceApplyRMSProp(
        var=trained.variable.handle,
        ms=trained.first.handle,
        mom=trained.second.handle,
        lr=rate,
        rho=0.9,
        momentum=0.0,
        epsilon=1e-7,
        grad=gradient,
    )


_UPDATES = {"adam": _adam, "rmsprop": _rmsprop}


def versions() -> tuple[tuple[str, str], ...]:
    """The versions of the libraries that train, as a bundle names them."""
    return (("python", platform.python_version()), ("tensorflow", tf.__version__), ("numpy", np.__version__))
