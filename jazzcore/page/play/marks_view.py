"""Name, stars and note of a take or a model in one line, each saved as soon as it is given.

The fields show what is saved, so what another page has changed stands there at the next rerun.
"""

from collections.abc import Callable

import streamlit as st

from jazzcore.library.files import TAKES
from jazzcore.library.rows import LONGEST_NAME, LONGEST_NOTE, Marks
from jazzcore.page.shared import saved, state

_NAME_WIDTH = 220


def show(take_id: str, place: str = "take") -> None:
    """The line of a saved take; no two of one take stand in one place of the page. Raises StoreError."""
    show_fields(TAKES, take_id, place)


def show_fields(kind: str, item_id: str, place: str) -> None:
    """The line of a saved take or bundle; raises StoreError."""
    library = saved.library()
    marks = library.marks(kind).get(item_id, Marks())
    name, stars, note = (f"{what}-{place}-{kind}-{item_id}" for what in ("name", "stars", "note"))

    def save_name() -> None:
        library.rename(kind, item_id, st.session_state[name])

    def save_stars() -> None:
        given: int | None = st.session_state[stars]
        library.rate(kind, item_id, 0 if given is None else given + 1)

    def save_note() -> None:
        library.annotate(kind, item_id, st.session_state[note])

    _put(name, marks.name)
    _put(stars, marks.stars - 1 if marks.stars else None)
    _put(note, marks.note)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.text_input("Name", key=name, max_chars=LONGEST_NAME, on_change=_said(save_name), width=_NAME_WIDTH)
        st.feedback("stars", key=stars, on_change=_said(save_stars))
        st.text_input("Note", key=note, max_chars=LONGEST_NOTE, on_change=_said(save_note))


def _put(key: str, value: str | int | None) -> None:
    """Let a field show what is saved."""
    if key not in st.session_state or st.session_state[key] != value:
        st.session_state[key] = value


def _said(keep: Callable[[], None]) -> Callable[[], None]:
    """What keeps a field, and shows on the page why it could not."""

    def kept_or_said() -> None:
        with state.shown_errors():
            keep()

    return kept_or_said
