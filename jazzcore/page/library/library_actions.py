"""What can be done with the chosen lines of a list: name them, download them, delete them and have them back.

All buttons stand there all the time, so that nothing moves when a line is chosen.
"""

import streamlit as st

from jazzcore.library.files import SHIPPED_PREFIX, TAKES
from jazzcore.library.takes import DAYS_TO_RESTORE, now
from jazzcore.page.library import library_list, library_zip
from jazzcore.page.play import marks_view
from jazzcore.page.shared import saved, state

_UNDO = "library_undo"


def show(kind: str) -> None:
    """The buttons for what is chosen in a list, on whichever page of it."""
    chosen = library_list.chosen(kind)
    stays = any(item_id.startswith(SHIPPED_PREFIX) for item_id in chosen)
    with st.container(horizontal=True, vertical_alignment="center"):
        if st.button("Name, stars, note", key=f"edit-{kind}", disabled=len(chosen) != 1, help="Of the one chosen."):
            _edit(kind, chosen[0])
        if kind == TAKES:
            library_zip.show(chosen)
        st.button(
            "Delete",
            key=f"delete-{kind}",
            disabled=stays or not chosen,
            on_click=_delete,
            args=(kind,),
            help="The models that come along stay." if stays else None,
        )
        st.button(
            "Undo delete",
            key=f"undo-{kind}",
            disabled=not _deleted_last(kind),
            on_click=_undo,
            args=(kind,),
            help=f"Under Deleted it can be had back for {DAYS_TO_RESTORE} days.",
        )
        st.caption(f"{len(chosen)} chosen" if chosen else "None chosen")


@st.dialog("Name, stars, note", on_dismiss="rerun")
def _edit(kind: str, item_id: str) -> None:
    with state.shown_errors():
        marks_view.show_fields(kind, item_id, "library")
    if st.button("Done", type="primary"):
        st.rerun()


def _deleted_last(kind: str) -> list[str]:
    ids: list[str] = st.session_state.setdefault(_UNDO, {}).get(kind, [])
    return ids


def _delete(kind: str) -> None:
    chosen = library_list.chosen(kind)
    with state.shown_errors():
        saved.library().delete(kind, chosen, now())
        st.session_state[_UNDO][kind] = list(chosen)


def _undo(kind: str) -> None:
    with state.shown_errors():
        saved.library().restore(kind, _deleted_last(kind))
        st.session_state[_UNDO][kind] = []
