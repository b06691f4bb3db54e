"""The browser's half of the chart editor, in a real browser, answered by the real Python half."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Error, Locator, Page, expect

from jazzcore.page.components.chart_editor.chart_editor import CSS, HTML, JS, check

MOUNT = """async ({html, css, js}) => {
    const root = document.querySelector('#host').attachShadow({mode: 'open'})
    root.innerHTML = `<style>${css}</style>${html}`
    const module = await import(URL.createObjectURL(new Blob([js], {type: 'text/javascript'})))
    window.sent = []
    window.isChecked = true
    window.show = async (text, key = 'a') => {
        const data = {key, checked: await check(text)}
        const setStateValue = (_, typed) => {
            sent.push(typed)
            if (isChecked) show(typed, key)
        }
        window.unmount = module.default({parentElement: root, data: [data], setStateValue})
    }
}"""


HOLD_TIMERS = """() => {
    window.timers = []
    window.setTimeout = act => timers.push(act)
    window.clearTimeout = id => delete timers[id - 1]
}"""
RUN_TIMERS = "() => timers.forEach(act => act())"


@pytest.fixture(scope="module")
def window(browser: Browser) -> Iterator[Page]:
    """A window as wide as a phone, in which nothing may go wrong."""
    errors: list[Error] = []

    def note(error: Error) -> None:
        errors.append(error)

    page = browser.new_page(viewport={"width": 390, "height": 844})
    page.on("pageerror", note)
    page.expose_function("check", lambda text: check(text)[1])
    yield page
    page.close()
    assert errors == []


@pytest.fixture
def tab(window: Page) -> Page:
    """A page that holds the editor alone."""
    window.goto("about:blank")
    window.set_content("<body style='margin: 0'><div id='host'></div></body>")
    window.evaluate(MOUNT, {"html": HTML, "css": CSS, "js": JS})
    return window


@pytest.fixture
def show(tab: Page) -> Callable[..., None]:
    """Shows a text in the editor, as Python does."""
    return lambda text, key="a": tab.evaluate("([text, key]) => show(text, key)", [text, key])


def field(tab: Page) -> Locator:
    return tab.get_by_role("textbox", name="Chord chart")


def marks(tab: Page) -> Locator:
    return tab.locator("mark")


def bars(tab: Page) -> Locator:
    return tab.locator(".bars li")


def selected(tab: Page) -> str:
    text: str = field(tab).evaluate("field => field.value.slice(field.selectionStart, field.selectionEnd)")
    return text


def test_a_chart_is_shown_with_its_bars(tab: Page, show: Callable[..., None]) -> None:
    show("(1) G7 |: C | F :|")
    expect(field(tab)).to_have_value("(1) G7 |: C | F :|")
    expect(bars(tab)).to_have_text(["(1) G7", "C", "F", "C", "F"])
    expect(bars(tab).first).to_have_class("pickup")
    expect(tab.locator(".size")).to_have_text("4 bars")
    expect(marks(tab)).to_have_count(0)
    expect(field(tab)).to_have_attribute("aria-invalid", "false")


def test_a_wrong_symbol_is_marked_and_explained_as_one_types(tab: Page, show: Callable[..., None]) -> None:
    show("C | F")
    field(tab).press("End")
    field(tab).press_sequentially(" | \N{SAXOPHONE} Hm7")

    expect(marks(tab)).to_have_text(["\N{SAXOPHONE}", "Hm7"])
    status = tab.get_by_role("status")
    expect(status).to_contain_text("Bar 3: 'Hm7' is no chord symbol; did you mean Bm7?")
    expect(field(tab)).to_have_attribute("aria-invalid", "true")
    expect(bars(tab)).to_have_text(["C", "F"])


def test_the_marks_lie_under_their_symbols(tab: Page, show: Callable[..., None]) -> None:
    """The text behind the field is the same as the one in it, and breaks into the same lines."""
    text = "Dm7 G7 | Cmaj7 A7 | " * 12 + "Am7 Hm7 C | " + "q" * 60
    show(text)
    expect(marks(tab)).to_have_text(["Am7 Hm7 C", "q" * 60])
    heights = tab.evaluate(
        "() => ['.marks', 'textarea'].map(name => document.querySelector('#host').shadowRoot.querySelector(name))"
        ".map(box => [box.scrollHeight, box.clientWidth])"
    )
    assert heights[0] == heights[1]
    assert tab.locator(".marks").text_content() == f"{text}\n"
    assert tab.evaluate("() => document.documentElement.scrollWidth") == 390


def test_a_proposal_mends_the_symbol_and_can_be_undone(tab: Page, show: Callable[..., None]) -> None:
    show("C | Hm7 | F")
    tab.get_by_role("button", name="Write Bm7").click()
    expect(field(tab)).to_have_value("C | Bm7 | F")
    expect(bars(tab)).to_have_text(["C", "Bm7", "F"])
    expect(marks(tab)).to_have_count(0)
    field(tab).press("Control+z")
    expect(field(tab)).to_have_value("C | Hm7 | F")
    expect(marks(tab)).to_have_text(["Hm7"])


def test_the_keyboard_leads_from_a_sentence_to_its_symbol(tab: Page, show: Callable[..., None]) -> None:
    show("C | Hm7 | xx")
    field(tab).focus()
    tab.keyboard.press("Tab")
    tab.keyboard.press("Tab")
    tab.keyboard.press("Tab")
    tab.keyboard.press("Enter")
    assert selected(tab) == "xx"
    expect(field(tab)).to_be_focused()


def test_marks_move_with_their_symbols_until_the_answer_comes(tab: Page, show: Callable[..., None]) -> None:
    show("qq | C | Hm7")
    tab.evaluate("() => { isChecked = false }")
    field(tab).press("Home")
    field(tab).press_sequentially("G | ")
    expect(marks(tab)).to_have_text(["qq", "Hm7"])
    field(tab).press("End")
    field(tab).press("Backspace")
    expect(marks(tab)).to_have_text(["qq"])
    tab.get_by_role("button", name="'qq'").click()
    assert selected(tab) == "qq"


def test_an_answer_to_an_older_text_is_passed_over(tab: Page, show: Callable[..., None]) -> None:
    show("C")
    tab.evaluate("() => { isChecked = false }")
    field(tab).fill("C | F")
    show("Hm7")
    expect(field(tab)).to_have_value("C | F")
    expect(marks(tab)).to_have_count(0)
    show("C | F")
    expect(bars(tab)).to_have_text(["C", "F"])


def test_another_key_brings_another_text(tab: Page, show: Callable[..., None]) -> None:
    show("C | Hm7")
    show("Am7 | D7", "b")
    expect(field(tab)).to_have_value("Am7 | D7")
    expect(marks(tab)).to_have_count(0)


def test_a_pointer_on_its_way_elsewhere_sends_ahead_of_its_click(tab: Page, show: Callable[..., None]) -> None:
    show("C")
    tab.evaluate(HOLD_TIMERS)
    field(tab).fill("C | F")
    field(tab).hover()
    assert tab.evaluate("() => sent") == []
    tab.mouse.move(200, 800)
    assert tab.evaluate("() => sent") == ["C | F"]


@pytest.mark.parametrize("leave", ["Tab", "Control+Enter"])
def test_leaving_the_field_sends_at_once_and_only_what_is_new(tab: Page, show: Callable[..., None], leave: str) -> None:
    show("C")
    tab.evaluate(HOLD_TIMERS)
    field(tab).fill("C | F")
    assert tab.evaluate("() => sent") == []
    field(tab).press(leave)
    field(tab).blur()
    assert tab.evaluate("() => sent") == ["C | F"]


def test_what_is_wrong_too_often_is_counted(tab: Page, show: Callable[..., None]) -> None:
    show("x | " * 8)
    expect(marks(tab)).to_have_count(8)
    expect(tab.get_by_role("status").get_by_role("listitem")).to_have_count(6)
    expect(tab.get_by_role("listitem").filter(has_text="and 3 more")).to_be_visible()


def test_half_a_character_is_sent_as_a_whole_one(tab: Page, show: Callable[..., None]) -> None:
    show("C")
    field(tab).evaluate("field => { field.value = 'C \\ud83c'; field.dispatchEvent(new Event('input')) }")
    expect(marks(tab)).to_have_text(["\N{REPLACEMENT CHARACTER}"])


def test_a_closed_editor_sends_nothing_more(tab: Page, show: Callable[..., None]) -> None:
    show("C")
    tab.evaluate(HOLD_TIMERS)
    field(tab).evaluate("field => { field.value = 'C | F'; field.dispatchEvent(new Event('input')) }")
    tab.evaluate("() => { host.remove(); unmount() }")
    tab.evaluate(RUN_TIMERS)
    tab.mouse.move(200, 800)
    assert tab.evaluate("() => sent") == []


def test_a_pause_in_typing_sends_the_text_once(tab: Page, show: Callable[..., None]) -> None:
    show("C")
    tab.evaluate(HOLD_TIMERS)
    field(tab).press("End")
    field(tab).press_sequentially(" F")
    assert tab.evaluate("() => timers.filter(Boolean).length") == 1
    tab.evaluate(RUN_TIMERS)
    assert tab.evaluate("() => sent") == ["C F"]
