"""The page in a real browser: a fresh process to its first load, and from the click on Generate to sound."""

import tempfile
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.report import Result, seconds
from tests.chromium import find_chromium, launch_arguments
from tests.e2e.studio_server import StudioServer

RUNS = 5
FORM = "Modal, 32 bars"
MOST_LOAD_SEC, MOST_SOUND_SEC = 3.0, 2.0
PATIENCE_MS = 60_000
SOUND_IS_READY = "player => player.readyState >= HTMLMediaElement.HAVE_FUTURE_DATA"


@dataclass(frozen=True, slots=True)
class Visit:
    """What one visit to a fresh page took, and whether TensorFlow was in the page's process at its end."""

    load_sec: float
    sound_sec: float
    has_tensorflow: bool


def visit(browser: Browser) -> Visit:
    """Open a fresh page of an empty studio, generate once, and look into its process."""
    with tempfile.TemporaryDirectory() as home, StudioServer(Path(home)) as server:
        page = browser.new_page()
        page.set_default_timeout(PATIENCE_MS)
        load_sec = seconds(lambda: _open(page, server.url))
        _choose_form(page)
        sound_sec = seconds(lambda: _generate(page))
        page.get_by_role("heading", name=f"Take 1: {FORM}").wait_for()
        page.close()
        return Visit(load_sec, sound_sec, "tensorflow" in server.loaded_files)


def measure() -> tuple[Result, ...]:
    """Three rows."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=launch_arguments())
        visits = [visit(browser) for _ in range(RUNS)]
        browser.close()
    load_sec, sound_sec = median(v.load_sec for v in visits), median(v.sound_sec for v in visits)
    has_tensorflow = any(v.has_tensorflow for v in visits)
    return (
        Result(
            "a fresh page's process: first load to ready",
            f"{load_sec:.1f} s",
            f"<= {MOST_LOAD_SEC:.0f} s",
            load_sec <= MOST_LOAD_SEC,
        ),
        Result("TensorFlow in the page's process", "yes" if has_tensorflow else "never", "never", not has_tensorflow),
        Result(
            "from the click on Generate to playable sound of solo and band, 32 bars",
            f"{sound_sec:.1f} s",
            f"<= {MOST_SOUND_SEC:.0f} s",
            sound_sec <= MOST_SOUND_SEC,
        ),
    )


def _open(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_role("button", name="Generate", exact=True).wait_for()


def _choose_form(page: Page) -> None:
    """Ask for one time through a form of 32 bars."""
    page.get_by_role("combobox", name="Changes").fill(FORM)
    page.keyboard.press("Enter")
    page.get_by_text("Chords: Dm7").wait_for()
    page.get_by_role("radio", name="Fill the form").click()


def _generate(page: Page) -> None:
    page.get_by_role("button", name="Generate", exact=True).click()
    page.wait_for_function(SOUND_IS_READY, arg=page.locator("audio").element_handle())
