"""Using the studio's page in a browser as a person does."""

import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

OpenTab = Callable[..., Page]

SOUND_OF = """async player => {
    const data = await (await fetch(player.src)).arrayBuffer()
    const sound = await new OfflineAudioContext(2, 44100, 44100).decodeAudioData(data)
    const peak = sound.getChannelData(0).reduce((most, sample) => Math.max(most, Math.abs(sample)), 0)
    return {duration: player.duration, peak}
}"""


def press(page: Page, name: str) -> None:
    """Press the button of that name, once Streamlit has redrawn the page and no old one stands beside it."""
    button = page.get_by_role("button", name=name, exact=True)
    expect(button).to_have_count(1)
    button.click()


def fill(page: Page, name: str, value: int) -> None:
    field = page.get_by_role("spinbutton", name=name, exact=True)
    field.fill(str(value))
    field.press("Enter")


def upload(page: Page, name: str, data: bytes) -> None:
    """Drop a file under Corpus."""
    chooser = page.get_by_test_id("stFileUploaderDropzoneInput")
    chooser.set_input_files({"name": name, "mimeType": "audio/midi", "buffer": data})


def open_take(page: Page, name: str, data: bytes) -> None:
    """Open a take from its own file, and close the control when the take is there."""
    before = page.url
    press(page, "Open a take")
    chooser = page.get_by_test_id("stPopoverBody").get_by_test_id("stFileUploaderDropzoneInput")
    chooser.set_input_files({"name": name, "mimeType": "audio/midi", "buffer": data})
    page.wait_for_url(lambda url: url != before)
    page.keyboard.press("Escape")


def model(page: Page) -> Locator:
    return page.get_by_role("combobox", name="Model")


def take_title(page: Page) -> Locator:
    return page.get_by_role("heading", name=re.compile(r"^Take \d+: \w"))


def generate(*pages: Page) -> None:
    """Press Generate on each page, then wait until each shows another take than before."""
    before = [take_title(page).inner_text() if take_title(page).count() else "" for page in pages]
    for page in pages:
        press(page, "Generate")
    for page, title in zip(pages, before, strict=True):
        expect(take_title(page)).to_be_visible()
        expect(take_title(page)).not_to_have_text(title)


def sound(page: Page) -> dict[str, float]:
    """Length in seconds and peak of what the take's player plays."""
    player = page.locator("audio").last
    page.wait_for_function("player => player.readyState >= 1", arg=player.element_handle())
    heard: dict[str, float] = player.evaluate(SOUND_OF)
    return heard


def download(page: Page, name: str) -> tuple[str, bytes]:
    """Press a download button; returns the name the file is given and what is in it."""
    with page.expect_download() as waiting:
        press(page, name)
    return waiting.value.suggested_filename, Path(waiting.value.path()).read_bytes()


def set_slider(page: Page, name: str, key: str) -> None:
    """Move a slider by a key: Home to its least, End to its most."""
    page.get_by_role("group", name=name, exact=True).get_by_role("slider").press(key)


def notes_shown(page: Page) -> list[str]:
    """The rows of the player's table of notes."""
    notes = page.get_by_role("region", name="Notes")
    if not notes.is_visible():
        page.get_by_text("Notes as a table").click()
    return notes.get_by_role("row").all_inner_texts()[1:]
