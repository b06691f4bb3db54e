"""Measure real solos and write what comes with the project: `python -m benchmarks.quality.real_values`.

It measures the openings of the training solos of the Weimar split. Each solo has one opening, so a long solo has no
more weight than a short one. All bars of an opening are in 4/4. Solos that are read with remarks are left out, such as
one without chords, which gets the chord of its key. The values of 32 bars are printed beside those first measured.
"""

import json
import sys
from collections.abc import Iterator, Sequence
from itertools import islice

from benchmarks.weimar_split import MISSING, is_here, sheets_of
from jazzcore.corpus.weimar.lead_sheets import CREDIT
from jazzcore.evaluation.reference_ranges import (
    EXCERPT_BARS,
    MEASURES,
    REAL_VALUES,
    Excerpt,
    ReferenceRanges,
    excerpts,
    ranges_of,
    ranges_to_document,
)
from jazzcore.music.leadsheet import LeadSheet, Meter

PUBLISHED = {
    "notes_per_bar": (3.7, 5.7, 12.1),
    "bar_entropy_bits": (1.32, 1.91, 2.55),
    "four_bar_entropy_bits": (2.37, 2.94, 3.28),
    "groove_similarity": (0.50, 0.60, 0.69),
    "range_semitones": (18, 25, 35),
    "mean_interval_semitones": (2.1, 2.7, 3.3),
    "repeated_percent": (0.5, 4.0, 15.6),
    "leap_percent": (0.9, 3.7, 7.9),
    "ioi_entropy_bits": (2.1, 2.9, 3.5),
    "off_beat_percent": (50, 65, 80),
    "notes_per_phrase": (5, 12, 36),
    "chord_tone_percent": (36, 51, 63),
    "outside_percent": (0.9, 4.5, 13),
    "strong_chord_tone_percent": (33, 52, 73),
    "motif_reuse_percent": (3, 15, 35),
}
"""The 5th, 50th and 95th percentile, as measured when the project began."""


def openings(sheets: Sequence[LeadSheet], bar_count: int) -> Iterator[Excerpt]:
    """Find the openings that are measured.

    Parameters
    ----------
    sheets : sequence of LeadSheet
        Solos; those with remarks are left out.
    bar_count : int
        The length of an opening in bars.

    Returns
    -------
    iterator of Excerpt
        The first excerpt of each solo, where all of its bars are in 4/4.
    """
    for sheet in (sheet for sheet in sheets if not sheet.remarks):
        yield from (
            excerpt
            for excerpt in islice(excerpts(sheet, bar_count), 1)
            if all(bar.meter == Meter(4, 4) for bar in excerpt.bars)
        )


def measured(sheets: Sequence[LeadSheet]) -> list[ReferenceRanges]:
    """The reference ranges for each length."""
    source = f"the openings of solos of the {CREDIT}"
    found = (ranges_of(openings(sheets, bar_count), bar_count, source) for bar_count in EXCERPT_BARS)
    return [ranges for ranges in found if ranges]


def comparison(ranges: ReferenceRanges) -> str:
    """What was measured beside the values first measured, as a table."""
    rows = ["| metric | measured 5 / 50 / 95 | first measured |", "|---|---|---|"]
    for name, published in PUBLISHED.items():
        reference, digits = ranges.by_measure[name], MEASURES[name].decimals
        here = " / ".join(f"{value:.{digits}f}" for value in (reference.low, reference.middle, reference.high))
        rows.append(f"| {MEASURES[name].title} | {here} | {' / '.join(f'{value:g}' for value in published)} |")
    return "\n".join(rows)


def main() -> int:
    """Measure, write the file, and print what was measured over 32 bars."""
    if not is_here():
        print(MISSING)
        return 0
    found = measured(sheets_of("train"))
    lines = (json.dumps(ranges) for ranges in ranges_to_document(found))
    REAL_VALUES.write_text("[\n" + ",\n".join(lines) + "\n]\n", encoding="utf-8")
    (over_32,) = (ranges for ranges in found if ranges.bar_count == 32)
    print(f"{over_32.excerpt_count} openings of 32 bars\n\n{comparison(over_32)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
