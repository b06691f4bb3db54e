"""The library as the page uses it: one for the page's process, beside its shelf."""

from pathlib import Path

import streamlit as st

from jazzcore.errors import JazzError
from jazzcore.keeping import keep_take, now, open_library
from jazzcore.page import state, words
from jazzcore.studio.library import Library
from jazzcore.studio.library_rows import Marks
from jazzcore.studio.shelf import BUNDLES, TAKES
from jazzcore.takes import Take


def library() -> Library:
    """The library of the page's shelf; raises ShelfError."""
    return _library(state.shelf().home)


@st.cache_resource(show_spinner="Looking through what is kept")
def _library(home: Path) -> Library:
    return open_library(state.shelf())


def keep(take: Take) -> None:
    """Keep a take; raises ShelfError."""
    keep_take(state.shelf(), library(), take)


def delete_take(take_id: str) -> None:
    """Delete a take so that it can be had back; raises ShelfError."""
    library().delete(TAKES, [take_id], now())


def model_name(bundle_id: str) -> str:
    """What people know a model by: the name they gave it, or what it learnt; its id where it is gone.

    Raises ShelfError.
    """
    if name := library().marks(BUNDLES).get(bundle_id, Marks()).name:
        return name
    try:
        return words.model_name(state.shelf().bundle_summary(bundle_id))
    except JazzError:
        return bundle_id
