"""The choice of the model that plays, above the three steps. The page's address names it, so that a reload keeps it."""

import streamlit as st

from jazzcore.library.marks import Marks
from jazzcore.library.models import BundleEntry
from jazzcore.page.shared import cache, state, words
from jazzcore.takes.take import Take
from jazzcore.training.views import JobView

MODEL_PARAMETER = "model"
_RECALLED = "model_recalled"


def show(run: JobView | None) -> BundleEntry | None:
    """A choice of all models in the store but the one in training, newest first; returns the chosen one."""
    unfinished = run.bundle_id if run and not run.state.is_over else None
    marks = _marks()
    entries = [
        entry
        for entry in cache.studio().models.list()
        if entry.bundle_id != unfinished and not marks.get(entry.bundle_id, Marks()).deleted
    ]
    readable = {entry.bundle_id: entry for entry in entries if entry.summary}
    labels = dict(zip(readable, words.unique(_label(entry, marks) for entry in readable.values()), strict=True))
    _recall(run)
    if st.session_state.get(state.MODEL) not in labels:
        st.session_state[state.MODEL] = next(iter(labels), None)
    chosen = st.selectbox("Model", list(labels), format_func=labels.__getitem__, key=state.MODEL)
    _remember(chosen, run)
    for entry in entries:
        if entry.summary is None:
            st.warning(words.plain(entry.message))
    return readable.get(chosen)


def player_name(take: Take) -> str:
    """The model that played a take: the name a person gave it, else what it was then; raises StoreError."""
    marks = cache.studio().models.marks().get(take.model, Marks())
    return marks.name or words.played_by(take)


def _marks() -> dict[str, Marks]:
    """What people say of the models; nothing where the library cannot be read, for the models play without it."""
    marks: dict[str, Marks] = {}
    with state.shown_errors():
        marks = cache.studio().models.marks()
    return marks


def _label(entry: BundleEntry, marks: dict[str, Marks]) -> str:
    """A model in one line, the name a person gave it first."""
    name = marks.get(entry.bundle_id, Marks()).name
    label = words.model_label(entry.summary) if entry.summary else entry.bundle_id
    return f"{name} · {label}" if name else label


def _recall(run: JobView | None) -> None:
    """On opening, choose the model that the address names, unless one was trained since that no page knows of yet."""
    if _RECALLED in st.session_state:
        return
    st.session_state[_RECALLED] = True
    named = st.query_params.get(MODEL_PARAMETER)
    is_new = run is not None and run.state.is_over and run.bundle_id and run.job_id not in cache.ended_runs()
    if named and not is_new:
        st.session_state[state.MODEL] = named


def _remember(chosen: str | None, run: JobView | None) -> None:
    if chosen and st.query_params.get(MODEL_PARAMETER) != chosen:
        st.query_params[MODEL_PARAMETER] = chosen
    if run and run.state.is_over:
        cache.ended_runs().add(run.job_id)
