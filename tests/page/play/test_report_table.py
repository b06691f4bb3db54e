"""The report as HTML: where the marks stand, and what is said besides."""

import re
from dataclasses import replace
from xml.etree import ElementTree

import pytest

from jazzcore.evaluation.reference_ranges import MEASURES, ReferenceRange
from jazzcore.evaluation.report import Report, ReportRow
from jazzcore.page.play.report_view import report_table

RANGE = ReferenceRange(10.0, 14.0, 20.0)
ROWS = tuple(ReportRow(name, 15.0, RANGE) for name in MEASURES)
REPORT = Report(32, ROWS, "Jam & <Co>", 32, 1234, None)


def table(report: Report) -> ElementTree.Element:
    html = report_table(report)
    return ElementTree.fromstring(html[html.index("<table") :].replace("&#8239;", " "))  # noqa: S314 - our own HTML


def marks(value: float | None, reference: ReferenceRange = RANGE) -> list[tuple[str, str]]:
    row = ReportRow("range_semitones", value, reference)
    (track,) = table(replace(REPORT, rows=(row,))).iter("div")
    return [(span.attrib["class"], span.attrib.get("style", "")) for span in track][1:]


@pytest.mark.parametrize(
    ("value", "word", "place"),
    [
        (10.0, "within", "25.0%"),
        (15.0, "within", "50.0%"),
        (20.0, "within", "75.0%"),
        (24.0, "above", "95.0%"),
        (99.0, "above", "100.0%"),
        (6.0, "below", "5.0%"),
        (-9.0, "below", "0.0%"),
    ],
)
def test_a_mark_stands_at_its_place_on_the_band_and_a_word_says_so(value: float, word: str, place: str) -> None:
    assert marks(value) == [("middle", "left: 45.0%"), (f"mark {word}", f"left: {place}")]
    assert ReportRow("range_semitones", value, RANGE).standing == word


def test_what_is_unknown_has_no_mark() -> None:
    assert marks(None) == [("middle", "left: 45.0%")]
    assert ReportRow("range_semitones", None, RANGE).standing == "–"


def test_a_band_of_one_value_is_drawn() -> None:
    assert marks(0.0, ReferenceRange(0.0, 0.0, 0.0))[-1] == ("mark within", "left: 50.0%")


def test_each_figure_has_its_definition_value_unit_and_band() -> None:
    nearly_zero = ReportRow("range_semitones", 15.0, ReferenceRange(-0.3, 14.0, 20.0))
    rows = list(table(REPORT).iter("tr"))[1:]
    spans = [next(row.iter("span")) for row in rows]

    assert [span.attrib["title"] for span in spans] == [metric.definition for metric in MEASURES.values()]
    assert [span.text for span in spans] == [metric.title for metric in MEASURES.values()]
    texts = ["|".join(cell.text or "" for cell in row.iter("td")) for row in rows]
    assert "|0 to 20" in "|".join(c.text or "" for c in table(replace(REPORT, rows=(nearly_zero,))).iter("td"))
    assert texts[0] == "15.0|within||10.0 to 20.0"
    assert re.fullmatch(r"15\ssemitones\|within\|\|10 to 20", texts[list(MEASURES).index("range_semitones")])


def test_the_caption_counts_and_names_the_source_as_text() -> None:
    outside = replace(ROWS[0], value=99.0)
    caption = next(table(replace(REPORT, rows=(outside, replace(ROWS[1], value=None), *ROWS[2:]))).iter("caption"))
    assert caption.text == (
        "14 of 15 metrics are like those of real solos: they lie in the range of nine in ten of 1,234 excerpts of "
        "32 bars from Jam & <Co>."
    )
