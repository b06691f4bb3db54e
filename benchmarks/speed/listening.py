"""The views below the steps in a real browser: opening a view, choosing a take, and the roll of a long take."""

import tempfile
from functools import partial
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.report import Result, seconds
from jazzcore.library.studio import Studio
from tests.chromium import find_chromium, launch_arguments
from tests.e2e.studio_server import StudioServer
from tests.page.player_takes import eighths, take_of

RUNS = 5
VIEWS = ("Library", "Compare", "Blind test", "Take")
LONG_BARS, NOTES_A_BAR = 625, 8
PLAYED_SEC = 4.0
MOST_SWITCH_SEC, MOST_CHOSEN_SEC, LEAST_FRAMES_A_SECOND = 0.5, 1.0, 50
PATIENCE_MS = 60_000

_IS_DRAWN = """name => {
    const tab = [...document.querySelectorAll('[role=tab]')].find(tab => tab.textContent.trim() === name)
    const panel = document.getElementById(tab?.getAttribute('aria-controls'))
    const isOpen = panel && tab.getAttribute('aria-selected') === 'true' && panel.innerText.trim()
    return isOpen && !document.querySelector('[data-stale=true]')
}"""
_IS_PLAYABLE = """([title, player]) =>
    [...document.querySelectorAll('h3')].some(heading => heading.textContent.startsWith(title)) &&
    !document.querySelector('[data-stale=true]') && player.readyState >= HTMLMediaElement.HAVE_FUTURE_DATA"""
_FRAMES_A_SECOND = """([player, seconds]) => new Promise(resolve => {
    let count = 0, began
    const frame = now => {
        began ??= now
        if (now - began < seconds * 1000) {
            count += 1
            requestAnimationFrame(frame)
        } else resolve(player.paused ? 0 : count * 1000 / (now - began))
    }
    requestAnimationFrame(frame)
})"""


def measure() -> tuple[Result, ...]:
    """Three rows."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=launch_arguments())
        switch_sec, chosen_sec = _views_and_takes(browser)
        frames = _frames_a_second(browser)
        browser.close()
    return (
        Result(
            "opening another view, the slowest one",
            f"{switch_sec:.2f} s",
            f"<= {MOST_SWITCH_SEC} s",
            switch_sec <= MOST_SWITCH_SEC,
        ),
        Result(
            "from choosing another take to its sound being playable",
            f"{chosen_sec:.2f} s",
            f"<= {MOST_CHOSEN_SEC:.0f} s",
            chosen_sec <= MOST_CHOSEN_SEC,
        ),
        Result(
            f"the roll of a take with {LONG_BARS * NOTES_A_BAR:,} notes while it plays",
            f"{frames:.0f} frames a second",
            f">= {LEAST_FRAMES_A_SECOND}",
            frames >= LEAST_FRAMES_A_SECOND,
        ),
    )


def _views_and_takes(browser: Browser) -> tuple[float, float]:
    """Seconds of the slowest of all views, and of a take chosen beside the one shown."""
    with tempfile.TemporaryDirectory() as home, StudioServer(Path(home)) as server:
        page = _opened(browser, server.url)
        for take in (1, 2):
            page.get_by_role("button", name="Generate", exact=True).click()
            _wait_for_take(page, take)
        switches: dict[str, list[float]] = {name: [] for name in VIEWS}
        for name in VIEWS * RUNS:
            switches[name].append(seconds(partial(_open_view, page, name)))
        steps = (("Earlier take", 1), ("Later take", 2)) * RUNS
        chosen = [seconds(partial(_choose, page, *step)) for step in steps]
        page.close()
    return max(map(median, switches.values())), median(chosen)


def _frames_a_second(browser: Browser) -> float:
    """How often the page is drawn while a long take plays; 0 where it does not play."""
    with tempfile.TemporaryDirectory() as home:
        Studio(Path(home)).takes.save(take_of(eighths(LONG_BARS), sound_sec=float(LONG_BARS)))
        with StudioServer(Path(home)) as server:
            page = _opened(browser, server.url)
            _wait_for_take(page, 1)
            page.get_by_role("button", name="Play", exact=True).click()
            frames: float = page.evaluate(_FRAMES_A_SECOND, [page.locator("audio").first.element_handle(), PLAYED_SEC])
            page.close()
    return frames


def _opened(browser: Browser, address: str) -> Page:
    page = browser.new_page(viewport={"width": 1400, "height": 1400})
    page.set_default_timeout(PATIENCE_MS)
    page.goto(address)
    page.get_by_role("button", name="Generate", exact=True).wait_for()
    return page


def _open_view(page: Page, name: str) -> None:
    page.get_by_role("tab", name=name, exact=True).click()
    page.wait_for_function(_IS_DRAWN, arg=name)


def _choose(page: Page, button: str, take: int) -> None:
    page.get_by_role("button", name=button, exact=True).click()
    _wait_for_take(page, take)


def _wait_for_take(page: Page, take: int) -> None:
    player = page.locator("audio").first
    player.wait_for(state="attached")
    page.wait_for_function(_IS_PLAYABLE, arg=[f"Take {take}:", player.element_handle()])
