"""One training run in a process of its own, so that it is compiled again.

`python -m benchmarks.speed.training_process ours` (or `unrolled`) prints the loss of each epoch and the seconds as
JSON. The import of TensorFlow does not count.
"""

import json
import sys
import time
from collections.abc import Callable

import keras
import numpy as np
import numpy.typing as npt

from benchmarks.material import course_request, course_windows
from jazzcore.course import Adam, djmodel
from jazzcore.encoding.values.windows import one_hot
from jazzcore.models.settings import COURSE_SETTINGS
from jazzcore.models.values.training import train_values

OneHot = npt.NDArray[np.float32]
UNITS = 64


def run_ours() -> tuple[list[float], float]:
    """Train as the studio does, from the request to the trained bundle."""
    request = course_request()
    began = time.perf_counter()
    bundle = train_values(COURSE_SETTINGS, request, on_epoch=lambda _loss, _bundle: None, should_stop=lambda: False)
    return [loss.training for loss in bundle.losses], time.perf_counter() - began


def run_unrolled() -> tuple[list[float], float]:
    """Train as the assignment does: a graph unrolled over all steps, and `fit` on one-hot arrays."""
    request, windows = course_request(), course_windows()
    x, y = (one_hot(ids, windows.value_count) for ids in (windows.x, windows.y))
    return train_unrolled(x, y, request.epochs, request.seed)


def train_unrolled(x_onehot: OneHot, y_onehot: OneHot, epochs: int, seed: int) -> tuple[list[float], float]:
    """Train the assignment's `djmodel`.

    Parameters
    ----------
    x_onehot : array (m, Tx, n_values)
        The windows.
    y_onehot : array (Tx, m, n_values)
        The value after each step.
    epochs : int
        How many times all windows are learnt.
    seed : int
        The seed of Keras.

    Returns
    -------
    tuple of list of float and float
        The loss of each epoch, and the seconds from building the graph to the last epoch, compilation included.

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


WAYS: dict[str, Callable[[], tuple[list[float], float]]] = {"ours": run_ours, "unrolled": run_unrolled}

if __name__ == "__main__":
    print(json.dumps(WAYS[sys.argv[1]]()))
