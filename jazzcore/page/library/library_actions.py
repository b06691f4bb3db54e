"""What one can do with the chosen lines of a list: name, download, delete and restore them.

All buttons are always there, so that nothing moves when a line is chosen.
"""

from collections.abc import Callable, Sequence

import streamlit as st

from jazzcore.library.models import SHIPPED_PREFIX, Models
from jazzcore.library.rows import TakeRow
from jazzcore.library.studio import DAYS_TO_RESTORE
from jazzcore.library.takes import Takes
from jazzcore.music.numbers import counted
from jazzcore.page.library import library_list
from jazzcore.page.shared import cache, marks_view, state
from jazzcore.takes.exports import FORMATS, Format, format_named, zip_of

_UNDO = "library_undo"
MOST_TAKES = 50
"""A WAV has some 9 MB, and the whole ZIP is held in memory."""
_USUAL = ("MIDI", "WAV")
_FILE_NAME = "jazz-takes.zip"


def show(items: Takes | Models) -> None:
    """Show the buttons for the lines chosen in a list, on all of its pages."""
    kind = items.kind
    chosen = library_list.chosen(kind)
    stays = any(item_id.startswith(SHIPPED_PREFIX) for item_id in chosen)
    with st.container(horizontal=True, vertical_alignment="center"):
        if st.button("Name, stars, note", key=f"edit-{kind}", disabled=len(chosen) != 1, help="Of the one chosen."):
            _edit(items, chosen[0])
        if isinstance(items, Takes):
            _offer_zip(chosen)
        st.button(
            "Delete",
            key=f"delete-{kind}",
            disabled=stays or not chosen,
            on_click=_delete,
            args=(items,),
            help="Models that ship with the studio cannot be deleted." if stays else None,
        )
        st.button(
            "Undo delete",
            key=f"undo-{kind}",
            disabled=not _deleted_last(kind),
            on_click=_undo,
            args=(items,),
            help=f"It can be restored under Deleted for {DAYS_TO_RESTORE} days.",
        )
        st.caption(f"{len(chosen)} chosen" if chosen else "None chosen")


@st.dialog("Name, stars, note", on_dismiss="rerun")
def _edit(items: Takes | Models, item_id: str) -> None:
    with state.shown_errors():
        marks_view.show(items, item_id, "library")
    if st.button("Done", type="primary"):
        st.rerun()


def _deleted_last(kind: str) -> list[str]:
    ids: list[str] = st.session_state.setdefault(_UNDO, {}).get(kind, [])
    return ids


def _delete(items: Takes | Models) -> None:
    chosen = library_list.chosen(items.kind)
    with state.shown_errors():
        items.delete(chosen)
        st.session_state[_UNDO][items.kind] = list(chosen)


def _undo(items: Takes | Models) -> None:
    with state.shown_errors():
        items.restore(_deleted_last(items.kind))
        st.session_state[_UNDO][items.kind] = []


def _offer_zip(take_ids: Sequence[str]) -> None:
    """Show the formats to choose and the download button, behind a popover. Raises StoreError."""
    rows = [row for row in cache.studio().takes.rows(take_ids) if not row.problem]
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
    """Prepare a ZIP of takes, which is made when the browser asks for it.

    Parameters
    ----------
    rows : sequence of TakeRow
        The takes.
    kinds : sequence of Format
        The files of each take.

    Returns
    -------
    callable () -> bytes
        Makes the ZIP; works outside of a run of the page.
    """
    takes = cache.studio().takes
    return lambda: zip_of(((takes.open(row.take_id), row.name) for row in rows), kinds)
