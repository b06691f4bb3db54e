"""The chosen takes in one ZIP, which is made when it is asked for."""

from collections.abc import Callable, Sequence

import streamlit as st

from jazzcore.library.rows import TakeRow
from jazzcore.music.numbers import counted
from jazzcore.page.shared import state
from jazzcore.takes.exports import FORMATS, Format, format_named, zip_of

MOST_TAKES = 50
"""A WAV has some 9 MB, and the whole ZIP is held in memory."""

_USUAL = ("MIDI", "WAV")
_FILE_NAME = "jazz-takes.zip"


def show(take_ids: Sequence[str]) -> None:
    """Which files of the takes, and the button; folded away until it is asked for. Raises StoreError."""
    rows = [row for row in state.studio().takes.rows(take_ids) if not row.problem]
    with st.popover("Download", disabled=not rows):
        names = st.multiselect(
            "Files of each take", [kind.name for kind in FORMATS], _USUAL, key="library_formats", persist_state="page"
        )
        st.download_button(
            f"ZIP of {counted(len(rows), 'take')}",
            zip_maker(rows, [format_named(name) for name in names]),
            _FILE_NAME,
            "application/zip",
            key="library_zip",
            on_click="ignore",
            disabled=not names or not 0 < len(rows) <= MOST_TAKES,
        )
        if len(rows) > MOST_TAKES:
            st.caption(f"A ZIP holds {MOST_TAKES} takes at most; choose fewer.")


def zip_maker(rows: Sequence[TakeRow], kinds: Sequence[Format]) -> Callable[[], bytes]:
    """What makes a ZIP of takes, apart from the page, as the browser asks for it later."""
    takes = state.studio().takes
    return lambda: zip_of(((takes.open(row.take_id), row.name) for row in rows), kinds)
