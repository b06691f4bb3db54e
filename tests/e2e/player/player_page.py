"""A page with nothing but the player: how it is set up, used and read."""

from typing import Any, Literal

from playwright.sync_api import Locator, Page, Position, ViewportSize

from tests.page.player_takes import BAR_SEC, BARS

PHONE: ViewportSize = {"width": 390, "height": 844}
SECONDS = BARS * BAR_SEC

MOUNT = """async ({html, css, js, wav, roll}) => {
    const root = document.querySelector('#host').attachShadow({mode: 'open'})
    root.innerHTML = `<style>${css}</style>${html}`
    const module = await import(URL.createObjectURL(new Blob([js], {type: 'text/javascript'})))
    const data = await (await fetch(`data:audio/wav;base64,${wav}`)).arrayBuffer()
    window.sound = () => URL.createObjectURL(new Blob([data], {type: 'audio/wav'}))
    window.payload = {roll, sound: sound(), mix: null, audible: null, chosen: null, sheet: []}
    window.given = []
    const setStateValue = (...what) => given.push(what)
    window.show = (changes = {}) => {
        const changed = {...payload, ...changes, roll: {...roll, ...changes.roll}}
        window.unmount = module.default({parentElement: root, data: [structuredClone(changed)], setStateValue})
    }
    Object.defineProperty(window, 'audio', {configurable: true, get: () => root.querySelector('audio')})
    window.root = root
    window.events = []
    for (const name of ['pause', 'emptied', 'seeking']) audio.addEventListener(name, () => events.push(name))
    show()
    await new Promise(ready => { audio.readyState >= 3 ? ready() : audio.oncanplay = ready })
}"""


def roll(tab: Page) -> Locator:
    return tab.get_by_role("group", name="Piano roll of Eight & <bars>: 64 notes in 8 bars")


def button(tab: Page, name: str) -> Locator:
    return tab.get_by_role("button", name=name, exact=True)


def now(tab: Page) -> float:
    seconds: float = tab.evaluate("() => audio.currentTime")
    return seconds


def click_bar(tab: Page, bar: float, key: Literal["Shift"] | None = None) -> None:
    """Click a place in bars from 0, on the picture of four bars a line."""
    roll(tab).click(position=bar_point(tab, bar), modifiers=[key] if key else [])


def bar_point(tab: Page, bar: float) -> Position:
    width = roll(tab).evaluate("roll => roll.clientWidth")
    line_height = roll(tab).evaluate("roll => roll.scrollHeight") / 2
    return {"x": 30 + (bar % 4) * (width - 32) / 4, "y": (bar // 4 + 0.5) * line_height}


def drag(tab: Page, first: float, last: float) -> None:
    """Drag over the roll from one place to another, in bars from 0."""
    box = roll(tab).bounding_box()
    assert box
    one, two = (bar_point(tab, bar) for bar in (first, last))
    left, top = box["x"], box["y"]
    drag_between(tab, {"x": left + one["x"], "y": top + one["y"]}, {"x": left + two["x"], "y": top + two["y"]})


def drag_between(tab: Page, first: Position, last: Position) -> None:
    """Drag from one point of the screen to another."""
    tab.mouse.move(first["x"], first["y"])
    tab.mouse.down()
    tab.mouse.move(last["x"], last["y"], steps=5)
    tab.mouse.up()


def given(tab: Page) -> list[Any]:
    """What the browser has reported to Python, name and value, since this was last called."""
    reported: list[Any] = tab.evaluate("() => given.splice(0)")
    return reported
