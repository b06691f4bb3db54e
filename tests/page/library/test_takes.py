"""The takes of the library on the page: found, named, starred, deleted and had back, beside another page."""

import zipfile
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from jazzcore.library.marks import now, utc_text
from jazzcore.library.storage.files import FileStore
from jazzcore.music.solo import Solo
from jazzcore.page.library import library_actions
from jazzcore.page.shared import cache
from jazzcore.render.audio.render import Audio
from jazzcore.takes.exports import format_named
from jazzcore.takes.take import Take, TakeSettings, take_to_files
from tests.origins import origin_of
from tests.page.page_reading import labelled, press, sentences, texts
from tests.page.player_takes import eighths, take_of

TITLES = ("Blue Sky", "Night", "Moon *and* stars")
MOON = "Moon \\*and\\* stars"
PATIENCE_SEC = 60.0


def keep(title: str, days_ago: int = 0, recipe: str = "studio") -> str:
    """Keep a take; its id is its title's letters."""
    solo = Solo(title, (), (), (), ())
    take_id = "".join(filter(str.isalnum, title)).lower()
    created = utc_text(now() - timedelta(days=days_ago))
    sound = Audio(b"wav", 1.0, 0.5, "a fake", None)
    take = Take(take_id, created, "a-model", TakeSettings(), origin_of(solo, recipe), solo, b"midi", audio=sound)
    FileStore(cache.studio().home).save("takes", take_id, take_to_files(take))
    return take_id


def library_page() -> None:
    import streamlit as st  # noqa: PLC0415 - the page under test is a script of its own

    from jazzcore.page.library import library_view  # noqa: PLC0415 - as above
    from jazzcore.page.shared import cache, marks_view, model_view, state  # noqa: PLC0415 - as above

    model = model_view.show(None)
    st.caption(f"playing: {model.bundle_id if model else ''}")
    if chosen := st.session_state.pop(state.CHOSEN_NEXT, None):
        st.session_state[state.TAKE] = chosen
    if opened := st.session_state.get(state.TAKE):
        st.caption(f"opened: {opened}")
        marks_view.show(cache.studio().takes, opened, "take")
    library_view.show()


@pytest.fixture
def open_library(home: Path) -> Callable[[], AppTest]:
    """Opens a page of the library, with the choice of the model above it."""
    return lambda: AppTest.from_function(library_page, default_timeout=PATIENCE_SEC).run()


@pytest.fixture
def page(open_library: Callable[[], AppTest]) -> AppTest:
    """A page whose library has three takes, a day between them, the first the oldest."""
    for days_ago, title in zip((2, 1, 0), TITLES, strict=True):
        keep(title, days_ago)
    return open_library()


def listed(page: AppTest) -> list[str]:
    """The labels of the lines that are listed."""
    assert sentences(page) == []
    return [button.label for button in page.button if button.label.startswith("Take ")]


def choose(page: AppTest, label: str) -> None:
    labelled(page.checkbox, f"Choose {label}").check()
    page.run()


def show_part(page: AppTest, name: str) -> None:
    labelled(page.segmented_control, "What to list").set_value(name)
    page.run()


def test_the_newest_take_is_listed_first_with_what_it_is(page: AppTest) -> None:
    assert listed(page) == [f"Take 3: {MOON}", "Take 2: Night", "Take 1: Blue Sky"]
    assert "studio · Etudes · temperature 0.90 · seed 1 · 120 bpm · Swing · Tenor sax" in texts(page)


def test_a_take_is_found_by_words_of_its_name_its_note_or_its_title(page: AppTest) -> None:
    cache.studio().takes.mark("bluesky", note="lovely ending")

    labelled(page.text_input, "Search takes").set_value("SKY lovely").run()

    assert listed(page) == ["Take 1: Blue Sky"]
    labelled(page.text_input, "Search takes").set_value("nothing like it").run()
    assert listed(page) == []
    assert "No take is found" in texts(page)


def test_the_filter_asks_for_recipe_corpus_days_and_stars(page: AppTest) -> None:
    keep("Old", days_ago=40, recipe="course")
    cache.studio().takes.mark("night", stars=4)
    page.run()

    yesterday = (now() - timedelta(days=1)).astimezone().date()
    asked: list[tuple[Callable[[], object], list[str]]] = [
        (lambda: labelled(page.multiselect, "Recipe").set_value(["course"]), ["Old"]),
        (lambda: labelled(page.multiselect, "Recipe").set_value([]), [MOON, "Night", "Blue Sky", "Old"]),
        (lambda: labelled(page.multiselect, "Corpus").set_value(["Etudes"]), [MOON, "Night", "Blue Sky", "Old"]),
        (lambda: labelled(page.selectbox, "Order").set_value("Most stars first"), ["Night", MOON, "Blue Sky", "Old"]),
        (lambda: labelled(page.selectbox, "Stars").set_value(4), ["Night"]),
        (lambda: labelled(page.selectbox, "Stars").set_value(0), ["Night", MOON, "Blue Sky", "Old"]),
        (lambda: labelled(page.date_input, "To").set_value(yesterday), ["Night", "Blue Sky", "Old"]),
        (lambda: labelled(page.date_input, "From").set_value(yesterday), ["Night"]),
    ]
    for ask, titles in asked:
        ask()
        page.run()
        assert [label.split(": ")[1].split(" · ")[0] for label in listed(page)] == titles


def test_what_a_search_leaves_out_is_chosen_no_more(page: AppTest) -> None:
    choose(page, "Take 2: Night")

    labelled(page.text_input, "Search takes").set_value("moon").run()

    assert "None chosen" in texts(page)
    assert labelled(page.button, "Delete").disabled


def test_twenty_takes_stand_on_a_page_and_the_next_ones_on_another(page: AppTest) -> None:
    for number in range(20):
        keep(f"Older {number}", days_ago=3 + number)
    page.run()
    assert len(listed(page)) == 20
    assert "23 takes" in texts(page)

    page.pagination[0].set_value(2).run()

    assert len(listed(page)) == 3


def test_what_is_chosen_on_one_page_stays_chosen_on_the_next(page: AppTest) -> None:
    for number in range(20):
        keep(f"Older {number}", days_ago=3 + number)
    page.run()
    choose(page, "Take 2: Night")
    page.pagination[0].set_value(2).run()
    assert "1 chosen" in texts(page)
    labelled(page.checkbox, "Choose these 3").check().run()
    assert "4 chosen" in texts(page)

    page.pagination[0].set_value(1).run()

    assert labelled(page.checkbox, "Choose Take 2: Night").value
    press(page, "Delete")
    assert len(cache.studio().takes.list()) == 19


def test_a_line_opens_its_take(page: AppTest) -> None:
    press(page, "Take 1: Blue Sky")

    assert "opened: bluesky" in texts(page)


def test_a_name_stars_and_a_note_are_kept_at_once_and_shown(page: AppTest, open_library: Callable[[], AppTest]) -> None:
    choose(page, "Take 1: Blue Sky")
    press(page, "Name, stars, note")
    labelled(page.text_input, "Name").set_value("The *good* one")
    page.feedback[0].set_value(3)
    labelled(page.text_input, "Note").set_value("bars 3 and 4").run()

    row = cache.studio().takes.row("bluesky")
    assert (row.name, row.stars, row.note) == ("The *good* one", 4, "bars 3 and 4")
    again = open_library()
    assert listed(again)[-1] == "Take 1: The \\*good\\* one · ★★★★"
    assert "Blue Sky · studio" in texts(again)
    assert "bars 3 and 4" in texts(again)


def test_the_line_of_the_take_shown_has_its_stars_and_none_take_them_away(page: AppTest) -> None:
    cache.studio().takes.mark("night", stars=2)
    page.run()
    press(page, "Take 2: Night · ★★")
    assert page.feedback[0].value == 1

    page.feedback[0].set_value(None).run()

    assert cache.studio().takes.row("night").stars == 0


def test_the_chosen_takes_come_in_one_zip_of_the_files_asked_for(page: AppTest) -> None:
    FileStore(cache.studio().home).save("takes", "eighths", take_to_files(take_of(eighths())))
    page.run()
    assert labelled(page.get("download_button"), "ZIP of 0 takes").disabled
    choose(page, "Take 1: Blue Sky")
    choose(page, "Take 4: Eight & \\<bars>")
    assert not labelled(page.get("download_button"), "ZIP of 2 takes").disabled
    cache.studio().takes.mark("eighths", name="The good one")

    row = cache.studio().takes.row("eighths")
    data = library_actions.zip_maker([row], [format_named("MIDI"), format_named("WAV")])()

    names = zipfile.ZipFile(BytesIO(data)).namelist()
    assert [name.rpartition(".")[2] for name in names] == ["mid", "wav"]
    assert {name.startswith("the-good-one-") for name in names} == {True}
    labelled(page.multiselect, "Files of each take").set_value([]).run()
    assert labelled(page.get("download_button"), "ZIP of 2 takes").disabled


def test_a_zip_has_no_more_takes_than_memory_holds(page: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(library_actions, "MOST_TAKES", 2)
    labelled(page.checkbox, "Choose these 3").check().run()

    assert labelled(page.get("download_button"), "ZIP of 3 takes").disabled
    assert "A ZIP holds 2 takes at most" in texts(page)


def test_deleting_is_undone_by_a_button(page: AppTest) -> None:
    assert labelled(page.button, "Delete").disabled
    assert labelled(page.button, "Undo delete").disabled
    choose(page, "Take 1: Blue Sky")
    choose(page, f"Take 3: {MOON}")

    press(page, "Delete")

    assert listed(page) == ["Take 2: Night"]
    assert "None chosen" in texts(page)
    press(page, "Undo delete")
    assert len(listed(page)) == 3
    assert labelled(page.button, "Undo delete").disabled


def test_what_was_deleted_can_be_had_back_after_a_reload(page: AppTest, open_library: Callable[[], AppTest]) -> None:
    choose(page, "Take 2: Night")
    press(page, "Delete")

    again = open_library()
    assert labelled(again.button, "Undo delete").disabled
    show_part(again, "Deleted")
    assert "Take 2: Night" in texts(again)
    press(again, "Restore")
    assert "Nothing is deleted" in texts(again)
    show_part(again, "Takes")

    assert len(listed(again)) == 3


def test_what_another_page_does_is_seen_at_the_next_rerun(page: AppTest, open_library: Callable[[], AppTest]) -> None:
    other = open_library()
    choose(page, "Take 2: Night")
    press(page, "Name, stars, note")
    labelled(page.text_input, "Name").set_value("Mine").run()
    choose(other, "Take 1: Blue Sky")
    press(other, "Delete")

    assert listed(page.run()) == [f"Take 3: {MOON}", "Take 2: Mine"]
    assert listed(other.run()) == [f"Take 3: {MOON}", "Take 2: Mine"]
    choose(other, "Take 2: Mine")
    press(other, "Name, stars, note")
    labelled(other.text_input, "Name").set_value("Yours").run()
    press(page, "Name, stars, note")
    assert labelled(page.text_input, "Name").value == "Yours"


def test_a_damaged_take_is_listed_with_its_problem_and_can_be_deleted(page: AppTest) -> None:
    FileStore(cache.studio().home).save("takes", "broken", {"take.json": b"{"})
    page.run()

    assert labelled(page.button, "Take 4: broken").disabled
    assert "It cannot be read" in texts(page)
    choose(page, "Take 4: broken")
    press(page, "Delete")
    assert len(listed(page)) == 3
