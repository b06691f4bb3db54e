"""A take's own file, dropped where music is: the take is opened, and the file is not learnt from."""

import streamlit as st

from jazzcore.corpus.sandbox.file_names import shown_name
from jazzcore.errors import BundleError
from jazzcore.library.importing import import_take
from jazzcore.page.shared import state, words
from jazzcore.takes.embedding import embedded_in

_OPENED = "opened_takes"


def has_embedded_take(data: bytes) -> bool:
    """Whether a file carries a take, sound or damaged."""
    try:
        return embedded_in(data) is not None
    except BundleError:
        return True


def show(name: str, file_id: str, data: bytes) -> None:
    """Open the take that a file carries, once for each upload of it, and say so. Raises JazzError."""
    opened: dict[str, str] = st.session_state.setdefault(_OPENED, {})
    if file_id not in opened:
        embedded = embedded_in(data)
        if embedded is None:
            raise ValueError("show needs a file that carries a take")
        with st.spinner("Opening the take"):
            take = import_take(embedded, state.studio())
            state.studio().takes.save(take)
        opened[file_id] = take.solo.title
        st.session_state[state.CHOSEN_NEXT] = take.take_id
        st.rerun()
    st.info(f"{words.plain(shown_name(name))} is a take, {words.plain(opened[file_id])}: it is opened below.")
