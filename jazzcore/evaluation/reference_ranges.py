"""Bands: between which values the metrics of real solos lie, against which a take is held.

A metric depends on how long a melody is (the range grows, motifs come again), so bands are measured on excerpts of
about the take's length. They come from the person's own corpus where it has enough excerpts, otherwise from the real
values that come with the project: metrics of the Weimar Jazz Database, none of its music.
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
"""What a report tells of a melody: the fifteen metrics and the harmonic lift."""

EXCERPT_BARS = (4, 8, 16, 32, 64)
"""The lengths for which there are bands."""

ENOUGH_EXCERPTS = 59
"""So many excerpts are needed for a band: with 95 % confidence the true 5th percentile is then no lower than the lowest
of them, as 0.95 ** 59 < 0.05 (Wilks, "Determination of Sample Sizes for Setting Tolerance Limits", 1941); likewise the
95th."""

MOST_EXCERPTS = 300
"""Of a larger corpus, so many excerpts at equal distances are measured, which takes about a second."""

PERCENTILES = (5, 50, 95)


@dataclass(frozen=True, slots=True)
class Band:
    """The 5th, 50th and 95th percentile of a measure in real solos."""

    low: float
    middle: float
    high: float

    def holds(self, value: float) -> bool:
        """Whether a value lies in the band, its ends included."""
        return self.low <= value <= self.high


@dataclass(frozen=True)
class Bands:
    """The band of each of `MEASURES`, measured on so many excerpts of `bar_count` bars; `source` is for people."""

    source: str
    bar_count: int
    excerpt_count: int
    of: Mapping[str, Band]


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Some bars of a piece, the notes that begin in them, and the changes of the whole piece."""

    notes: tuple[Note, ...]
    bars: tuple[Bar, ...]
    chords: tuple[ChordEvent, ...]


def excerpts(sheet: LeadSheet, bar_count: int) -> Iterator[Excerpt]:
    """A piece in excerpts of so many bars, from the bar of its first note after the pickup.

    The last one may be half as long at the least, and those without notes are left out.
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
    """Each of `MEASURES` of a melody, nan where it cannot be told. Raises as `metrics`."""
    return asdict(metrics(notes, bars, chords)) | {LIFT: harmonic_lift(notes, bars, chords)}


def excerpt_bars(bar_count: int) -> int:
    """The one of `EXCERPT_BARS` that is nearest to a take of so many bars, by their ratio."""
    return min(EXCERPT_BARS, key=lambda length: abs(log(length / bar_count)))


def bands_of(taken: Iterable[Excerpt], bar_count: int, source: str) -> Bands | None:
    """The bands of excerpts of so many bars; None where any measure can be told of fewer than `ENOUGH_EXCERPTS`."""
    measured = [measures(excerpt.notes, excerpt.bars, excerpt.chords) for excerpt in taken]
    bands = {}
    for name in MEASURES:
        values = np.array([each[name] for each in measured])
        known = values[~np.isnan(values)]
        if len(known) < ENOUGH_EXCERPTS:
            return None
        low, middle, high = (float(value) for value in np.percentile(known, PERCENTILES))
        bands[name] = Band(low, middle, high)
    return Bands(source, bar_count, len(measured), bands)


def bands_for(bar_count: int, pieces: Sequence[LeadSheet] = (), corpus_name: str = "") -> Bands:
    """The bands for a take of so many bars: of the corpus where it is large enough, else the real values shipped."""
    length = excerpt_bars(bar_count)
    found = [excerpt for piece in pieces for excerpt in excerpts(piece, length)]
    own = bands_of(found[:: -(-len(found) // MOST_EXCERPTS) or 1], length, corpus_name)
    return own or real_values()[length]


@cache
def real_values() -> Mapping[int, Bands]:
    """The bands that come with the project, by length in bars; `benchmarks.real_values` makes their file."""
    return bands_from_document(json.loads(REAL_VALUES.read_text(encoding="utf-8")))


def bands_to_document(bands: Iterable[Bands]) -> list[dict[str, Any]]:
    """Bands as a JSON document, rounded; the inverse of `bands_from_document`."""
    return [
        {
            "source": each.source,
            "bars": each.bar_count,
            "excerpts": each.excerpt_count,
            "bands": {name: [round(value, 3) for value in (b.low, b.middle, b.high)] for name, b in each.of.items()},
        }
        for each in bands
    ]


def bands_from_document(document: list[dict[str, Any]]) -> Mapping[int, Bands]:
    """The bands a document holds, by their length in bars; the inverse of `bands_to_document`."""
    read = (
        Bands(each["source"], each["bars"], each["excerpts"], {name: Band(*each["bands"][name]) for name in MEASURES})
        for each in document
    )
    return {bands.bar_count: bands for bands in read}
