"""The page in a real browser: a fresh process to its first load, and from the click on Generate to sound."""

import os
import re
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.figure import Figure, seconds
from benchmarks.material import PROJECT, shipped_bundle
from jazzcore.pipeline import make_solo
from jazzcore.studio.shelf import HOME_VARIABLE
from jazzcore.takes import TakeSettings
from tests.chromium import find_chromium, launch_arguments

RUNS = 3
BARS = 32
MOST_LOAD_SEC, MOST_SOUND_SEC = 3.0, 2.0
PATIENCE_MS = 60_000
SOUND_IS_READY = """previous => [...document.querySelectorAll("audio")].some(
    audio => audio.src !== previous && audio.readyState >= HTMLMediaElement.HAVE_ENOUGH_DATA)"""


@dataclass(frozen=True, slots=True)
class Visit:
    """What one visit to a fresh page took, and whether TensorFlow was in the page's process at its end."""

    load_sec: float
    sound_sec: float
    has_tensorflow: bool


def value_count_for(bars: int) -> int:
    """The Ty that fills so many bars by the page's own settings."""
    bundle = shipped_bundle()
    settings = TakeSettings(temperature=bundle.recipe.temperature, value_count=500)
    counts = range(50, 501)
    return next(n for n in counts if len(make_solo(bundle, replace(settings, value_count=n)).bars) >= bars)


@contextmanager
def served_page() -> Iterator[tuple[str, int]]:
    """The address and the process id of a page with an empty studio."""
    with socket.socket() as probe:
        probe.bind(("localhost", 0))
        port = probe.getsockname()[1]
    serve = [sys.executable, "-m", "streamlit", "run", "streamlit_app.py", "--server.headless=true"]
    with tempfile.TemporaryDirectory() as home:
        environment = os.environ | {HOME_VARIABLE: home}
        server = subprocess.Popen(
            [*serve, f"--server.port={port}"], cwd=PROJECT, env=environment, stdout=subprocess.PIPE, text=True
        )
        try:
            said = server.stdout or iter(())
            address = next((url[0] for line in said if (url := re.search(r"http://\S+", line))), None)
            if address is None:
                raise RuntimeError("the page's server ended before it served")
            yield address, server.pid
        finally:
            server.terminate()
            server.wait()


def visit(browser: Browser, value_count: int) -> Visit:
    """Open a fresh page, generate once, and look into its process."""
    with served_page() as (address, process_id):
        page = browser.new_page()
        page.set_default_timeout(PATIENCE_MS)
        load_sec = seconds(lambda: _open(page, address))
        _set_slider(page, "Ty", value_count)
        sound_sec = seconds(lambda: _generate(page))
        loaded = Path(f"/proc/{process_id}/maps").read_text(encoding="utf-8")
        page.close()
        return Visit(load_sec, sound_sec, "tensorflow" in loaded)


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


def _set_slider(page: Page, name: str, value: int) -> None:
    """Move a slider by its keys: to its least value, then up by ones."""
    slider = page.get_by_role("slider", name=name, exact=True)
    slider.press("Home")
    for _ in range(value - int(slider.get_attribute("aria-valuemin") or 0)):
        slider.press("ArrowRight")


def _generate(page: Page) -> None:
    before = page.locator("audio").first.get_attribute("src") if page.locator("audio").count() else ""
    page.get_by_role("button", name="Generate", exact=True).click()
    page.wait_for_function(SOUND_IS_READY, arg=before)
