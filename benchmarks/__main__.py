"""Measure everything and print the table."""

import os
import platform
import sys
from collections.abc import Callable
from importlib.metadata import version
from itertools import chain

from benchmarks import page, reading, sampling, training, training_run
from benchmarks.figure import Figure, markdown_table

MEASUREMENTS: tuple[Callable[[], tuple[Figure, ...]], ...] = (
    training.measure,
    training_run.measure,
    sampling.measure,
    reading.measure,
    page.measure,
)


def main() -> int:
    """Print the table; 1 where something was missed."""
    print(
        f"{os.cpu_count()} cores ({platform.machine()}), load {os.getloadavg()[0]:.1f} before we began; "
        f"Python {platform.python_version()}, Keras {version('keras')}\n",
        flush=True,
    )
    figures = list(chain.from_iterable(measure() for measure in MEASUREMENTS))
    print(markdown_table(figures))
    return 0 if all(figure.is_reached for figure in figures) else 1


if __name__ == "__main__":
    sys.exit(main())
