"""The picture of a take, the sound it keeps with, and the controls of both."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from jazzcore.page.components.player.player import layout_style
from jazzcore.page.shared.roll import roll_payload
from tests.e2e.player.player_page import PHONE, SECONDS, button, click_bar, drag, now, roll
from tests.page.player_takes import BAR_SEC, eighths, take_of

FIRST_NOTES = [["1", "1", "C4", "1/2", "Chord", "Dm7", ""], ["1", "1 1/2", "C#4", "1/2", "Scale", "Dm7", "yes"]]

# Where the playhead stands: the left and top of what is drawn over the score at the height of the bars' numbers.
PLAYHEAD = """() => {
    const canvas = root.querySelector('.cursor')
    const {data, width, height} = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height)
    for (let y = 0; y < height; y++)
        for (let x = 0; x < width; x++) if (data[(y * width + x) * 4 + 3] > 200) return {x, y}
}"""

# How many points of what is drawn over the score have a colour.
COLOURED = """colour => {
    const canvas = root.querySelector('.cursor')
    const {data} = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height)
    const wanted = colour.match(/\\w\\w/g).map(pair => parseInt(pair, 16))
    let count = 0
    for (let at = 0; at < data.length; at += 4) if (wanted.every((value, i) => data[at + i] === value)) count++
    return count
}"""


def playhead(tab: Page) -> dict[str, int]:
    point: dict[str, int] = tab.evaluate(PLAYHEAD)
    return point


def test_the_playhead_moves_with_the_sound(tab: Page) -> None:
    start = playhead(tab)
    button(tab, "Play").click()
    tab.wait_for_function("() => audio.currentTime > 0.5")
    moved = playhead(tab)
    assert moved["x"] > start["x"] + 20
    assert moved["y"] == start["y"]
    button(tab, "Pause").click()
    assert tab.evaluate("() => audio.paused")
    expect(button(tab, "Play")).to_be_visible()
    click_bar(tab, 5)
    assert playhead(tab)["y"] > start["y"]


def test_a_click_goes_to_its_place(tab: Page) -> None:
    click_bar(tab, 5.5)
    assert now(tab) == pytest.approx(5.5 * BAR_SEC, abs=0.02)
    expect(tab.get_by_role("timer")).to_have_text("0:05 / 0:08 · bar 6")
    expect(tab.get_by_role("slider", name="Position")).to_have_attribute("aria-valuetext", "bar 6, 0:05 of 0:08")


def test_the_sounding_note_is_lit(tab: Page, sent: dict[str, Any]) -> None:
    """Before the first note, which comes a little late, nothing in its colour lies over the score."""
    first = sent["roll"]["notes"][0]
    assert first["start"] > 0
    colour = sent["roll"]["styles"][first["category"]]["colour"]
    assert tab.evaluate(COLOURED, colour) == 0
    tab.evaluate("middle => { audio.currentTime = middle }", (first["start"] + first["end"]) / 2)
    tab.wait_for_function(f"colour => ({COLOURED})(colour) > 10", arg=colour)


def test_dragged_bars_are_played_over_and_over(tab: Page) -> None:
    drag(tab, 1.2, 1.8)
    expect(button(tab, "Loop")).to_have_attribute("aria-pressed", "true")
    expect(tab.get_by_role("status")).to_have_text("Looping bar 2")
    button(tab, "Play").click()
    tab.wait_for_function("() => audio.currentTime > 1.7")
    tab.wait_for_function("() => audio.currentTime < 1.5")
    assert now(tab) >= BAR_SEC
    assert not tab.evaluate("() => audio.paused")
    click_bar(tab, 6)
    expect(button(tab, "Loop")).to_have_attribute("aria-pressed", "false")
    assert now(tab) > 5


def test_all_bars_loop_from_where_the_sound_ends(tab: Page, press: Callable[[str], None]) -> None:
    """A silent end is cut off the sound: it may end before its last bar does."""
    tab.evaluate("() => show({roll: {end: 9}})")
    press("l")
    expect(tab.get_by_role("status")).to_have_text("Looping bars 1 to 8")
    tab.evaluate("() => { audio.currentTime = 7.8 }")
    press("Space")
    tab.wait_for_function("() => audio.currentTime < 1")
    assert not tab.evaluate("() => audio.paused")
    press("L")
    expect(tab.get_by_role("status")).to_have_text("Not looping")


def test_bars_are_chosen_by_keyboard_and_with_shift(tab: Page, press: Callable[[str], None]) -> None:
    first, last = (tab.get_by_role("spinbutton", name=name) for name in ("First bar", "Last bar"))
    first.fill("3")
    first.press("Tab")
    expect(tab.get_by_role("status")).to_have_text("Looping bars 3 to 8")
    last.fill("2")
    last.press("Enter")
    expect(tab.get_by_role("status")).to_have_text("Looping bar 2")
    expect(first).to_have_value("2")
    first.fill("999")
    first.press("Enter")
    expect(first).to_have_value("8")
    press("Escape")
    expect(last).to_have_value("8")
    expect(first).to_have_value("1")
    expect(button(tab, "Loop")).to_have_attribute("aria-pressed", "false")
    click_bar(tab, 2.5)
    click_bar(tab, 5.5, "Shift")
    expect(tab.get_by_role("status")).to_have_text("Looping bars 3 to 6")


def test_the_speed_changes_the_rate_and_not_the_pitch(tab: Page) -> None:
    speed = tab.get_by_role("slider", name="Speed")
    speed.fill("60")
    assert tab.evaluate("() => [audio.playbackRate, audio.preservesPitch]") == [0.6, True]
    expect(speed).to_have_attribute("aria-valuetext", "60 %")
    tab.evaluate("() => show({sound: sound()})")
    tab.wait_for_function("() => audio.readyState >= 3")
    assert tab.evaluate("() => audio.playbackRate") == 0.6
    assert [speed.get_attribute(name) for name in ("min", "max")] == ["50", "100"]


def test_the_keys_lead_through_beats_and_bars(tab: Page, press: Callable[[str], None]) -> None:
    steps = [("ArrowRight", 0.25), ("ArrowRight", 0.5), ("Shift+ArrowRight", 1), ("ArrowLeft", 0.75)]
    steps += [("Shift+ArrowLeft", 0), ("ArrowLeft", 0), ("End", SECONDS), ("Home", 0)]
    for key, seconds in steps:
        press(key)
        assert now(tab) == pytest.approx(seconds, abs=0.001), key
    press("Space")
    assert not tab.evaluate("() => audio.paused")
    press("Space")
    assert tab.evaluate("() => audio.paused")
    button(tab, "On a bar").click()
    button(tab, "On a bar").press("ArrowRight")
    assert now(tab) == pytest.approx(1.25, abs=0.05)


def test_a_control_keeps_its_own_keys(tab: Page) -> None:
    button(tab, "Zoom in").press("Space")
    assert tab.evaluate("() => audio.paused")
    expect(tab.get_by_role("status")).to_have_text("2 bars a line")
    tab.get_by_role("slider", name="Speed").press("ArrowLeft")
    assert [now(tab), tab.evaluate("() => audio.playbackRate")] == [0, 0.95]
    tab.get_by_role("spinbutton", name="First bar").press("l")
    expect(button(tab, "Loop")).to_have_attribute("aria-pressed", "false")


def test_zoom_lays_out_the_bars_again(tab: Page, press: Callable[[str], None]) -> None:
    height = roll(tab).evaluate("roll => roll.scrollHeight")
    for key, lines in (("+", 2), ("+", 4), ("-", 2), ("-", 1), ("-", 0.5)):
        press(key)
        assert roll(tab).evaluate("roll => roll.scrollHeight") == max(height * lines, height / 2)
    expect(button(tab, "Zoom out")).to_be_disabled()
    expect(button(tab, "Zoom in")).to_be_enabled()


def test_the_line_that_sounds_comes_into_view(tab: Page, press: Callable[[str], None]) -> None:
    press("+")
    press("+")
    press("End")
    tab.wait_for_function("() => root.querySelector('.roll').scrollTop > 0")
    press("Home")
    tab.wait_for_function("() => root.querySelector('.roll').scrollTop === 0")


def test_the_same_take_sent_again_plays_on(tab: Page) -> None:
    button(tab, "Play").click()
    tab.wait_for_function("() => audio.currentTime > 0.2")
    for change in ("", "title: 'Another name'"):
        before = now(tab)
        tab.evaluate("roll => show({roll})", {"title": "Another name"} if change else {})
        tab.wait_for_function("before => audio.currentTime > before + 0.1", arg=before)
    assert tab.evaluate("() => [events, root.querySelectorAll('audio').length]") == [[], 1]


def test_another_sound_takes_its_place_from_the_beginning(tab: Page, press: Callable[[str], None]) -> None:
    button(tab, "On a bar").click()
    press("l")
    press("Space")
    expect(button(tab, "Pause")).to_be_visible()
    tab.evaluate("() => show({sound: sound()})")
    expect(button(tab, "Play")).to_be_visible()
    tab.wait_for_function("() => audio.readyState >= 3")
    assert now(tab) == 0
    expect(button(tab, "Loop")).to_have_attribute("aria-pressed", "false")
    expect(tab.get_by_role("timer")).to_have_text("0:00 / 0:08 · bar 1")


def test_the_table_holds_the_notes(tab: Page) -> None:
    tab.get_by_text("Notes as a table").click()
    table = tab.get_by_role("region", name="Notes").get_by_role("table", name="The solo of Eight & <bars>")
    expect(table.get_by_role("row")).to_have_count(65)
    heads = ["Bar", "Beat", "Note", "Quarters", "Category", "Chord", "Copied"]
    expect(table.get_by_role("columnheader")).to_have_text(heads)
    for index, cells in enumerate(FIRST_NOTES, start=1):
        expect(table.get_by_role("row").nth(index).get_by_role("cell")).to_have_text(cells)


def test_every_control_has_a_name(tab: Page) -> None:
    names = tab.locator("button, input, summary").evaluate_all(
        "all => all.map(one => one.ariaLabel || one.textContent)"
    )
    assert all(name.strip() for name in names)
    assert len(set(names)) == len(names) == 21
    expect(tab.get_by_role("list", name="Colours").get_by_role("listitem")).to_have_text(
        ["Chord", "Scale", "Approach", "Other", "Copied"]
    )


def test_it_fits_a_phone(tab: Page) -> None:
    for name in ("Play", "Loop", "All bars", "Zoom in"):
        expect(button(tab, name)).to_be_in_viewport(ratio=1)
    tab.get_by_text("Notes as a table").click()
    tab.get_by_text("Keys", exact=True).click()
    assert tab.evaluate("() => document.documentElement.scrollWidth") == PHONE["width"]


@pytest.mark.parametrize("width", [PHONE["width"], 1200])
@pytest.mark.parametrize("bars", [4, 40])
def test_the_page_keeps_as_much_room_as_the_player_takes(tab: Page, width: int, bars: int) -> None:
    """And not more, or a gap would stay below it; a rem or so less moves nothing far."""
    roll = roll_payload(take_of(eighths(bars)), frozenset())
    tab.set_viewport_size({"width": width, "height": 844})
    tab.evaluate("roll => show({roll})", roll)
    tab.add_style_tag(content=layout_style(roll, "player-a"))
    saved, taken = tab.evaluate("""() => {
        const saved = document.body.appendChild(document.createElement('div'))
        saved.className = 'st-key-player-a'
        return [saved, root.querySelector('.player')].map(one => one.getBoundingClientRect().height)
    }""")
    tab.set_viewport_size(PHONE)
    assert taken - 30 < saved <= taken


def test_the_score_is_drawn_once_and_not_with_each_frame_or_rerun(tab: Page) -> None:
    tab.evaluate("""() => {
        window.drawn = 0
        const score = root.querySelector('.score').getContext('2d')
        const clear = score.clearRect
        score.clearRect = (...box) => { drawn++; clear.apply(score, box) }
    }""")
    button(tab, "Play").click()
    tab.wait_for_function("() => audio.currentTime > 0.5")
    tab.evaluate("() => show()")
    assert tab.evaluate("() => drawn") == 0


def test_the_theme_s_colours_are_taken_up(tab: Page) -> None:
    tab.evaluate("""() => {
        const score = root.querySelector('.score').getContext('2d')
        const clear = score.clearRect
        score.clearRect = (...box) => { window.isDrawn = true; clear.apply(score, box) }
        document.querySelector('#host').style.setProperty('--st-text-color', 'rgb(250, 240, 230)')
    }""")
    tab.wait_for_function("() => window.isDrawn")
    light = tab.evaluate("""() => {
        const canvas = root.querySelector('.cursor')
        const {data} = canvas.getContext('2d').getImageData(0, 0, canvas.width, 1)
        return data[[...data.keys()].find(at => at % 4 === 3 && data[at] > 250) - 3]
    }""")
    assert light == 250


def test_a_sound_that_is_gone_is_announced(tab: Page) -> None:
    tab.evaluate("() => show({sound: 'blob:null/gone'})")
    expect(tab.get_by_role("status")).to_have_text("The sound cannot be loaded; open the page again.")


def test_a_call_that_is_taken_back_late_stops_nothing(tab: Page) -> None:
    button(tab, "Play").click()
    tab.wait_for_function("() => audio.currentTime > 0.1")
    tab.evaluate("() => unmount()")
    assert not tab.evaluate("() => audio.paused")


def test_a_player_that_is_taken_away_falls_silent_and_may_come_back(tab: Page) -> None:
    button(tab, "Play").click()
    tab.wait_for_function("() => audio.currentTime > 0.1")
    tab.evaluate("() => { host.remove(); unmount() }")
    assert tab.evaluate("() => audio.paused")
    tab.evaluate("() => { document.body.append(root.host); show() }")
    button(tab, "Play").click()
    assert not tab.evaluate("() => audio.paused")
    tab.evaluate("() => { document.querySelector('#host').style.width = '800px' }")
    tab.wait_for_function("() => root.querySelector('.score').width >= 800")
