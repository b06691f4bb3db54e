"""The page of the jazz studio: the model on top, three steps from left to right, and the views below.

The take and what generates it are drawn before the metrics of the corpus, so that one can hear something first. What
the first take needs is prepared last, when everything is on the page.
"""

from pathlib import Path

import streamlit as st

from jazzcore.page.library import blind_view, compare_view, library_view
from jazzcore.page.play import generate_view, take_view
from jazzcore.page.shared import cache, model_view, state
from jazzcore.page.shared.colours import BUTTON_STYLE
from jazzcore.page.train import corpus_view, train_view

_TAKE = "Take"
_OTHER_VIEWS = {"Library": library_view.show, "Compare": compare_view.show, "Blind test": blind_view.show}


@st.fragment
def show_views() -> None:
    """Show the take and, of the other views, the one that is open; the page's address names it.

    The take stays on the page while another view is open, so that it plays on.
    """
    if state.CHOSEN_NEXT in st.session_state:
        st.session_state[state.VIEW] = _TAKE
    take, *others = st.tabs([_TAKE, *_OTHER_VIEWS], key=state.VIEW, on_change="rerun", bind="query-params")
    with take:
        take_view.show()
    for tab, show_view in zip(others, _OTHER_VIEWS.values(), strict=True):
        if tab.open:
            with tab:
                show_view()


st.set_page_config(
    page_title="Jazz studio", page_icon=str(Path(__file__).with_name("assets") / "icon.svg"), layout="wide"
)

st.html(BUTTON_STYLE)
run = state.current_run()
state.adopt_model(run)
title, choice = st.columns(2, vertical_alignment="bottom")
title.title("Jazz studio", anchor=False)
with choice:
    model = model_view.show(run)

corpus_step, train_step, generate_step = st.columns(3, gap="medium", border=True)
with generate_step:
    st.header("3 Generate", anchor=False)
    generate_view.show(model)
show_views()
with corpus_step:
    st.header("1 Corpus", anchor=False)
    corpus = corpus_view.show()
with train_step:
    st.header("2 Train", anchor=False)
    train_view.show(corpus, model, run)
if model:
    cache.prepare(model)
