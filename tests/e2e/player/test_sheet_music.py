"""Sheet music in place of the roll, as the engraver draws it."""

import pytest
from playwright.sync_api import Locator, Page, Position, Request, expect

from jazzcore.takes.exports import sheet_music
from tests.e2e.player.player_page import PHONE, button, drag_between, given, now, roll
from tests.page.player_takes import BAR_SEC, eighths, take_of

NOTES_A_BAR = 8
NOTE_SEC = BAR_SEC / NOTES_A_BAR
HOSTILE = """<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9"
    onload="window.isHit = true">
  <script>window.isHit = true</script>
  <foreignObject><img xmlns="http://www.w3.org/1999/xhtml" src="x" onerror="window.isHit = true"/></foreignObject>
  <image xlink:href="http://elsewhere.invalid/a.png"/><use href="http://elsewhere.invalid/b.svg#c"/>
  <g class="measure"><g id="note-0-0"><path id="shape" d="M0 0h9v9z"/></g><use href="#shape"/></g>
</svg>"""


@pytest.fixture(scope="module")
def svgs() -> tuple[str, ...]:
    """Two lines of four bars."""
    return sheet_music(take_of(eighths())).svgs


@pytest.fixture
def sheet(tab: Page, svgs: tuple[str, ...]) -> Locator:
    """The player with sheet music."""
    tab.evaluate("() => document.querySelector('#host').style.setProperty('--st-primary-color', 'rgb(1, 2, 3)')")
    tab.evaluate("svgs => show({sheet: svgs})", svgs)
    return music(tab)


def music(tab: Page) -> Locator:
    return tab.get_by_role("group", name="Sheet music of Eight & <bars>: 64 notes in 8 bars")


def head(sheet: Locator, index: int) -> Locator:
    return sheet.locator(f"#note-{index}-0 .notehead")


def middle_of(sheet: Locator, index: int) -> Position:
    """Where on the screen the head of a note is."""
    head(sheet, index).scroll_into_view_if_needed()
    box = head(sheet, index).bounding_box()
    assert box
    return {"x": box["x"] + box["width"] / 2, "y": box["y"] + box["height"] / 2}


def test_it_stands_in_place_of_the_roll_and_gives_way_again(tab: Page, sheet: Locator) -> None:
    expect(sheet.locator("svg")).to_have_count(2)
    expect(roll(tab)).to_be_hidden()
    expect(tab.get_by_role("group", name="Zoom")).to_be_hidden()
    expect(tab.get_by_role("list", name="Colours")).to_be_hidden()
    tab.evaluate("() => show()")
    expect(sheet).to_be_hidden()
    expect(roll(tab)).to_be_visible()
    tab.wait_for_function("() => root.querySelector('.score').width > 300")


def test_it_comes_and_goes_while_the_sound_plays_on(tab: Page, svgs: tuple[str, ...]) -> None:
    button(tab, "Play").click()
    tab.wait_for_function("() => audio.currentTime > 0.1")
    tab.evaluate("svgs => show({sheet: svgs})", svgs)
    tab.wait_for_function("before => audio.currentTime > before + 0.1", arg=now(tab))
    expect(music(tab).locator(".sounding")).to_have_count(1)
    assert tab.evaluate("() => events") == []


def test_the_sounding_note_is_marked_and_comes_into_view(tab: Page, sheet: Locator) -> None:
    """A phone is narrower than a line."""
    for index in (0, 30, 60):
        tab.evaluate("sec => { audio.currentTime = sec }", (index + 0.5) * NOTE_SEC)
        expect(sheet.locator(".sounding")).to_have_id(f"note-{index}-0")
        expect(head(sheet, index)).to_be_in_viewport()
    use = sheet.locator("#note-60-0 .notehead use")
    assert use.evaluate("use => getComputedStyle(use).color") == "rgb(1, 2, 3)"
    assert sheet.locator("#note-0-0 use").first.evaluate("use => getComputedStyle(use).color") != "rgb(1, 2, 3)"


def test_a_click_on_a_note_goes_to_it(tab: Page, sheet: Locator) -> None:
    for index in (2, 13, 40):
        point = middle_of(sheet, index)
        tab.mouse.click(point["x"], point["y"])
        assert now(tab) == pytest.approx(tab.evaluate("index => payload.roll.notes[index].start", index), abs=0.01)


def test_bars_are_chosen_by_dragging_over_them(tab: Page, sheet: Locator) -> None:
    tab.evaluate("() => { document.querySelector('#host').style.width = '1200px' }")
    tab.set_viewport_size({"width": 1200, "height": 844})
    drag_between(tab, middle_of(sheet, 10), middle_of(sheet, 28))
    assert given(tab) == [["chosen", [1, 3]]]
    expect(button(tab, "Loop")).to_have_attribute("aria-pressed", "true")
    edges = tab.evaluate("""() => {
        const of = one => one.getBoundingClientRect()
        const [band, other] = [...root.querySelectorAll('.band')].map(of)
        const staffs = [...root.querySelectorAll('.staff')].map(of)
        return [band.left - staffs[1].left, band.right - staffs[3].right, other.width]
    }""")
    assert edges == pytest.approx([0, 0, 0], abs=1)
    button(tab, "All bars").click()
    assert tab.evaluate("() => [...root.querySelectorAll('.band')].map(band => band.width.baseVal.value)") == [0, 0]
    tab.set_viewport_size(PHONE)


def test_the_keys_work_in_it(tab: Page, sheet: Locator) -> None:
    sheet.press("Shift+ArrowRight")
    assert now(tab) == pytest.approx(BAR_SEC, abs=0.001)
    sheet.press("Space")
    assert not tab.evaluate("() => audio.paused")


def test_what_could_run_or_fetch_is_left_out(tab: Page) -> None:
    requests: list[str] = []

    def note(request: Request) -> None:
        requests.append(request.url)

    tab.on("request", note)
    tab.evaluate("svg => show({sheet: [svg]})", HOSTILE)
    expect(music(tab).locator("#shape")).to_have_count(1)
    assert music(tab).locator("script, foreignObject, img, [onload], [onerror]").count() == 0
    assert music(tab).locator("use").evaluate_all("all => all.map(use => use.getAttribute('href'))") == [None, "#shape"]
    assert tab.evaluate("() => window.isHit") is None
    assert [url for url in requests if "elsewhere" in url] == []
    tab.remove_listener("request", note)


@pytest.mark.usefixtures("sheet")
def test_the_page_has_no_sideways_scroll(tab: Page) -> None:
    assert tab.evaluate("() => document.documentElement.scrollWidth") == PHONE["width"]
