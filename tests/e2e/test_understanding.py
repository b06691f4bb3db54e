"""What was understood of an upload, corrected in a real browser."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.corpus.midi_bytes import midi, note

OpenTab = Callable[..., Page]
ALONE = midi(b"".join(note(pitch, 96) for pitch in (60, 62, 64, 65, 67, 69, 71, 72)))
CHORDS, SURE = 1, 2
FIRST_CELL = {"x": 110, "y": 52}
"""Where the chords of the first bar stand in the chart, in pixels: it is drawn, so there is nothing else to click."""


def test_a_bar_that_is_corrected_shows_as_sure(open_tab: OpenTab) -> None:
    page = open_tab()
    chooser = page.get_by_test_id("stFileUploaderDropzoneInput")
    chooser.set_input_files({"name": "alone.mid", "mimeType": "audio/midi", "buffer": ALONE})
    chords, sure = (page.get_by_test_id(f"glide-cell-{column}-0") for column in (CHORDS, SURE))
    expect(chords).to_have_text("Cmaj7")
    expect(sure).to_have_text("0")
    page.get_by_test_id("stDataFrame").click(position=FIRST_CELL)
    for keys in ("Enter", "Control+A"):
        page.keyboard.press(keys)
    page.keyboard.type("Dm7 G7")
    page.keyboard.press("Enter")
    expect(chords).to_have_text("Dm7 G7")
    expect(sure).to_have_text("100")
