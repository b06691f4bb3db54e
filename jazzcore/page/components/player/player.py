"""The player of a take: its sound, and a piano roll that keeps with it.

The browser's half (`assets/piano_roll.js`, `player.js`) draws and plays without asking back, so that a rerun of the
page disturbs neither. Times are seconds of the sound; where a note stands is told as written, before swing. The sound
goes to the browser as `st.audio` sends it: once, as a file of the page's own server.

The browser tells which parts are to be heard, and which bars are chosen. The sound of some parts is made when it is
asked for; the old one plays on meanwhile, and the new one takes over at the same place.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import streamlit as st
from streamlit import runtime
from streamlit.errors import StreamlitAPIException

from jazzcore.errors import RenderError
from jazzcore.music.leadsheet import bar_index, chord_at
from jazzcore.music.notes import note_name
from jazzcore.music.solo import SoloNote
from jazzcore.page.shared.colours import CATEGORY_STYLES, COPIED_COLOUR
from jazzcore.page.shared.payload import alone, asset_text
from jazzcore.render.audio.stems import Stems, mixed, stems
from jazzcore.render.sounding import SoundingNote, SoundingPart, sounding_notes
from jazzcore.takes.take import Take

_SCRIPTS = (
    "mounting.js",
    "turn.js",
    "controls.js",
    "piano_roll.js",
    "sheet_music.js",
    "note_table.js",
    "mixer.js",
    "sound.js",
    "pointing.js",
    "player.js",
)
HTML, CSS, JS = asset_text("player.html"), asset_text("player.css"), asset_text(*_SCRIPTS)
_PLAYER = st.components.v2.component("player", html=HTML, css=CSS, js=JS)
_CATEGORIES = {style.category: index for index, style in enumerate(CATEGORY_STYLES)}
_SOLO = "Solo"
_DIGITS = 4
_REMEMBERED, _REMEMBERED_STEMS = 12, 2
# As the style sheet and the roll lay it out: what a line takes without its notes, and the controls' height with the
# bars of a line, in a wide window and in a narrow one.
_LINE_PX, _SEMITONE_PX, _PART_PX, _PX_A_REM, _TALLEST_ROLL_REM = 61, 5, 16, 16, 32
_WIDE, _NARROW, _WIDEST_NARROW_PX = (13.4, 8), (20.7, 4), 640


@dataclass(frozen=True, slots=True)
class _Mix:
    """The sound of some parts of a take, or a sentence on why there is none."""

    take_id: str
    names: tuple[str, ...]
    wav: bytes
    problem: str = ""


def show(take: Take, copied: frozenset[int], key: str, svgs: tuple[str, ...] = ()) -> range | None:
    """The player of a take, and the bars (indices from 0) chosen in it, None while they are all.

    The notes at the indices `copied` are underlined. `svgs` are lines of `engraving.SheetMusic` to show in place of the
    roll. Under one key it plays on through reruns.
    """
    player = f"player-{key}"
    asked, chosen = _asked(take, player), _chosen(_told(player).get("chosen"), len(take.solo.bars))
    told = _remembered(take.take_id, copied, take)
    if not svgs:
        st.html(f"<style>{room(told, player)}</style>")
    _PLAYER(
        key=player,
        data=alone(
            told
            | {
                "sound": _sound_url(take.audio.wav, player),
                "mix": _mix(take, asked, player),
                "heard": {"take": take.take_id, "names": asked} if asked else None,
                "chosen": [chosen.start, chosen.stop - 1] if chosen else None,
                "sheet": list(svgs),
            }
        ),
        on_heard_change=lambda: None,
        on_chosen_change=lambda: None,
    )
    return chosen


def answer(take: Take, key: str) -> None:
    """Make the first sound of some of a take's parts that the player of this key asks for, and show the player again.

    To be called when all else is drawn, as it takes a second or two; every later one is made at once.
    """
    player = f"player-{key}"
    names = _asked(take, player)
    if names is None or _saved_mix(take, player):
        return
    st.session_state[_mix_key(player)] = _made(take, names)
    try:
        st.rerun(scope="fragment")
    except StreamlitAPIException:  # the whole page is drawn, and not this part of it alone
        st.rerun()


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
        "id": take.take_id,
        "made_from": take.made_from,
        "title": solo.title,
        "bars": [{"start": seconds(bar.onset_quarter), "beats": bar.meter.beats} for bar in solo.bars],
        "end": seconds(solo.bars[-1].end_quarter if solo.bars else Fraction(0)),
        "chords": [{"start": seconds(event.onset_quarter), "symbol": event.chord.symbol} for event in solo.chords],
        "notes": [
            _times(sounding) | _written(take, note) | {"copied": index in copied}
            for index, (note, sounding) in enumerate(zip(solo.notes, played, strict=True))
        ],
        "parts": [_band_part(part) for part in parts if part.name != _SOLO],
        "sounding": [part.name for part in parts if part.notes],
        "styles": [{"name": s.name, "colour": s.colour, "filling": s.filling} for s in CATEGORY_STYLES],
        "copied_colour": COPIED_COLOUR,
    }


def room(told: dict[str, Any], player: str) -> str:
    """Style that keeps room for a player of this key until its script has drawn it, so that nothing below it jumps."""
    pitches: list[int] = [note["pitch"] for note in told["notes"]] or [0]
    line_rem = (_LINE_PX + _SEMITONE_PX * (max(pitches) - min(pitches)) + _PART_PX * len(told["parts"])) / _PX_A_REM

    def least_rem(controls_rem: float, bars_a_line: int) -> float:
        lines = -(-len(told["bars"]) // bars_a_line)
        return round(controls_rem + min(max(lines, 1) * line_rem, _TALLEST_ROLL_REM), 2)

    place, wide, narrow = f".st-key-{player}", least_rem(*_WIDE), least_rem(*_NARROW)
    return (
        f"{place}{{min-height:{wide}rem}}@media(max-width:{_WIDEST_NARROW_PX}px){{{place}{{min-height:{narrow}rem}}}}"
    )


@st.cache_resource(max_entries=_REMEMBERED, show_spinner=False)
def _remembered(take_id: str, copied: frozenset[int], _take: Take) -> dict[str, Any]:
    return document(_take, copied)


@st.cache_resource(max_entries=_REMEMBERED_STEMS, show_spinner=False)
def _stems(take_id: str, _take: Take) -> Stems:
    return stems(_take.midi, _take.audio.duration_sec)


def _asked(take: Take, player: str) -> tuple[str, ...] | None:
    """The parts of the take that the browser wants the sound of; None where the take's own will do."""
    match _told(player).get("heard"):
        case {"take": take.take_id, "names": [*names]}:
            return tuple(map(str, names))
    return None


def _told(player: str) -> Mapping[str, Any]:
    """What the browser has told of what is set in it."""
    told: Mapping[str, Any] | None = st.session_state.get(player)
    return told or {}


def _made(take: Take, names: tuple[str, ...]) -> _Mix:
    try:
        return _Mix(take.take_id, names, mixed(_stems(take.take_id, take), names))
    except RenderError as error:
        return _Mix(take.take_id, names, b"", str(error))


def _saved_mix(take: Take, player: str) -> _Mix | None:
    """The mix last made, where it is one of this take."""
    mix: _Mix | None = st.session_state.get(_mix_key(player))
    return mix if mix and mix.take_id == take.take_id else None


def _mix(take: Take, asked: tuple[str, ...] | None, player: str) -> dict[str, Any] | None:
    """What the browser is told of the parts it asks for, or has asked for before; None before a take's first mix."""
    mix = _saved_mix(take, player)
    if mix is None:
        return None
    if asked and asked != mix.names:
        mix = st.session_state[_mix_key(player)] = _made(take, asked)
    sound = _sound_url(mix.wav, _mix_key(player)) if mix.wav else None
    return {"names": mix.names, "sound": sound, "problem": mix.problem}


def _mix_key(player: str) -> str:
    return f"{player}-mix"


def _chosen(bars: object, bar_count: int) -> range | None:
    """The bars that the browser names, by the first one and the last, where the take has them."""
    match bars:
        case [int(first), int(last)] if 0 <= first <= last < bar_count:
            return range(first, last + 1)
    return None


def _sound_url(wav: bytes, place: str) -> str:
    """Where the browser finds a sound, saved by the server for as long as the page shows it there."""
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
