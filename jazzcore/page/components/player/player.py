"""The player of a take: its sound, and a piano roll or sheet music that follows it.

The browser's half (`player.js`) draws and plays on its own, so that a rerun of the page interrupts neither. It reports
which parts are to sound and which bars are chosen. Python mixes some of the parts when the browser asks for them; the
old sound plays on meanwhile, and the new one takes over at the same place.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import streamlit as st

from jazzcore.errors import RenderError
from jazzcore.page.components.component import as_data, read_sources
from jazzcore.page.shared import cache
from jazzcore.page.shared.streamlit_internals import add_media, rerun_fragment
from jazzcore.render.audio.stems import mixed
from jazzcore.takes.take import Take

HTML, CSS, JS = read_sources(Path(__file__).parent, "transport.css")
_PLAYER = st.components.v2.component("player", html=HTML, css=CSS, js=JS)
# The heights that `transport.css` and `roll_geometry.js` give: a line without its notes, a semitone, a part of the
# band, the tallest roll; and the controls' height with the bars of a line, in a wide window and in a narrow one.
_LINE_PX, _SEMITONE_PX, _PART_PX, _PX_PER_REM, _TALLEST_ROLL_REM = 61, 5, 16, 16, 32
_WIDE, _NARROW, _WIDEST_NARROW_PX = (13.4, 8), (20.7, 4), 640


@dataclass(frozen=True, slots=True)
class _Mix:
    """The sound of some parts of a take, or a sentence on why there is none."""

    take_id: str
    names: tuple[str, ...]
    wav: bytes
    problem: str = ""


def show(take: Take, roll: Mapping[str, Any], key: str, svgs: tuple[str, ...] = ()) -> range | None:
    """Show the player of a take.

    Parameters
    ----------
    take : Take
        The take to play.
    roll : mapping
        What `roll_payload` says of it.
    key : str
        The name of this place on the page. Under one key the player plays on through reruns.
    svgs : tuple of str
        Lines of sheet music (`engraving.SheetMusic`) to show in place of the piano roll; none for the roll.

    Returns
    -------
    range or None
        The indices of the bars chosen in the player, None while all are.

    """
    player = f"player-{key}"
    audible = _audible(take, player)
    chosen = _chosen(_browser_state(player).get("chosen"), len(take.solo.bars))
    if not svgs:
        st.html(f"<style>{layout_style(roll, player)}</style>")
    payload = {
        "roll": roll,
        "sound": add_media(take.audio.wav, "audio/wav", player),
        "mix": _mix_payload(take, audible, player),
        "audible": {"take": take.take_id, "names": audible} if audible else None,
        "chosen": [chosen.start, chosen.stop - 1] if chosen else None,
        "sheet": list(svgs),
    }
    _PLAYER(key=player, data=as_data(payload), on_audible_change=lambda: None, on_chosen_change=lambda: None)
    return chosen


def make_mix(take: Take, key: str) -> None:
    """Make the first mix of a take's parts that its player asks for, and draw the page again with it.

    Call this when all else is drawn: the first mix of a take takes a second or two. Later ones are made by `show`.

    Parameters
    ----------
    take : Take
        The take that is shown.
    key : str
        The key it is shown under.

    """
    player = f"player-{key}"
    names = _audible(take, player)
    if names is None or _saved_mix(take, player):
        return
    st.session_state[_mix_key(player)] = _mix(take, names)
    rerun_fragment()


def layout_style(roll: Mapping[str, Any], player: str) -> str:
    """Reserve the height of a player, so that nothing below it jumps when its script draws it.

    Parameters
    ----------
    roll : mapping
        What `roll_payload` says of the take.
    player : str
        The Streamlit key of the player.

    Returns
    -------
    str
        CSS rules.

    """
    pitches: list[int] = [note["pitch"] for note in roll["notes"]] or [0]
    line_rem = (_LINE_PX + _SEMITONE_PX * (max(pitches) - min(pitches)) + _PART_PX * len(roll["parts"])) / _PX_PER_REM

    def height_rem(controls_rem: float, bars_per_line: int) -> float:
        lines = -(-len(roll["bars"]) // bars_per_line)
        return round(controls_rem + min(max(lines, 1) * line_rem, _TALLEST_ROLL_REM), 2)

    place, wide, narrow = f".st-key-{player}", height_rem(*_WIDE), height_rem(*_NARROW)
    return (
        f"{place}{{min-height:{wide}rem}}@media(max-width:{_WIDEST_NARROW_PX}px){{{place}{{min-height:{narrow}rem}}}}"
    )


def _audible(take: Take, player: str) -> tuple[str, ...] | None:
    """The parts of the take that are to sound; None while the take's own sound will do."""
    match _browser_state(player).get("audible"):
        case {"take": take.take_id, "names": [*names]}:
            return tuple(map(str, names))
    return None


def _browser_state(player: str) -> Mapping[str, Any]:
    """What the browser has reported."""
    state: Mapping[str, Any] | None = st.session_state.get(player)
    return state or {}


def _mix(take: Take, names: tuple[str, ...]) -> _Mix:
    try:
        return _Mix(take.take_id, names, mixed(cache.stems(take), names))
    except RenderError as error:
        return _Mix(take.take_id, names, b"", str(error))


def _saved_mix(take: Take, player: str) -> _Mix | None:
    """The mix last made, if it is one of this take."""
    mix: _Mix | None = st.session_state.get(_mix_key(player))
    return mix if mix and mix.take_id == take.take_id else None


def _mix_payload(take: Take, audible: tuple[str, ...] | None, player: str) -> dict[str, Any] | None:
    """The mix that the browser asks for, or the one it asked for last; None before the first mix of a take."""
    mix = _saved_mix(take, player)
    if mix is None:
        return None
    if audible and audible != mix.names:
        mix = st.session_state[_mix_key(player)] = _mix(take, audible)
    sound = add_media(mix.wav, "audio/wav", _mix_key(player)) if mix.wav else None
    return {"names": mix.names, "sound": sound, "problem": mix.problem}


def _mix_key(player: str) -> str:
    return f"{player}-mix"


def _chosen(bars: object, bar_count: int) -> range | None:
    """The bars that the browser names by the first one and the last, if the take has them."""
    match bars:
        case [int(first), int(last)] if 0 <= first <= last < bar_count:
            return range(first, last + 1)
    return None
