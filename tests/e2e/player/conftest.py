"""The browser's half of the player, in a real browser, with the payload of the real Python half."""

import base64
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Error, Page

from jazzcore.page.components.player.player import CSS, HTML, JS
from jazzcore.page.shared.roll import roll_payload
from tests.e2e.player.player_page import MOUNT, PHONE, SECONDS, roll
from tests.hum import hum
from tests.page.player_takes import eighths, take_of


@pytest.fixture(scope="module")
def window(browser: Browser) -> Iterator[Page]:
    """A window as wide as a phone, in which nothing may go wrong."""
    errors: list[Error] = []

    def note(error: Error) -> None:
        errors.append(error)

    page = browser.new_page(viewport=PHONE)
    page.on("pageerror", note)
    yield page
    page.close()
    assert errors == []


@pytest.fixture(scope="module")
def sent() -> dict[str, Any]:
    """What Python sends of a take of eight bars of a second each, seven of its notes copied."""
    roll = roll_payload(take_of(eighths()), frozenset(range(1, 8)))
    return {"html": HTML, "css": CSS, "js": JS, "wav": base64.b64encode(hum(SECONDS)).decode(), "roll": roll}


@pytest.fixture
def tab(window: Page, sent: dict[str, Any]) -> Page:
    """A page that holds the player alone, its sound loaded."""
    window.goto("about:blank")
    window.set_content("<!doctype html><body style='margin: 0'><div id='host'></div></body>")
    window.evaluate(MOUNT, sent)
    return window


@pytest.fixture
def press(tab: Page) -> Callable[[str], None]:
    """Presses a key on the roll."""
    return roll(tab).press
