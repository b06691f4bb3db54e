"""The figures: how results are reported, and how a report gets into docs/figures.md."""

import importlib.util
from pathlib import Path

import pytest

from benchmarks.__main__ import FIGURES, SECTIONS, outcomes_of, write_section
from benchmarks.report import Result, report_text
from tests.benchmarks.made_up_measurement import measure


def test_a_report_has_its_paragraphs_above_one_table_of_all_results() -> None:
    first, second = Result("speed", "1 s", "<= 2 s", is_met=True), Result("size", "9 MB", "<= 5 MB", is_met=False)

    assert report_text("Measured today.", (first, "In short.", second)).splitlines() == [
        "Measured today.",
        "",
        "In short.",
        "",
        "| what | measured | target |  |",
        "|---|---|---|---|",
        "| speed | 1 s | <= 2 s | met |",
        "| size | 9 MB | <= 5 MB | **missed** |",
    ]


def test_a_section_is_replaced_between_its_marks(tmp_path: Path) -> None:
    page = tmp_path / "figures.md"
    page.write_text("# Figures\n<!-- begin speed -->\nold\n<!-- end speed -->\nSaid by hand.\n", encoding="utf-8")

    write_section(page, "speed", "new")

    assert page.read_text("utf-8") == ("# Figures\n<!-- begin speed -->\n\nnew\n\n<!-- end speed -->\nSaid by hand.\n")
    with pytest.raises(ValueError, match="lacks the marks <!-- begin corpus -->"):
        write_section(page, "corpus", "new")


def test_a_measurement_runs_in_a_process_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("benchmarks.__main__.SECTIONS", {"made": {"up": "tests.benchmarks.made_up_measurement"}})

    assert list(outcomes_of("made")) == list(outcomes_of("made.up")) == [*measure()]


def test_each_section_has_its_place_and_its_modules() -> None:
    page = FIGURES.read_text(encoding="utf-8")
    for name, modules in SECTIONS.items():
        assert page.index(f"<!-- begin {name} -->") < page.index(f"<!-- end {name} -->")
        assert all(importlib.util.find_spec(module) for module in modules.values())
