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
    """Hidden values and cells, each (Tx, batch, units), of an LSTM that starts from a state of both, or from zeros.

    The operation's first version, because the second one's registered gradient assumes the first one's order of gates
    (in TensorFlow 2.21): input, cell, forget, output. Keras keeps input, forget, cell, output.
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
    """A kernel as Keras draws it by default."""
    return np.array(keras.initializers.GlorotUniform(seed=seed)(shape), np.float32)


def orthogonal(shape: Sequence[int], seed: int) -> FloatArray:
    """A recurrent kernel as Keras draws it by default."""
    return np.array(keras.initializers.Orthogonal(seed=seed)(shape), np.float32)
