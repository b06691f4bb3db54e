"""The choice between the roll and the sheet music of a take, and for whom that is written."""

import re

import pytest
from streamlit.testing.v1 import AppTest

from jazzcore.errors import RenderError
from jazzcore.render.score.engraving import SheetMusic
from jazzcore.render.score.musicxml import Transposition
from jazzcore.takes import exports
from jazzcore.takes.take import Take
from tests.page.page_reading import generate, labelled, sentences, shown_takes

A_SEED = 7


@pytest.fixture
def engraved(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """For whom sheet music was engraved, with an engraver that draws one empty line."""
    written_for: list[str] = []

    def engrave(take: Take, transposition: Transposition) -> SheetMusic:
        written_for.append(transposition.name)
        return SheetMusic(take.solo.title, "", (f"<svg id='{transposition.name}'/>",))

    monkeypatch.setattr(exports, "sheet_music", engrave)
    return written_for


def lines(page: AppTest) -> list[str]:
    (shown,) = shown_takes(page)
    svgs: list[str] = shown["sheet"]
    return svgs


def choose(page: AppTest, label: str, option: str) -> None:
    labelled(page.segmented_control, label).set_value(option)
    page.run()


def test_sheet_music_is_made_when_it_is_asked_for_and_once(page: AppTest, engraved: list[str]) -> None:
    generate(page, A_SEED)
    assert (lines(page), engraved) == ([], [])
    assert "Written for" not in [control.label for control in page.segmented_control]
    choose(page, "View", "Sheet music")
    assert lines(page) == ["<svg id='Concert'/>"]
    choose(page, "Written for", "E♭")
    assert lines(page) == ["<svg id='E♭'/>"]
    choose(page, "Written for", "Concert")
    assert lines(page) == ["<svg id='Concert'/>"]
    assert engraved == ["Concert", "E♭"]
    choose(page, "View", "Roll")
    assert lines(page) == []


def test_the_sheet_music_is_that_of_the_take(page: AppTest) -> None:
    """Engraved for real: each note of the solo has a head, each bar its place, and the chords stand above."""
    labelled(page.slider, "Ty").set_value(12)
    take = generate(page, A_SEED)
    choose(page, "View", "Sheet music")
    drawn = "\n".join(lines(page))

    assert {int(index) for index in re.findall(r'id="note-(\d+)-', drawn)} == set(range(len(take.solo.notes)))
    assert len(re.findall(r'class="notehead', drawn)) >= len(take.solo.notes)
    assert len(re.findall(r'class="measure', drawn)) == len(take.solo.bars)
    assert len(re.findall(r'class="harm', drawn)) == len(take.solo.chords)


def test_a_solo_that_cannot_be_engraved_is_reported_and_keeps_its_roll(
    page: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(take: Take, transposition: Transposition) -> SheetMusic:
        raise RenderError(f"No sheet music for {transposition.name}.")

    monkeypatch.setattr(exports, "sheet_music", fail)
    generate(page, A_SEED)
    choose(page, "View", "Sheet music")
    assert sentences(page) == ["No sheet music for Concert."]
    assert lines(page) == []
