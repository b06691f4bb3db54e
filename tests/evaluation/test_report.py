from math import nan

import pytest

from jazzcore.evaluation.originality import CorpusIndex
from jazzcore.evaluation.reference_ranges import MEASURES, ReferenceRange, ReferenceRanges, real_values
from jazzcore.evaluation.report import (
    MOST_COPIED_NOTES,
    Report,
    originality_of,
    report_of,
)
from jazzcore.music.documents import decode, encode, to_builtins
from jazzcore.music.leadsheet import Meter, bars_of
from jazzcore.music.notes import Note
from tests.evaluation.melodies import changes, melody, quarters
from tests.evaluation.test_originality import LICK, sheet

BARS = bars_of(Meter(), 4)
LONG = quarters(60, 62, 61, 65, 60, 64, 71, 66, 60, 73, 62, 65, 68)


def a_card(index: CorpusIndex | None = None) -> Report:
    return report_of(LONG, BARS, changes("C7"), real_values()[4], index)


def test_a_row_for_each_measure_says_whether_it_is_inside() -> None:
    ranges = ReferenceRanges("made up", 4, 99, dict.fromkeys(MEASURES, ReferenceRange(3.25, 5, 13)))
    report = report_of(LONG, BARS, changes("C7"), ranges, None)
    rows = {row.name: row for row in report.rows}

    assert list(rows) == list(MEASURES)
    assert (rows["notes_per_bar"].value, rows["notes_per_bar"].is_inside) == (3.25, True)
    assert (rows["range_semitones"].value, rows["range_semitones"].is_inside) == (13, True)
    assert (rows["off_beat_percent"].value, rows["off_beat_percent"].is_inside) == (0, False)
    assert report.inside_count == sum(
        3.25 <= (row.value if row.value is not None else nan) <= 13 for row in report.rows
    )
    assert (report.source, report.reference_bars, report.excerpt_count, report.bar_count) == ("made up", 4, 99, 4)


def test_what_is_unknown_is_neither_inside_nor_outside() -> None:
    report = report_of(LONG, BARS, (), real_values()[4], None)
    row = next(row for row in report.rows if row.name == "chord_tone_percent")
    assert (row.value, row.is_inside) == (None, None)


def test_runs_over_the_limit_are_listed_and_the_longest_is_named() -> None:
    """13 notes of one piece and 6 of another."""
    take = LONG + melody(*((note.onset_quarter + 20, note.pitch) for note in LICK))
    found = originality_of(take, CorpusIndex([sheet(LICK, "Lick"), sheet(LONG, "Long")]))
    assert found.longest is not None
    assert (found.longest.title, found.longest.note_count) == ("Long", len(LONG))
    assert found.over_limit == (found.longest,)
    assert found.most_notes == MOST_COPIED_NOTES == 10


@pytest.mark.parametrize(("notes", "over"), [(MOST_COPIED_NOTES, 0), (MOST_COPIED_NOTES + 1, 1)])
def test_the_limit_itself_is_allowed(notes: int, over: int) -> None:
    assert len(originality_of(LONG, CorpusIndex([sheet(LONG[:notes])])).over_limit) == over


def test_a_short_run_is_named_too() -> None:
    longest = originality_of(LONG, CorpusIndex([sheet(LONG[:5])])).longest
    assert longest is not None
    assert longest.note_count == 5


def test_a_take_like_no_piece_has_no_longest_run() -> None:
    found = originality_of(LONG, CorpusIndex([sheet(LICK)]))
    assert (found.longest, found.over_limit) == (None, ())


@pytest.mark.parametrize("pieces", [None, [LICK], [LONG]])
def test_a_report_comes_back_from_json(pieces: list[tuple[Note, ...]] | None) -> None:
    report = a_card(None if pieces is None else CorpusIndex([sheet(notes) for notes in pieces]))
    assert to_builtins(report)["band_bars"] == 4
    assert decode(Report, encode(report)) == report
