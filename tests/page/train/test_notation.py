"""Uploaded scores and ABC texts, as a visitor sees them without a browser."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from jazzcore.corpus.scores.reader import read_notation
from jazzcore.music.leadsheet import LeadSheet
from jazzcore.page.shared import cache
from tests.corpus.scores.musicxml_text import attributes, harmony, mxl, note, score
from tests.page.page_reading import labelled, sentences, texts

Upload = tuple[str, bytes, str]
SCORE = score(
    attributes() + harmony("C", "major-seventh") + "".join(note(step, 5, 1) for step in "CDEF"),
    *(harmony("G", "dominant") + "".join(note(step, 5, 1) for step in "GFED") for _ in range(11)),
    harmony("G", "other", "blurb") + note("C", 5, 4),
    title="Blue Page",
)


@pytest.fixture
def etude(project: Path) -> Upload:
    """A text in ABC that can be learnt from."""
    path = sorted((project / "data" / "etudes" / "abc").glob("*.abc"))[0]
    return (path.name, path.read_bytes(), "text/vnd.abc")


def upload(page: AppTest, *files: Upload) -> None:
    page.file_uploader[0].set_value(list(files))
    page.run()


def shown(page: AppTest) -> str:
    return "\n".join(str(each.value) for each in page.text)


@pytest.mark.parametrize(("name", "data"), [("blue.musicxml", SCORE), ("blue.xml", SCORE), ("blue.mxl", mxl(SCORE))])
def test_a_score_becomes_the_corpus_and_its_remarks_are_shown(page: AppTest, name: str, data: bytes) -> None:
    upload(page, (name, data, "application/xml"))
    assert sentences(page) == []
    assert page.expander[0].label == name
    assert shown(page).splitlines() == [
        "Blue Page · 13 bars · C major",
        "In bar 13 the chord Gblurb is unknown; it is left out, and the chord before it goes on.",
    ]
    assert "1 piece · 13 bars · 49 notes" in texts(page)
    assert not labelled(page.button, "Train").disabled


def test_abc_and_scores_and_a_broken_file_together(page: AppTest, etude: Upload) -> None:
    upload(page, etude, ("shopping.xml", b"two lemons", "text/xml"), ("blue.musicxml", SCORE, "text/xml"))
    (sentence,) = sentences(page)
    assert sentence.startswith("shopping.xml is no XML")
    assert [each.label for each in page.expander[:2]] == [etude[0], "blue.musicxml"]
    assert "2 pieces · 37 bars" in texts(page)


def test_a_score_is_read_once_however_often_the_page_runs(page: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []

    def count(data: bytes, name: str) -> tuple[LeadSheet, ...]:
        read.append(name)
        return read_notation(data, name)

    monkeypatch.setattr(cache, "read_notation", count)
    upload(page, ("cache.xml", SCORE, "text/xml"), ("never.xml", b"?", "text/xml"))
    page.run()
    assert sorted(read) == ["cache.xml", "never.xml"]
    assert len(sentences(page)) == 1
