"""Reference ranges: between which values the metrics of real solos lie. A take is compared with them.

A metric depends on the length of a melody: in a longer one the range grows and motifs come again. So reference ranges
are measured on excerpts of about the take's length. They come from the person's own corpus if it has enough excerpts.
If not, they come from the real values of the project: metrics of the Weimar Jazz Database, but none of its music.
"""

import json
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from math import log
from types import MappingProxyType
from typing import Any

import numpy as np

from jazzcore.corpus.shipped import ASSETS
from jazzcore.evaluation.metrics import METRICS, MetricDefinition, harmonic_lift, metrics
from jazzcore.music.leadsheet import Bar, ChordEvent, LeadSheet, bar_index
from jazzcore.music.notes import Note

REAL_VALUES = ASSETS / "real_values.json"
LIFT = "harmonic_lift"
MEASURES: Mapping[str, MetricDefinition] = MappingProxyType(
    METRICS
    | {
        LIFT: MetricDefinition(
            "Harmonic lift",
            "points",
            0,
            "How many percent more of the notes are chord tones than if the changes stood in another key: 0 is playing "
            "without hearing them.",
        )
    }
)
"""The measures of a report: the fifteen metrics and the harmonic lift."""

EXCERPT_BARS = (4, 8, 16, 32, 64)
"""The lengths for which there are reference ranges: powers of two, so that every take is near one (chosen by hand)."""

ENOUGH_EXCERPTS = 59
"""How many excerpts a reference range needs. With 95 % confidence the true 5th percentile is then no lower than the
lowest of them, as 0.95 ** 59 < 0.05; likewise the 95th (Wilks, "Determination of Sample Sizes for Setting Tolerance
Limits", 1941)."""

MOST_EXCERPTS = 300
"""How many excerpts of a larger corpus are measured, at equal distances; it takes about a second."""

PERCENTILES = (5, 50, 95)


@dataclass(frozen=True, slots=True)
class ReferenceRange:
    """The 5th, 50th and 95th percentile of a measure in real solos."""

    low: float
    middle: float
    high: float

    def contains(self, value: float) -> bool:
        """Whether a value lies in the range, its ends included."""
        return self.low <= value <= self.high


@dataclass(frozen=True)
class ReferenceRanges:
    """The range of each of `MEASURES` in `excerpt_count` excerpts of `bar_count` bars; `source` is for people."""

    source: str
    bar_count: int
    excerpt_count: int
    by_measure: Mapping[str, ReferenceRange]


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Some bars of a piece, the notes that begin in them, and the changes of the whole piece."""

    notes: tuple[Note, ...]
    bars: tuple[Bar, ...]
    chords: tuple[ChordEvent, ...]


def excerpts(sheet: LeadSheet, bar_count: int) -> Iterator[Excerpt]:
    """Cut a piece into excerpts, from the bar of its first note after the pickup.

    Parameters
    ----------
    sheet : LeadSheet
        The piece.
    bar_count : int
        Bars in an excerpt. The last excerpt may have fewer, but at least half as many.

    Yields
    ------
    Excerpt
        Each excerpt that has notes, in order.
    """
    if not sheet.melody:
        return
    first = max(bar_index(sheet.bars, sheet.melody[0].onset_quarter), 1 - sheet.first_bar)
    end = bar_index(sheet.bars, sheet.melody[-1].onset_quarter) + 1
    onsets = [note.onset_quarter for note in sheet.melody]
    for begin in range(first, end - (bar_count + 1) // 2 + 1, bar_count):
        bars = sheet.bars[begin : min(begin + bar_count, end)]
        notes = sheet.melody[bisect_left(onsets, bars[0].onset_quarter) : bisect_left(onsets, bars[-1].end_quarter)]
        if notes:
            yield Excerpt(notes, bars, sheet.chords)


def measures(notes: Sequence[Note], bars: Sequence[Bar], chords: Sequence[ChordEvent]) -> dict[str, float]:
    """Measure a melody; parameters and errors are those of `metrics.metrics`.

    Returns
    -------
    dict of str to float
        Each of `MEASURES` by its name; nan where the melody does not allow it.
    """
    return asdict(metrics(notes, bars, chords)) | {LIFT: harmonic_lift(notes, bars, chords)}


def excerpt_bars(bar_count: int) -> int:
    """The one of `EXCERPT_BARS` that is nearest to a number of bars, by their ratio."""
    return min(EXCERPT_BARS, key=lambda length: abs(log(length / bar_count)))


def ranges_of(taken: Iterable[Excerpt], bar_count: int, source: str) -> ReferenceRanges | None:
    """Measure the reference ranges of excerpts.

    Parameters
    ----------
    taken : iterable of Excerpt
        The excerpts.
    bar_count : int
        Bars in each of them.
    source : str
        Where they come from, for people.

    Returns
    -------
    ReferenceRanges or None
        None if fewer than `ENOUGH_EXCERPTS` excerpts have a value of some measure.
    """
    measured = [measures(excerpt.notes, excerpt.bars, excerpt.chords) for excerpt in taken]
    ranges = {}
    for name in MEASURES:
        values = np.array([each[name] for each in measured])
        known = values[~np.isnan(values)]
        if len(known) < ENOUGH_EXCERPTS:
            return None
        low, middle, high = (float(value) for value in np.percentile(known, PERCENTILES))
        ranges[name] = ReferenceRange(low, middle, high)
    return ReferenceRanges(source, bar_count, len(measured), ranges)


def ranges_for(bar_count: int, pieces: Sequence[LeadSheet] = (), corpus_name: str = "") -> ReferenceRanges:
    """Find the reference ranges for a take.

    Parameters
    ----------
    bar_count : int
        Bars of the take.
    pieces : sequence of LeadSheet
        The pieces of the corpus that the model learnt from.
    corpus_name : str
        The name of that corpus, for people.

    Returns
    -------
    ReferenceRanges
        Those of the corpus if it is large enough, else those of the real values that come with the project.
    """
    length = excerpt_bars(bar_count)
    found = [excerpt for piece in pieces for excerpt in excerpts(piece, length)]
    own = ranges_of(found[:: -(-len(found) // MOST_EXCERPTS) or 1], length, corpus_name)
    return own or real_values()[length]


@cache
def real_values() -> Mapping[int, ReferenceRanges]:
    """The ranges that come with the project, by length in bars; `benchmarks.quality.real_values` makes their file."""
    return ranges_from_document(json.loads(REAL_VALUES.read_text(encoding="utf-8")))


def ranges_to_document(ranges: Iterable[ReferenceRanges]) -> list[dict[str, Any]]:
    """Reference ranges as a JSON document, rounded; the inverse of `ranges_from_document`."""
    return [
        {
            "source": each.source,
            "bars": each.bar_count,
            "excerpts": each.excerpt_count,
            "bands": {
                name: [round(value, 3) for value in (one.low, one.middle, one.high)]
                for name, one in each.by_measure.items()
            },
        }
        for each in ranges
    ]


def ranges_from_document(document: list[dict[str, Any]]) -> Mapping[int, ReferenceRanges]:
    """The reference ranges of a JSON document, by their length in bars; the inverse of `ranges_to_document`."""
    read = (
        ReferenceRanges(
            each["source"],
            each["bars"],
            each["excerpts"],
            {name: ReferenceRange(*each["bands"][name]) for name in MEASURES},
        )
        for each in document
    )
    return {ranges.bar_count: ranges for ranges in read}
