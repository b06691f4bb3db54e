"""The download buttons of a take."""

from collections.abc import Callable

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from jazzcore.page.play import take_view
from jazzcore.render.score.musicxml import B_FLAT
from jazzcore.takes.exports import FORMATS, file_name
from tests.page.player_takes import eighths, take_of

SCRIPT = """
from jazzcore.page.play import take_view
from tests.page.player_takes import eighths, take_of

take_view.show_exports(take_of(eighths(1)), "Mine")
"""


def test_there_is_a_button_for_each_format() -> None:
    page = AppTest.from_string(SCRIPT).run()
    assert not page.exception
    assert [button.label for button in page.get("download_button")] == ["MIDI", "WAV", "OGG", "MusicXML", "PDF"]


def test_a_file_is_made_when_it_is_asked_for_under_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    offered: dict[str, tuple[Callable[[], bytes], str, str]] = {}

    def offer(label: str, data: Callable[[], bytes], name: str, mime: str, **_: object) -> bool:
        offered[label] = (data, name, mime)
        return False

    monkeypatch.setattr(st, "download_button", offer)
    take = take_of(eighths(1))
    take_view.show_exports(take, "Mine", B_FLAT)
    assert list(offered) == [kind.name for kind in FORMATS]
    for kind in FORMATS:
        data, name, mime = offered[kind.name]
        assert callable(data)
        assert (name, mime) == (file_name(take, kind, "Mine", B_FLAT), kind.mime)
    assert offered["WAV"][0]() == take.audio.wav
    assert offered["PDF"][0]().startswith(b"%PDF-")
    assert b"<chromatic>-2</chromatic>" in offered["MusicXML"][0]()
