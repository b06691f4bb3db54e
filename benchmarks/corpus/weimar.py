"""Reads the whole Weimar Jazz Database, and many chord symbols."""

import json
import re
import sqlite3
import subprocess
import sys
from collections.abc import Iterable
from contextlib import closing
from statistics import median

from benchmarks.material import PROJECT
from benchmarks.report import Result
from jazzcore.corpus.etudes import ABC_FOLDER
from jazzcore.errors import ChordSymbolError
from jazzcore.music.chords.table import chord_of
from tests.music.chords.usual_spellings import USUAL_SPELLINGS

DATABASE = PROJECT.parent / "shared" / "data" / "wjazzd.db"
RUNS = 3
MOST_READ_SEC, MOST_SUMMARY_SEC, MOST_CORPUS_MB = 12.0, 20.0, 400.0
_ABC_SYMBOL = re.compile(r'"([A-G][^"]*)"')


def measure() -> tuple[Result, ...]:
    """Six rows; two where the database is not beside the project."""
    usual = len(USUAL_SPELLINGS)
    read = sum(_means(spelling, canonical) for spelling, canonical in USUAL_SPELLINGS.items())
    rows = (
        _symbols("usual spellings of lead sheets read as what they mean", read, usual),
        _symbols("chord symbols of the bundled corpus read", *_counted(_bundled_symbols())),
    )
    if not DATABASE.exists():
        return rows
    runs = [_run() for _ in range(RUNS)]
    read_sec, summary_sec, corpus_mb = (
        median(run[name] for run in runs) for name in ("read_sec", "summary_sec", "corpus_mb")
    )
    solos, notes = runs[0]["solos"], runs[0]["notes"]
    return (
        *rows,
        _symbols("chord symbols of the Weimar database read", *_counted(_weimar_symbols())),
        Result(
            f"the whole Weimar database to lead sheets ({solos:,} solos, {notes:,} notes)",
            f"{read_sec:.1f} s",
            f"<= {MOST_READ_SEC:.0f} s",
            read_sec <= MOST_READ_SEC and (solos, notes) == (456, 200_809),
        ),
        Result(
            "memory for the whole Weimar database as a corpus, above idle",
            f"{corpus_mb:.0f} MB",
            f"<= {MOST_CORPUS_MB:.0f} MB",
            corpus_mb <= MOST_CORPUS_MB,
        ),
        Result(
            "summary of the whole Weimar database, the first time",
            f"{summary_sec:.1f} s",
            f"<= {MOST_SUMMARY_SEC:.0f} s",
            summary_sec <= MOST_SUMMARY_SEC,
        ),
    )


def _run() -> dict[str, float]:
    command = (sys.executable, "-m", "benchmarks.corpus.weimar_process", str(DATABASE))
    done = subprocess.run(command, capture_output=True, check=True, cwd=PROJECT)
    measured: dict[str, float] = json.loads(done.stdout)
    return measured


def _symbols(what: str, read: int, count: int) -> Result:
    return Result(f"{what}, and back through the canonical spelling", f"{read} of {count}", "all", read == count > 0)


def _counted(symbols: Iterable[str]) -> tuple[int, int]:
    """How many of the symbols are read and come back, and how many there are."""
    every = set(symbols)
    return sum(_means(symbol, symbol) for symbol in every), len(every)


def _means(spelling: str, canonical: str) -> bool:
    """Whether two spellings are read alike, and the canonical one of what they mean too."""
    try:
        chord = chord_of(spelling)
        return chord == chord_of(canonical) == chord_of(chord.symbol)
    except ChordSymbolError:
        return False


def _bundled_symbols() -> Iterable[str]:
    return (symbol for path in ABC_FOLDER.glob("*.abc") for symbol in _ABC_SYMBOL.findall(path.read_text("utf-8")))


def _weimar_symbols() -> list[str]:
    with closing(sqlite3.connect(f"{DATABASE.as_uri()}?mode=ro&immutable=1", uri=True)) as base:
        return [row[0] for row in base.execute("SELECT DISTINCT chord FROM beats WHERE chord <> 'NC'")]
