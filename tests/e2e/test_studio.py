"""The whole path in a real browser: open, train, watch, generate, listen, download, come back."""

import io
import re
from pathlib import Path

import pretty_midi
from playwright.sync_api import Page, expect

from jazzcore.library.studio import Studio
from tests.corpus.midi.midi_bytes import midi, note
from tests.e2e.page_use import (
    OpenTab,
    download,
    fill,
    generate,
    model,
    press,
    set_slider,
    sound,
    take_title,
    upload,
)
from tests.e2e.studio_server import StudioServer

EPOCHS = 3
MANY_EPOCHS = 1000
AUDIBLE_PEAK = 0.05
PHONE = (390, 844)
ALONE = midi(b"".join(note(pitch, 96) for pitch in (60, 62, 64, 65, 67, 69, 71, 72)))
CHORDS, SURE = 1, 2
FIRST_CELL = {"x": 110, "y": 52}
"""Where the chords of the first bar stand in the chart, in pixels: it is drawn, so there is nothing else to click."""

MORE_EPOCHS = """count => {
    const points = document.querySelector('.mark-line path')?.getAttribute('d').match(/[ML]/g)
    return points && points.length > count
}"""
ANOTHER_LINE = """line => {
    const drawn = document.querySelector('.mark-line path')?.getAttribute('d')
    return drawn && drawn !== line
}"""


def drawn_epochs(page: Page) -> int:
    """How many points the loss chart draws for the training loss."""
    line = page.locator(".mark-line path").first.get_attribute("d")
    assert line
    return line.count("L") + 1


def wait_for_more_epochs(page: Page, count: int) -> None:
    """Wait until the loss chart draws more points than that."""
    page.wait_for_function(MORE_EPOCHS, arg=count)


def wait_for_another_line(page: Page) -> None:
    """Wait until the loss chart draws another line for the training loss."""
    line = page.locator(".mark-line path").first.get_attribute("d")
    page.wait_for_function(ANOTHER_LINE, arg=line)


def test_the_shipped_model_plays_at_once_and_its_take_stays(open_tab: OpenTab) -> None:
    page = open_tab()
    page.get_by_role("group", name="Ty", exact=True).get_by_role("slider").press("ArrowRight")
    press(page, "Generate")
    expect(page.get_by_text("Ty 51 ·").first).to_be_visible()
    title, before = take_title(page).inner_text(), sound(page)
    assert before["duration"] > 1
    assert before["peak"] > AUDIBLE_PEAK
    name, data = download(page, "MIDI")
    midi = pretty_midi.PrettyMIDI(io.BytesIO(data))
    assert name.endswith(".mid")
    assert midi.instruments[0].name == "Solo"
    assert all(part.notes for part in midi.instruments)
    name, data = download(page, "WAV")
    assert name.endswith(".wav")
    assert data[:4] == b"RIFF"
    assert sound(page) == before
    page.reload()
    expect(take_title(page)).to_have_text(title)
    assert sound(page) == before


def test_a_run_can_be_watched_found_again_stopped_and_gone_on_with(open_tab: OpenTab) -> None:
    page = open_tab()
    fill(page, "Epochs", EPOCHS)
    press(page, "Train")
    expect(page.get_by_text(f"Trained to epoch {EPOCHS}.")).to_be_visible()
    expect(model(page)).to_have_value(re.compile(f"^Bundled etudes · course · {EPOCHS} epochs"))
    assert drawn_epochs(page) == EPOCHS
    fill(page, "Epochs", MANY_EPOCHS)
    press(page, "Train on")
    wait_for_more_epochs(page, EPOCHS)
    press(page, "Generate")
    expect(page.get_by_text(f"played by Bundled etudes · course · {EPOCHS} epochs")).to_be_visible()
    wait_for_another_line(page)
    other_tab = open_tab()
    expect(other_tab.get_by_text(f"/{EPOCHS + MANY_EPOCHS} epochs")).to_be_visible()
    wait_for_another_line(other_tab)
    press(other_tab, "Stop training")
    for tab in (other_tab, page):
        expect(tab.get_by_text("what was learnt is saved")).to_be_visible()
        expect(tab.get_by_role("button", name="Stop training")).to_be_disabled()


def test_the_course_file_is_learnt_from_as_it_is_uploaded(open_tab: OpenTab, shared: Path) -> None:
    page = open_tab()
    upload(page, "original_metheny.mid", (shared / "data" / "original_metheny.mid").read_bytes())
    expect(page.get_by_text("206 bars · 1,330 notes")).to_be_visible()
    expect(page.get_by_text("1,714 values · 280 unique")).to_be_visible()
    fill(page, "Epochs", EPOCHS)
    press(page, "Train")
    expect(model(page)).to_have_value(re.compile(f"^original_metheny · course · {EPOCHS} epochs"))
    expect(page.get_by_role("combobox", name="Changes")).to_have_value("original_metheny · 206 bars · C major")
    press(page, "Generate")
    expect(page.get_by_text(f"played by original_metheny · course · {EPOCHS} epochs")).to_be_visible()
    assert sound(page)["peak"] > AUDIBLE_PEAK


def test_a_bad_file_is_one_sentence(open_tab: OpenTab) -> None:
    page = open_tab()
    upload(page, "shopping.mid", b"two lemons, one trumpet")
    expect(page.get_by_role("alert")).to_have_count(1)
    expect(page.get_by_role("alert")).to_contain_text("shopping.mid")
    expect(page.get_by_text("Traceback")).to_have_count(0)


def test_the_page_fits_a_phone(open_tab: OpenTab) -> None:
    page = open_tab(*PHONE)
    press(page, "Generate")
    expect(take_title(page)).to_be_visible()
    sound(page)
    assert page.get_by_test_id("stMain").evaluate("main => main.scrollWidth - main.clientWidth") == 0


def test_a_solo_over_ones_own_changes_with_some_bars_regenerated(open_tab: OpenTab) -> None:
    page = open_tab()
    model(page).fill("Bundled etudes · studio")
    page.keyboard.press("Enter")
    expect(page.get_by_role("group", name="Rhythm", exact=True)).to_be_visible()
    page.get_by_role("combobox", name="Changes").fill("Your own")
    page.keyboard.press("Enter")
    chart = page.get_by_role("textbox", name="Chord chart")
    expect(chart).to_have_value("Dm7 | G7 | Cmaj7 | %")
    chart.fill("Fm7 | Hb7 | Ebmaj7 | C7b9")
    expect(page.get_by_text("Bar 2: 'Hb7' is no chord symbol")).to_be_visible()
    expect(page.get_by_role("button", name="Generate")).to_be_disabled()
    chart.fill("Fm7 | Bb7 | Ebmaj7 | C7b9")
    expect(page.get_by_role("button", name="Generate")).to_be_enabled()
    page.get_by_role("radio", name="Fill the form").click()
    press(page, "Generate")
    expect(take_title(page)).to_have_text(re.compile("Your own changes"))
    expect(page.get_by_text("Originality")).to_be_visible()
    first = sound(page)
    assert first["peak"] > AUDIBLE_PEAK
    assert first["duration"] > 4 * 4 * 60 / 120
    title = take_title(page).inner_text()
    fill(page, "Last bar", 2)
    press(page, "Regenerate bars 1 to 2")
    expect(page.get_by_text("Bars 1 to 2 were regenerated")).to_be_visible()
    expect(take_title(page)).not_to_have_text(title)
    expect(page.locator("table.jazz-report")).to_be_visible()


def test_a_bar_that_is_corrected_shows_as_sure(open_tab: OpenTab) -> None:
    page = open_tab()
    upload(page, "alone.mid", ALONE)
    chords, sure = (page.get_by_test_id(f"glide-cell-{column}-0") for column in (CHORDS, SURE))
    expect(chords).to_have_text("Cmaj7")
    expect(sure).to_have_text("0")
    page.get_by_test_id("stDataFrame").dblclick(position=FIRST_CELL)
    editor = page.locator("#portal textarea")
    editor.fill("Dm7 G7")
    editor.press("Enter")
    expect(chords).to_have_text("Dm7 G7")
    expect(sure).to_have_text("100")


def test_two_visitors_who_generate_at_once_each_get_their_own_take(open_tab: OpenTab, studio: StudioServer) -> None:
    takes = Studio(studio.home).takes
    before = set(takes.list())
    tabs = {10: open_tab(), 11: open_tab()}
    for tab in tabs.values():
        set_slider(tab, "Ty", "Home")
    set_slider(tabs[11], "Ty", "ArrowRight")
    generate(*tabs.values())
    for value_count, tab in tabs.items():
        expect(tab.get_by_text(f"Ty {value_count} ·").first).to_be_visible()
        expect(tab.get_by_role("alert")).to_have_count(0)
        assert sound(tab)["peak"] > AUDIBLE_PEAK

    made = [takes.open(take_id) for take_id in set(takes.list()) - before]
    assert {take.settings.value_count for take in made} == set(tabs)
