"""Measure a list of metrics and print their table."""

import os
import platform
from collections.abc import Callable, Sequence
from importlib.metadata import version
from itertools import chain

from benchmarks.metric import Metric, markdown_table

Measurement = Callable[[], tuple[Metric, ...]]


def report(measurements: Sequence[Measurement]) -> int:
    """Print the table; the exit code is 1 where something was missed."""
    print(
        f"{os.cpu_count()} cores ({platform.machine()}), load {os.getloadavg()[0]:.1f} before we began; "
        f"Python {platform.python_version()}, Keras {version('keras')}\n",
        flush=True,
    )
    metrics = list(chain.from_iterable(measure() for measure in measurements))
    print(markdown_table(metrics))
    return 0 if all(metric.is_reached for metric in metrics) else 1
