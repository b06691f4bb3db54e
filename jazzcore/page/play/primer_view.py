"""What a solo continues from: nothing, the last bars of a piece of the corpus, or those of the take that is shown."""

import streamlit as st

from jazzcore.improvise.primers import closing_bars, sheet_of
from jazzcore.models.bundle import Bundle
from jazzcore.music.leadsheet import LeadSheet
from jazzcore.page.shared import cache, state, words
from jazzcore.recipes.table import recipe_named
from jazzcore.takes.make import Player

_BARS = 4
_NOTHING, _TAKE = "From nothing", "The take shown"


def show(bundle: Bundle, model: str) -> None:
    """Show the choice, for a model that can continue from notes.

    Parameters
    ----------
    bundle : Bundle
        The model.
    model : str
        Its id.
    """
    if recipe_named(bundle.recipe).can_continue:
        st.selectbox(
            "Go on from",
            [_NOTHING, _TAKE, *range(len(bundle.charts))],
            format_func=lambda source: source if isinstance(source, str) else bundle.charts[source].title,
            key=_key(model),
            help=f"The solo takes up the last {_BARS} bars of it.",
        )


def primer(player: Player) -> LeadSheet | None:
    """The chosen bars for a player to continue from; None for nothing. Raises StoreError or SettingError."""
    source = st.session_state.get(_key(player.model), _NOTHING)
    if source == _NOTHING or not recipe_named(player.bundle.recipe).can_continue:
        return None
    if source == _TAKE:
        take_id = st.session_state.get(state.TAKE)
        if take_id is None:
            return None
        take = cache.take(take_id)
        return closing_bars(sheet_of(take.solo, take.settings.band.tempo_bpm), _BARS)
    pieces = player.reference.pieces
    if source >= len(pieces):
        title = words.plain(player.bundle.charts[source].title)
        st.info(f"{title} is no longer saved, so the solo begins from nothing.")
        return None
    return closing_bars(pieces[source], _BARS)


def _key(model: str) -> str:
    return f"primer-{model}"
