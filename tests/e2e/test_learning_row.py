"""The row of players at their epochs in a real browser: alone, and under the chart of a run that goes on."""

import base64
import re
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any

import pytest
from playwright.sync_api import Browser, Error, Locator, Page, expect

from jazzcore.page.components.learning.learning import CSS, HTML, JS
from jazzcore.page.shared.learning import PLOT_LEFT_PIXELS, PLOT_RIGHT_PIXELS
from jazzcore.training.checkpoints import spread_epochs
from tests.hum import hum

NARROW_PX = 300
EPOCHS = 100
HUM_SEC = 5

IS_PLOTTED_BETWEEN = """([left, right]) => {
    const chart = document.querySelector('[data-testid=stVegaLiteChart]')
    const lines = [...chart?.querySelectorAll('.role-axis-grid line') ?? []]
    if (!lines.length) return false
    const [box, ticks] = [chart.getBoundingClientRect(), lines.map(line => line.getBoundingClientRect().x)]
    return Math.abs(Math.min(...ticks) - box.left - left) <= 2 && Math.abs(box.right - Math.max(...ticks) - right) <= 3
}"""
MOUNT = """async ({html, css, js, data}) => {
    const root = document.querySelector('#host').attachShadow({mode: 'open'})
    root.innerHTML = `<style>${css}</style>${html}`
    const module = await import(URL.createObjectURL(new Blob([js], {type: 'text/javascript'})))
    window.saved = []
    const setTriggerValue = (name, value) => saved.push([name, value])
    window.show = data => { window.unmount = module.default({parentElement: root, data: [data], setTriggerValue}) }
    window.audio = root.querySelector('audio')
    window.events = []
    for (const name of ['pause', 'emptied', 'seeking']) audio.addEventListener(name, () => events.push(name))
    show(data)
}"""

PLACES = """() => {
    const row = document.querySelector('#host').shadowRoot.querySelector('.row')
    const from = row.getBoundingClientRect().x
    const boxes = [...row.children].map(button => button.getBoundingClientRect())
    const paths = [...row.parentElement.querySelectorAll('.lines path')]
    const lines = paths.map(path => path.getAttribute('d').match(/[-.\\d]+/g))
    return {
        width: row.clientWidth,
        boxes: boxes.map(box => [box.x - from, box.right - from]),
        starts: lines.map(numbers => Number(numbers[0])),
        ends: lines.map(numbers => Number(numbers.at(-2)))
    }
}"""


@pytest.fixture(scope="module")
def window(browser: Browser) -> Iterator[Page]:
    """A window in which nothing may go wrong."""
    errors: list[Error] = []

    def note(error: Error) -> None:
        errors.append(error)

    page = browser.new_page()
    page.on("pageerror", note)
    yield page
    page.close()
    assert errors == []


@pytest.fixture
def mount(window: Page) -> Callable[[dict[str, Any]], Page]:
    """Shows the row alone, in the narrowest of its places."""

    def mounted(data: dict[str, Any]) -> Page:
        window.goto("about:blank")
        window.set_content(f"<!doctype html><body style='margin: 0'><div id='host' style='width: {NARROW_PX}px'></div>")
        sent = {"html": HTML, "css": CSS, "js": JS, "data": data}
        window.evaluate(MOUNT, sent)
        return window

    return mounted


SOUND = f"data:audio/wav;base64,{base64.b64encode(hum(HUM_SEC)).decode()}"


def row_of(*epochs: int, silent: tuple[int, ...] = (), saved: tuple[int, ...] = ()) -> dict[str, Any]:
    """What Python tells of these epochs, of which those that are `silent` are yet to be played."""
    return {
        "left": PLOT_LEFT_PIXELS,
        "right": PLOT_RIGHT_PIXELS,
        "epochs": EPOCHS,
        "hint": "Hear them.",
        "saved": list(saved),
        "checkpoints": [
            {"epoch": epoch, "sound": "" if epoch in silent else f"{SOUND}#{epoch}", "about": f"About epoch {epoch}."}
            for epoch in epochs
        ],
    }


def epoch(page: Page, number: int) -> Locator:
    return page.get_by_role("button", name=f"Epoch {number}", exact=True)


def wait_for_sound(page: Page) -> None:
    page.wait_for_function("() => !audio.paused && audio.currentTime > 0")


def test_one_plays_at_a_time_and_is_marked(mount: Callable[[dict[str, Any]], Page]) -> None:
    page = mount(row_of(1, 8, 100))
    expect(page.get_by_text("Hear them.")).to_be_visible()
    epoch(page, 1).click()
    wait_for_sound(page)
    first = page.evaluate("() => audio.src")
    expect(epoch(page, 1)).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_role("status")).to_have_text("About epoch 1.")
    epoch(page, 8).click()
    wait_for_sound(page)
    assert page.evaluate("() => audio.src") != first
    assert [epoch(page, number).get_attribute("aria-pressed") for number in (1, 8, 100)] == ["false", "true", "false"]
    epoch(page, 8).click()
    assert page.evaluate("() => audio.paused")
    expect(epoch(page, 8)).to_have_attribute("aria-pressed", "false")
    stopped = page.evaluate("() => audio.currentTime")
    epoch(page, 8).click()
    wait_for_sound(page)
    assert page.evaluate("() => audio.currentTime") >= stopped


def test_what_else_sounds_on_the_page_takes_turns_with_it(mount: Callable[[dict[str, Any]], Page]) -> None:
    page = mount(row_of(1))
    page.evaluate("() => { window.hushed = 0; addEventListener('turn', () => hushed++) }")
    epoch(page, 1).click()
    wait_for_sound(page)
    assert page.evaluate("() => hushed") == 1
    page.evaluate("() => dispatchEvent(new CustomEvent('turn', {detail: 'another'}))")
    expect(epoch(page, 1)).to_have_attribute("aria-pressed", "false")
    assert page.evaluate("() => audio.paused")


def test_a_call_that_is_taken_back_late_stops_nothing_and_leaves_each_epoch_once(
    mount: Callable[[dict[str, Any]], Page],
) -> None:
    page = mount(row_of(1))
    epoch(page, 1).click()
    wait_for_sound(page)
    page.evaluate("data => { const late = unmount; show(data); late() }", row_of(1, 2))
    page.evaluate("data => { unmount(); setTimeout(() => show(data)) }", row_of(1, 2, 3))
    expect(epoch(page, 3)).to_be_visible()
    expect(page.get_by_role("button", name=re.compile("^Epoch"))).to_have_count(3)
    assert not page.evaluate("() => audio.paused")


def test_news_does_not_disturb_the_sound_nor_the_focus(mount: Callable[[dict[str, Any]], Page]) -> None:
    page = mount(row_of(1, 2, silent=(2,)))
    expect(epoch(page, 2)).to_be_disabled()
    epoch(page, 1).click()
    wait_for_sound(page)
    page.evaluate("() => { events.length = 0; window.before = audio.currentTime }")
    page.evaluate("data => show(data)", row_of(1, 2, 3))
    expect(epoch(page, 2)).to_be_enabled()
    expect(epoch(page, 3)).to_be_visible()
    expect(epoch(page, 1)).to_be_focused()
    page.wait_for_function("() => audio.currentTime > before + 0.1")
    assert page.evaluate("() => events") == []


@pytest.mark.parametrize("epochs", [spread_epochs(1, EPOCHS), (98, 99, 100), (1, 2, 50, 51, 99, 100), (40,)])
def test_each_is_at_its_epoch_as_far_as_there_is_room(
    epochs: tuple[int, ...], mount: Callable[[dict[str, Any]], Page]
) -> None:
    page = mount(row_of(*epochs))
    page.wait_for_function("() => document.querySelector('#host').shadowRoot.querySelector('.lines path')")
    places = page.evaluate(PLACES)
    boxes = places["boxes"]
    assert all(left[1] <= right[0] + 0.01 for left, right in pairwise(boxes))
    assert boxes[0][0] >= 0
    assert boxes[-1][1] <= places["width"] == NARROW_PX
    plot = NARROW_PX - PLOT_LEFT_PIXELS - PLOT_RIGHT_PIXELS
    assert places["starts"] == pytest.approx([PLOT_LEFT_PIXELS + number / EPOCHS * plot for number in epochs])
    assert places["ends"] == pytest.approx([sum(box) / 2 for box in boxes], abs=0.5)
    if epochs == (40,):
        assert places["ends"] == pytest.approx(places["starts"])


def test_the_keyboard_goes_through_plays_and_keeps(mount: Callable[[dict[str, Any]], Page]) -> None:
    page = mount(row_of(1, 2, 3, silent=(2,)))
    keep = page.get_by_role("button", name="Save this epoch")
    expect(keep).to_be_disabled()
    page.keyboard.press("Tab")
    expect(epoch(page, 1)).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(epoch(page, 3)).to_be_focused()
    page.keyboard.press("Enter")
    wait_for_sound(page)
    page.keyboard.press("Tab")
    expect(keep).to_be_focused()
    page.keyboard.press("Space")
    assert page.evaluate("() => saved") == [["keep", 3]]
    page.evaluate("data => show(data)", row_of(1, 2, 3, saved=(3,)))
    expect(page.get_by_role("button", name="Saved")).to_be_disabled()
    epoch(page, 1).click()
    expect(keep).to_be_enabled()


def test_a_sound_that_cannot_be_loaded_is_announced(mount: Callable[[dict[str, Any]], Page]) -> None:
    page = mount(row_of(1, 2))
    page.evaluate(
        "data => show({...data, checkpoints: [{...data.checkpoints[0], sound: 'data:audio/wav,no'}]})", row_of(1)
    )
    epoch(page, 1).click()
    expect(page.get_by_role("status")).to_have_text(re.compile("The (sound cannot be loaded|browser does not play)"))


def test_a_run_is_heard_while_it_goes_on_and_an_epoch_of_it_is_kept(open_tab: Callable[..., Page]) -> None:
    page = open_tab()
    field = page.get_by_role("spinbutton", name="Epochs", exact=True)
    field.fill("300")
    field.press("Enter")
    page.get_by_role("button", name="Train", exact=True).click()
    expect(epoch(page, 1)).to_be_enabled()
    epoch(page, 1).click()
    sound = page.locator(".learning audio")
    sound.evaluate("audio => { window.audio = audio; window.stops = 0; audio.onemptied = () => stops++ }")
    wait_for_sound(page)
    expect(epoch(page, 2)).to_be_enabled()
    page.wait_for_function(IS_PLOTTED_BETWEEN, arg=[PLOT_LEFT_PIXELS, PLOT_RIGHT_PIXELS])
    page.get_by_role("button", name="Save this epoch").click()
    expect(page.get_by_text("Epoch 1 is saved as a model of its own, and chosen.")).to_be_visible()
    expect(page.get_by_role("combobox", name="Model")).to_have_value(re.compile("^Bundled etudes · course · 1 epoch "))
    page.get_by_role("button", name="Stop training").click()
    expect(page.get_by_text("what was learnt is saved")).to_be_visible()
    assert page.evaluate("() => [audio.isConnected, audio.paused && !audio.ended, stops]") == [True, False, 0]
    page.reload()
    expect(epoch(page, 1)).to_be_enabled()
