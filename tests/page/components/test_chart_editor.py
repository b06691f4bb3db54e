"""The field for a chord chart as Python knows it: what was typed, how it is read, and what the browser is sent."""

from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from jazzcore.page.components.chart_editor import chart_editor

SCRIPT = """
import streamlit as st
from jazzcore.page.components.chart_editor import chart_editor

key = st.session_state.get("key", "a")
if st.session_state.get("is_shown", True):
    chart = chart_editor.show(key, {"a": "Dm7 | G7", "b": "C"}[key])
    st.text(" ".join(event.chord.symbol for event in chart.chords) if chart else "no chart")
"""


class Browser:
    """Stands for the browser's half: keeps the payload it is sent, and types."""

    def __init__(self) -> None:
        self.payload: dict[str, Any] = {}
        self.app = AppTest.from_string(SCRIPT, default_timeout=60)

    def __call__(self, *, key: str, data: tuple[dict[str, Any]], **_: object) -> None:
        (self.payload,) = data

    def type(self, text: str) -> None:
        self.app.session_state[f"editor-{self.payload['key']}"] = {"text": text}

    def read(self, **state: object) -> str:
        """Let the page run with something in its state; returns what it reads in the field."""
        for name, value in state.items():
            self.app.session_state[name] = value
        self.app.run()
        assert not self.app.exception
        return self.app.text[0].value if self.app.text else ""


@pytest.fixture
def browser(monkeypatch: pytest.MonkeyPatch) -> Browser:
    made = Browser()
    monkeypatch.setattr(chart_editor, "_EDITOR", made)
    return made


def test_the_field_begins_with_the_default(browser: Browser) -> None:
    assert browser.read() == "Dm7 G7"
    assert browser.payload["checked"] == {"text": "Dm7 | G7", "faults": [], "bars": ["Dm7", "G7"], "has_pickup": False}


def test_what_is_typed_is_the_chart(browser: Browser) -> None:
    browser.read()
    browser.type("(1) E7 | Am7 D7 :|")
    assert browser.read() == "E7 Am7 D7 Am7 D7"
    assert browser.payload["checked"]["bars"] == ["(1) E7", "Am7 D7", "%"]
    assert browser.payload["checked"]["has_pickup"]


def test_a_wrong_symbol_is_no_chart_and_the_browser_is_shown_where(browser: Browser) -> None:
    browser.read()
    browser.type("[\N{SAXOPHONE}] C | Hm7")
    assert browser.read() == "no chart"
    sentence = "Bar 2: 'Hm7' is no chord symbol; did you mean Bm7?"
    assert browser.payload["checked"]["faults"] == [{"start": 9, "end": 12, "sentence": sentence, "proposals": ["Bm7"]}]
    assert browser.payload["checked"]["bars"] == []


def test_an_emptied_field_stays_empty(browser: Browser) -> None:
    browser.read()
    browser.type("")
    assert browser.read() == "no chart"
    assert browser.payload["checked"]["text"] == ""


def test_what_is_typed_outlives_the_field_under_its_key(browser: Browser) -> None:
    browser.read()
    browser.type("F#m7")
    assert browser.read() == "F#m7"
    assert browser.read(key="b") == "C"
    del browser.app.session_state["editor-a"]
    assert browser.read(is_shown=False) == ""
    assert browser.read(is_shown=True, key="a") == "F#m7"


def test_the_real_component_takes_its_place_on_the_page() -> None:
    app = AppTest.from_string(SCRIPT, default_timeout=60).run()
    assert not app.exception
    assert app.text[0].value == "Dm7 G7"
