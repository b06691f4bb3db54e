"""Muting parts and playing them solo, reporting chosen bars, and what another take changes of both."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.player.player_page import button, click_bar, drag, given, now
from tests.page.player_takes import BAR_SEC

# How strongly the solo's notes, or the band's, are drawn in the first bar: the sum of what lies on the paper there.
STRENGTH = """part => {
    const canvas = root.querySelector('.score')
    const lanes = 3 * 16 * devicePixelRatio
    const height = root.querySelector('.sheet').clientHeight / 2 - 14
    const [top, tall] = part === 'Solo' ? [40, height - 40 - lanes] : [height - lanes + 16 * part, 16]
    const {data} = canvas.getContext('2d').getImageData(40, top, 60, tall)
    return data.reduce((sum, value, at) => at % 4 === 3 ? sum + value : sum, 0)
}"""
PIANO, BASS, DRUMS = range(3)


def audible(*names: str) -> list[Any]:
    return ["audible", {"take": "eighths", "names": list(names)}]


def send_mix(tab: Page, *names: str) -> None:
    """What Python answers: the sound of these parts."""
    tab.evaluate("names => { window.mixed = sound(); show({mix: {names, sound: mixed, problem: ''}}) }", names)


def making(tab: Page) -> Locator:
    return tab.locator(".making")


def test_parts_are_muted_and_heard_alone(tab: Page) -> None:
    steps = [
        ("Mute Solo", audible("Piano", "Bass", "Drums")),
        ("Mute Drums", audible("Piano", "Bass")),
        ("Only Bass", audible("Bass")),
        ("Only Solo", None),
        ("Mute Solo", audible("Solo", "Bass")),
        ("Only Bass", audible("Solo")),
        ("Only Solo", audible("Solo", "Piano", "Bass")),
        ("Mute Drums", ["audible", None]),
    ]
    for name, reported in steps:
        button(tab, name).focus()
        tab.keyboard.press("Space")
        assert given(tab) == ([reported] if reported else []), name
    expect(button(tab, "Mute Drums")).to_have_attribute("aria-pressed", "false")
    expect(making(tab)).to_have_text("")
    assert tab.evaluate("() => audio.paused")


def test_the_parts_take_over_at_the_same_place_while_it_plays(tab: Page, press: Callable[[str], None]) -> None:
    tab.get_by_role("slider", name="Speed").fill("80")
    drag(tab, 2.1, 3.9)
    press("Space")
    tab.wait_for_function("() => audio.currentTime > 2.2")
    button(tab, "Mute Solo").click()
    expect(making(tab)).to_have_text("Making the sound of Piano and Bass and Drums")
    expect(tab.get_by_role("status")).to_have_text("Making the sound of Piano and Bass and Drums")
    own = tab.evaluate("() => audio.src")
    tab.evaluate(
        "() => { window.gaps = []; let last = audio.currentTime; (function look() {"
        "gaps.push(audio.currentTime - last); last = audio.currentTime; requestAnimationFrame(look) })() }"
    )
    send_mix(tab, "Piano", "Bass", "Drums")
    tab.wait_for_function("() => audio.src === mixed")
    assert tab.evaluate("() => Math.max(...gaps.map(Math.abs))") < 0.15
    expect(making(tab)).to_have_text("")
    tab.wait_for_function("now => audio.currentTime > now + 0.1", arg=now(tab))
    assert tab.evaluate("() => [audio.paused, audio.playbackRate, audio.preservesPitch]") == [False, 0.8, True]
    assert tab.evaluate("() => root.querySelectorAll('audio').length") == 1
    tab.wait_for_function("() => audio.currentTime > 3.7")
    tab.wait_for_function("() => audio.currentTime < 3")
    button(tab, "Mute Solo").click()
    tab.wait_for_function("own => audio.src === own", arg=own)
    assert not tab.evaluate("() => audio.paused")
    button(tab, "Mute Solo").click()
    tab.wait_for_function("() => audio.src === mixed")
    expect(making(tab)).to_have_text("")


def test_a_paused_player_stays_where_it_is_when_other_parts_are_heard(tab: Page) -> None:
    click_bar(tab, 5.5)
    button(tab, "Only Bass").click()
    send_mix(tab, "Bass")
    tab.wait_for_function("() => audio.src === mixed")
    assert now(tab) == pytest.approx(5.5 * BAR_SEC, abs=0.02)
    assert tab.evaluate("() => audio.paused")
    button(tab, "Play").click()
    tab.wait_for_function("() => audio.currentTime > 5.7")


def test_a_press_taken_back_leaves_the_sound_alone(tab: Page) -> None:
    """Even where the sound of some parts is on its way already."""
    button(tab, "Play").click()
    tab.evaluate("() => { window.before = audio }")
    button(tab, "Mute Solo").click()
    tab.evaluate("""() => {
        const names = ['Piano', 'Bass', 'Drums']
        show({mix: {names, sound: sound(), problem: ''}})
        root.querySelector('[aria-label="Mute Solo"]').click()
    }""")
    tab.wait_for_function("now => audio.currentTime > now + 0.3", arg=now(tab))
    assert tab.evaluate("() => [audio === before, events]") == [True, []]
    expect(making(tab)).to_have_text("")


def test_an_answer_to_an_earlier_press_is_passed_over(tab: Page) -> None:
    own = tab.evaluate("() => audio.src")
    button(tab, "Mute Solo").click()
    button(tab, "Mute Bass").click()
    send_mix(tab, "Piano", "Bass", "Drums")
    expect(making(tab)).to_have_text("Making the sound of Piano and Drums")
    assert tab.evaluate("() => audio.src") == own
    send_mix(tab, "Piano", "Drums")
    tab.wait_for_function("() => audio.src === mixed")


def test_with_all_parts_muted_it_is_silent_and_asks_for_nothing(tab: Page) -> None:
    for name in ("Solo", "Piano", "Bass"):
        button(tab, f"Mute {name}").click()
    given(tab)
    button(tab, "Mute Drums").click()
    assert given(tab) == []
    assert tab.evaluate("() => audio.muted")
    expect(making(tab)).to_have_text("")
    button(tab, "Mute Bass").click()
    assert given(tab) == [audible("Bass")]
    assert not tab.evaluate("() => audio.muted")


def test_parts_that_cannot_be_made_are_announced_and_all_sound(tab: Page) -> None:
    button(tab, "Only Bass").click()
    given(tab)
    tab.evaluate("() => show({mix: {names: ['Bass'], sound: null, problem: 'No engine.'}})")
    expect(making(tab)).to_have_text("No engine.")
    expect(button(tab, "Only Bass")).to_have_attribute("aria-pressed", "false")
    assert given(tab) == [["audible", None]]


def test_parts_that_are_not_heard_are_drawn_dimmer(tab: Page) -> None:
    solo, bass, drums = (tab.evaluate(STRENGTH, part) for part in ("Solo", BASS, DRUMS))
    button(tab, "Mute Solo").click()
    button(tab, "Mute Drums").click()
    assert tab.evaluate(STRENGTH, "Solo") < 0.5 * solo
    assert tab.evaluate(STRENGTH, DRUMS) < 0.7 * drums
    assert tab.evaluate(STRENGTH, BASS) == bass


def test_another_take_begins_with_all_parts_and_all_bars(tab: Page) -> None:
    drag(tab, 1.2, 2.8)
    button(tab, "Mute Solo").click()
    assert given(tab) == [["chosen", [1, 2]], audible("Piano", "Bass", "Drums")]
    tab.evaluate("() => show({roll: {id: 'another'}, sound: sound()})")
    expect(button(tab, "Mute Solo")).to_have_attribute("aria-pressed", "false")
    assert given(tab) == [["chosen", None], ["audible", None]]
    expect(tab.get_by_role("spinbutton", name="Last bar")).to_have_value("8")


@pytest.mark.parametrize("change", ["id: 'anew', made_from: 'eighths'", "id: 'before'"])
def test_a_take_made_from_this_one_or_undone_goes_on_in_its_place(tab: Page, change: str) -> None:
    tab.evaluate("() => show({roll: {made_from: 'before'}})")
    drag(tab, 4.2, 5.8)
    button(tab, "Play").click()
    tab.wait_for_function("() => audio.currentTime > 4.3")
    given(tab)
    tab.evaluate(f"() => {{ window.other = sound(); show({{roll: {{{change}}}, sound: other}}) }}")
    tab.wait_for_function("() => audio.src === other")
    assert 4.3 < now(tab) < 6
    assert not tab.evaluate("() => audio.paused")
    expect(button(tab, "Loop")).to_have_attribute("aria-pressed", "true")
    expect(tab.get_by_role("spinbutton", name="First bar")).to_have_value("5")
    assert given(tab) == []


def test_chosen_bars_are_reported_once_they_are_chosen(tab: Page, press: Callable[[str], None]) -> None:
    drag(tab, 1.2, 3.8)
    assert given(tab) == [["chosen", [1, 3]]]
    drag(tab, 1.5, 3.5)
    assert given(tab) == []
    press("Escape")
    assert given(tab) == [["chosen", None]]
    first = tab.get_by_role("spinbutton", name="First bar")
    first.fill("5")
    assert given(tab) == []
    tab.mouse.move(5, 5)
    assert given(tab) == [["chosen", [4, 7]]]
    first.press("Tab")
    assert given(tab) == []


def test_a_player_that_comes_back_takes_up_what_was_set(tab: Page) -> None:
    tab.evaluate("""async () => {
        host.remove()
        await unmount()
        document.body.append(root.host)
        show({audible: {take: 'eighths', names: ['Piano', 'Drums']}, chosen: [2, 3]})
    }""")
    expect(tab.get_by_role("spinbutton", name="First bar")).to_have_value("3")
    assert [button(tab, f"Mute {name}").get_attribute("aria-pressed") for name in ("Solo", "Piano")] == [
        "true",
        "false",
    ]
    expect(making(tab)).to_have_text("Making the sound of Piano and Drums")
    assert given(tab) == []


def test_a_take_of_one_part_has_nothing_to_mix(tab: Page) -> None:
    tab.evaluate("() => show({roll: {sounding_parts: ['Solo']}, sound: sound()})")
    expect(tab.get_by_role("group", name="Parts")).to_be_hidden()
