"""The library: all takes and models, searched, named, deleted and had back."""

import streamlit as st

from jazzcore.library.marks import Marks
from jazzcore.page.library import library_actions, library_deleted, library_list, library_search
from jazzcore.page.library.library_lines import model_line, take_line
from jazzcore.page.shared import state

_MODEL_PAGES = "library_page_models"


@st.fragment
def show() -> None:
    """Takes, models, and what was deleted of both; choosing redraws no more than this."""
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
    takes, search = state.studio().takes, library_search.show()
    take_ids, pages = takes.list(search), f"library_page_{hash(search)}"
    library_list.keep_chosen(takes.kind, take_ids)
    library_actions.show(takes)
    if not take_ids:
        st.caption("No take is found. Ask for less, or press **Generate** to make one.")
    shown = takes.rows(library_list.page_of(take_ids, pages))
    library_list.show(takes.kind, list(map(take_line, shown)), _open_take)
    library_list.show_pages(take_ids, "takes", pages)


def _show_models() -> None:
    models = state.studio().models
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


_PARTS = {"Takes": _show_takes, "Models": _show_models, "Deleted": library_deleted.show}
