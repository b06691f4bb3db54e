"""The report of a take: its metrics against real solos, and what it copied from the pieces its model learnt from."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import isnan

from jazzcore.evaluation.originality import SEED_STEPS, CopiedRun, CorpusIndex
from jazzcore.evaluation.reference_ranges import MEASURES, ReferenceRange, ReferenceRanges, measures
from jazzcore.music.documents import KEY
from jazzcore.music.leadsheet import Bar, ChordEvent
from jazzcore.music.notes import Note

MOST_COPIED_NOTES = 10
"""The longest run of notes a take may share with a piece. Of excerpts of 32 bars of real solos, 19 in 20 share no more
with a solo of another title."""


@dataclass(frozen=True, slots=True)
class ReportRow:
    """A measure of a take, and the range of that measure in real solos.

    `name` is a key of `MEASURES`. `value` is None where the take is too short for the measure, or has no chords for it.
    """

    name: str
    value: float | None
    reference: ReferenceRange = field(metadata={KEY: "band"})

    @property
    def standing(self) -> str:
        """Where the value lies: within its range, below or above it; a dash where there is no value."""
        if self.value is None:
            return "–"
        if self.reference.contains(self.value):
            return "within"
        return "below" if self.value < self.reference.low else "above"

    @property
    def is_inside(self) -> bool | None:
        """Whether the value lies within its range; None where there is no value."""
        return None if self.value is None else self.reference.contains(self.value)


@dataclass(frozen=True, slots=True)
class Originality:
    """The runs of notes that a take shares with the pieces its model learnt from.

    `longest` is None where no run has more than `SEED_STEPS` notes. `over_limit` are the runs of more than `most_notes`
    notes, the longest first.
    """

    longest: CopiedRun | None
    over_limit: tuple[CopiedRun, ...]
    most_notes: int


@dataclass(frozen=True, slots=True)
class Report:
    """The measures of a take of `bar_count` bars, the `rows` in the order of `MEASURES`, and what it has copied.

    The reference ranges were measured on `excerpt_count` excerpts of `reference_bars` bars of `source`. `originality`
    is None where the pieces that the model learnt from are not on this machine.
    """

    bar_count: int
    rows: tuple[ReportRow, ...]
    source: str
    reference_bars: int = field(metadata={KEY: "band_bars"})
    excerpt_count: int
    originality: Originality | None

    @property
    def inside_count(self) -> int:
        """How many rows lie within their range."""
        return sum(row.is_inside is True for row in self.rows)


def report_of(
    notes: Sequence[Note],
    bars: Sequence[Bar],
    chords: Sequence[ChordEvent],
    ranges: ReferenceRanges,
    learnt_from: CorpusIndex | None,
) -> Report:
    """Report on a melody.

    Parameters
    ----------
    notes : sequence of Note
        The melody.
    bars : sequence of Bar
        The bars under it.
    chords : sequence of ChordEvent
        The chords under it.
    ranges : ReferenceRanges
        The ranges of real solos to compare with.
    learnt_from : CorpusIndex or None
        The pieces in which to look for copied runs. With None, the report has no `originality`.

    Returns
    -------
    Report
        The report.

    Raises
    ------
    ValueError
        Where there are no bars.
    ChordSymbolError
        For a chord whose symbol cannot be read.
    """
    values = measures(notes, bars, chords)
    return Report(
        bar_count=len(bars),
        rows=tuple(ReportRow(name, _known(values[name]), ranges.by_measure[name]) for name in MEASURES),
        source=ranges.source,
        reference_bars=ranges.bar_count,
        excerpt_count=ranges.excerpt_count,
        originality=None if learnt_from is None else originality_of(notes, learnt_from),
    )


def originality_of(notes: Sequence[Note], learnt_from: CorpusIndex) -> Originality:
    """Look for what a melody has copied.

    Parameters
    ----------
    notes : sequence of Note
        The melody.
    learnt_from : CorpusIndex
        The pieces to look in.

    Returns
    -------
    Originality
        The longest run, and all runs of more than `MOST_COPIED_NOTES` notes.
    """
    runs = learnt_from.copied_runs(notes, SEED_STEPS + 1)
    over = tuple(run for run in runs if run.note_count > MOST_COPIED_NOTES)
    return Originality(runs[0] if runs else None, over, MOST_COPIED_NOTES)


def _known(value: float) -> float | None:
    return None if isnan(value) else value
