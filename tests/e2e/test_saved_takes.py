"""What is saved, in a real browser: named, starred, searched, deleted and had back, and there after a reload."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from playwright.sync_api import ElementHandle, Page, expect

from jazzcore.library.studio import Studio
from jazzcore.takes.embedding import embed_in_midi
from jazzcore.takes.take import Take
from tests.e2e.page_use import open_take
from tests.e2e.studio_server import StudioServer
from tests.origins import origin_of
from tests.page.player_takes import eighths, take_of

OpenTab = Callable[..., Page]
LONG_BARS = 8
IS_PLAYING = "player => !player.paused && player.currentTime > 0.2"


def long_take(take_id: str, recipe: str) -> Take:
    solo = eighths(LONG_BARS)
    take = take_of(solo)
    return replace(take, take_id=take_id, origin=origin_of(solo, recipe))


@pytest.fixture(scope="module", autouse=True)
def takes(studio: StudioServer) -> None:
    """Two takes in the studio, by different recipes."""
    for recipe in ("course", "studio"):
        Studio(studio.home).takes.save(long_take(f"by-{recipe}", recipe))


def test_a_take_is_named_starred_found_deleted_and_had_back(open_tab: OpenTab) -> None:
    page = open_tab()
    page.get_by_role("textbox", name="Name").fill("Keeper")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Keeper")).to_be_visible()
    page.get_by_role("radio", name="4 out of 5 stars").click()
    page.get_by_role("tab", name="Library", exact=True).click()
    expect(page.get_by_role("button", name="Keeper · ★★★★")).to_be_visible()
    page.reload()
    keeper = page.get_by_role("button", name="Keeper · ★★★★")
    expect(keeper).to_be_visible()
    search = page.get_by_role("searchbox", name="Search takes")
    search.fill("keeper")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Take ")).to_have_count(1)
    page.get_by_role("checkbox", name="Choose Take").check(force=True)
    page.get_by_role("button", name="Delete", exact=True).click()
    expect(keeper).to_have_count(0)
    page.get_by_role("button", name="Undo delete").click()
    expect(keeper).to_be_visible()


def play(page: Page) -> ElementHandle:
    """Play the take that is shown; returns its player."""
    player = page.locator("audio").first.element_handle()
    page.get_by_role("button", name="Play", exact=True).click()
    page.wait_for_function(IS_PLAYING, arg=player)
    return player


def test_a_take_plays_on_while_the_library_is_looked_through(open_tab: OpenTab) -> None:
    page = open_tab()
    player = play(page)
    page.get_by_role("tab", name="Library", exact=True).click()
    expect(page.get_by_role("searchbox", name="Search takes")).to_be_visible()
    assert page.evaluate(IS_PLAYING, player)


def test_the_file_of_a_take_is_opened_on_the_page_of_another_studio(open_tab: OpenTab, studio: StudioServer) -> None:
    embedded = embed_in_midi(long_take("20261122-000000-000000", "studio"))
    page = open_tab()
    open_take(page, "from-a-friend.mid", embedded)
    expect(page.get_by_text("The model that played it is not on this machine")).to_be_visible()
    assert "20261122-000000-000000" in Studio(studio.home).takes.list()


def test_one_sound_on_the_page_silences_the_others(open_tab: OpenTab) -> None:
    page = open_tab()
    player = play(page)
    page.get_by_role("button", name="Listen", exact=True).click()
    page.wait_for_function("player => player.paused", arg=player)
    piece = page.get_by_test_id("stAudio").element_handle()
    page.wait_for_function(IS_PLAYING, arg=piece)
    page.get_by_role("button", name="Play", exact=True).click()
    page.wait_for_function("player => player.paused", arg=piece)
    page.wait_for_function(IS_PLAYING, arg=player)
