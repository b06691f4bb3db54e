"""The player of a take: its sound, and a piano roll that keeps with it.

The browser's half (`assets/piano_roll.js`, `player.js`) draws and plays without asking back, so that a rerun of the
page disturbs neither. Times are seconds of the sound; where a note stands is told as written, before swing. The sound
goes to the browser as `st.audio` sends it: once, as a file of the page's own server.
"""

from fractions import Fraction
from pathlib import Path
from typing import Any

import streamlit as st
from streamlit import runtime

from jazzcore.music.leadsheet import bar_index, chord_at
from jazzcore.music.notes import note_name
from jazzcore.page.colours import CATEGORY_STYLES, COPIED_COLOUR
from jazzcore.render.sounding import SoundingNote, SoundingPart, sounding_notes
from jazzcore.solo.solo import SoloNote
from jazzcore.takes import Take

_ASSETS = Path(__file__).parents[2] / "assets"
HTML, CSS, _ROLL, _CONTROLS = (
    (_ASSETS / name).read_text(encoding="utf-8") for name in ("player.html", "player.css", "piano_roll.js", "player.js")
)
JS = f"{_ROLL}\n{_CONTROLS}"
_PLAYER = st.components.v2.component("player", html=HTML, css=CSS, js=JS)
_CATEGORIES = {style.category: index for index, style in enumerate(CATEGORY_STYLES)}
_SOLO = "Solo"
_DIGITS = 4
_REMEMBERED = 12


def show(take: Take, copied: frozenset[int], key: str) -> None:
    """The player of a take, the notes at the indices `copied` underlined; under one key it plays on through reruns."""
    player = f"player-{key}"
    _PLAYER(key=player, data=_remembered(take.take_id, copied, take) | {"sound": _sound_url(take.audio.wav, player)})


def document(take: Take, copied: frozenset[int]) -> dict[str, Any]:
    """What the browser is told of a take: bars, chords and the notes of all parts, in seconds of its sound.

    A solo that is muted is drawn where it is written. Raises RenderError for a take whose MIDI cannot be read.
    """
    solo, sec_a_quarter = take.solo, Fraction(60) / Fraction(take.settings.band.tempo_bpm)
    parts = sounding_notes(take.midi)

    def seconds(quarter: Fraction) -> float:
        return round(float(quarter * sec_a_quarter), _DIGITS)

    played = next((part.notes for part in parts if part.name == _SOLO), None) or tuple(
        SoundingNote(seconds(note.onset_quarter), seconds(note.end_quarter), note.pitch)
        for note in (played.note for played in solo.notes)
    )
    return {
        "title": solo.title,
        "bars": [{"start": seconds(bar.onset_quarter), "beats": bar.meter.beats} for bar in solo.bars],
        "end": seconds(solo.bars[-1].end_quarter if solo.bars else Fraction(0)),
        "chords": [{"start": seconds(event.onset_quarter), "symbol": event.chord.symbol} for event in solo.chords],
        "notes": [
            _times(sounding) | _written(take, note) | {"copied": index in copied}
            for index, (note, sounding) in enumerate(zip(solo.notes, played, strict=True))
        ],
        "parts": [_band_part(part) for part in parts if part.name != _SOLO],
        "styles": [{"name": s.name, "colour": s.colour, "filling": s.filling} for s in CATEGORY_STYLES],
        "copied_colour": COPIED_COLOUR,
    }


@st.cache_resource(max_entries=_REMEMBERED, show_spinner=False)
def _remembered(take_id: str, copied: frozenset[int], _take: Take) -> dict[str, Any]:
    return document(_take, copied)


def _sound_url(wav: bytes, place: str) -> str:
    """Where the browser finds a sound, kept by the server for as long as the page shows it there."""
    return runtime.get_instance().media_file_mgr.add(wav, "audio/wav", place)


def _times(note: SoundingNote) -> dict[str, Any]:
    return {"start": round(note.onset_sec, _DIGITS), "end": round(note.end_sec, _DIGITS), "pitch": note.pitch}


def _written(take: Take, played: SoloNote) -> dict[str, Any]:
    """A note as it is written: its bar and beat from 1, its length in quarters, its category by index."""
    solo, note = take.solo, played.note
    index = bar_index(solo.bars, note.onset_quarter)
    bar = solo.bars[index]
    return {
        "name": note_name(note.pitch),
        "bar": index + 1,
        "beat": _mixed(1 + (note.onset_quarter - bar.onset_quarter) * bar.meter.unit / 4),
        "length": _mixed(note.duration_quarter),
        "category": _CATEGORIES[played.category],
        "chord": chord_at(solo.chords, note.onset_quarter).chord.symbol if solo.chords else "",
    }


def _mixed(number: Fraction) -> str:
    """A number as musicians write it: `2`, `1/2`, `2 1/3`."""
    whole, rest = divmod(number, 1)
    return " ".join(str(term) for term in (whole, rest) if term) or "0"


def _band_part(part: SoundingPart) -> dict[str, Any]:
    return {"name": part.name, "is_drums": part.is_drums, "notes": [_times(note) for note in part.notes]}
