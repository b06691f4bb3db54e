"""The report of a take: its metrics against real solos, and what it has copied from the pieces it was learnt from."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from math import isnan
from typing import Any

from jazzcore.evaluation.originality import SEED_STEPS, CopiedRun, CorpusIndex
from jazzcore.evaluation.reference_ranges import MEASURES, Band, Bands, measures
from jazzcore.music.leadsheet import Bar, ChordEvent
from jazzcore.music.notes import Note

MOST_COPIED_NOTES = 10
"""The longest run a take may share with a piece: of excerpts of 32 bars of real solos, 19 in 20 share no more with a
solo of another title."""


@dataclass(frozen=True, slots=True)
class ReportRow:
    """One of `MEASURES` of a take and its band in real solos; `value` is None where it cannot be told."""

    name: str
    value: float | None
    band: Band

    @property
    def standing(self) -> str:
        """Where the value stands to its band: within, below or above; a dash where it cannot be told."""
        if self.value is None:
            return "–"
        if self.band.holds(self.value):
            return "within"
        return "below" if self.value < self.band.low else "above"

    @property
    def is_inside(self) -> bool | None:
        """Whether the value lies within the band."""
        return None if self.value is None else self.band.holds(self.value)


@dataclass(frozen=True, slots=True)
class Originality:
    """What a take shares with the pieces learnt from: the longest run, and all of more than `most_notes` notes."""

    longest: CopiedRun | None
    over_limit: tuple[CopiedRun, ...]
    most_notes: int


@dataclass(frozen=True, slots=True)
class Report:
    """How a take of so many bars stands, the `rows` in the order of `MEASURES`.

    The bands are those of `excerpt_count` excerpts of `band_bars` bars of `source`. `originality` is None where the
    pieces learnt from are not at hand.
    """

    bar_count: int
    rows: tuple[ReportRow, ...]
    source: str
    band_bars: int
    excerpt_count: int
    originality: Originality | None

    @property
    def inside_count(self) -> int:
        """How many rows lie within their band."""
        return sum(row.is_inside is True for row in self.rows)


def report_of(
    notes: Sequence[Note],
    bars: Sequence[Bar],
    chords: Sequence[ChordEvent],
    bands: Bands,
    learnt_from: CorpusIndex | None,
) -> Report:
    """The report of a take. Raises ValueError where it has no bars."""
    values = measures(notes, bars, chords)
    return Report(
        bar_count=len(bars),
        rows=tuple(ReportRow(name, _known(values[name]), bands.of[name]) for name in MEASURES),
        source=bands.source,
        band_bars=bands.bar_count,
        excerpt_count=bands.excerpt_count,
        originality=None if learnt_from is None else originality_of(notes, learnt_from),
    )


def originality_of(notes: Sequence[Note], learnt_from: CorpusIndex) -> Originality:
    """What notes have copied from a corpus."""
    runs = learnt_from.copied_runs(notes, SEED_STEPS + 1)
    over = tuple(run for run in runs if run.note_count > MOST_COPIED_NOTES)
    return Originality(runs[0] if runs else None, over, MOST_COPIED_NOTES)


def report_to_document(report: Report) -> dict[str, Any]:
    """A report as a JSON document; the inverse of `report_from_document`."""
    return asdict(report)


def report_from_document(document: dict[str, Any]) -> Report:
    """The report a JSON document holds; the inverse of `report_to_document`.

    Raises KeyError or TypeError for another document.
    """
    found = document["originality"]
    return Report(
        **document
        | {
            "rows": tuple(ReportRow(row["name"], row["value"], Band(**row["band"])) for row in document["rows"]),
            "originality": None if found is None else _originality(found),
        }
    )


def _originality(document: dict[str, Any]) -> Originality:
    longest = document["longest"]
    return Originality(
        longest=None if longest is None else CopiedRun(**longest),
        over_limit=tuple(CopiedRun(**run) for run in document["over_limit"]),
        most_notes=document["most_notes"],
    )


def _known(value: float) -> float | None:
    return None if isnan(value) else value
