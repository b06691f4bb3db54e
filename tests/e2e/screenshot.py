"""Takes the picture of the page that the README shows: a model trained on the etudes, and a take of it.

`python tests/e2e/screenshot.py` writes assets/screenshot.png.
"""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import sync_playwright

PROJECT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(PROJECT), str(PROJECT / "tests")]

from chromium import find_chromium, launch_arguments  # noqa: E402 - after the path is set
from studio_server import StudioServer  # noqa: E402

PICTURE = PROJECT / "assets" / "screenshot.png"
PATIENCE_MSEC = 120_000
VIEWPORT = {"width": 1400, "height": 2300}


def main() -> None:
    """Train, generate, and take the picture."""
    with TemporaryDirectory() as home, StudioServer(Path(home)) as studio, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=list(launch_arguments()))
        page = browser.new_page(viewport=VIEWPORT, color_scheme="light")
        page.set_default_timeout(PATIENCE_MSEC)
        page.goto(studio.url)
        page.get_by_role("button", name="Train", exact=True).click()
        page.get_by_text("Trained to epoch 100.").wait_for()
        page.get_by_role("button", name="Generate").click()
        page.get_by_role("group", name="Piano roll of").wait_for()
        page.mouse.move(0, 0)
        page.wait_for_function("player => player.readyState >= 4", arg=page.locator("audio").first.element_handle())
        page.screenshot(path=PICTURE, animations="disabled")
        browser.close()


if __name__ == "__main__":
    main()
