"""Step 2: choose a recipe, train, and watch the loss fall."""

import streamlit as st

from jazzcore.corpus.corpus import Corpus
from jazzcore.models.recipes import RECIPES
from jazzcore.models.request import TrainingRequest
from jazzcore.page import once, state, words
from jazzcore.pipeline import training_on_request, training_request
from jazzcore.solo.learning import training_findings
from jazzcore.studio.corpora import keep_corpus
from jazzcore.studio.shelf import BundleEntry
from jazzcore.studio.views import JobState, JobView

_POLL_SEC = 1.0
_MOST_EPOCHS = 1000


def show(corpus: Corpus | None, model: BundleEntry | None, run: JobView | None) -> None:
    """The second column: what to train, the buttons, and the run that is followed."""
    left, right = st.columns([2, 1])
    recipe_name = left.selectbox(
        "Recipe", list(RECIPES), format_func=lambda name: RECIPES[name].title, key=state.RECIPE
    )
    recipe = RECIPES[recipe_name]
    epochs = right.number_input("Epochs", 1, _MOST_EPOCHS, recipe.epochs, key=f"epochs-{recipe.name}")
    with st.expander("More"):
        seed = st.number_input("Seed of the training", 0, state.LARGEST_SEED, 1, help="Where the weights begin.")
    is_live = run is not None and not run.state.is_over
    with st.container(horizontal=True):
        train = st.button("Train", type="primary", disabled=corpus is None)
        train_on = st.button("Train on", disabled=model is None, help="The chosen model learns its own music further.")
        stop = st.button("Stop training", disabled=not is_live, help="What was learnt is kept.")
    with state.shown_errors():
        if corpus and train:
            with st.spinner("Preparing"):
                request = training_request(corpus, recipe, epochs, seed)
                keep_corpus(state.shelf(), corpus)
            _submit(request)
        if model and train_on:
            _submit(training_on_request(once.bundle(model), epochs), model.bundle_id)
        if run and stop:
            state.jobs().stop(run.job_id)
    if run:
        st.fragment(_follow, run_every=_POLL_SEC if is_live else None)(run.job_id, is_live)


def _submit(request: TrainingRequest, train_on: str | None = None) -> None:
    """Put a run in line and draw the page anew, which then follows it."""
    state.follow_run(state.jobs().submit(request, f"{request.corpus_name}, {request.recipe.name}", train_on))
    st.rerun()


def _follow(job_id: str, was_live: bool) -> None:
    """The run as it is now; when it has ended, the whole page is drawn anew, and this no longer repeats itself."""
    run = state.jobs().view(job_id)
    if run is None:
        return
    if was_live and run.state.is_over:
        st.rerun()
    label = f"**{words.plain(run.title)}**: {words.progress_line(run)}"
    st.progress(run.epochs_done / max(run.epochs_total, 1), label)
    if run.losses:
        st.vega_lite_chart(once.losses(run), alt=words.progress_line(run))
    for finding in training_findings(run.losses, run.targets_a_loss):
        st.info(finding)
    if run.state is JobState.FAILED:
        st.error(words.plain(run.message))
    elif run.message:
        st.caption(words.plain(run.message))
