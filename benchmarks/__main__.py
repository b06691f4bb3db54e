"""Measure the studio from training to sound and print the table."""

import sys

from benchmarks import library, page, reading, room, sampling, training, training_run
from benchmarks.table import report

MEASUREMENTS = (
    training.measure,
    training_run.measure,
    sampling.measure,
    reading.measure,
    page.measure,
    room.measure,
    library.measure,
)

if __name__ == "__main__":
    sys.exit(report(MEASUREMENTS))
