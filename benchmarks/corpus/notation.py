"""Reads a page of MusicXML as an upload is read, the start of the child process included."""

import resource

from benchmarks.report import Result, median_seconds
from jazzcore.corpus.etudes import bundled_etudes
from jazzcore.corpus.scores.reader import read_notation
from tests.corpus.scores.musicxml_export import musicxml_of

RUNS = 5
MOST_SEC = 2.0
MOST_MB = 200.0


def measure() -> tuple[Result, ...]:
    """Two rows: the time of a page, and the etudes that come back from MusicXML as they were."""
    etudes = bundled_etudes().pieces
    pages = [musicxml_of(etude) for etude in etudes]
    page_sec = median_seconds(lambda: read_notation(pages[0], "page.musicxml"), RUNS)
    sheets = [read_notation(page, "page.musicxml")[0] for page in pages]
    same = sum(
        (sheet.melody, sheet.chords, sheet.bars) == (etude.melody, etude.chords, etude.bars)
        for sheet, etude in zip(sheets, etudes, strict=True)
    )
    peak_mb = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1_000
    bars, notes = len(etudes[0].bars), len(etudes[0].melody)
    return (
        Result(
            f"one page of MusicXML ({bars} bars, {notes} notes) into a lead sheet, start of its process included",
            f"{page_sec:.2f} s, {peak_mb:.0f} MB",
            f"<= {MOST_SEC:.0f} s, {MOST_MB:.0f} MB",
            page_sec <= MOST_SEC and peak_mb <= MOST_MB,
        ),
        Result(
            "bundled etudes that come back from music21's MusicXML with melody, chords and bars as they were",
            f"{same} of {len(etudes)}",
            "all",
            same == len(etudes),
        ),
    )
