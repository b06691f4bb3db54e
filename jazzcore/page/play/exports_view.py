"""The files of a take: a button a format, each file made when it is asked for."""

from functools import partial

import streamlit as st

from jazzcore.render.score.musicxml import CONCERT, Transposition
from jazzcore.takes.exports import FORMATS, file_name
from jazzcore.takes.take import Take


def show(take: Take, name: str = "", transposition: Transposition = CONCERT) -> None:
    """A row of download buttons; `name` is the one a person gave the take, sheets are for a transposition."""
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
