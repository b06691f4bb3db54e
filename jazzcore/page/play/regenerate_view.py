"""Regenerating some bars of a take with the model that played it, and undoing that."""

import streamlit as st

from jazzcore.page.shared import cache, state
from jazzcore.recipes.table import recipe_named
from jazzcore.takes.make import Player, regenerate_take
from jazzcore.takes.take import Take


def show(take: Take, bars: range | None) -> None:
    """Show the button for the chosen bars, and the way back to the take that this one was made from.

    Parameters
    ----------
    take : Take
        The take that is shown.
    bars : range or None
        The indices of the chosen bars.
    """
    player = _player(take)
    can_undo = any(not row.deleted for row in cache.studio().takes.rows([take.made_from]))
    if player is None and not can_undo:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        if (
            player is not None
            and st.button(_label(bars), key=f"regenerated-{take.take_id}", disabled=bars is None)
            and bars
        ):
            with st.spinner("Improvising"):
                _regenerate(player, take, bars)
            st.rerun()
        if can_undo and st.button("Undo", help="Show the take before, and delete this one."):
            _undo(take)
            st.rerun()
        if player is not None:
            st.caption(
                "The other bars stay." if bars else "Choose bars first: drag over them, or type them beside Loop."
            )


def _label(bars: range | None) -> str:
    if not bars:
        return "Regenerate bars"
    return f"Regenerate bar {bars.stop}" if len(bars) == 1 else f"Regenerate bars {bars.start + 1} to {bars.stop}"


def _regenerate(player: Player, take: Take, bars: range) -> None:
    made = regenerate_take(player, take, bars, state.new_seed())
    cache.save_take(made)
    st.session_state[state.CHOSEN_NEXT] = made.take_id


def _undo(take: Take) -> None:
    """Show the take that this one was made from, and delete this one."""
    st.session_state[state.CHOSEN_NEXT] = take.made_from
    cache.studio().takes.delete([take.take_id])


def _player(take: Take) -> Player | None:
    """The player of the take, if its model is still there and can regenerate bars."""
    player = cache.player_of(take)
    return player if player and recipe_named(player.bundle.recipe).can_regenerate else None
