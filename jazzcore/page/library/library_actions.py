"""What can be done with the chosen lines of a list: name them, download them, delete them and have them back.

All buttons stand there all the time, so that nothing moves when a line is chosen.
"""

import streamlit as st

from jazzcore.library.models import SHIPPED_PREFIX, Models
from jazzcore.library.studio import DAYS_TO_RESTORE
from jazzcore.library.takes import Takes
from jazzcore.page.library import library_list, library_zip
from jazzcore.page.shared import marks_view, state

_UNDO = "library_undo"


def show(items: Takes | Models) -> None:
    """The buttons for what is chosen in a list, on whichever page of it."""
    kind = items.kind
    chosen = library_list.chosen(kind)
    stays = any(item_id.startswith(SHIPPED_PREFIX) for item_id in chosen)
    with st.container(horizontal=True, vertical_alignment="center"):
        if st.button("Name, stars, note", key=f"edit-{kind}", disabled=len(chosen) != 1, help="Of the one chosen."):
            _edit(items, chosen[0])
        if isinstance(items, Takes):
            library_zip.show(chosen)
        st.button(
            "Delete",
            key=f"delete-{kind}",
            disabled=stays or not chosen,
            on_click=_delete,
            args=(items,),
            help="The models that come along stay." if stays else None,
        )
        st.button(
            "Undo delete",
            key=f"undo-{kind}",
            disabled=not _deleted_last(kind),
            on_click=_undo,
            args=(items,),
            help=f"Under Deleted it can be had back for {DAYS_TO_RESTORE} days.",
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
