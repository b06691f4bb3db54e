"""Runs one measurement in a process of its own: `python -m benchmarks.measure_process MODULE`.

It prints the outcomes as one line of JSON. So what one measurement loads neither slows down nor fills another one.
"""

import json
import sys
from collections.abc import Callable, Iterable
from dataclasses import astuple
from importlib import import_module

from benchmarks.report import Result


def main(module: str) -> str:
    """Run `measure` of a module."""
    measure: Callable[[], Iterable[Result | str]] = import_module(module).measure
    return json.dumps([outcome if isinstance(outcome, str) else astuple(outcome) for outcome in measure()])


if __name__ == "__main__":
    print(main(sys.argv[1]))
