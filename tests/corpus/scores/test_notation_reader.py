"""The whole way of an uploaded score or ABC text: scan, child process, lead sheets."""

import json
import subprocess
import sys

import pytest

from jazzcore.corpus.sandbox.limits import REFUSED
from jazzcore.corpus.scores import reader as notation_reader
from jazzcore.corpus.scores.reader import read_notation
from jazzcore.errors import CorpusError
from tests.corpus.scores.musicxml_text import mxl, small_score

TUNES = b'X:1\nT:One\nM:4/4\nL:1/4\nK:C\n|: "C"c d :|\n\nX:2\nT:Two\nM:3/4\nL:1/4\nK:G\n"G"g f e |]\n'


def test_a_score_comes_back_through_the_child() -> None:
    (sheet,) = read_notation(small_score(), "C:\\music\\tune.musicxml")
    assert (sheet.title, sheet.source) == ("A tune", "tune.musicxml, Part 1")
    assert [each.pitch for each in sheet.melody] == [74, 77, 79, 76]
    assert [event.chord.symbol for event in sheet.chords] == ["Dm7", "G7", "Cmaj7"]
    assert read_notation(mxl(small_score()), "C:\\music\\tune.musicxml") == (sheet,)


def test_an_abc_text_gives_all_its_tunes() -> None:
    sheets = read_notation(TUNES, "folder/book.abc")
    assert [(sheet.title, sheet.source, len(sheet.melody)) for sheet in sheets] == [
        ("One", "book.abc", 4),
        ("Two", "book.abc", 3),
    ]


@pytest.mark.parametrize(
    ("data", "name", "message"),
    [
        (b"X:1\nM:4/4\nL:1/4\nK:C\nc |]", "a/book.abc", "book.abc: it has no melody of two notes or more; choose"),
        (b"<score-partwise/>", "tune.xml", "tune.xml: it has no part with notes; choose a file with a melody"),
        (b"no XML", "tune.xml", r"tune.xml is no XML that can be read \(line 1\); export it again"),
    ],
)
def test_a_file_that_is_refused_is_one_sentence(data: bytes, name: str, message: str) -> None:
    with pytest.raises(CorpusError, match=f"^{message}.*\\.$"):
        read_notation(data, name)


def child(code: str) -> tuple[str, ...]:
    return (sys.executable, "-c", code)


@pytest.mark.parametrize(
    ("code", "message"),
    [
        ("import signal; signal.pause()", "tune.xml took longer than 0.3 s to read; choose a smaller file."),
        (f"print('a: so.', end=''); raise SystemExit({REFUSED})", "a: so."),
        ("import os; os.abort()", "tune.xml could not be read within the limits of memory and time"),
    ],
    ids=["hangs", "refuses", "crashes"],
)
def test_a_child_that_fails_is_one_sentence(monkeypatch: pytest.MonkeyPatch, code: str, message: str) -> None:
    monkeypatch.setattr(notation_reader, "CHILD_COMMAND", child(code))
    monkeypatch.setattr(notation_reader, "TIME_OUT_SEC", 0.3 if "pause" in code else 30)
    with pytest.raises(CorpusError, match=f"^{message}"):
        read_notation(small_score(), "tune.xml")


def test_what_the_scan_refuses_never_reaches_the_child(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(notation_reader, "CHILD_COMMAND", ("no such program",))
    with pytest.raises(CorpusError, match="declares its own document type"):
        read_notation(b"<!DOCTYPE a [<!ENTITY b 'c'>]><a/>", "tune.xml")


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse some of the limits")
def test_the_child_has_limits_of_memory_and_time() -> None:
    code = (
        "from jazzcore.corpus.scores import child as c; c.main(); import json, resource as r; "
        "print(); print(json.dumps([r.getrlimit(k)[0] for k in (r.RLIMIT_AS, r.RLIMIT_CPU, r.RLIMIT_CORE)]))"
    )
    run = subprocess.run(child(code), input=b'["abc", "a"]\nX:1', capture_output=True, timeout=60, check=True)
    assert json.loads(run.stdout.splitlines()[-1]) == [400_000_000, 10, 0]


def test_the_reader_itself_never_loads_music21() -> None:
    code = "import sys, jazzcore.corpus.scores.reader; print(*sys.modules)"
    run = subprocess.run(child(code), capture_output=True, timeout=60, check=True)
    assert not set(run.stdout.decode().split()) & {"music21", "numpy"}
