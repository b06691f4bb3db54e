"""Layers and fresh weights in TensorFlow, which the networks share."""

from collections.abc import Sequence

import keras
import numpy as np
import tensorflow as tf

from jazzcore.models.bundle import FloatArray


def fused_lstm(
    inputs: tf.Tensor,
    kernel: tf.Tensor,
    recurrent_kernel: tf.Tensor,
    bias: tf.Tensor,
    state: tuple[tf.Tensor, tf.Tensor] | None = None,
) -> tuple[tf.Tensor, tf.Tensor]:
    """Run an LSTM over all steps at once.

    It is the operation's first version: the registered gradient of the second one assumes the first one's order of
    gates (in TensorFlow 2.21), which is input, cell, forget, output. Keras and bundles have input, forget, cell,
    output.

    Parameters
    ----------
    inputs : tensor (steps, batch, features)
        What goes in.
    kernel : tensor (features, 4 units)
        The weights of the inputs.
    recurrent_kernel : tensor (units, 4 units)
        The weights of the hidden values.
    bias : tensor (4 units,)
        The biases of the gates.
    state : two tensors (batch, units), optional
        Hidden values and cells before the first step; zeros unless given.

    Returns
    -------
    two tensors (steps, batch, units)
        The hidden values and the cells after each step.

    References
    ----------
    Hochreiter and Schmidhuber, "Long Short-Term Memory", 1997.
    """
    units = recurrent_kernel.shape[0]
    zeros = tf.zeros((tf.shape(inputs)[1], units))
    hidden, cells = state or (zeros, zeros)
    no_peephole = tf.zeros((units,))
    block = tf.raw_ops.BlockLSTM(
        seq_len_max=tf.shape(inputs, out_type=tf.int64)[0],
        x=inputs,
        cs_prev=cells,
        h_prev=hidden,
        w=_gates_reordered(tf.concat([kernel, recurrent_kernel], 0)),
        wci=no_peephole,
        wcf=no_peephole,
        wco=no_peephole,
        b=_gates_reordered(bias),
        forget_bias=0.0,
        cell_clip=-1.0,
        use_peephole=False,
    )
    return block.h, block.cs


def _gates_reordered(gates: tf.Tensor) -> tf.Tensor:
    in_gate, forget, cell, out = tf.split(gates, 4, -1)
    return tf.concat([in_gate, cell, forget, out], -1)


def glorot(shape: Sequence[int], seed: int) -> FloatArray:
    """Draw a kernel as Keras does by default.

    Parameters
    ----------
    shape : sequence of int
        The shape of the kernel.
    seed : int
        The seed it is drawn by.

    Returns
    -------
    array (shape)
        The kernel.

    References
    ----------
    Glorot and Bengio, "Understanding the difficulty of training deep feedforward neural networks", 2010.
    """
    return np.array(keras.initializers.GlorotUniform(seed=seed)(shape), np.float32)


def orthogonal(shape: Sequence[int], seed: int) -> FloatArray:
    """Draw a recurrent kernel as Keras does by default.

    Parameters
    ----------
    shape : sequence of int
        The shape of the kernel.
    seed : int
        The seed it is drawn by.

    Returns
    -------
    array (shape)
        The kernel.

    References
    ----------
    Saxe et al., "Exact solutions to the nonlinear dynamics of learning in deep linear neural networks", 2014.
    """
    return np.array(keras.initializers.Orthogonal(seed=seed)(shape), np.float32)
