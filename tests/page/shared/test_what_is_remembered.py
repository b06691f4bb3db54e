"""What the page remembers from one opening to the next."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from jazzcore.library.storage.database import FILE_NAME
from jazzcore.page.shared import cache
from tests.page.page_reading import labelled, sentences

TYPED = "Am7 D7 | Gmaj7"


@pytest.fixture
def reopen(open_page: Callable[[], AppTest]) -> Callable[[], AppTest]:
    """Opens the page as after a restart of its process."""

    def restart() -> AppTest:
        cache.studio.clear()
        return open_page()

    return restart


def choose_own(page: AppTest) -> str:
    """Choose the own changes, and return the label of the chart."""
    changes = labelled(page.selectbox, "Changes")
    changes.set_value(next(option for option in changes.options if option == "Your own changes")).run()
    return next(expander.label for expander in page.expander if expander.label.startswith("Chords: "))


def test_the_recipe_and_its_epochs_are_chosen_again_after_a_restart(
    page: AppTest, reopen: Callable[[], AppTest]
) -> None:
    labelled(page.selectbox, "Recipe").set_value("studio").run()
    labelled(page.number_input, "Epochs").set_value(7).run()

    again = reopen()

    assert labelled(again.selectbox, "Recipe").value == "studio"
    assert labelled(again.number_input, "Epochs").value == 7
    labelled(again.selectbox, "Recipe").set_value("course").run()
    assert labelled(again.number_input, "Epochs").value == 100


def test_the_chart_typed_last_is_in_the_own_changes_after_a_restart(
    page: AppTest, reopen: Callable[[], AppTest]
) -> None:
    assert choose_own(page) == "Chords: Dm7 | G7 | Cmaj7 | %"
    page.session_state["text-own-0"] = TYPED
    page.run()

    assert choose_own(reopen()) == f"Chords: {TYPED}"


@pytest.mark.parametrize("value", ["no recipe", 7, True])
def test_a_setting_of_another_version_is_left_out(page: AppTest, reopen: Callable[[], AppTest], value: object) -> None:
    cache.studio().settings.save("recipe", value)
    cache.studio().settings.save("epochs-course", "many")

    again = reopen()

    assert labelled(again.selectbox, "Recipe").value == "course"
    assert labelled(again.number_input, "Epochs").value == 100


def test_the_page_works_where_its_database_is_damaged(page: AppTest, reopen: Callable[[], AppTest]) -> None:
    (cache.studio().home / FILE_NAME).write_bytes(b"no database at all" * 100)

    again = reopen()
    labelled(again.selectbox, "Recipe").set_value("studio").run()

    assert all("cannot be used" in sentence for sentence in sentences(again))
    assert labelled(again.number_input, "Epochs").value == 16
