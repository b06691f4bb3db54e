"""Training as the page shows it, with workers that need no TensorFlow."""

import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from jazzcore.models.request import TrainingRequest
from jazzcore.page.shared import cache, state
from jazzcore.training.jobs import Jobs
from jazzcore.training.views import JobView
from tests.page.page_reading import labelled, press, sentences, texts
from tests.page.train.page_worker import FAILURE

PATIENCE_SEC = 20.0


@pytest.fixture
def work(project: Path, home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., None]]:
    """Makes the page's workers behave: see `page_worker`."""
    monkeypatch.setenv("PYTHONPATH", str(project))

    def behave(*behaviour: str) -> None:
        command = (sys.executable, str(Path(__file__).with_name("page_worker.py")), *behaviour)
        monkeypatch.setattr(cache, "Jobs", partial(Jobs, worker_command=command))
        cache.jobs.clear()

    yield behave
    cache.jobs().close()


def train(page: AppTest, button: str = "Train") -> str:
    """Press Train and return the job's id, which stands in the page's address."""
    press(page, button)
    assert sentences(page) == []
    return page.query_params[state.JOB_PARAMETER]


def wait_for(job_id: str, condition: Callable[[JobView], bool]) -> JobView:
    return cache.jobs().wait_for(job_id, condition, PATIENCE_SEC)


def test_a_run_is_followed_and_stopped(work: Callable[..., None], page: AppTest) -> None:
    work("wait")
    job_id = train(page)
    wait_for(job_id, lambda run: run.epochs_done == 1)
    page.run()
    (progress,) = page.get("progress")
    assert progress.text.endswith("1/100 epochs, loss 120.5")
    assert len(page.get("vega_lite_chart")) == 1
    press(page, "Stop training")
    wait_for(job_id, lambda run: run.state.is_over)
    page.run()
    assert "Stopped" in texts(page)
    assert labelled(page.button, "Stop training").disabled
    assert sentences(page) == []


def test_another_tab_finds_the_run(work: Callable[..., None], page: AppTest, open_page: Callable[[], AppTest]) -> None:
    work("wait")
    job_id = train(page)
    wait_for(job_id, lambda run: run.epochs_done == 1)
    other = open_page()
    assert other.query_params[state.JOB_PARAMETER] == job_id
    assert len(other.get("vega_lite_chart")) == 1
    assert not labelled(other.button, "Stop training").disabled


def test_a_second_run_waits_in_line_and_says_so(work: Callable[..., None], page: AppTest) -> None:
    work("wait")
    first = train(page)
    wait_for(first, lambda run: run.epochs_done == 1)
    second = train(page)
    assert second != first
    assert "begins next" in texts(page)


def test_the_new_model_is_chosen_once(work: Callable[..., None], page: AppTest) -> None:
    shipped = labelled(page.selectbox, "Model").value
    work("learn", str(cache.studio().models.folder(shipped)))
    run = wait_for(train(page), lambda run: run.state.is_over)
    page.run()
    model = labelled(page.selectbox, "Model")
    assert model.value == run.bundle_id
    assert [option for option in model.options if model.options.count(option) > 1] == []
    model.set_value(shipped).run()
    page.run()
    assert labelled(page.selectbox, "Model").value == shipped
    assert sentences(page) == []


def test_train_on_learns_the_models_own_music(
    work: Callable[..., None], page: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    work("wait")
    submitted = []

    def submit(self: Jobs, request: TrainingRequest, title: str, train_on: str | None) -> str:
        submitted.append((request, train_on))
        return jobs_submit(self, request, title, train_on)

    jobs_submit = Jobs.submit
    monkeypatch.setattr(Jobs, "submit", submit)
    labelled(page.number_input, "Epochs").set_value(5)
    train(page, "Train on")
    ((request, train_on),) = submitted
    assert train_on == labelled(page.selectbox, "Model").value
    assert request.epochs == 5
    assert request.corpus_name == cache.studio().models.summary(train_on).corpus_name


def test_a_failure_is_one_sentence(work: Callable[..., None], page: AppTest) -> None:
    work("break")
    wait_for(train(page), lambda run: run.state.is_over)
    page.run()
    (sentence,) = sentences(page)
    assert FAILURE in sentence
    assert not labelled(page.button, "Train").disabled


def test_an_unknown_run_in_the_address_is_forgotten(home: Path, project: Path) -> None:
    page = AppTest.from_file(project / "streamlit_app.py", default_timeout=60)
    page.query_params[state.JOB_PARAMETER] = "gone"
    page.run()
    assert sentences(page) == []
    assert state.JOB_PARAMETER not in page.query_params
