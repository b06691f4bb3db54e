"""A measurement that knows its results beforehand."""

import sys

from benchmarks.report import Result


def measure() -> tuple[Result | str, ...]:
    """A paragraph and a row."""
    sys.stdout.write("a line that is no result\n")
    return "In short.", Result("speed", "1 s", "<= 2 s", is_met=True)
