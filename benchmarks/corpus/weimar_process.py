"""Reads the whole Weimar Jazz Database in a process of its own: `python -m benchmarks.corpus.weimar_process PATH`.

It prints as JSON the seconds to the lead sheets, the seconds to the summary that the page shows first, the numbers of
solos and notes, and the megabytes that the lead sheets added to the process at most.
"""

import json
import sys
import time
from pathlib import Path

from benchmarks.report import peak_mb
from jazzcore.corpus.corpus import corpus_of
from jazzcore.corpus.weimar.lead_sheets import read_solos
from jazzcore.corpus.weimar.solos import list_solos
from jazzcore.recipes.table import COURSE


def main(path: Path) -> dict[str, float]:
    """Read everything, and sum it up as the page does."""
    idle_mb = peak_mb()
    began = time.perf_counter()
    sheets = read_solos(path, [solo.melid for solo in list_solos(path)])
    read = time.perf_counter()
    corpus = corpus_of("Weimar", sheets)
    _ = corpus.digest  # the page asks for it, so its memory counts
    corpus_mb = peak_mb() - idle_mb
    before_summary = time.perf_counter()
    COURSE.describe(corpus)
    return {
        "read_sec": read - began,
        "summary_sec": time.perf_counter() - before_summary,
        "solos": len(corpus.pieces),
        "notes": corpus.note_count,
        "corpus_mb": corpus_mb,
    }


if __name__ == "__main__":
    print(json.dumps(main(Path(sys.argv[1]))))
