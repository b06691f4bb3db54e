"""Some bars of a take played anew, the rest kept: the model that played it fits them in between."""

import streamlit as st

from jazzcore.errors import JazzError
from jazzcore.models.bundle import EventBundle
from jazzcore.page import once, state
from jazzcore.performance import Player, make_take_anew
from jazzcore.studio.shelf import TAKES
from jazzcore.takes import Take, take_to_files


def show(take: Take) -> None:
    """Which bars, and the button; nothing for a take whose model cannot do it."""
    player = _player(take)
    if player is None:
        return
    last = len(take.solo.bars)
    with st.form(f"anew-{take.take_id}", border=False), st.container(horizontal=True, vertical_alignment="bottom"):
        first_bar = st.number_input("From bar", 1, last, 1, width=130)
        last_bar = st.number_input("To bar", 1, last, min(4, last), width=130)
        if st.form_submit_button("Play these bars anew", help="The other bars stay as they are."):
            with st.spinner("Improvising"):
                bars = range(min(first_bar, last_bar) - 1, max(first_bar, last_bar))
                made = make_take_anew(player, take, bars, state.new_seed())
                state.shelf().keep(TAKES, made.take_id, take_to_files(made))
            st.session_state[state.CHOSEN_NEXT] = made.take_id
            st.rerun()


def _player(take: Take) -> Player | None:
    """Who played the take, if that model is still there and can play bars anew."""
    entry = next((entry for entry in state.shelf().bundles() if entry.bundle_id == take.model and entry.summary), None)
    try:
        bundle = once.bundle(entry) if entry else None
    except JazzError:
        return None
    if not isinstance(bundle, EventBundle):
        return None
    return Player(bundle, take.model, once.reference(take.origin.corpus_digest))
