"""What was deleted lately, to be had back."""

import streamlit as st

from jazzcore.library.models import Models
from jazzcore.library.rows import Search
from jazzcore.library.studio import DAYS_TO_RESTORE
from jazzcore.library.takes import Takes
from jazzcore.page.library import library_list
from jazzcore.page.library.library_lines import model_line, take_line
from jazzcore.page.library.library_list import Line
from jazzcore.page.shared import state, words

_PAGES = "library_page_deleted"


def show() -> None:
    """Models, then takes, the latest to be deleted first; raises StoreError."""
    takes, models = state.studio().takes, state.studio().models
    marks = models.marks()
    lines = [
        model_line(entry, marks[entry.bundle_id])
        for entry in models.list()
        if entry.bundle_id in marks and marks[entry.bundle_id].deleted
    ]
    take_ids = takes.list(Search(deleted=True))
    if not lines and not take_ids:
        st.caption(f"Nothing is deleted. What you delete stays here for {DAYS_TO_RESTORE} days.")
        return
    st.caption(f"What was deleted stays here for {DAYS_TO_RESTORE} days, then it is gone.")
    for line in lines:
        _show(models, line)
    for row in takes.rows(library_list.page_of(take_ids, _PAGES)):
        _show(takes, take_line(row))
    library_list.show_pages(take_ids, "takes", _PAGES)


def _show(items: Takes | Models, line: Line) -> None:
    with st.container(gap=None):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            key = f"restore-{items.kind}-{line.item_id}"
            st.button("Restore", key=key, on_click=_restore, args=(items, line.item_id))
            st.markdown(words.plain(line.label))
        st.caption(words.plain(line.detail))


def _restore(items: Takes | Models, item_id: str) -> None:
    with state.shown_errors():
        items.restore([item_id])
