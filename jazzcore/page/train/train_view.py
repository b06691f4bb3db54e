"""Step 2: choose a recipe, train, and watch the loss fall."""

from enum import Enum, auto

import streamlit as st

from jazzcore import pipeline
from jazzcore.corpus.corpus import Corpus
from jazzcore.evaluation.learning import training_findings
from jazzcore.library.models import BundleEntry
from jazzcore.models.request import TrainingRequest, further_training
from jazzcore.music.limits import EPOCHS, LARGEST_CHOSEN_SEED, clamp
from jazzcore.page.shared import cache, state, words
from jazzcore.page.shared.learning import Learning
from jazzcore.page.train import learning_view
from jazzcore.recipes.table import RECIPES
from jazzcore.training.views import JobState, JobView

_POLL_SEC = 1.0
_SHOWN = "learning_shown"


class _Stage(Enum):
    """What goes on. While a run trains or previews are played, the view repeats itself."""

    TRAINING = auto()
    REHEARSING = auto()
    OVER = auto()


def show(corpus: Corpus | None, model: BundleEntry | None, run: JobView | None) -> None:
    """Show the second column: what to train, the buttons, and the run that is followed.

    Parameters
    ----------
    corpus : Corpus or None
        The music to learn from.
    model : BundleEntry or None
        The model that is chosen.
    run : JobView or None
        The run that the page follows.
    """
    left, right = st.columns([2, 1])
    recipe_name = left.selectbox(
        "Recipe",
        list(RECIPES),
        list(RECIPES).index(state.recipe_at_first()),
        format_func=lambda name: RECIPES[name].title,
        key=state.RECIPE,
        on_change=state.remember,
        args=(state.RECIPE,),
    )
    recipe = RECIPES[recipe_name]
    epochs_key = f"epochs-{recipe.name}"
    epochs = right.number_input(
        "Epochs",
        *EPOCHS,
        round(clamp(state.remembered(epochs_key, recipe.epochs), EPOCHS)),
        key=epochs_key,
        on_change=state.remember,
        args=(epochs_key,),
    )
    with st.expander("More"):
        seed = st.number_input("Seed of the training", 0, LARGEST_CHOSEN_SEED, 1, help="Sets the initial weights.")
    is_live = run is not None and not run.state.is_over
    with st.container(horizontal=True):
        train = st.button("Train", type="primary", disabled=corpus is None)
        train_on = st.button("Train on", disabled=model is None, help="Train the chosen model further on its music.")
        stop = st.button("Stop training", disabled=not is_live, help="What was learnt is saved.")
    with state.shown_errors():
        if corpus and train:
            with st.spinner("Preparing"):
                request = pipeline.encode(corpus, recipe, epochs, seed)
                cache.studio().corpora.save(corpus)
            _submit(request)
        if model and train_on:
            _submit(further_training(cache.bundle(model), epochs), model.bundle_id)
        if run and stop:
            cache.jobs().stop(run.job_id)
    with state.shown_errors():
        past = _past(model, run)
        learning = _learning(run, past)
        stage = _stage(run, learning)
        followed = None if past or run is None else run.job_id
        st.fragment(_draw, run_every=None if stage is _Stage.OVER else _POLL_SEC)(followed, past, stage)


def _submit(request: TrainingRequest, train_on: str | None = None) -> None:
    """Queue a run and redraw the page, which then follows it."""
    state.follow_run(cache.jobs().submit(request, f"{request.corpus_name}, {request.recipe}", train_on))
    st.rerun()


def _past(model: BundleEntry | None, run: JobView | None) -> Learning | None:
    """The learning of the chosen model; None where the followed run is of more interest.

    That is a run that is active, has failed or has trained this model. Where a model has no saved checkpoints, the
    learning shown before stays.
    """
    if run and (not run.state.is_over or run.state is JobState.FAILED or not run.bundle_id):
        return None
    chosen = learning_view.of_model(model) if model else None
    shown: Learning | None = chosen or st.session_state.get(_SHOWN)
    st.session_state[_SHOWN] = shown
    return None if run and shown and shown.bundle_id == run.bundle_id else shown


def _learning(run: JobView | None, past: Learning | None) -> Learning | None:
    return past or (learning_view.of_run(run) if run else None)


def _stage(run: JobView | None, learning: Learning | None) -> _Stage:
    if run and not run.state.is_over:
        return _Stage.TRAINING
    return _Stage.REHEARSING if learning and learning_view.is_rehearsing(learning) else _Stage.OVER


def _draw(job_id: str | None, past: Learning | None, stage: _Stage) -> None:
    """Draw what is followed; when it has reached another stage, redraw the whole page."""
    run = cache.jobs().view(job_id) if job_id else None
    learning = _learning(run, past)
    if _stage(run, learning) is not stage:
        st.rerun()
    if run:
        label = f"**{words.plain(run.title)}**: {words.progress_line(run)}"
        st.progress(run.epochs_done / max(run.epochs_total, 1), label)
    if learning:
        learning_view.show(learning, words.progress_line(run) if run else f"Losses of {learning.epochs_total} epochs")
    if run:
        _show_messages(run)


def _show_messages(run: JobView) -> None:
    """Show the findings and the message of a run."""
    for finding in training_findings(run.losses, run.targets_a_loss):
        st.info(finding)
    if run.state is JobState.FAILED:
        st.error(words.plain(run.message))
    elif run.message:
        st.caption(words.plain(run.message))
