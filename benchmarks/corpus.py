"""Measure how files are understood and print the table: `python -m benchmarks.corpus`."""

import sys

from benchmarks import (
    corpus_chords,
    corpus_fuzz,
    corpus_notation,
    corpus_parts,
    corpus_readings,
    corpus_timing,
    corpus_weimar,
)
from benchmarks.table import report

MEASUREMENTS = (
    corpus_parts.measure,
    corpus_chords.measure,
    corpus_readings.measure,
    corpus_timing.measure,
    corpus_weimar.measure,
    corpus_notation.measure,
    corpus_fuzz.measure,
)

if __name__ == "__main__":
    sys.exit(report(MEASUREMENTS))
