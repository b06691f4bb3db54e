"""Sheet music on pages of A4."""

import re
import zlib
from datetime import UTC, datetime

import pytest

from jazzcore.errors import RenderError
from jazzcore.render.score import sheet_pdf
from jazzcore.render.score.engraving import SheetMusic, engrave
from jazzcore.render.score.musicxml import Heading, musicxml
from jazzcore.render.score.sheet_pdf import pdf
from tests.render.score.written_solos import solo_of

MADE = datetime(2026, 11, 22, 5, 30, tzinfo=UTC)
WIDTH_POINTS, HEIGHT_POINTS = 595.28, 841.89


def sheet_of(bars: int, title: str = "Blue Sky ♭") -> SheetMusic:
    sheet = engrave(musicxml(solo_of([(0, 6), (6, 12), (12, 24)], bars), Heading(120, "Swing")))
    return SheetMusic(title, sheet.tempo, sheet.svgs)


def pages(document: bytes) -> list[str]:
    """What is drawn on each page."""
    streams = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", document, re.DOTALL)
    texts = [zlib.decompress(stream) for stream in streams if stream[:1] == b"x"]
    return [text.decode("latin-1") for text in texts if b" re" in text or b" l" in text]


def test_a_page_is_a4_and_has_the_music_on_it() -> None:
    document = pdf(sheet_of(4), MADE)
    assert document.startswith(b"%PDF-")
    assert f"{WIDTH_POINTS} {HEIGHT_POINTS}".encode() in document
    assert document.count(b"/Type /Page\n") == 1
    assert len(pages(document)) >= 1


def test_lines_go_on_over_as_many_pages_as_they_need() -> None:
    counts = [pdf(sheet_of(4 * lines), MADE).count(b"/Type /Page\n") for lines in (1, 8, 16, 30)]
    assert counts[0] == counts[1] == 1
    assert counts[2] == 2
    assert counts[3] > 2


def test_the_same_sheet_of_the_same_time_gives_the_same_bytes() -> None:
    sheet = sheet_of(4)
    assert pdf(sheet, MADE) == pdf(sheet, MADE)
    assert b"20261122053000" in pdf(sheet, MADE)


def test_fonts_are_in_the_file_and_nothing_is_fetched() -> None:
    document = pdf(sheet_of(4), MADE)
    assert b"/FontFile2" in document
    assert b"/URI" not in document


def test_letters_that_the_font_lacks_are_no_error() -> None:
    assert pdf(sheet_of(1, "青空"), MADE).startswith(b"%PDF-")


def test_without_its_font_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheet_pdf, "find_spec", lambda name: None)
    with pytest.raises(RenderError, match="DejaVu Sans"):
        pdf(sheet_of(1), MADE)


def test_a_line_without_a_size_is_refused() -> None:
    with pytest.raises(RenderError, match="has no size"):
        pdf(SheetMusic("Title", "", ("<svg/>",)), MADE)
