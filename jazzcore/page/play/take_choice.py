"""Which take is shown. The page's address names it, so that a reload shows it again."""

from dataclasses import dataclass

import streamlit as st

from jazzcore.library.rows import TakeRow
from jazzcore.page.shared import cache, state

TAKE_PARAMETER = "take"


@dataclass(frozen=True, slots=True)
class Shown:
    """The take that is shown, and the ids of the takes made before and after it, if there are any."""

    row: TakeRow
    earlier: str | None
    later: str | None


def shown() -> Shown | None:
    """The take chosen last or named by the address, else the newest; None if there is none. Raises StoreError."""
    takes = cache.studio().takes
    take_ids = takes.list()
    rows = takes.rows([_chosen(take_ids)] if take_ids else [])
    if not rows:
        return None
    place = take_ids.index(rows[0].take_id)
    st.session_state[state.TAKE] = rows[0].take_id
    if st.query_params.get(TAKE_PARAMETER) != rows[0].take_id:
        st.query_params[TAKE_PARAMETER] = rows[0].take_id
    return Shown(
        row=rows[0],
        earlier=take_ids[place + 1] if place + 1 < len(take_ids) else None,
        later=take_ids[place - 1] if place else None,
    )


def show_neighbours(take: Shown) -> None:
    """Show the buttons to the takes made before and after this one."""
    with st.container(horizontal=True):
        for label, take_id in (("Earlier take", take.earlier), ("Later take", take.later)):
            st.button(label, disabled=take_id is None, on_click=_choose, args=(take_id,))


def _chosen(take_ids: tuple[str, ...]) -> str:
    candidates = (
        st.session_state.pop(state.CHOSEN_NEXT, None),
        st.session_state.get(state.TAKE),
        st.query_params.get(TAKE_PARAMETER),
    )
    listed = frozenset(take_ids)
    return next((take_id for take_id in candidates if take_id in listed), take_ids[0])


def _choose(take_id: str) -> None:
    st.session_state[state.CHOSEN_NEXT] = take_id
