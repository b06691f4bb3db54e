"""The models on the page: the one chosen stays through a reload, and the library names, deletes and restores them."""

import secrets
from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from jazzcore.models.store import save_bundle
from jazzcore.page.shared import cache
from jazzcore.page.shared.model_view import MODEL_PARAMETER
from jazzcore.training.views import JobState, JobView
from tests.models.bundles import random_bundle
from tests.page.page_reading import labelled, press, sentences, texts

PATIENCE_SEC = 60.0
MINE, EARLIER, SHIPPED = "20270102-000000-mine", "20270101-000000-earlier", "shipped-etudes-studio"
USUAL = "Test corpus · course · 2 epochs"
RUN = "run_of_the_test"
LEFT = "adopted_jobs"


def models_page() -> None:
    import streamlit as st  # noqa: PLC0415 - the page under test is a script of its own

    from jazzcore.page.library import library_view  # noqa: PLC0415 - as above
    from jazzcore.page.shared import model_view, state  # noqa: PLC0415 - as above

    run = st.session_state.get("run_of_the_test")
    state.adopt_model(run)
    model_view.show(run)
    library_view.show()


@pytest.fixture
def open_models(home: object) -> Callable[..., AppTest]:
    """Opens a page with the choice of the model above the library's models, at an address that may name a model."""

    def opened(named: str = "", run: JobView | None = None) -> AppTest:
        page = AppTest.from_function(models_page, default_timeout=PATIENCE_SEC)
        if named:
            page.query_params[MODEL_PARAMETER] = named
        page.session_state[RUN] = run
        page.session_state["library_part"] = "Models"
        return page.run()

    return opened


@pytest.fixture
def page(open_models: Callable[..., AppTest]) -> AppTest:
    """The page once there are two models that were trained here."""
    for bundle_id in (EARLIER, MINE):
        save_bundle(random_bundle(), cache.studio().models.folder(bundle_id))
    return open_models()


def chosen(page: AppTest) -> str:
    assert sentences(page) == []
    return str(labelled(page.selectbox, "Model").value)


def address(page: AppTest) -> str:
    return str(page.query_params[MODEL_PARAMETER])


def finished(bundle_id: str) -> JobView:
    """A run of which no page knows yet."""
    return JobView(secrets.token_hex(6), "Test", JobState.FINISHED, 0, 2, 2, bundle_id=bundle_id)


def test_a_model_chosen_by_hand_is_there_after_a_reload(page: AppTest, open_models: Callable[..., AppTest]) -> None:
    assert (chosen(page), address(page)) == (MINE, MINE)

    labelled(page.selectbox, "Model").set_value(SHIPPED).run()

    assert address(page) == SHIPPED
    assert chosen(open_models(address(page))) == SHIPPED


@pytest.mark.parametrize("named", ["gone", "../bundles", ""])
def test_an_address_of_no_model_is_that_of_the_newest(
    page: AppTest, open_models: Callable[..., AppTest], named: str
) -> None:
    again = open_models(named)

    assert (chosen(again), address(again)) == (MINE, MINE)


def test_a_model_just_trained_is_chosen_wherever_the_address_leads(
    page: AppTest, open_models: Callable[..., AppTest]
) -> None:
    page.session_state[RUN] = finished(EARLIER)
    page.run()
    assert (chosen(page), address(page)) == (EARLIER, EARLIER)

    came_back_later = open_models(SHIPPED, finished(MINE))

    assert chosen(came_back_later) == MINE


def test_a_model_chosen_by_hand_after_training_is_there_after_a_reload(
    page: AppTest, open_models: Callable[..., AppTest]
) -> None:
    run = finished(EARLIER)
    page.session_state[RUN] = run
    page.run()
    labelled(page.selectbox, "Model").set_value(SHIPPED).run()

    assert chosen(open_models(address(page), run)) == SHIPPED


def test_an_epoch_kept_while_its_run_went_on_is_there_after_a_reload(
    page: AppTest, open_models: Callable[..., AppTest]
) -> None:
    run = finished(EARLIER)
    page.session_state[LEFT] = {run.job_id}
    page.session_state[RUN] = run
    labelled(page.selectbox, "Model").set_value(SHIPPED).run()
    assert chosen(page) == SHIPPED

    assert chosen(open_models(address(page), run)) == SHIPPED


def test_the_name_a_person_gave_stands_first_in_the_choice(page: AppTest) -> None:
    cache.studio().models.mark(MINE, name="My *first*")
    page.run()

    options = labelled(page.selectbox, "Model").options
    assert options[0].startswith(f"My *first* · {USUAL}")
    assert options[1].startswith(USUAL)


def test_a_model_is_named_starred_and_noted_in_the_library(page: AppTest) -> None:
    page.checkbox[1].check().run()
    press(page, "Name, stars, note")
    labelled(page.text_input, "Name").set_value("Mine")
    page.feedback[0].set_value(4)
    labelled(page.text_input, "Note").set_value("trained at night").run()

    page.run()

    assert "Mine · ★★★★★" in [button.label for button in page.button]
    assert "trained at night" in texts(page)


def test_a_line_chooses_its_model(page: AppTest) -> None:
    press(page, "Bundled etudes · studio · 16 epochs")

    assert (chosen(page), address(page)) == (SHIPPED, SHIPPED)


def test_a_deleted_model_is_in_no_list_until_it_is_had_back(page: AppTest) -> None:
    page.checkbox[1].check().run()
    press(page, "Delete")
    page.run()

    assert chosen(page) == EARLIER
    assert cache.studio().models.summary(MINE).epochs == 2
    labelled(page.segmented_control, "What to list").set_value("Deleted").run()
    press(page, "Restore")
    assert len(labelled(page.selectbox, "Model").options) == 4


def test_the_models_that_come_along_cannot_be_deleted(page: AppTest) -> None:
    page.checkbox[1].check().run()
    assert not labelled(page.button, "Delete").disabled
    labelled(page.checkbox, "Choose Bundled etudes · studio · 16 epochs").check().run()
    assert labelled(page.button, "Delete").disabled
