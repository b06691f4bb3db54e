"""Opening a take from its own file: a MIDI or MusicXML file that the studio wrote."""

import streamlit as st

from jazzcore.errors import BundleError, JazzError
from jazzcore.library.importing import import_take
from jazzcore.page.shared import cache, state
from jazzcore.takes.embedding import embedded_in

_SUFFIXES = ["mid", "midi", "musicxml", "xml"]
_LARGEST_UPLOAD_MB = 8
_DONE = "opened_takes"


def show() -> None:
    """Show the control; save the take in a chosen file, and show it. Each upload is read once."""
    with st.popover("Open a take", help="From the MIDI or MusicXML file of a take."):
        file = st.file_uploader(
            "MIDI or MusicXML file of a take", _SUFFIXES, max_upload_size=_LARGEST_UPLOAD_MB, key="take_file"
        )
    done: dict[str, JazzError | None] = st.session_state.setdefault(_DONE, {})
    if file is None:
        return
    if file.file_id not in done:
        with state.shown_errors(), st.spinner("Opening the take"):
            done[file.file_id] = _open(file.getvalue())
        if done[file.file_id] is None:
            st.rerun()
    with state.shown_errors():
        if problem := done[file.file_id]:
            raise problem


def _open(data: bytes) -> JazzError | None:
    """Save the take that a file embeds and choose it; returns why that cannot be done."""
    try:
        embedded = embedded_in(data)
        if embedded is None:
            return BundleError("This file holds no take of the studio; to learn from its music, drop it under Corpus.")
        take = import_take(embedded, cache.studio())
        cache.save_take(take)
    except JazzError as error:
        return error
    st.session_state[state.CHOSEN_NEXT] = take.take_id
    return None
