"""Measure the studio and print the figures: `python -m benchmarks [SECTION ...] [--write]`.

A section is `speed` (the default), `corpus`, `solos` or `recipes`; `speed.sampling` is one part of a section. `--write`
puts the figures of whole sections into docs/figures.md, between the marks of the section. The exit code is 1 where a
target is missed.
"""

import argparse
import json
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from benchmarks.material import PROJECT
from benchmarks.report import Result, machine, report_text

FIGURES = PROJECT / "docs" / "figures.md"
SECTIONS: Mapping[str, Mapping[str, str]] = {
    "speed": {
        name: f"benchmarks.speed.{name}" for name in ("training", "sampling", "reading", "page", "listening", "library")
    },
    "corpus": {
        name: f"benchmarks.corpus.{name}"
        for name in ("parts", "chords", "readings", "timing", "weimar", "notation", "fuzz")
    },
    "solos": {"goals": "benchmarks.quality.goals"},
    "recipes": {"table": "benchmarks.quality.recipes_table"},
}
"""The modules of each section; each has a function `measure`."""


def outcomes_of(name: str) -> Iterator[Result | str]:
    """Measure a section, or a part of one (`speed.sampling`), each module in a process of its own."""
    section, _, part = name.partition(".")
    for module in [SECTIONS[section][part]] if part else SECTIONS[section].values():
        command = [sys.executable, "-m", "benchmarks.measure_process", module]
        done = subprocess.run(command, cwd=PROJECT, stdout=subprocess.PIPE, check=True)
        for outcome in json.loads(done.stdout.splitlines()[-1]):
            yield outcome if isinstance(outcome, str) else Result(*outcome)


def write_section(path: Path, name: str, text: str) -> None:
    """Put a text between the marks of a section of a Markdown file.

    Parameters
    ----------
    path : pathlib.Path
        The file; it holds the lines `<!-- begin name -->` and `<!-- end name -->`.
    name : str
        The section.
    text : str
        What is to stand between the marks.

    Raises
    ------
    ValueError
        When a mark is missing.

    """
    begin, end = f"<!-- begin {name} -->\n", f"<!-- end {name} -->"
    before, is_begun, rest = path.read_text(encoding="utf-8").partition(begin)
    _, is_ended, after = rest.partition(end)
    if not is_begun or not is_ended:
        raise ValueError(f"{path} lacks the marks {begin.strip()} and {end}; add these two lines where {name} goes.")
    path.write_text(f"{before}{begin}\n{text}\n\n{end}{after}", encoding="utf-8")


def main() -> int:
    """Measure what is asked for."""
    known = [*SECTIONS, *(f"{section}.{part}" for section, parts in SECTIONS.items() for part in parts)]
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Measure the studio.")
    parser.add_argument("names", nargs="*", metavar="SECTION", help=f"any of {', '.join(known)}")
    parser.add_argument("--write", action="store_true", help="put whole sections into docs/figures.md")
    asked = parser.parse_args()
    names = asked.names or ["speed"]
    if unknown := sorted({*names} - {*(SECTIONS if asked.write else known)}):
        parser.error(f"{unknown[0]} is none of {', '.join(SECTIONS if asked.write else known)}")
    is_all_met = True
    for name in names:
        head = machine()
        outcomes = list(outcomes_of(name))
        text = report_text(head, outcomes)
        print(f"{name}\n\n{text}\n", flush=True)
        if asked.write:
            write_section(FIGURES, name, text)
        is_all_met &= all(outcome.is_met for outcome in outcomes if isinstance(outcome, Result))
    return 0 if is_all_met else 1


if __name__ == "__main__":
    sys.exit(main())
