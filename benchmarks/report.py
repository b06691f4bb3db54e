"""One result of a measurement, how it is timed, and the text that reports many of them."""

import os
import platform
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version
from pathlib import Path
from statistics import median


@dataclass(frozen=True, slots=True)
class Result:
    """A row of the table: what was measured, the measurement in words, the target, and whether it is met."""

    what: str
    measured: str
    target: str
    is_met: bool


def seconds(action: Callable[[], object]) -> float:
    """How long an action takes once, in seconds."""
    began = time.perf_counter()
    action()
    return time.perf_counter() - began


def median_seconds(action: Callable[[], object], runs: int) -> float:
    """Time an action several times, after one run that warms up and does not count.

    Parameters
    ----------
    action : callable
        What is timed.
    runs : int
        How many runs count.

    Returns
    -------
    float
        The median in seconds.

    """
    action()
    return median(seconds(action) for _ in range(runs))


def peak_mb() -> float:
    """The most memory that this process has had, in MB.

    `resource.getrusage` does not tell: its figure begins with the memory of the process that started this one.
    """
    lines = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
    (kilobytes,) = (line.split()[1] for line in lines if line.startswith("VmHWM:"))
    return int(kilobytes) / 1000


def machine() -> str:
    """Today's date, and the machine and versions that measure."""
    return (
        f"Measured on {date.today():%d %B %Y}: {os.cpu_count()} cores ({platform.machine()}), load "
        f"{os.getloadavg()[0]:.1f} before it began; Python {platform.python_version()}, Keras {version('keras')}."
    )


def report_text(head: str, outcomes: Sequence[Result | str]) -> str:
    """Write a report in Markdown.

    Parameters
    ----------
    head : str
        The first line: when and on which machine.
    outcomes : sequence
        Results, and paragraphs or tables.

    Returns
    -------
    str
        The head, the paragraphs, then one table of all results.

    """
    results = [outcome for outcome in outcomes if isinstance(outcome, Result)]
    paragraphs = [head, *(outcome for outcome in outcomes if isinstance(outcome, str))]
    if results:
        paragraphs.append(markdown_table(results))
    return "\n\n".join(paragraphs)


def markdown_table(results: Iterable[Result]) -> str:
    """The results as a Markdown table."""
    rows = [("what", "measured", "target", "")]
    rows += [(each.what, each.measured, each.target, "met" if each.is_met else "**missed**") for each in results]
    lines = [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join([lines[0], "|---|---|---|---|", *lines[1:]])
