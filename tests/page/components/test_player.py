"""The player as Python knows it: what it sends to the browser, and what it makes of what the browser reports."""

import re
from typing import Any

import numpy as np
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from jazzcore.errors import RenderError
from jazzcore.page.components.player import player
from jazzcore.page.shared import cache
from jazzcore.render.audio.stems import Stem, Stems

SCRIPT = """
import streamlit as st
from jazzcore.page.components.player import player
from jazzcore.page.shared.roll import roll_payload
from tests.page.player_takes import eighths, take_of

take = take_of(eighths())
player.show(take, roll_payload(take, frozenset({2})), "a")
"""
PAGE = """
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
    """Stands for the browser's half: keeps the payload it is sent, and reports what is set in it."""

    def __init__(self) -> None:
        self.payload: dict[str, Any] = {}
        self.runs = 0
        self.app = AppTest.from_string(PAGE, default_timeout=60)

    def __call__(self, *, data: tuple[dict[str, Any]], **_: object) -> None:
        (self.payload,) = data
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
def test_the_bars_chosen_in_the_browser_come_back(browser: Browser, chosen: object, bars: str) -> None:
    assert browser.set(chosen=chosen) == bars
    assert browser.payload["chosen"] == (None if bars == "all" else chosen)


def test_parts_are_mixed_when_they_are_asked_for(browser: Browser, taken_apart: list[bytes]) -> None:
    browser.set()
    assert (browser.payload["mix"], browser.payload["audible"], taken_apart) == (None, None, [])
    assert browser.payload["roll"]["sounding_parts"] == ["Solo", "Piano", "Bass", "Drums"]
    runs = browser.runs
    browser.set(audible=PIANO_AND_BASS)
    first = browser.payload["mix"]
    assert browser.payload["audible"]["names"] == first["names"] == ("Piano", "Bass")
    assert re.search(r"/media/\w+\.wav$", first["sound"])
    assert first["sound"] != browser.payload["sound"]
    assert browser.runs == runs + 2  # the player is shown before its first mix is made, and again with it
    browser.set(audible=PIANO_AND_BASS | {"names": ["Drums"]})
    assert browser.payload["mix"]["sound"] != first["sound"]
    assert browser.runs == runs + 3
    assert len(taken_apart) == 1


def test_another_take_has_all_its_parts(browser: Browser, taken_apart: list[bytes]) -> None:
    browser.set(audible=PIANO_AND_BASS)
    browser.app.session_state["take"] = "another"
    browser.set(audible=PIANO_AND_BASS)
    assert (browser.payload["mix"], browser.payload["audible"]) == (None, None)
    assert len(taken_apart) == 1


def test_parts_that_cannot_be_made_are_reported_once(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    tries: list[bytes] = []

    def fail(midi: bytes, duration_sec: float) -> Stems:
        tries.append(midi)
        raise RenderError("No engine; install FluidSynth.")

    monkeypatch.setattr(cache, "render_stems", fail)
    for _ in range(2):
        browser.set(audible=PIANO_AND_BASS)
    problem = {"names": ("Piano", "Bass"), "sound": None, "problem": "No engine; install FluidSynth."}
    assert browser.payload["mix"] == problem
    assert len(tries) == 1


def test_lines_of_sheet_music_are_handed_on(monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[dict[str, Any]] = []
    monkeypatch.setattr(player, "_PLAYER", lambda **what: sent.append(what))
    AppTest.from_string(SCRIPT.replace('"a")', '"a", ("<svg/>", "<svg></svg>"))'), default_timeout=60).run()
    assert sent[0]["data"][0]["sheet"] == ["<svg/>", "<svg></svg>"]


def test_the_real_component_takes_its_place_on_the_page() -> None:
    assert not AppTest.from_string(SCRIPT, default_timeout=60).run().exception
