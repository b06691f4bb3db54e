"""The files of a take, downloaded in a real browser: what is in them, and a MIDI file that comes back as the take."""

import io
import re
import shutil
from xml.etree import ElementTree as ET

import numpy as np
import pretty_midi
import pytest
import soundfile
from playwright.sync_api import expect

from jazzcore.library.studio import Studio
from jazzcore.takes.take import Take
from tests.e2e.page_use import (
    OpenTab,
    download,
    fill,
    generate,
    model,
    notes_shown,
    open_take,
    press,
    set_slider,
    take_title,
)
from tests.e2e.studio_server import StudioServer

EPOCHS = 3
AUDIBLE_PEAK = 0.05
STEPS = {"C": 0, "D": 2, "E": 4, "F": 5, "G": 7, "A": 9, "B": 11}


def newest_take(studio: StudioServer) -> Take:
    takes = Studio(studio.home).takes
    return takes.open(takes.list()[0])


def midi_notes(data: bytes) -> dict[str, list[tuple[int, float, float]]]:
    """The pitch, begin and end of each part's notes."""
    parts = pretty_midi.PrettyMIDI(io.BytesIO(data)).instruments
    return {part.name: [(note.pitch, note.start, note.end) for note in part.notes] for part in parts}


def written_pitches(musicxml: bytes) -> list[int]:
    """The pitches of all notes, of tied ones the first alone."""
    pitches: list[int] = []
    for note in ET.fromstring(musicxml).iter("note"):  # noqa: S314 - our own file
        pitch = note.find("pitch")
        if pitch is None or any(tie.get("type") == "stop" for tie in note.findall("tie")):
            continue
        step, alter, octave = (pitch.findtext(name, "0") for name in ("step", "alter", "octave"))
        pitches.append(12 * (int(octave) + 1) + STEPS[step] + int(alter))
    return pitches


def test_a_model_is_trained_and_its_take_comes_back_from_its_midi_file(open_tab: OpenTab, studio: StudioServer) -> None:
    page = open_tab()
    fill(page, "Epochs", EPOCHS)
    press(page, "Train")
    expect(model(page)).to_have_value(re.compile(f"^Bundled etudes · course · {EPOCHS} epochs"))
    set_slider(page, "Ty", "Home")
    generate(page)
    expect(page.get_by_text(f"played by Bundled etudes · course · {EPOCHS} epochs")).to_be_visible()
    take, shown = newest_take(studio), notes_shown(page)
    name, data = download(page, "MIDI")

    shutil.rmtree(studio.home / "takes" / take.take_id)
    page = open_tab()
    open_take(page, name, data)
    expect(take_title(page)).to_be_visible()

    assert newest_take(studio).remarks == (
        "Opened from its file, and played again by its model: the same, note for note.",
    )
    assert notes_shown(page) == shown
    assert len(shown) == len(take.solo.notes)
    assert newest_take(studio).solo == take.solo
    assert midi_notes(download(page, "MIDI")[1]) == midi_notes(data)


def test_a_take_is_had_as_sheet_music_and_as_sound(open_tab: OpenTab, studio: StudioServer) -> None:
    page = open_tab()
    set_slider(page, "Ty", "Home")
    generate(page)
    take = newest_take(studio)

    name, ogg = download(page, "OGG")
    samples, rate = soundfile.read(io.BytesIO(ogg))
    assert name.endswith(".ogg")
    assert ogg.startswith(b"OggS")
    assert len(samples) / rate == pytest.approx(take.audio.duration_sec, abs=0.1)
    assert np.abs(samples).max() == pytest.approx(take.audio.peak, rel=0.2)
    assert np.abs(samples).max() > AUDIBLE_PEAK

    name, musicxml = download(page, "MusicXML")
    assert name.endswith(".musicxml")
    assert written_pitches(musicxml) == [played.note.pitch for played in take.solo.notes]
    assert len(ET.fromstring(musicxml).findall("part/measure")) == len(take.solo.bars)  # noqa: S314 - our own file

    name, pdf = download(page, "PDF")
    assert name.endswith(".pdf")
    assert pdf.startswith(b"%PDF-")
    assert pdf.rstrip().endswith(b"%%EOF")
    assert len(re.findall(rb"/Type /Page\b", pdf)) == 1
