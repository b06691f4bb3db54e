"""The listening room below the three steps: the take, all that is saved, two takes compared, the blind test.

The take stays on the page while another view is open, so that it plays on; of the others only the open one is made.
"""

import streamlit as st

from jazzcore.page.library import blind_view, compare_view, library_view
from jazzcore.page.play import take_view
from jazzcore.page.shared import state

_TAKE = "Take"
_VIEWS = {"Library": library_view.show, "Compare": compare_view.show, "Blind test": blind_view.show}


@st.fragment
def show() -> None:
    """The views, of which the address names the open one; another choice redraws no more than this."""
    if state.CHOSEN_NEXT in st.session_state:
        st.session_state[state.ROOM] = _TAKE
    take, *others = st.tabs([_TAKE, *_VIEWS], key=state.ROOM, on_change="rerun", bind="query-params")
    with take:
        take_view.show()
    for tab, show_view in zip(others, _VIEWS.values(), strict=True):
        if tab.open:
            with tab:
                show_view()
