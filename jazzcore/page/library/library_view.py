"""The library: all takes and models, searched, named, deleted and had back."""

import streamlit as st

from jazzcore.library.files import BUNDLES, TAKES
from jazzcore.library.rows import Marks
from jazzcore.library.takes import found_takes
from jazzcore.page.library import library_actions, library_deleted, library_list, library_search
from jazzcore.page.library.library_lines import model_line, take_line
from jazzcore.page.shared import saved, state

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
    search, library = library_search.show(), saved.library()
    take_ids, pages = found_takes(state.store(), library, search), f"library_page_{hash(search)}"
    library_list.keep_chosen(TAKES, take_ids)
    library_actions.show(TAKES)
    if not take_ids:
        st.caption("No take is found. Ask for less, or press **Generate** to make one.")
    shown = library.rows(library_list.page_of(take_ids, pages))
    library_list.show(TAKES, list(map(take_line, shown)), _open_take)
    library_list.show_pages(take_ids, "takes", pages)


def _show_models() -> None:
    marks = saved.library().marks(BUNDLES)
    marked = [(entry, marks.get(entry.bundle_id, Marks())) for entry in state.store().bundles()]
    lines = [model_line(entry, mark) for entry, mark in marked if not mark.deleted]
    library_list.keep_chosen(BUNDLES, (line.item_id for line in lines))
    library_actions.show(BUNDLES)
    library_list.show(BUNDLES, library_list.page_of(lines, _MODEL_PAGES), _choose_model)
    library_list.show_pages(lines, "models", _MODEL_PAGES)


def _open_take(take_id: str) -> None:
    st.session_state[state.CHOSEN_NEXT] = take_id


def _choose_model(bundle_id: str) -> None:
    st.session_state[state.MODEL_NEXT] = bundle_id


_PARTS = {"Takes": _show_takes, "Models": _show_models, "Deleted": library_deleted.show}
