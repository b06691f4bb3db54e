"""Comparing and voting on the page itself, in a real browser: two short takes over the same changes."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from playwright.sync_api import Page, expect

from jazzcore.library.blind.votes import Preference
from jazzcore.library.studio import Studio
from tests.e2e.studio_server import StudioServer
from tests.origins import origin_of
from tests.page.player_takes import eighths, take_of

BARS = 1
PHONE = {"width": 390, "height": 844}


@pytest.fixture(scope="module", autouse=True)
def takes(studio: StudioServer) -> None:
    """Two takes in the studio, by different recipes."""
    solo = eighths(BARS)
    for recipe in ("course", "studio"):
        take = take_of(solo, sound_sec=float(BARS))
        Studio(studio.home).takes.save(replace(take, take_id=f"by-{recipe}", origin=origin_of(solo, recipe)))


def test_two_takes_are_compared_on_the_page(open_tab: Callable[..., Page]) -> None:
    page = open_tab(**PHONE)
    page.get_by_role("tab", name="Compare").click()
    compare = page.get_by_role("region", name="Comparing")
    compare.get_by_role("button", name="B", exact=True).click()
    expect(compare.get_by_role("status")).to_have_text("B sounds")
    compare.get_by_role("slider", name="Position").fill("0.5")
    compare.get_by_role("button", name="Play").click()
    expect(compare.get_by_role("timer")).to_have_text("0:01 / 0:01 · bar 1")
    compare.get_by_role("button", name="Play").press("a")
    expect(compare.get_by_role("status")).to_have_text("A sounds")
    expect(page.get_by_role("table").filter(has_text="How they differ")).to_contain_text("course")
    assert page.evaluate("() => document.documentElement.scrollWidth") == PHONE["width"]


def test_a_blind_vote_is_kept_and_is_there_after_a_reload(open_tab: Callable[..., Page], studio: StudioServer) -> None:
    page = open_tab()
    page.get_by_role("tab", name="Blind test").click()
    comparing = page.get_by_role("region", name="Comparing")
    vote = page.get_by_role("button", name="I prefer the second")
    expect(vote).to_be_disabled()
    comparing.get_by_role("button", name="Play").click()
    expect(page.get_by_text("Now hear the second as long.")).to_be_visible()
    expect(comparing.get_by_role("button", name="Play")).to_be_visible()
    comparing.get_by_role("button", name="Second").click()
    comparing.get_by_role("button", name="Play").click()
    expect(page.get_by_text("You have heard both")).to_be_visible()
    vote.click()
    expect(page.get_by_text("Your vote is saved: “I prefer the second”.")).to_be_visible()

    (saved,) = Studio(studio.home).votes.all()
    assert saved.preference is Preference.SECOND
    page.reload()
    expect(page.get_by_text(f"Takes of {saved.second.recipe} were preferred in 1 of 1 vote")).to_be_visible()
