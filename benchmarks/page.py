"""The page in a real browser: a fresh process to its first load, and from the click on Generate to sound."""

import tempfile
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.figure import Figure, seconds
from benchmarks.material import shipped_bundle
from jazzcore.pipeline import make_solo
from jazzcore.takes import TakeSettings
from tests.chromium import find_chromium, launch_arguments
from tests.e2e.studio_server import StudioServer

RUNS = 5
BARS = 32
MOST_LOAD_SEC, MOST_SOUND_SEC = 3.0, 2.0
PATIENCE_MS = 60_000
SOUND_IS_READY = """() => [...document.querySelectorAll("audio")].some(
    player => player.readyState >= HTMLMediaElement.HAVE_FUTURE_DATA)"""


@dataclass(frozen=True, slots=True)
class Visit:
    """What one visit to a fresh page took, and whether TensorFlow was in the page's process at its end."""

    load_sec: float
    sound_sec: float
    has_tensorflow: bool


def value_count_for(bars: int) -> int:
    """The Ty that fills so many bars by the page's own settings."""
    bundle = shipped_bundle()
    settings = TakeSettings(temperature=bundle.recipe.temperature)

    def is_full(value_count: int) -> bool:
        return len(make_solo(bundle, bundle.charts[0], replace(settings, value_count=value_count)).bars) >= bars

    return next(count for count in range(50, 501) if is_full(count))


def visit(browser: Browser, value_count: int) -> Visit:
    """Open a fresh page of an empty studio, generate once, and look into its process."""
    with tempfile.TemporaryDirectory() as home, StudioServer(Path(home)) as server:
        page = browser.new_page()
        page.set_default_timeout(PATIENCE_MS)
        load_sec = seconds(lambda: _open(page, server.url))
        _set_ty(page, value_count)
        sound_sec = seconds(lambda: _generate(page))
        page.get_by_text(f"Ty {value_count} ·").first.wait_for()
        page.close()
        return Visit(load_sec, sound_sec, "tensorflow" in server.loaded_files)


def measure() -> tuple[Figure, ...]:
    """Three rows."""
    value_count = value_count_for(BARS)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=launch_arguments())
        visits = [visit(browser, value_count) for _ in range(RUNS)]
        browser.close()
    load_sec, sound_sec = median(v.load_sec for v in visits), median(v.sound_sec for v in visits)
    has_tensorflow = any(v.has_tensorflow for v in visits)
    return (
        Figure(
            "a fresh page's process: first load to ready",
            f"{load_sec:.1f} s",
            f"<= {MOST_LOAD_SEC:.0f} s",
            load_sec <= MOST_LOAD_SEC,
        ),
        Figure("TensorFlow in the page's process", "yes" if has_tensorflow else "never", "never", not has_tensorflow),
        Figure(
            f"from the click on Generate to playable sound, {BARS} bars (Ty {value_count})",
            f"{sound_sec:.1f} s",
            f"<= {MOST_SOUND_SEC:.0f} s",
            sound_sec <= MOST_SOUND_SEC,
        ),
    )


def _open(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_role("button", name="Generate", exact=True).wait_for()


def _set_ty(page: Page, value_count: int) -> None:
    """Move the slider as a person does: a value that is only filled in never leaves the browser."""
    slider = page.get_by_role("group", name="Ty", exact=True).get_by_role("slider")
    for _ in range(int(slider.input_value()), value_count):
        slider.press("ArrowRight")


def _generate(page: Page) -> None:
    page.get_by_role("button", name="Generate", exact=True).click()
    page.wait_for_function(SOUND_IS_READY)
