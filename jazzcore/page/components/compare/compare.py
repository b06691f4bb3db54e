"""Two sounds over the same bars with one transport, of which either takes over while they play.

The browser's half (`assets/compare.js`) keeps both in pace and draws their rolls by the player's own scripts; like the
player it is not disturbed by reruns. In a blind test it draws nothing, and tells which sounds were heard.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import streamlit as st
from streamlit import runtime

from jazzcore.music.leadsheet import Bar
from jazzcore.page.shared.payload import alone, asset_text

_SCRIPTS = (
    "mounting.js",
    "turn.js",
    "controls.js",
    "piano_roll.js",
    "note_table.js",
    "pointing.js",
    "compare_track.js",
    "compare_picture.js",
    "compare.js",
)
HTML, CSS, JS = asset_text("compare.html"), asset_text("player.css", "compare.css"), asset_text(*_SCRIPTS)
_COMPARE = st.components.v2.component("compare", html=HTML, css=CSS, js=JS)
_TIMELINE = ("bars", "end")
_ALMOST = 0.9


@dataclass(frozen=True, slots=True)
class Shown:
    """A side: its name, the key that lets it sound, its title, its WAV file, the volume (0 to 1) to play it at.

    `document` is `player.document` of what is played, or in a blind test its `timeline`.
    """

    name: str
    key: str
    title: str
    wav: bytes
    volume: float
    document: Mapping[str, Any]


def show(sides: tuple[Shown, Shown], key: str) -> None:
    """Two sides with their rolls; under one key they play on through reruns."""
    place = f"compare-{key}"
    told = [_told(side, place) | {"roll": side.document} for side in sides]
    _COMPARE(key=place, data=alone({"sides": told, "enough_sec": 0}), on_heard_change=_nothing)


def show_blind(sides: tuple[Shown, Shown], key: str, enough_sec: float) -> frozenset[int]:
    """Two sides as sound alone; returns which of them (0, 1) were heard for so many seconds, or almost to their end."""
    place = f"compare-{key}"
    enough_sec = min(enough_sec, *(_ALMOST * side.document["end"] for side in sides))
    told = [_told(side, place) for side in sides]
    _COMPARE(key=place, data=alone({"sides": told, "enough_sec": enough_sec}), on_heard_change=_nothing)
    state: Mapping[str, Any] = st.session_state.get(place) or {}
    return frozenset({0, 1}.intersection(state.get("heard") or ()))


def timeline(bars: tuple[Bar, ...], tempo_bpm: float) -> dict[str, Any]:
    """What the browser needs to find its way in some bars: when each of them begins, its beats, and the end."""
    sec_a_quarter = Fraction(60) / Fraction(tempo_bpm)
    return {
        "bars": [{"start": float(bar.onset_quarter * sec_a_quarter), "beats": bar.meter.beats} for bar in bars],
        "end": float(bars[-1].end_quarter * sec_a_quarter),
    }


def _told(side: Shown, place: str) -> dict[str, Any]:
    sound = runtime.get_instance().media_file_mgr.add(side.wav, "audio/wav", f"{place}-{side.name}")
    named = {"name": side.name, "key": side.key, "title": side.title, "sound": sound, "volume": side.volume}
    return named | {name: side.document[name] for name in _TIMELINE}


def _nothing() -> None:
    """The rerun itself is what a change is for."""
