"""Bars chosen in the player, regenerated and taken back."""

import shutil

import pytest
from streamlit.testing.v1 import AppTest

from jazzcore.music.notes import Note
from jazzcore.page.shared import cache, state
from jazzcore.takes.take import Take
from tests.page.page_reading import generate, labelled, newest_take, press, shown_takes, texts

A_SEED = 7


@pytest.fixture
def take(page: AppTest) -> Take:
    """A take that fills its form, shown on the page."""
    labelled(page.segmented_control, "Length").set_value("Fill the form")
    return generate(page, A_SEED)


def choose(page: AppTest, first: int, last: int) -> None:
    """Choose bars in the player, by their indices."""
    page.session_state["player-take"] = {"chosen": [first, last]}
    page.run()


def shown_id(page: AppTest) -> str:
    (shown,) = shown_takes(page)
    take_id: str = shown["roll"]["id"]
    return take_id


def notes_outside(take: Take, bars: range) -> list[Note]:
    begin, end = take.solo.bars[bars.start].onset_quarter, take.solo.bars[bars.stop - 1].end_quarter
    return [played.note for played in take.solo.notes if not begin <= played.note.onset_quarter < end]


def test_the_chosen_bars_are_regenerated_and_the_others_stay(page: AppTest, take: Take) -> None:
    choose(page, 4, 7)
    press(page, "Regenerate bars 5 to 8")
    regenerated = newest_take()
    assert notes_outside(regenerated, range(4, 8)) == notes_outside(take, range(4, 8))
    assert regenerated.solo.notes != take.solo.notes
    assert shown_id(page) == regenerated.take_id
    assert next(info.value for info in page.info).startswith("Bars 5 to 8 were regenerated")
    assert set(cache.studio().takes.list()) == {take.take_id, regenerated.take_id}
    labelled(page.button, "Regenerate bars 5 to 8")


@pytest.mark.usefixtures("take")
def test_without_chosen_bars_it_says_how_to_choose(page: AppTest) -> None:
    assert labelled(page.button, "Regenerate bars").disabled
    assert "Choose bars first" in texts(page)
    choose(page, 2, 2)
    assert not labelled(page.button, "Regenerate bar 3").disabled
    assert "Choose bars first" not in texts(page)


def test_undo_shows_the_take_before_and_removes_this_one(page: AppTest, take: Take) -> None:
    """The take it was made from, and not merely the newest one."""
    newer = generate(page, A_SEED + 1)
    page.session_state[state.CHOSEN_NEXT] = take.take_id
    assert "Undo" not in [button.label for button in page.button]
    choose(page, 0, 1)
    press(page, "Regenerate bars 1 to 2")
    press(page, "Undo")
    assert shown_id(page) == take.take_id
    assert cache.studio().takes.list() == (newer.take_id, take.take_id)
    assert "Undo" not in [button.label for button in page.button]
    assert not labelled(page.button, "Regenerate bars 1 to 2").disabled


def test_there_is_no_undo_once_the_take_before_is_gone(page: AppTest, take: Take) -> None:
    choose(page, 0, 1)
    press(page, "Regenerate bars 1 to 2")
    shutil.rmtree(cache.studio().home / "takes" / take.take_id)
    page.run()
    assert "Undo" not in [button.label for button in page.button]
