"""The chart of an upload's changes, and what becomes of a correction."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from jazzcore import pipeline
from jazzcore.corpus.midi.changes import Changes, ChartBar
from jazzcore.errors import CorpusError
from jazzcore.models.request import TrainingRequest
from jazzcore.page.shared import cache, words
from tests.corpus.midi.midi_bytes import chord, midi, name, note, song
from tests.page.page_reading import labelled, press, sentences, texts

Rows = list[dict[str, Any]]
SONG = ("small.mid", song(), "audio/midi")
SCALE = (60, 62, 64, 65, 67, 69, 71, 72)
MELODY_ALONE = ("alone.mid", midi(b"".join(note(pitch, 96) for pitch in SCALE)), "audio/midi")


class Editor:
    """Stands for the browser's table: keeps the cells a person changes where the real one does."""

    def __init__(self) -> None:
        self.key = ""
        self.rows: Rows = []

    def __call__(self, rows: Rows, *, key: str, **_: object) -> None:
        self.key, self.rows = key, rows
        st.session_state.setdefault(key, {"edited_rows": {}})

    def edit(self, page: AppTest, chords: dict[int, str | None]) -> None:
        """Put chords into bars that are counted from 1, as the only changes."""
        page.session_state[self.key] = {"edited_rows": {bar - 1: {"Chords": text} for bar, text in chords.items()}}
        page.run()

    def forget(self, page: AppTest) -> None:
        """What the browser's table does when it is no longer shown."""
        del page.session_state[self.key]


@pytest.fixture
def editor(monkeypatch: pytest.MonkeyPatch) -> Editor:
    made = Editor()
    monkeypatch.setattr(st, "data_editor", made)
    return made


@pytest.fixture
def symbols(monkeypatch: pytest.MonkeyPatch) -> Callable[[], list[str]]:
    """What chords the page has made its last lead sheet of."""
    made: list[list[str]] = []
    make = cache.lead_sheet

    def note_symbols(*arguments: Any) -> Any:  # noqa: ANN401 - passes on what it is given
        sheet = make(*arguments)
        made.append([event.chord.symbol for event in sheet.chords])
        return sheet

    cache._sheet.clear()
    monkeypatch.setattr(cache, "lead_sheet", note_symbols)
    return lambda: made[-1]


def upload(page: AppTest, *files: tuple[str, bytes, str]) -> None:
    page.file_uploader[0].set_value(list(files))
    page.run()


def test_the_changes_are_shown_with_key_form_source_and_certainty(page: AppTest, editor: Editor) -> None:
    upload(page, SONG)
    assert [(row["Bar"], row["Chords"]) for row in editor.rows] == [(1, "Cmaj7"), (2, "G7")]
    assert all(50 < row["Sure"] <= 100 for row in editor.rows)
    assert "Changes in C major · form unclear · heard in Chords and Bass · " in texts(page)


def test_a_correction_goes_into_the_lead_sheet(page: AppTest, editor: Editor, symbols: Callable[[], list[str]]) -> None:
    upload(page, SONG)
    assert symbols() == ["Cmaj7", "G7"]
    editor.edit(page, {1: "Am7 D7"})
    assert symbols() == ["Am7", "D7", "G7"]


def test_a_correction_is_in_the_corpus_that_is_trained_on(
    page: AppTest, editor: Editor, monkeypatch: pytest.MonkeyPatch
) -> None:
    requests: list[TrainingRequest] = []
    encode = pipeline.encode

    def keep_request(*arguments: Any) -> Any:  # noqa: ANN401 - passes on what it is given
        requests.append(encode(*arguments))
        raise CorpusError("That is enough.")

    monkeypatch.setattr(pipeline, "encode", keep_request)
    upload(page, ("long.mid", midi(b"".join(note(pitch, 96) for pitch in SCALE * 6)), "audio/midi"))
    editor.edit(page, {1: "Am7 D7"})
    press(page, "Train")
    assert sentences(page) == ["That is enough."]
    (request,) = requests
    assert [event.chord.symbol for event in request.charts[0].chords[:3]] == ["Am7", "D7", "Cmaj7"]


def test_a_corrected_bar_is_sure_until_it_is_as_it_was(page: AppTest, editor: Editor) -> None:
    upload(page, MELODY_ALONE)
    assert [row["Sure"] for row in editor.rows] == [0, 0]
    editor.edit(page, {2: "Db7"})
    assert [row["Sure"] for row in editor.rows] == [0, 100]
    assert "the key alone · 50% sure" in texts(page)
    editor.edit(page, {1: "Dm7", 2: None})
    assert [row["Sure"] for row in editor.rows] == [100, 100]
    editor.edit(page, {2: "Cmaj7"})
    assert [row["Sure"] for row in editor.rows] == [0, 0]


def test_a_wrong_correction_is_one_sentence(page: AppTest, editor: Editor) -> None:
    upload(page, SONG)
    editor.edit(page, {2: "Hm7"})
    (sentence,) = sentences(page)
    assert sentence.startswith("Bar 2: 'Hm7' is no chord symbol")


def test_a_correction_survives_a_look_at_the_bundled_corpus(page: AppTest, editor: Editor) -> None:
    upload(page, SONG)
    editor.edit(page, {1: "Am7"})
    labelled(page.selectbox, "Corpus").set_value("Bundled etudes")
    page.run()
    editor.forget(page)
    labelled(page.selectbox, "Corpus").set_value("Your files")
    page.run()
    assert (editor.rows[0]["Chords"], editor.rows[0]["Sure"]) == ("Am7", 100)


def test_a_melody_alone_is_learnt_from_and_says_what_that_costs(page: AppTest, editor: Editor) -> None:
    upload(page, MELODY_ALONE)
    assert labelled(page.selectbox, "Chords").value is None
    assert "Proposed: No part, as no part plays chords." in texts(page)
    assert "No part plays chords, so every note is heard against C major" in texts(page)
    assert {row["Chords"] for row in editor.rows} == {"Cmaj7"}


def test_the_bass_is_proposed_with_its_reason_and_may_be_another_or_none(page: AppTest, editor: Editor) -> None:
    piano = b"".join(chord((64, 70), 384) for _ in range(2))
    low, lower = (b"".join(note(pitch, 96) for _ in range(8)) for pitch in (42, 36))
    line = b"".join(note(pitch, 96) for pitch in SCALE)
    parts = [name("Line") + line, name("Piano") + piano, name("Tuba") + low, name("Bass") + lower]
    upload(page, ("basses.mid", midi(*parts), "audio/midi"))
    assert labelled(page.selectbox, "Bass").value == 3
    assert "Proposed: Bass, as it plays one note at a time 100 % of the time, lies lowest, C2 to C2" in texts(page)
    assert [row["Chords"] for row in editor.rows] == ["C7", "C7"]
    labelled(page.selectbox, "Bass").set_value(2)
    page.run()
    assert [row["Chords"] for row in editor.rows] == ["F#7", "F#7"]
    assert "heard in Piano and Tuba" in texts(page)
    labelled(page.selectbox, "Bass").select_index(4)
    page.run()
    assert re.search(r"heard in Piano( ·|$)", texts(page), re.MULTILINE)


def test_an_etude_keeps_the_chord_symbols_it_brings(page: AppTest, editor: Editor, project: Path) -> None:
    path = min((project / "data" / "etudes" / "midi").glob("*.mid"))
    upload(page, (path.name, path.read_bytes(), "audio/midi"))
    assert [row["Chords"] for row in editor.rows[:4]] == ["F7", "Bb7", "F7", "Cm7 F7"]
    assert "Changes in F major · form of 12 bars · the chord symbols in the file" in texts(page)


def test_the_changes_in_a_line() -> None:
    chart = (ChartBar(1, "F7", 0.5, ()), ChartBar(2, "Bb7", 1.0, ()))
    line = words.changes_line(Changes((), chart, "F major", 12, "heard in Piano"))
    assert line == "Changes in F major · form of 12 bars · heard in Piano · 75% sure"
