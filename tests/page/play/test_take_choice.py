"""Which take is shown: the one chosen, there after a reload, and the ones beside it."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from streamlit.testing.v1 import AppTest

from jazzcore.library.marks import now, utc_text
from jazzcore.music.solo import Solo
from jazzcore.page.play.take_choice import TAKE_PARAMETER
from jazzcore.page.shared import cache, state
from jazzcore.render.audio.render import Audio
from jazzcore.takes.take import Take, TakeSettings
from tests.origins import origin_of
from tests.page.page_reading import labelled, press, sentences, texts

PATIENCE_SEC = 60.0


def keep(take_id: str, days_ago: int) -> None:
    solo = Solo(take_id, (), (), (), ())
    created = utc_text(now() - timedelta(days=days_ago))
    sound = Audio(b"wav", 1.0, 0.5, "a fake", None)
    cache.studio().takes.save(
        Take(take_id, created, "a-model", TakeSettings(), origin_of(solo), solo, b"midi", audio=sound)
    )


def choice_page() -> None:
    import streamlit as st  # noqa: PLC0415 - the page under test is a script of its own

    from jazzcore.page.play import take_choice  # noqa: PLC0415 - as above

    take = take_choice.shown()
    st.caption(f"shown: {take.row.take_id if take else 'none'}")
    if take:
        take_choice.show_neighbours(take)


@pytest.fixture
def open_choice(home: object) -> Callable[..., AppTest]:
    """Opens a page that shows a take, at an address that may name one."""

    def opened(named: str = "") -> AppTest:
        page = AppTest.from_function(choice_page, default_timeout=PATIENCE_SEC)
        if named:
            page.query_params[TAKE_PARAMETER] = named
        return page.run()

    return opened


@pytest.fixture
def page(open_choice: Callable[..., AppTest]) -> AppTest:
    for days_ago, take_id in enumerate(("today", "yesterday", "before")):
        keep(take_id, days_ago)
    return open_choice()


def shown(page: AppTest) -> str:
    assert sentences(page) == []
    return texts(page).removeprefix("shown: ")


def test_the_newest_take_is_shown_first_and_none_where_there_is_none(
    open_choice: Callable[..., AppTest],
) -> None:
    assert shown(open_choice()) == "none"
    keep("old", 3)
    keep("new", 1)

    assert shown(open_choice()) == "new"


def test_one_goes_from_take_to_take_and_no_further_than_the_ends(page: AppTest) -> None:
    assert labelled(page.button, "Later take").disabled
    press(page, "Earlier take")
    assert shown(page) == "yesterday"
    press(page, "Earlier take")
    assert shown(page) == "before"
    assert labelled(page.button, "Earlier take").disabled
    press(page, "Later take")
    assert shown(page) == "yesterday"


def test_the_take_shown_is_there_after_a_reload(page: AppTest, open_choice: Callable[..., AppTest]) -> None:
    press(page, "Earlier take")

    assert shown(open_choice(str(page.query_params[TAKE_PARAMETER]))) == "yesterday"
    assert shown(open_choice("gone")) == "today"


def test_a_new_take_is_shown_when_it_is_chosen_and_not_before(page: AppTest) -> None:
    keep("newer", -1)
    assert shown(page.run()) == "today"

    page.session_state[state.CHOSEN_NEXT] = "newer"

    assert shown(page.run()) == "newer"


def test_a_deleted_take_is_shown_no_more(page: AppTest) -> None:
    press(page, "Earlier take")

    cache.studio().takes.delete(["yesterday"])

    assert shown(page.run()) == "today"
    press(page, "Earlier take")
    assert shown(page) == "before"
