"""The browser's half of comparing, in a real browser: two sounds in pace, one transport, either takes over in place."""

import base64
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from playwright.sync_api import Browser, Error, Locator, Page, expect

from jazzcore.band.settings import band_for
from jazzcore.page.components.compare.compare import CSS, HTML, JS
from jazzcore.page.shared.roll import roll_payload
from tests.hum import hum
from tests.page.player_takes import BARS, eighths, take_of

PHONE = {"width": 390, "height": 844}
ENOUGH_SEC = 0.25
NEAR_SEC = 0.1
"""How far a sound may be from where the other one was, in seconds of its music."""

MOUNT = """async ({html, css, js, payload, wavs}) => {
    const root = document.querySelector('#host').attachShadow({mode: 'open'})
    root.innerHTML = `<style>${css}</style>${html}`
    const module = await import(URL.createObjectURL(new Blob([js], {type: 'text/javascript'})))
    const sounds = await Promise.all(wavs.map(async wav =>
        URL.createObjectURL(await (await fetch(`data:audio/wav;base64,${wav}`)).blob())))
    window.payload = {...payload, sides: payload.sides.map((side, index) => ({...side, sound: sounds[index]}))}
    window.heard = []
    const setStateValue = (name, value) => heard.push([name, value, audios[sounding()].currentTime])
    window.show = data => {
        window.unmount = module.default({parentElement: root, data: [structuredClone(data)], setStateValue})
    }
    window.audios = [...root.querySelectorAll('audio')]
    window.sounding = () => audios.findIndex(audio => !audio.muted)
    window.bars = audios => audios.map((audio, index) => 8 * audio.currentTime / payload.sides[index].end)
    window.root = root
    show(window.payload)
    await Promise.all(audios.map(audio =>
        new Promise(ready => { audio.readyState >= 3 ? ready() : audio.oncanplay = ready })))
}"""

# The bars, with their parts, at which the playheads of both rolls stand: one line of four bars below the other.
PLAYHEADS = """() => [...root.querySelectorAll('.roll')].map(roll => {
    const canvas = roll.querySelector('.cursor')
    const {data, width, height} = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height)
    const top = [...data.keys()].find(at => at % 4 === 3 && data[at] > 200)
    const [x, y] = [(top >> 2) % width, Math.floor((top >> 2) / width)]
    const line = Math.floor(2 * (y + roll.scrollTop) / roll.scrollHeight)
    return 4 * line + (x + 1 - 30) * 4 / (roll.clientWidth - 32)
})"""


@cache
def side(name: str, tempo_bpm: float = 240, bars: int = BARS) -> dict[str, Any]:
    """What is sent of a side: eighths over some bars, the third note copied."""
    roll = roll_payload(take_of(eighths(bars), band_for("swing", tempo_bpm, 65), sound_sec=0.1), frozenset({2}))
    named = {"name": name, "key": name[0].lower(), "title": "Eight & <bars>", "volume": 1.0, "roll": roll}
    return named | {"bars": roll["bars"], "end": roll["end"]}


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


def mounted(page: Page, sides: list[dict[str, Any]], enough_sec: float = 0) -> Page:
    page.goto("about:blank")
    page.set_content("<!doctype html><body style='margin: 0'><div id='host'></div></body>")
    wavs = [base64.b64encode(hum(each["end"])).decode() for each in sides]
    payload = {"sides": sides, "enough_sec": enough_sec}
    page.evaluate(MOUNT, {"html": HTML, "css": CSS, "js": JS, "payload": payload, "wavs": wavs})
    return page


@pytest.fixture
def tab(window: Page) -> Page:
    """Two takes at one tempo."""
    return mounted(window, [side("A"), side("B") | {"volume": 0.5}])


@pytest.fixture
def slow(window: Page) -> Page:
    """A take, and one over the same bars at half its tempo."""
    return mounted(window, [side("A"), side("B", tempo_bpm=120)])


@pytest.fixture
def blind(window: Page) -> Page:
    """Two sounds without a picture, each to be heard for a while."""
    sides = [side(name) | {"roll": None, "title": name, "key": str(n)} for n, name in ((1, "First"), (2, "Second"))]
    return mounted(window, sides, enough_sec=ENOUGH_SEC)


def button(tab: Page, name: str) -> Locator:
    return tab.get_by_role("button", name=name, exact=True)


def sounding(tab: Page) -> int:
    index: int = tab.evaluate("() => sounding()")
    return index


def bars(tab: Page) -> list[float]:
    """Where both sounds are, in bars."""
    places: list[float] = tab.evaluate("() => bars(audios)")
    return places


def roll(tab: Page, name: str) -> Locator:
    return tab.get_by_role("group", name=f"Piano roll of {name}: 64 notes in 8 bars")


def play_until(tab: Page, bar: float) -> None:
    button(tab, "Play").click()
    tab.wait_for_function("bar => bars(audios)[sounding()] > bar", arg=bar)


# Presses the key of the other side, and tells how far its sound then is from where the first one goes on, in seconds.
SWITCH = """async ({key, index}) => {
    const roll = root.querySelector('.roll') ?? root.querySelector('.play')
    roll.dispatchEvent(new KeyboardEvent('keydown', {key, bubbles: true, composed: true}))
    for (let frame = 0; frame < 300 && sounding() !== index; frame++) await new Promise(requestAnimationFrame)
    if (sounding() !== index) throw Error(`sound ${index} did not take over`)
    const places = bars(audios)
    return {off: (places[index] - places[1 - index]) * payload.sides[index].end / 8, isPaused: audios[index].paused}
}"""


def test_the_other_one_takes_over_in_place_while_it_plays(tab: Page) -> None:
    play_until(tab, 0.5)
    assert sounding(tab) == 0
    for key, index in (("b", 1), ("A", 0), ("b", 1)):
        switched = tab.evaluate(SWITCH, {"key": key, "index": index})
        assert abs(switched["off"]) < NEAR_SEC
        assert not switched["isPaused"]
        before = bars(tab)[index]
        tab.wait_for_function("([index, before]) => bars(audios)[index] > before + 0.05", arg=[index, before])
        expect(button(tab, "AB"[index])).to_have_attribute("aria-pressed", "true")
        expect(button(tab, "AB"[1 - index])).to_have_attribute("aria-pressed", "false")


def test_at_another_tempo_it_takes_over_at_the_same_place_of_the_bar(slow: Page) -> None:
    play_until(slow, 1.5)
    switched = slow.evaluate(SWITCH, {"key": "b", "index": 1})
    assert abs(switched["off"]) < NEAR_SEC
    rates = slow.evaluate("() => audios.map(audio => audio.playbackRate)")
    assert rates == [0.5, 1]
    assert slow.evaluate("() => audios[1].currentTime") == pytest.approx(2 * bars(slow)[1], abs=0.01)
    before = bars(slow)[1]
    slow.wait_for_function("before => bars(audios)[1] > before + 0.1", arg=before)
    switched = slow.evaluate(SWITCH, {"key": "a", "index": 0})
    assert abs(switched["off"]) < NEAR_SEC
    assert slow.evaluate("() => audios.map(audio => audio.playbackRate)") == [1, 2]


def test_one_that_lost_its_place_finds_it_before_it_is_heard(tab: Page) -> None:
    play_until(tab, 1)
    tab.evaluate("() => { audios[1].pause(); audios[1].currentTime = 6 }")
    switched = tab.evaluate(SWITCH, {"key": "b", "index": 1})
    assert abs(switched["off"]) < NEAR_SEC
    tab.wait_for_function("before => !audios[1].paused && bars(audios)[1] > before", arg=bars(tab)[1])
    assert bars(tab)[1] < 5


def test_while_it_is_paused_the_other_one_stands_at_the_same_place(slow: Page) -> None:
    roll(slow, "A").press("Shift+ArrowRight")
    button(slow, "B").click()
    slow.wait_for_function("() => sounding() === 1")
    assert slow.evaluate("() => [audios[1].currentTime, audios[1].paused]") == [2, True]
    expect(slow.get_by_role("timer")).to_have_text("0:02 / 0:16 · bar 2")
    expect(slow.get_by_role("status")).to_have_text("B sounds")


def test_one_that_is_not_loaded_yet_will_begin_in_place(tab: Page) -> None:
    tab.get_by_role("slider", name="Position").fill("3")
    tab.evaluate("""() => { window.url = audios[1].src; audios[1].removeAttribute('src'); audios[1].load() }""")
    tab.wait_for_function("() => audios[1].readyState === 0")
    button(tab, "B").click()
    tab.evaluate("() => { audios[1].src = url }")
    tab.wait_for_function("() => sounding() === 1 && audios[1].readyState > 0 && !audios[1].seeking")
    assert bars(tab) == pytest.approx([3, 3], abs=0.001)


def test_both_rolls_have_one_playhead(slow: Page) -> None:
    for place in (2.5, 5.25):
        slow.get_by_role("slider", name="Position").fill(str(place))
        assert slow.evaluate(PLAYHEADS) == pytest.approx([place, place], abs=0.05)
        assert bars(slow) == pytest.approx([place, place], abs=0.001)
    first = slow.evaluate(PLAYHEADS)
    play_until(slow, 5.6)
    moved = slow.evaluate(PLAYHEADS)
    assert moved[0] > first[0]
    assert moved[0] == pytest.approx(moved[1], abs=0.05)


def test_the_sounding_one_is_marked_and_has_its_volume(tab: Page) -> None:
    marks = tab.locator(".side .sounds")
    expect(marks.nth(0)).to_be_visible()
    expect(marks.nth(1)).to_be_hidden()
    button(tab, "B").click()
    expect(marks.nth(1)).to_be_visible()
    expect(marks.nth(0)).to_be_hidden()
    assert tab.evaluate("() => audios.map(audio => audio.volume)") == [1, 0.5]


def test_a_click_on_either_roll_goes_there_and_a_drag_loops_bars(slow: Page) -> None:
    b = roll(slow, "B")
    b.scroll_into_view_if_needed()
    box = b.bounding_box()
    assert box
    bar_px = (box["width"] - 32) / 4
    slow.mouse.click(box["x"] + 30 + 2.5 * bar_px, box["y"] + 50)
    assert bars(slow) == pytest.approx([2.5, 2.5], abs=0.03)
    slow.mouse.move(box["x"] + 30 + 1.2 * bar_px, box["y"] + 50)
    slow.mouse.down()
    slow.mouse.move(box["x"] + 30 + 1.8 * bar_px, box["y"] + 50, steps=3)
    slow.mouse.up()
    expect(button(slow, "Loop")).to_have_attribute("aria-pressed", "true")
    expect(slow.get_by_role("status")).to_have_text("Looping bar 2")
    play_until(slow, 1.8)
    slow.wait_for_function("() => bars(audios)[0] < 1.5")
    assert bars(slow)[0] >= 1


def test_the_keys_of_the_player_work_here(tab: Page) -> None:
    steps = [("ArrowRight", 0.25), ("ArrowRight", 0.5), ("Shift+ArrowRight", 1), ("ArrowLeft", 0.75)]
    for key, bar in [*steps, ("Shift+ArrowLeft", 0), ("ArrowLeft", 0), ("End", BARS), ("Home", 0)]:
        roll(tab, "B").press(key)
        assert bars(tab) == pytest.approx([bar, bar], abs=0.001), key
    roll(tab, "A").press("Space")
    assert tab.evaluate("() => audios.map(audio => audio.paused)") == [False, False]
    button(tab, "Loop").press("l")
    expect(tab.get_by_role("status")).to_have_text("Looping bars 1 to 8")
    button(tab, "Loop").press("Escape")
    expect(button(tab, "Loop")).to_have_attribute("aria-pressed", "false")
    roll(tab, "A").press("Space")
    assert tab.evaluate("() => audios.map(audio => audio.paused)") == [True, True]
    tab.get_by_role("spinbutton", name="First bar").press("b")
    assert sounding(tab) == 0


def test_bars_are_chosen_by_number_and_the_speed_is_that_of_both(slow: Page) -> None:
    first, last = (slow.get_by_role("spinbutton", name=name) for name in ("First bar", "Last bar"))
    first.fill("3")
    first.press("Tab")
    expect(slow.get_by_role("status")).to_have_text("Looping bars 3 to 8")
    last.fill("2")
    last.press("Enter")
    expect(slow.get_by_role("status")).to_have_text("Looping bar 2")
    button(slow, "All bars").click()
    expect(last).to_have_value("8")
    slow.get_by_role("slider", name="Speed").fill("50")
    assert slow.evaluate("() => audios.map(audio => [audio.playbackRate, audio.preservesPitch])") == [
        [0.5, True],
        [1, True],
    ]


def test_one_that_is_shorter_says_where_it_ends(window: Page) -> None:
    tab = mounted(window, [side("A"), side("B", bars=4)])
    tab.get_by_role("slider", name="Position").fill("5.5")
    button(tab, "B").click()
    expect(tab.get_by_role("status")).to_have_text("B ends with bar 4")
    assert sounding(tab) == 0
    assert tab.evaluate("() => audios.map(audio => audio.currentTime)") == [5.5, 4]


def test_where_the_sounding_one_ends_both_stop_or_begin_the_loop_again(window: Page) -> None:
    tab = mounted(window, [side("A", bars=4), side("B")])
    tab.get_by_role("slider", name="Position").fill("3.8")
    button(tab, "Play").click()
    expect(button(tab, "Pause")).to_be_visible()
    expect(button(tab, "Play")).to_be_visible()
    assert tab.evaluate("() => audios.map(audio => audio.paused)") == [True, True]
    button(tab, "Loop").click()
    tab.get_by_role("slider", name="Position").fill("3.8")
    button(tab, "Play").click()
    tab.wait_for_function("() => audios[0].currentTime < 1 && !audios[0].paused")


def test_the_same_again_changes_nothing_and_plays_on(tab: Page) -> None:
    tab.get_by_role("slider", name="Position").fill("7.5")
    button(tab, "Play").click()
    tab.get_by_text("Notes of A as a table").click()
    tab.evaluate("() => show(structuredClone(payload))")
    expect(tab.get_by_role("region", name="Notes of A")).to_be_visible()
    expect(button(tab, "Play")).to_be_visible()
    tab.wait_for_function("() => audios.every(audio => audio.paused)")
    tab.evaluate("() => show({...payload, sides: payload.sides.map(side => ({...side, title: 'Another name'}))})")
    expect(tab.get_by_role("heading", name="B: Another name")).to_be_visible()
    assert tab.evaluate("() => audios[0].currentTime") > 7


def test_other_sounds_take_their_place_from_the_beginning(tab: Page) -> None:
    button(tab, "B").click()
    play_until(tab, 0.3)
    tab.evaluate("""() => show({...payload, sides: [payload.sides[1], payload.sides[0]].map((side, index) =>
        ({...side, name: 'AB'[index], key: 'ab'[index]}))})""")
    tab.wait_for_function("() => audios.every(audio => audio.paused && audio.currentTime === 0)")
    assert sounding(tab) == 0
    assert tab.evaluate("() => audios.map(audio => audio.volume)") == [0.5, 1]


def test_blind_there_is_sound_alone_and_it_tells_what_was_heard(blind: Page) -> None:
    assert blind.evaluate("() => root.querySelectorAll('canvas').length") == 0
    expect(blind.get_by_role("list", name="Colours")).to_be_hidden()
    button(blind, "Play").click()
    blind.wait_for_function("() => heard.length === 1")
    blind.evaluate(SWITCH, {"key": "2", "index": 1})
    blind.wait_for_function("() => heard.length === 2")
    (*first, first_sec), (*both, _) = blind.evaluate("() => heard")
    assert (first, both) == (["heard", [0]], ["heard", [0, 1]])
    assert first_sec >= ENOUGH_SEC
    expect(button(blind, "Second")).to_have_attribute("aria-pressed", "true")


def test_a_leap_is_not_heard(blind: Page) -> None:
    blind.get_by_role("slider", name="Position").fill("7")
    blind.get_by_role("slider", name="Position").fill("2")
    button(blind, "Second").click()
    blind.get_by_role("slider", name="Position").fill("6")
    blind.wait_for_function("() => audios.every(audio => !audio.seeking)")
    assert blind.evaluate("() => heard") == []


def test_every_control_has_a_name_and_it_fits_a_phone(tab: Page) -> None:
    names = tab.locator("button, input, summary").evaluate_all(
        "all => all.map(one => one.ariaLabel || one.textContent)"
    )
    assert all(name.strip() for name in names)
    assert len(set(names)) == len(names) == 14
    tab.get_by_text("Keys", exact=True).click()
    assert tab.evaluate("() => document.documentElement.scrollWidth") == PHONE["width"]
    tops = tab.locator(".side").evaluate_all("sides => sides.map(side => side.getBoundingClientRect().top)")
    assert tops[1] > tops[0]


def test_the_notes_of_both_stand_in_tables(tab: Page) -> None:
    expect(tab.get_by_role("list", name="Colours").get_by_role("listitem")).to_have_text(
        ["Chord", "Scale", "Approach", "Other", "Copied"]
    )
    for name in "AB":
        tab.get_by_text(f"Notes of {name} as a table").click()
        rows = tab.get_by_role("region", name=f"Notes of {name}").get_by_role("row")
        expect(rows).to_have_count(65)
        expect(rows.nth(3).get_by_role("cell")).to_have_text(["1", "2", "D4", "1/2", "Approach", "Dm7", "yes"])
    assert tab.evaluate("() => document.documentElement.scrollWidth") == PHONE["width"]


def test_on_a_wide_page_the_rolls_stand_side_by_side(window: Page) -> None:
    window.set_viewport_size({"width": 1200, "height": 800})
    tab = mounted(window, [side("A"), side("B")])
    tops = tab.locator(".side").evaluate_all("sides => sides.map(side => side.getBoundingClientRect().top)")
    window.set_viewport_size({"width": PHONE["width"], "height": PHONE["height"]})
    assert tops[0] == tops[1]


def test_one_that_is_taken_away_falls_silent_and_may_come_back(tab: Page) -> None:
    play_until(tab, 0.1)
    tab.evaluate("() => { host.remove(); unmount() }")
    assert tab.evaluate("() => audios.every(audio => audio.paused)")
    tab.evaluate("() => { document.body.append(root.host); show(payload) }")
    expect(button(tab, "Play")).to_be_visible()


def test_a_call_that_is_taken_back_late_stops_nothing(tab: Page) -> None:
    play_until(tab, 0.1)
    tab.evaluate("() => unmount()")
    assert tab.evaluate("() => audios.some(audio => audio.paused)") is False


def test_what_begins_to_sound_elsewhere_on_the_page_silences_it_and_the_other_way_round(tab: Page) -> None:
    tab.evaluate("() => { window.begun = 0; addEventListener('turn', () => begun++) }")
    play_until(tab, 0.1)
    assert tab.evaluate("() => begun") == 1
    tab.evaluate("() => dispatchEvent(new CustomEvent('turn', {detail: 'another player'}))")
    expect(button(tab, "Play")).to_be_visible()
    assert tab.evaluate("() => audios.every(audio => audio.paused)")


def test_a_sound_that_is_gone_is_announced(tab: Page) -> None:
    tab.evaluate("() => show({...payload, sides: payload.sides.map(side => ({...side, sound: 'blob:null/gone'}))})")
    expect(tab.get_by_role("status")).to_have_text("The sound cannot be loaded; open the page again.")
