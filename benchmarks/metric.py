"""A metric of the table, and how it is timed: medians of several runs."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True, slots=True)
class Metric:
    """A row of the table: what was measured, the median in words, what is to be reached, and whether it is."""

    what: str
    measured: str
    reach: str
    is_reached: bool


def seconds(action: Callable[[], object]) -> float:
    """How long it takes once."""
    began = time.perf_counter()
    action()
    return time.perf_counter() - began


def median_seconds(action: Callable[[], object], runs: int) -> float:
    """The median of several runs, after one that warms up and does not count."""
    action()
    return median(seconds(action) for _ in range(runs))


def markdown_table(metrics: Sequence[Metric]) -> str:
    """The metrics as a table for people and for the README."""
    rows = [("what", "measured (median)", "reach", "")]
    rows += [(f.what, f.measured, f.reach, "reached" if f.is_reached else "**missed**") for f in metrics]
    lines = [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join([lines[0], "|---|---|---|---|", *lines[1:]])
