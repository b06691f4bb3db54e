"""Name, stars and note of a take or a model in one line, each saved as soon as it is given.

The fields show what is saved, so what another page has changed stands there at the next rerun.
"""

from collections.abc import Callable

import streamlit as st

from jazzcore.library.marks import LONGEST_NAME, LONGEST_NOTE, Marks
from jazzcore.library.models import Models
from jazzcore.library.takes import Takes
from jazzcore.page.shared import state

_NAME_WIDTH = 220


def show(items: Takes | Models, item_id: str, place: str) -> None:
    """Show the fields of a saved take or model.

    Parameters
    ----------
    items : Takes or Models
        Where the item is saved.
    item_id : str
        The item.
    place : str
        Names the part of the page; an item is shown once in each place.

    Raises
    ------
    StoreError
        If the marks cannot be read.
    """
    marks = items.marks().get(item_id, Marks())
    name, stars, note = (f"{what}-{place}-{items.kind}-{item_id}" for what in ("name", "stars", "note"))

    def save_name() -> None:
        items.mark(item_id, name=st.session_state[name])

    def save_stars() -> None:
        given: int | None = st.session_state[stars]
        items.mark(item_id, stars=0 if given is None else given + 1)

    def save_note() -> None:
        items.mark(item_id, note=st.session_state[note])

    _put(name, marks.name)
    _put(stars, marks.stars - 1 if marks.stars else None)
    _put(note, marks.note)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.text_input("Name", key=name, max_chars=LONGEST_NAME, on_change=_with_errors(save_name), width=_NAME_WIDTH)
        st.feedback("stars", key=stars, on_change=_with_errors(save_stars))
        st.text_input("Note", key=note, max_chars=LONGEST_NOTE, on_change=_with_errors(save_note))


def _put(key: str, value: str | int | None) -> None:
    """Let a field show what is saved."""
    if key not in st.session_state or st.session_state[key] != value:
        st.session_state[key] = value


def _with_errors(save: Callable[[], None]) -> Callable[[], None]:
    """A callback that saves a field, and shows on the page why it could not."""

    def save_or_show_error() -> None:
        with state.shown_errors():
            save()

    return save_or_show_error
