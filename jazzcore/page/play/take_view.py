"""The take that is shown: player or sheet music, its files, its marks, its report."""

from functools import partial

import streamlit as st

from jazzcore.page.components.player import player
from jazzcore.page.play import import_view, regenerate_view, report_view, take_choice
from jazzcore.page.play.take_choice import Shown
from jazzcore.page.shared import cache, marks_view, model_view, state, words
from jazzcore.render.score.musicxml import CONCERT, TRANSPOSITIONS, Transposition
from jazzcore.takes.exports import FORMATS, file_name
from jazzcore.takes.take import Take

_ROLL, _SHEET = "Roll", "Sheet music"
_TRANSPOSITIONS = {transposition.name: transposition for transposition in TRANSPOSITIONS}


@st.fragment
def show() -> None:
    """Show the chosen take, or what to do where there is none. What one does with the take redraws only this part."""
    with state.shown_errors():
        shown = take_choice.shown()
        if shown is None:
            st.caption("Press **Generate** to hear the first take.")
            import_view.show()
        else:
            _show(shown)


def _show(shown: Shown) -> None:
    row = shown.row
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        st.subheader(f"Take {row.number}: {words.plain(row.label)}", anchor=False, width="content")
        with st.container(horizontal=True, width="content"):
            take_choice.show_neighbours(shown)
            import_view.show()
    take = cache.take(row.take_id)
    st.caption(
        f"{words.plain(words.settings_line(take.settings))} · {words.date_time(take.created)}  \n"
        f"played by {words.plain(model_view.player_name(take))}"
    )
    transposition, lines = _sheet(take)
    bars = player.show(take, cache.roll(take), "take", lines)
    regenerate_view.show(take, bars)
    show_exports(take, row.name, transposition)
    if take.audio.remark:
        st.caption(words.plain(take.audio.remark))
    marks_view.show(cache.studio().takes, take.take_id, "take")
    report_view.show(take)
    player.make_mix(take, "take")


def _sheet(take: Take) -> tuple[Transposition, tuple[str, ...]]:
    """Show the choice of view; returns the reader of the sheets, and the lines of sheet music if they are chosen."""
    with st.container(horizontal=True, vertical_alignment="center"):
        view = st.segmented_control(
            "View", (_ROLL, _SHEET), default=_ROLL, required=True, key="take_view", label_visibility="collapsed"
        )
        if view != _SHEET:
            return CONCERT, ()
        reader = st.segmented_control(
            "Written for",
            tuple(_TRANSPOSITIONS),
            default=CONCERT.name,
            required=True,
            key="written_for",
            label_visibility="collapsed",
        )
        svgs: tuple[str, ...] = ()
        with state.shown_errors():
            sheet = cache.sheet_music(take, _TRANSPOSITIONS[reader])
            st.caption(words.plain(sheet.tempo), width="content")
            svgs = sheet.svgs
    return _TRANSPOSITIONS[reader], svgs


def show_exports(take: Take, name: str = "", transposition: Transposition = CONCERT) -> None:
    """Show a row of download buttons, one for each format. Each file is made when it is asked for.

    Parameters
    ----------
    take : Take
        The take.
    name : str
        The name a person gave it.
    transposition : Transposition
        The instrument that sheets are written for.
    """
    with st.container(horizontal=True, horizontal_alignment="right"):
        for kind in FORMATS:
            st.download_button(
                kind.name,
                partial(kind.bytes_of, take, transposition),
                file_name(take, kind, name, transposition),
                kind.mime,
                key=f"export_{kind.ending}",
                on_click="ignore",
            )
