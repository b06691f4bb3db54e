"""A new recipe is one class and one row of the table; then the page offers, trains and plays it."""

import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from jazzcore.corpus.etudes import bundled_etudes
from jazzcore.page.shared import cache, state
from jazzcore.recipes.table import RECIPES
from jazzcore.training.jobs import Jobs
from jazzcore.training.views import JobState, JobView
from tests.page.page_reading import generate, labelled, press, sentences, texts
from tests.recipes import histogram
from tests.recipes.histogram import HISTOGRAM

PATIENCE_SEC = 60.0


@pytest.fixture
def _in_the_table(home: Path, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The row, in this process and in the worker's."""
    monkeypatch.setitem(RECIPES, HISTOGRAM.name, HISTOGRAM)
    monkeypatch.setenv("PYTHONPATH", str(project))
    worker = (sys.executable, histogram.__file__)
    monkeypatch.setattr(cache, "Jobs", partial(Jobs, worker_command=worker))


@pytest.mark.usefixtures("_in_the_table")
def test_a_new_recipe_is_trained_and_played_on_the_page(open_page: Callable[[], AppTest]) -> None:
    page = open_page()
    labelled(page.selectbox, "Recipe").set_value(HISTOGRAM.name).run()
    assert "It learns a histogram." in texts(page) + "".join(info.value for info in page.info)
    assert labelled(page.number_input, "Epochs").value == HISTOGRAM.epochs

    press(page, "Train")
    assert sentences(page) == []
    run = cache.jobs().wait_for(page.query_params[state.JOB_PARAMETER], is_over, PATIENCE_SEC)
    assert (run.state, run.epochs_done) == (JobState.FINISHED, HISTOGRAM.epochs), run.message
    page.run()

    bundle = cache.studio().models.open(run.bundle_id or "")
    pieces = [[note.pitch for note in piece.melody] for piece in bundled_etudes().pieces]
    assert bundle.weights[0].tolist() == np.bincount([*pieces[1], *pieces[2], *pieces[3]], minlength=128).tolist()

    take = generate(page, 5)
    learnt = {pitch for piece in pieces[1:4] for pitch in piece}
    assert (take.model, take.origin.recipe) == (run.bundle_id, HISTOGRAM.name)
    assert {played.note.pitch for played in take.solo.notes} <= learnt
    assert {played.note.duration_quarter for played in take.solo.notes} == {1}
    cache.jobs().close()


def is_over(view: JobView) -> bool:
    return view.state.is_over
