"""The library: all takes and models, which one can search, name, delete and restore."""

import streamlit as st

from jazzcore.library.marks import Marks
from jazzcore.library.models import Models
from jazzcore.library.rows import Search
from jazzcore.library.studio import DAYS_TO_RESTORE
from jazzcore.library.takes import Takes
from jazzcore.page.library import library_actions, library_list, library_search
from jazzcore.page.library.library_list import Line, model_line, take_line
from jazzcore.page.shared import cache, state, words

_MODEL_PAGES = "library_page_models"
_DELETED_PAGES = "library_page_deleted"


@st.fragment
def show() -> None:
    """Show takes, models or deleted items; a choice redraws only this part of the page."""
    part = st.segmented_control(
        "What to list",
        list(_PARTS),
        default="Takes",
        required=True,
        key="library_part",
        label_visibility="collapsed",
        persist_state="page",
    )
    with state.shown_errors():
        _PARTS[part]()


def _show_takes() -> None:
    takes, search = cache.studio().takes, library_search.show()
    take_ids, pages = takes.list(search), f"library_page_{hash(search)}"
    library_list.keep_chosen(takes.kind, take_ids)
    library_actions.show(takes)
    if not take_ids:
        st.caption("No take is found. Change the search, or press **Generate** to make one.")
    shown = takes.rows(library_list.page_of(take_ids, pages))
    library_list.show(takes.kind, list(map(take_line, shown)), _open_take)
    library_list.show_pages(take_ids, "takes", pages)


def _show_models() -> None:
    models = cache.studio().models
    marks = models.marks()
    marked = [(entry, marks.get(entry.bundle_id, Marks())) for entry in models.list()]
    lines = [model_line(entry, mark) for entry, mark in marked if not mark.deleted]
    library_list.keep_chosen(models.kind, (line.item_id for line in lines))
    library_actions.show(models)
    library_list.show(models.kind, library_list.page_of(lines, _MODEL_PAGES), _choose_model)
    library_list.show_pages(lines, "models", _MODEL_PAGES)


def _open_take(take_id: str) -> None:
    st.session_state[state.CHOSEN_NEXT] = take_id


def _choose_model(bundle_id: str) -> None:
    st.session_state[state.MODEL_NEXT] = bundle_id


def _show_deleted() -> None:
    """Show deleted models, then deleted takes, the last deleted first; raises StoreError."""
    takes, models = cache.studio().takes, cache.studio().models
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
    st.caption(f"Deleted items stay here for {DAYS_TO_RESTORE} days; then they are removed.")
    for line in lines:
        _show_deleted_line(models, line)
    for row in takes.rows(library_list.page_of(take_ids, _DELETED_PAGES)):
        _show_deleted_line(takes, take_line(row))
    library_list.show_pages(take_ids, "takes", _DELETED_PAGES)


def _show_deleted_line(items: Takes | Models, line: Line) -> None:
    with st.container(gap=None):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            key = f"restore-{items.kind}-{line.item_id}"
            st.button("Restore", key=key, on_click=_restore, args=(items, line.item_id))
            st.markdown(words.plain(line.label))
        st.caption(words.plain(line.detail))


def _restore(items: Takes | Models, item_id: str) -> None:
    with state.shown_errors():
        items.restore([item_id])


_PARTS = {"Takes": _show_takes, "Models": _show_models, "Deleted": _show_deleted}
