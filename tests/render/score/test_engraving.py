"""Engraved solos: a line of music an SVG, which needs nothing from elsewhere and keeps the ids of the notes."""

import re
import subprocess
import sys
import threading
from dataclasses import replace
from fractions import Fraction
from xml.etree import ElementTree as ET

import pytest

from jazzcore.errors import RenderError
from jazzcore.music.chords.table import chord_of
from jazzcore.music.leadsheet import ChordEvent
from jazzcore.music.solo import Solo
from jazzcore.render.score.engraving import SheetMusic, engrave
from jazzcore.render.score.musicxml import Heading, musicxml
from tests.render.score.written_solos import solo_of

SVG = "{http://www.w3.org/2000/svg}"


def two_ties() -> Solo:
    """Ten bars, each with eighths, the last one tied into the next bar."""
    ticks = [span for bar in range(9) for span in ((48 * bar + 6, 48 * bar + 42), (48 * bar + 42, 48 * bar + 54))]
    chords = tuple(ChordEvent(Fraction(4 * bar), chord_of("Bbm7b5" if bar % 2 else "Ab7#9")) for bar in range(10))
    return replace(solo_of(ticks, 10, pitches=[60 + tick % 13 for tick in range(len(ticks))]), chords=chords)


@pytest.fixture(scope="module")
def sheet() -> SheetMusic:
    return engrave(musicxml(two_ties(), Heading(97.5, "Swing")))


def ids_in(svg: str) -> list[str]:
    root = ET.fromstring(svg)  # noqa: S314 - our own drawing
    return [each.get("id", "") for each in root.iter(f"{SVG}g") if each.get("id", "").startswith("note-")]


def texts_in(svg: str) -> list[str]:
    return [each.text or "" for each in ET.fromstring(svg).iter(f"{SVG}text")]  # noqa: S314 - our own drawing


def test_four_bars_make_a_line_and_all_heads_are_there_in_order(sheet: SheetMusic) -> None:
    assert len(sheet.svgs) == 3
    heads = [head for svg in sheet.svgs for head in ids_in(svg)]
    assert heads == re.findall('id="(note-[^"]*)"', musicxml(two_ties(), Heading(97.5)).decode())
    assert "note-7-0" in ids_in(sheet.svgs[0])
    assert "note-7-1" in ids_in(sheet.svgs[1])


def test_lines_may_be_shorter() -> None:
    narrow = engrave(musicxml(two_ties(), Heading(120)), bars_a_line=2)
    assert len(narrow.svgs) == 5
    widths = {re.findall(r'viewBox="0 0 (\d+) ', svg)[0] for svg in narrow.svgs}
    assert widths == {"12000"}


def test_chord_symbols_and_bar_numbers_are_texts_with_their_signs(sheet: SheetMusic) -> None:
    assert texts_in(sheet.svgs[0]) == ["A♭7♯9", "B♭m7♭5", "A♭7♯9", "B♭m7♭5"]
    assert texts_in(sheet.svgs[1])[0] == "5"


def test_title_and_tempo_are_written(sheet: SheetMusic) -> None:
    assert (sheet.title, sheet.tempo) == ("Test", "Swing ♩ = 97.5")


def test_a_drawing_has_the_colour_of_the_text_and_fetches_nothing(sheet: SheetMusic) -> None:
    for svg in sheet.svgs:
        root = ET.fromstring(svg)  # noqa: S314 - our own drawing
        colours = {each.get(name) for each in root.iter() for name in ("fill", "stroke", "color")}
        assert colours <= {None, "currentColor", "none"}
        assert root.get("fill") == "currentColor"
        assert all(each.get("stroke") == "currentColor" for each in root.iter() if each.get("stroke-width"))
        assert "placeholder" not in svg
        links = [value for each in root.iter() for name, value in each.attrib.items() if name.endswith("href")]
        assert links
        assert all(link.startswith("#") for link in links)
        assert not re.search(r"url\(|@import|@font-face|<style|<script|<image", svg)


def test_every_glyph_that_is_used_is_defined(sheet: SheetMusic) -> None:
    for svg in sheet.svgs:
        root = ET.fromstring(svg)  # noqa: S314 - our own drawing
        defined = {f"#{each.get('id')}" for each in root.iterfind(f"{SVG}defs/*")}
        assert {each.get("href") for each in root.iter(f"{SVG}use")} <= defined


def test_any_thread_may_engrave_and_not_the_first_one_alone(sheet: SheetMusic) -> None:
    drawn: list[SheetMusic] = []
    document = musicxml(two_ties(), Heading(97.5, "Swing"))
    for _ in range(2):
        thread = threading.Thread(target=lambda: drawn.append(engrave(document)))
        thread.start()
        thread.join()

    assert drawn == [sheet, sheet]


def test_the_same_music_is_drawn_the_same(sheet: SheetMusic) -> None:
    assert engrave(musicxml(two_ties(), Heading(97.5, "Swing"))) == sheet


@pytest.mark.parametrize(
    ("document", "said"),
    [(b"<score", "no sheet music"), (b"<html/>", "has no bars"), (b"<score-partwise/>", "has no bars")],
)
def test_what_is_no_score_is_refused(document: bytes, said: str) -> None:
    with pytest.raises(RenderError, match=said):
        engrave(document)


def test_verovio_is_loaded_with_the_first_sheet_only() -> None:
    code = "import sys, jazzcore.takes.exports, jazzcore.page.play.take_view; print(*sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, timeout=60, check=True)
    assert not set(run.stdout.decode().split()) & {"verovio", "fpdf", "soundfile"}
