"""Reads ten thousand damaged files: only our own errors may come of it, soon, and with little memory."""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.material import PROJECT
from benchmarks.report import Result
from tests.corpus.midi.mutants import readers

COUNT = 10_000
SEED = 1
MOST_SEC = 2.0
MOST_MB = 200.0


def read_damaged(kind: str, count: int) -> dict[str, float] | str:
    """Read damaged files of a kind in a process of their own.

    Parameters
    ----------
    kind : str
        The name of a reader of `tests.corpus.midi.mutants`.
    count : int
        How many files.

    Returns
    -------
    dict or str
        What `fuzz_process` printed, or the exception that should not be there.
    """
    command = (sys.executable, "-m", "benchmarks.corpus.fuzz_process", kind, str(count), str(SEED))
    child = subprocess.run(command, capture_output=True, text=True, cwd=PROJECT, check=False)
    if child.returncode:
        return f"{kind}: {(child.stderr.splitlines() or [f'exit code {child.returncode}'])[-1]}"
    outcome: dict[str, float] = json.loads(child.stdout)
    return outcome


def measure() -> tuple[Result, ...]:
    """One row; the start of a reader's own process, which each upload has, is not counted."""
    with tempfile.TemporaryDirectory() as folder:
        shares = {reader.name: COUNT * reader.share_percent // 100 for reader in readers(Path(folder))}
    outcomes = [read_damaged(kind, count) for kind, count in shares.items()]
    foreign = [outcome for outcome in outcomes if isinstance(outcome, str)]
    borne = [outcome for outcome in outcomes if not isinstance(outcome, str)]
    slowest_sec = max((outcome["slowest_sec"] for outcome in borne), default=0.0)
    peak_mb = max((outcome["peak_mb"] for outcome in borne), default=0.0)
    read, refused = (sum(int(outcome[which]) for outcome in borne) for which in ("read", "refused"))
    said = "; ".join(foreign) or f"{read:,} read, {refused:,} refused in a sentence"
    return (
        Result(
            f"{COUNT:,} damaged files of MIDI, MusicXML, .mxl, ABC and models, read in process",
            f"{said}; slowest {slowest_sec:.2f} s, at most {peak_mb:.0f} MB",
            f"only our own errors, none over {MOST_SEC:.0f} s or {MOST_MB:.0f} MB",
            not foreign and slowest_sec <= MOST_SEC and peak_mb <= MOST_MB,
        ),
    )
