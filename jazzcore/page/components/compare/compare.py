"""Two sounds over the same bars with one transport. Either can take over from the other while they play.

The browser's half (`compare.js`) keeps both in step and draws their piano rolls; reruns of the page do not interrupt
it. In a blind test it draws no roll, and reports which sounds were heard.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import streamlit as st

from jazzcore.music.leadsheet import Bar
from jazzcore.page.components.component import as_data, read_sources
from jazzcore.page.shared.streamlit_internals import add_media

HTML, CSS, JS = read_sources(Path(__file__).parent, "transport.css")
_COMPARE = st.components.v2.component("compare", html=HTML, css=CSS, js=JS)
_ALMOST = 0.9


@dataclass(frozen=True, slots=True)
class ComparedSound:
    """One of the two sounds: its name, the key that chooses it, its title, its WAV file and the volume (0 to 1).

    `timeline` says when its bars begin, as `timeline` below or as `roll_payload`. `roll` is what is drawn of it, None
    in a blind test.
    """

    name: str
    key: str
    title: str
    wav: bytes
    volume: float
    timeline: Mapping[str, Any]
    roll: Mapping[str, Any] | None = None


def show(sounds: tuple[ComparedSound, ComparedSound], key: str) -> None:
    """Show two sounds with their piano rolls.

    Parameters
    ----------
    sounds : pair of ComparedSound
        The two sounds.
    key : str
        The name of this place on the page. Under one key the sounds play on through reruns.

    """
    _show(sounds, f"compare-{key}", enough_sec=0)


def show_blind(sounds: tuple[ComparedSound, ComparedSound], key: str, enough_sec: float) -> frozenset[int]:
    """Show two sounds without their names or piano rolls.

    Parameters
    ----------
    sounds : pair of ComparedSound
        The two sounds.
    key : str
        The name of this place on the page. Under one key the sounds play on through reruns.
    enough_sec : float
        How many seconds of a sound have to be heard; less for a sound that is shorter.

    Returns
    -------
    frozenset of int
        Which of the sounds (0, 1) have been heard long enough.

    """
    place = f"compare-{key}"
    _show(sounds, place, min(enough_sec, *(_ALMOST * sound.timeline["end"] for sound in sounds)))
    state: Mapping[str, Any] = st.session_state.get(place) or {}
    return frozenset({0, 1}.intersection(state.get("heard") or ()))


def timeline(bars: tuple[Bar, ...], tempo_bpm: float) -> dict[str, Any]:
    """Tell when bars begin.

    Parameters
    ----------
    bars : tuple of Bar
        The bars, at least one.
    tempo_bpm : float
        Quarters a minute.

    Returns
    -------
    dict
        `bars`, each with its `start` (s) and its count of `beats`, and the `end` (s) of the last one.

    """
    sec_per_quarter = Fraction(60) / Fraction(tempo_bpm)
    return {
        "bars": [{"start": float(bar.onset_quarter * sec_per_quarter), "beats": bar.meter.beats} for bar in bars],
        "end": float(bars[-1].end_quarter * sec_per_quarter),
    }


def _show(sounds: tuple[ComparedSound, ComparedSound], place: str, enough_sec: float) -> None:
    sides = [
        {
            "name": sound.name,
            "key": sound.key,
            "title": sound.title,
            "sound": add_media(sound.wav, "audio/wav", f"{place}-{sound.name}"),
            "volume": sound.volume,
            "bars": sound.timeline["bars"],
            "end": sound.timeline["end"],
            "roll": sound.roll,
        }
        for sound in sounds
    ]
    _COMPARE(key=place, data=as_data({"sides": sides, "enough_sec": enough_sec}), on_heard_change=lambda: None)
