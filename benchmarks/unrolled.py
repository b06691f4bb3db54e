"""The course's own way to train: the unrolled graph with `fit` on one-hot arrays, timed to compare ours with."""

import time

import keras
import numpy as np
import numpy.typing as npt

from jazzcore.course import Adam, djmodel

OneHot = npt.NDArray[np.float32]
UNITS = 64


def train_unrolled(x_onehot: OneHot, y_onehot: OneHot, epochs: int, seed: int) -> tuple[list[float], float]:
    """Train `djmodel` on X (m, Tx, n_values) and Y (Tx, m, n_values).

    Gives the loss of each epoch, and the seconds from building the graph to the last epoch, compilation included.
    """
    keras.utils.set_random_seed(seed)
    window_count, length, value_count = x_onehot.shape
    start = np.zeros((window_count, UNITS), np.float32)
    began = time.perf_counter()
    lstm_cell = keras.layers.LSTM(UNITS, return_state=True)
    densor = keras.layers.Dense(value_count, activation="softmax")
    model = djmodel(length, lstm_cell, densor, keras.layers.Reshape((1, value_count)))
    model.compile(optimizer=Adam(learning_rate=0.01, decay=0.01), loss="categorical_crossentropy")
    history = model.fit([x_onehot, start, start], list(y_onehot), epochs=epochs, batch_size=32, verbose=0)
    return history.history["loss"], time.perf_counter() - began
