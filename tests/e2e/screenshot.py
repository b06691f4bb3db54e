"""Takes the pictures that the README shows: the page, and each of its views.

`python -m tests.e2e.screenshot` writes docs/screenshots/*.png: a model is trained on the etudes and plays two
takes, one of which is named and starred.
"""

import re
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Locator, Page, expect, sync_playwright

from tests.chromium import find_chromium, launch_arguments
from tests.e2e.studio_server import StudioServer

SCREENSHOTS = Path(__file__).resolve().parents[2] / "docs" / "screenshots"
PATIENCE_MSEC = 180_000
VIEWPORT = {"width": 1400, "height": 1700}
RECIPE = "Studio"


def main() -> None:
    """Train, generate, and take the pictures."""
    with TemporaryDirectory() as home, StudioServer(Path(home)) as studio, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=list(launch_arguments()))
        page = browser.new_page(viewport=VIEWPORT, color_scheme="light")
        page.set_default_timeout(PATIENCE_MSEC)
        expect.set_options(timeout=PATIENCE_MSEC)
        page.goto(studio.url)
        _train(page)
        for take in (1, 2):
            page.get_by_role("button", name="Generate", exact=True).click()
            page.get_by_role("heading", name=f"Take {take}:").wait_for()
        _name(page)
        page.get_by_test_id("stMain").evaluate("main => main.scrollTo(0, 0)")
        _take(page, "page", page)
        _take(page, "learning", page.get_by_test_id("stColumn").filter(has_text="2 Train").first)
        page.get_by_text("Sheet music", exact=True).click()
        page.locator(".music svg").first.wait_for()
        _take(page, "sheet", page.get_by_role("region", name="Player"))
        for view, shown in (
            ("Library", "Corner Lamp Blues"),
            ("Compare", "How they differ"),
            ("Blind test", "only then your vote counts"),
        ):
            page.get_by_role("tab", name=view, exact=True).click()
            panel = page.get_by_role("tabpanel", name=view)
            expect(panel).to_contain_text(shown)
            _take(page, f"{view.lower().replace(' ', '-')}", panel)
        browser.close()


def _train(page: Page) -> None:
    page.get_by_role("combobox", name="Recipe").fill(RECIPE)
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Train", exact=True).click()
    page.get_by_text("Trained to epoch").wait_for()
    last = page.get_by_role("button", name=re.compile(r"^Epoch \d+$")).last
    expect(last).to_be_enabled()
    last.click()


def _name(page: Page) -> None:
    name = page.get_by_role("textbox", name="Name")
    name.fill("The one with the turn")
    name.press("Enter")
    page.get_by_role("heading", name="The one with the turn").wait_for()
    page.get_by_role("radio", name="4 out of 5 stars").click()


def _take(page: Page, name: str, what: Page | Locator) -> None:
    page.mouse.move(0, 0)
    expect(page.locator("[data-stale=true]")).to_have_count(0)
    page.wait_for_function("() => document.getAnimations().every(animation => animation.playState !== 'running')")
    what.screenshot(path=SCREENSHOTS / f"{name}.png", animations="disabled")


if __name__ == "__main__":
    main()
