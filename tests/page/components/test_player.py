"""What the browser is told of a take, and when its notes sound."""

import re
from dataclasses import replace
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from jazzcore.band.settings import BandSettings, band_for
from jazzcore.errors import RenderError
from jazzcore.music.leadsheet import Bar, Meter
from jazzcore.music.notes import Note
from jazzcore.music.solo import Solo, SoloNote
from jazzcore.page.components.player import player
from jazzcore.page.shared import cache
from jazzcore.page.shared.colours import CATEGORY_STYLES, COPIED_COLOUR
from jazzcore.page.shared.roll import roll_payload
from jazzcore.render.audio.stems import Stem, Stems
from tests.page.player_takes import BAR_SEC, eighths, take_of

STRAIGHT = replace(band_for("swing", 240, 65), swing_ratio=1.0, humanise=0.0)
SWUNG = replace(STRAIGHT, swing_ratio=2.0)
ALONE = replace(
    STRAIGHT,
    piano=replace(STRAIGHT.piano, muted=True),
    bass=replace(STRAIGHT.bass, muted=True),
    drums=replace(STRAIGHT.drums, muted=True),
)
SCRIPT = """
import streamlit as st
from jazzcore.page.components.player import player
from jazzcore.page.shared.roll import roll_payload
from tests.page.player_takes import eighths, take_of

take = take_of(eighths())
player.show(take, roll_payload(take, frozenset({2})), "a")
"""
ANSWERED = """
import streamlit as st
from dataclasses import replace
from jazzcore.page.components.player import player
from jazzcore.page.shared.roll import roll_payload
from tests.page.player_takes import eighths, take_of

take = replace(take_of(eighths()), take_id=st.session_state.get("take", "eighths"))
bars = player.show(take, roll_payload(take, frozenset()), "a")
st.text("all" if bars is None else f"{bars.start} to {bars.stop}")
player.make_mix(take, "a")
"""
PIANO_AND_BASS = {"take": "eighths", "names": ["Piano", "Bass"]}


def told(solo: Solo, band: BandSettings | None = None) -> dict[str, Any]:
    return roll_payload(take_of(solo, band), frozenset())


def waltz(*notes: SoloNote) -> Solo:
    bars = (Bar(Fraction(0), Meter(3, 4)), Bar(Fraction(3), Meter(6, 8)))
    return Solo("Waltz", notes, (), bars, ())


def test_bars_and_chords_stand_in_seconds() -> None:
    take = told(eighths(2))
    assert take["title"] == "Eight & <bars>"
    assert take["bars"] == [{"start": 0.0, "beats": 4}, {"start": BAR_SEC, "beats": 4}]
    assert take["end"] == 2 * BAR_SEC
    assert take["chords"] == [{"start": 0.0, "symbol": "Dm7"}, {"start": BAR_SEC, "symbol": "G7"}]


def test_a_note_sounds_as_it_swings_and_is_told_as_it_is_written() -> None:
    on, off = told(eighths(), band=SWUNG)["notes"][8:10]
    assert (on["start"], off["start"]) == (1.0, pytest.approx(1 + 2 / 3 / 4, abs=0.001))
    assert (on["bar"], on["beat"], on["length"], on["name"], on["chord"]) == (2, "1", "1/2", "G#4", "G7")
    assert (off["bar"], off["beat"], off["category"], off["pitch"]) == (2, "1 1/2", 1, 69)


def test_loose_timing_is_told() -> None:
    tight, loose = (
        [note["start"] for note in told(eighths(), band=replace(STRAIGHT, humanise=amount))["notes"]]
        for amount in (0.0, 1.0)
    )
    assert tight == [index / 8 for index in range(64)]
    assert loose != tight
    assert loose == pytest.approx(tight, abs=0.05)


def test_copied_notes_are_marked() -> None:
    take = roll_payload(take_of(eighths(1)), frozenset({2, 3}))
    assert [note["copied"] for note in take["notes"]] == [False, False, True, True, False, False, False, False]
    assert take["copied_colour"] == COPIED_COLOUR


def test_each_category_has_its_style() -> None:
    take = told(eighths(1))
    names = [take["styles"][note["category"]]["name"] for note in take["notes"]]
    assert names == [style.name for style in CATEGORY_STYLES] * 2
    assert [(s["colour"], s["filling"]) for s in take["styles"]] == [(s.colour, s.filling) for s in CATEGORY_STYLES]


def test_the_band_s_parts_have_their_notes() -> None:
    parts = told(eighths())["parts"]
    assert [(part["name"], part["is_drums"]) for part in parts] == [("Piano", False), ("Bass", False), ("Drums", True)]
    assert all(part["notes"] for part in parts)
    assert all(0 <= note["start"] < note["end"] <= 8 * BAR_SEC for part in parts for note in part["notes"])


def test_parts_that_are_muted_are_left_out_and_a_muted_solo_is_drawn_as_it_is_written() -> None:
    assert told(eighths(), band=ALONE)["parts"] == []
    muted = replace(SWUNG, solo=replace(SWUNG.solo, muted=True))
    take = told(eighths(), band=muted)
    assert [note["start"] for note in take["notes"]] == [index / 8 for index in range(64)]
    assert [part["name"] for part in take["parts"]] == ["Piano", "Bass", "Drums"]


def test_beats_are_counted_in_the_meter_s_unit_and_without_chords_there_is_no_symbol() -> None:
    notes = (
        SoloNote(Note(Fraction(5, 3), Fraction(4, 3), 60), "C"),
        SoloNote(Note(Fraction(9, 2), Fraction(3, 2), 70), "X"),
    )
    take = told(waltz(*notes), band=ALONE)
    assert take["bars"] == [{"start": 0.0, "beats": 3}, {"start": 0.75, "beats": 6}]
    assert take["end"] == 1.5
    told_notes = [[note[name] for name in ("bar", "beat", "length", "name", "chord")] for note in take["notes"]]
    assert told_notes == [[1, "2 2/3", "1 1/3", "C4", ""], [2, "4", "1 1/2", "Bb4", ""]]


def test_a_damaged_take_is_one_sentence() -> None:
    with pytest.raises(RenderError, match="no MIDI file of the studio"):
        roll_payload(replace(take_of(eighths(1)), midi=b"MThd"), frozenset())


def test_the_browser_gets_the_take_with_its_sound(monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[dict[str, Any]] = []
    monkeypatch.setattr(player, "_PLAYER", lambda **what: sent.append(what))
    app = AppTest.from_string(SCRIPT, default_timeout=60).run()
    app.run()
    assert not app.exception
    first, again = ({name: what[name] for name in ("key", "data")} for what in sent)
    assert first == again
    assert first["key"] == "player-a"
    assert re.search(r"/media/\w+\.wav$", first["data"][0]["sound"])
    assert [note["copied"] for note in first["data"][0]["roll"]["notes"][:4]] == [False, False, True, False]


class Browser:
    """Stands for the browser's half: keeps what it is told, and tells what is set in it."""

    def __init__(self) -> None:
        self.told: dict[str, Any] = {}
        self.runs = 0
        self.app = AppTest.from_string(ANSWERED, default_timeout=60)

    def __call__(self, *, data: tuple[dict[str, Any]], **_: object) -> None:
        (self.told,) = data
        self.runs += 1

    def set(self, **state: object) -> str:
        """Let the page run with something set in the browser; returns the bars it finds chosen."""
        self.app.session_state["player-a"] = state
        self.app.run()
        assert not self.app.exception
        return self.app.text[0].value


@pytest.fixture
def browser(monkeypatch: pytest.MonkeyPatch) -> Browser:
    made = Browser()
    monkeypatch.setattr(player, "_PLAYER", made)
    st.cache_resource.clear()
    return made


@pytest.fixture
def taken_apart(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """The files taken apart into their parts, each of which can be heard by itself."""
    files: list[bytes] = []

    def fake(midi: bytes, duration_sec: float) -> Stems:
        files.append(midi)
        names = ("Solo", "Piano", "Bass", "Drums")
        return Stems(tuple(Stem(name, np.full((9, 2), 10**n, np.int16), 1) for n, name in enumerate(names)), 9)

    monkeypatch.setattr(cache, "render_stems", fake)
    return files


@pytest.mark.parametrize(
    ("chosen", "bars"),
    [([1, 2], "1 to 3"), ([0, 0], "0 to 1"), (None, "all"), ([2, 8], "all"), ([3, 2], "all"), (["a", 2], "all")],
)
def test_the_bars_chosen_in_the_browser_are_told(browser: Browser, chosen: object, bars: str) -> None:
    assert browser.set(chosen=chosen) == bars
    assert browser.told["chosen"] == (None if bars == "all" else chosen)


def test_parts_are_mixed_when_they_are_asked_for(browser: Browser, taken_apart: list[bytes]) -> None:
    browser.set()
    assert (browser.told["mix"], browser.told["audible"], taken_apart) == (None, None, [])
    assert browser.told["roll"]["sounding_parts"] == ["Solo", "Piano", "Bass", "Drums"]
    runs = browser.runs
    browser.set(audible=PIANO_AND_BASS)
    first = browser.told["mix"]
    assert browser.told["audible"]["names"] == first["names"] == ("Piano", "Bass")
    assert re.search(r"/media/\w+\.wav$", first["sound"])
    assert first["sound"] != browser.told["sound"]
    assert browser.runs == runs + 2  # the player is shown before its first mix is made, and again with it
    browser.set(audible=PIANO_AND_BASS | {"names": ["Drums"]})
    assert browser.told["mix"]["sound"] != first["sound"]
    assert browser.runs == runs + 3
    assert len(taken_apart) == 1


def test_another_take_has_all_its_parts(browser: Browser, taken_apart: list[bytes]) -> None:
    browser.set(audible=PIANO_AND_BASS)
    browser.app.session_state["take"] = "another"
    browser.set(audible=PIANO_AND_BASS)
    assert (browser.told["mix"], browser.told["audible"]) == (None, None)
    assert len(taken_apart) == 1


def test_parts_that_cannot_be_made_are_told_once(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    tries: list[bytes] = []

    def fail(midi: bytes, duration_sec: float) -> Stems:
        tries.append(midi)
        raise RenderError("No engine; install FluidSynth.")

    monkeypatch.setattr(cache, "render_stems", fail)
    for _ in range(2):
        browser.set(audible=PIANO_AND_BASS)
    problem = {"names": ("Piano", "Bass"), "sound": None, "problem": "No engine; install FluidSynth."}
    assert browser.told["mix"] == problem
    assert len(tries) == 1


def test_lines_of_sheet_music_are_handed_on(monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[dict[str, Any]] = []
    monkeypatch.setattr(player, "_PLAYER", lambda **what: sent.append(what))
    AppTest.from_string(SCRIPT.replace('"a")', '"a", ("<svg/>", "<svg></svg>"))'), default_timeout=60).run()
    assert sent[0]["data"][0]["sheet"] == ["<svg/>", "<svg></svg>"]


def test_the_real_component_takes_its_place_on_the_page() -> None:
    assert not AppTest.from_string(SCRIPT, default_timeout=60).run().exception
