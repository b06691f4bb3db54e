"""One training run in a process of its own, so that it compiles anew: `python -m benchmarks.training_process ours`.

Prints the loss of each epoch and the seconds it took as JSON; the import of TensorFlow does not count.
"""

import json
import sys
import time
from collections.abc import Callable

from benchmarks.material import course_request, course_windows
from benchmarks.unrolled import train_unrolled
from jazzcore.encoding.values.windows import one_hot
from jazzcore.models.values.training import train


def run_ours() -> tuple[list[float], float]:
    """As the studio trains: from the request to the trained bundle."""
    request = course_request()
    began = time.perf_counter()
    bundle = train(request, on_epoch=lambda _loss, _bundle: None, should_stop=lambda: False)
    return [loss.training for loss in bundle.losses], time.perf_counter() - began


def run_unrolled() -> tuple[list[float], float]:
    """As the assignment trains: a graph unrolled over all steps, and `fit` on one-hot arrays."""
    request, windows = course_request(), course_windows()
    x, y = (one_hot(ids, windows.value_count) for ids in (windows.x, windows.y))
    return train_unrolled(x, y, request.epochs, request.seed)


WAYS: dict[str, Callable[[], tuple[list[float], float]]] = {"ours": run_ours, "unrolled": run_unrolled}

if __name__ == "__main__":
    print(json.dumps(WAYS[sys.argv[1]]()))
