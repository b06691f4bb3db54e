"""The choice of the model that plays, above the three steps."""

import streamlit as st

from jazzcore.page import state, words
from jazzcore.studio.shelf import BundleEntry
from jazzcore.studio.views import JobView


def show(run: JobView | None) -> BundleEntry | None:
    """A choice of all models on the shelf but the one in training, newest first; returns the chosen one."""
    unfinished = run.bundle_id if run and not run.state.is_over else None
    entries = [entry for entry in state.shelf().bundles() if entry.bundle_id != unfinished]
    readable = {entry.bundle_id: entry for entry in entries if entry.summary}
    names = words.unique(words.model_label(entry.summary) for entry in readable.values() if entry.summary)
    labels = dict(zip(readable, names, strict=True))
    if st.session_state.get(state.MODEL) not in labels:
        st.session_state[state.MODEL] = next(iter(labels), None)
    chosen = st.selectbox("Model", list(labels), format_func=labels.__getitem__, key=state.MODEL)
    for entry in entries:
        if entry.summary is None:
            st.warning(words.plain(entry.message))
    return readable.get(chosen)
