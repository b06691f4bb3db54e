"""The library as the page uses it: one for the page's process, beside its store."""

from pathlib import Path

import streamlit as st

from jazzcore.library.files import BUNDLES
from jazzcore.library.library import Library
from jazzcore.library.rows import Marks
from jazzcore.library.takes import open_library, save_take
from jazzcore.page.shared import state, words
from jazzcore.takes.take import Take


def library() -> Library:
    """The library of the page's store; raises StoreError."""
    return _library(state.store().home)


@st.cache_resource(show_spinner="Looking through what is saved")
def _library(home: Path) -> Library:
    return open_library(state.store())


def keep(take: Take) -> None:
    """Keep a take; raises StoreError."""
    save_take(state.store(), library(), take)


def player_name(take: Take) -> str:
    """The model that played a take, by the name a person gave it or by what it was then; raises StoreError."""
    marks = library().marks(BUNDLES).get(take.model, Marks())
    return marks.name or words.played_by(take)
