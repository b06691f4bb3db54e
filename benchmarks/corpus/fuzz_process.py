"""Read damaged files in a process of its own: `python -m benchmarks.corpus.fuzz_process KIND COUNT SEED`.

Prints how many were read and refused, the slowest in seconds and the most memory in MB as JSON. An exception that is
not the project's own ends the process, as it should not be there.
"""

import json
import sys
import tempfile
import time
from itertools import islice
from pathlib import Path

import numpy as np

from benchmarks.report import peak_mb
from jazzcore.corpus.sandbox.limits import limit_resources
from jazzcore.errors import JazzError
from tests.corpus.midi.mutants import mutants, readers

MAX_MEMORY_BYTES = 1_000_000_000
MAX_CPU_SEC = 3_600


def read_damaged(kind: str, count: int, seed: int) -> dict[str, float]:
    """Read damaged files of a kind.

    Parameters
    ----------
    kind : str
        The name of a reader of `tests.corpus.midi.mutants`.
    count : int
        How many files.
    seed : int
        The seed of the damage.

    Returns
    -------
    dict of str and float
        How many were `read` and `refused`, the slowest in seconds, the most memory in MB.
    """
    read = refused = 0
    slowest_sec = 0.0
    with tempfile.TemporaryDirectory() as folder:
        reader = next(reader for reader in readers(Path(folder)) if reader.name == kind)
        for mutant in islice(mutants(reader.seeds, np.random.default_rng(seed)), count):
            began = time.perf_counter()
            try:
                reader.read(mutant)
                read += 1
            except JazzError:
                refused += 1
            slowest_sec = max(slowest_sec, time.perf_counter() - began)
    return {"read": read, "refused": refused, "slowest_sec": slowest_sec, "peak_mb": peak_mb()}


if __name__ == "__main__":
    limit_resources(MAX_MEMORY_BYTES, MAX_CPU_SEC)
    print(json.dumps(read_damaged(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))))
