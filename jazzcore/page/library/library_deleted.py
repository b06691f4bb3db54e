"""What was deleted lately, to be had back."""

import streamlit as st

from jazzcore.library.files import BUNDLES, TAKES
from jazzcore.library.rows import Search
from jazzcore.library.takes import DAYS_TO_RESTORE, found_takes
from jazzcore.page.library import library_list
from jazzcore.page.library.library_lines import model_line, take_line
from jazzcore.page.library.library_list import Line
from jazzcore.page.shared import saved, state, words

_PAGES = "library_page_deleted"


def show() -> None:
    """Models, then takes, the latest to be deleted first; raises StoreError."""
    library = saved.library()
    marks = library.marks(BUNDLES)
    models = [
        model_line(entry, marks[entry.bundle_id])
        for entry in state.store().bundles()
        if entry.bundle_id in marks and marks[entry.bundle_id].deleted
    ]
    take_ids = found_takes(state.store(), library, Search(deleted=True))
    if not models and not take_ids:
        st.caption(f"Nothing is deleted. What you delete stays here for {DAYS_TO_RESTORE} days.")
        return
    st.caption(f"What was deleted stays here for {DAYS_TO_RESTORE} days, then it is gone.")
    for line in models:
        _show(BUNDLES, line)
    for row in library.rows(library_list.page_of(take_ids, _PAGES)):
        _show(TAKES, take_line(row))
    library_list.show_pages(take_ids, "takes", _PAGES)


def _show(kind: str, line: Line) -> None:
    with st.container(gap=None):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.button("Restore", key=f"restore-{kind}-{line.item_id}", on_click=_restore, args=(kind, line.item_id))
            st.markdown(words.plain(line.label))
        st.caption(words.plain(line.detail))


def _restore(kind: str, item_id: str) -> None:
    with state.shown_errors():
        saved.library().restore(kind, [item_id])
