"""What the first pass over scores and ABC texts lets through, and what it refuses in a sentence."""

import io
import zipfile
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jazzcore.corpus.scores import musicxml_scan
from jazzcore.corpus.scores import scan as notation_scan
from jazzcore.corpus.scores.musicxml_scan import MAX_DEPTH, MAX_ELEMENTS
from jazzcore.corpus.scores.scan import NotationKind, scan_notation
from jazzcore.errors import CorpusError
from tests.corpus.scores.musicxml_text import CONTAINER, mxl, small_score

NOISE = Random(1).randbytes(100_001)  # noqa: S311 - what does not pack well
OUTSIDE = b"<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>"
LAUGHS = b"<!ENTITY ha 'ha'><!ENTITY haha '&ha;&ha;&ha;&ha;'>"


def archive(entries: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", method) as written:
        for name, data in entries.items():
            written.writestr(name, data)
    return packed.getvalue()


def locked() -> bytes:
    """An archive that says it is encrypted."""
    data = bytearray(mxl(small_score()))
    for place in (data.find(b"PK\x03\x04") + 6, data.find(b"PK\x01\x02") + 8):
        data[place] |= 1
    return bytes(data)


def lying() -> bytes:
    """An archive whose directory says that its score unpacks to ten bytes."""
    data = bytearray(mxl(small_score()))
    at = data.rfind(b"PK\x01\x02")
    data[at + 24 : at + 28] = (10).to_bytes(4, "little")
    return bytes(data)


UNPACKED = mxl(small_score(), method=zipfile.ZIP_STORED)


def test_a_score_is_passed_on_as_it_is() -> None:
    scanned = scan_notation(small_score(), "Tune.MusicXML")
    assert (scanned.kind, scanned.data) == (NotationKind.MUSICXML, small_score())


@pytest.mark.parametrize("name", ["tune.mxl", "tune.xml"])
@pytest.mark.parametrize("entry", ["score.xml", "../../etc/score.musicxml", "/root/score.xml"])
def test_a_compressed_score_is_unpacked_whatever_it_is_called(name: str, entry: str) -> None:
    assert scan_notation(mxl(small_score(), entry), name).data == small_score()


def test_an_archive_without_a_container_gives_its_first_score() -> None:
    assert scan_notation(archive({"a.txt": b"?", "b.xml": small_score()}), "tune.mxl").data == small_score()


def test_a_score_in_utf_16_is_scanned_too() -> None:
    text = small_score().decode().replace("UTF-8", "UTF-16")
    assert scan_notation(text.encode("utf-16"), "tune.xml").kind is NotationKind.MUSICXML
    with pytest.raises(CorpusError, match="declares its own document type"):
        scan_notation("<!DOCTYPE a [<!ENTITY b 'c'>]><a/>".encode("utf-16"), "tune.xml")


@pytest.mark.parametrize(
    "data",
    [
        "X:1\nT:Süße\nK:C\n".encode(),
        "X:1\nT:Süße\nK:C\n".encode("latin-1"),
        b"\xef\xbb\xbfX:1\nT:S\xc3\xbc\xc3\x9fe\nK:C\n",
    ],
)
def test_abc_texts_may_be_utf_8_or_latin_1(data: bytes) -> None:
    scanned = scan_notation(data, "tune.ABC")
    assert (scanned.kind, scanned.data.decode()) == (NotationKind.ABC, "X:1\nT:Süße\nK:C\n")


REFUSED = {
    "empty": ("tune.xml", b"", "is empty"),
    "too_large": ("tune.xml", bytes(8_000_001), "has 8,000,001 bytes"),
    "prose": ("tune.xml", b"Dear reader", "is no XML that can be read (line 1)"),
    "unknown_encoding": ("tune.xml", b"<?xml version='1.0' encoding='x-y'?><a/>", "is no XML"),
    "entities": ("tune.xml", b"<!DOCTYPE a [" + LAUGHS + b"]><a>&haha;</a>", "declares its own document type"),
    "external_entity": ("tune.xml", OUTSIDE, "declares its own document type"),
    "too_deep": ("tune.xml", b"<a>" * (MAX_DEPTH + 1) + b"</a>" * (MAX_DEPTH + 1), f"more than {MAX_DEPTH} elements"),
    "too_many": ("tune.xml", b"<a>" + b"<b/>" * MAX_ELEMENTS + b"</a>", "400,000 elements"),
    "too_many_notes": ("tune.xml", b"<a>" + b"<note/>" * 30_001 + b"</a>", "30,000 of the element note"),
    "endless_bar": ("tune.xml", small_score().replace(b"<beats>4<", b"<beats>99999999<"), "'99999999' for its beats"),
    "no_divisions": ("tune.xml", small_score().replace(b"<divisions>12<", b"<divisions>0<"), "'0' for its divisions"),
    "no_number": ("tune.xml", small_score().replace(b"<octave>5<", b"<octave>five<"), "'five' for its octave"),
    "not_a_number": ("tune.xml", small_score().replace(b"<alter>0<", b"<alter>nan<"), "'nan' for its alter"),
    "long_number": ("tune.xml", b"<duration>" + b"1" * 99 + b"</duration>", "'111111111111111111111' for its duration"),
    "endless_repeat": ("tune.xml", b"<a><repeat times='999999'/></a>", "'999999' for its number of passes"),
    "endless_ending": ("tune.xml", b"<a><ending number='1-999999'/></a>", "'999999' for its number of passes"),
    "damaged_archive": ("tune.mxl", mxl(small_score())[:-30], "is a damaged archive"),
    "damaged_entry": ("tune.mxl", UNPACKED.replace(b"<note>", b"<nota>"), "is a damaged archive"),
    "empty_archive": ("tune.mxl", archive({}), "without a MusicXML score"),
    "only_pictures": ("tune.mxl", archive({"cover.png": b"?"}), "without a MusicXML score"),
    "missing_entry": ("tune.mxl", archive({"META-INF/container.xml": CONTAINER.format("no.xml").encode()}), "damaged"),
    "nested_archive": ("tune.mxl", mxl(mxl(small_score())), "is no XML"),
    "bomb": ("tune.mxl", mxl(b"<a>" + b" " * 10_000_000 + b"</a>"), "packed more than 200 times smaller"),
    "large_bomb": ("tune.mxl", mxl(b" " * 16_000_001), "unpacks to more than 16,000,000 bytes"),
    "bomb_in_the_container": ("tune.mxl", archive({"META-INF/container.xml": NOISE}), "100,000 bytes"),
    "many_entries": ("tune.mxl", archive({f"{number}.xml": b"" for number in range(201)}), "201 entries"),
    "unusual_packing": ("tune.mxl", archive({"a.xml": small_score()}, zipfile.ZIP_BZIP2), "unusual way"),
    "locked": ("tune.mxl", locked(), "unusual way, or locked"),
    "lying_header": ("tune.mxl", lying(), ""),
    "abc_too_large": ("tune.abc", b"X:1\n" * 50_001, "has 200,004 bytes"),
    "abc_too_many_tunes": ("tune.abc", b"X:1\n" * 201, "201 tunes"),
    "abc_long_line": ("tune.abc", b"X:1\n" + b"c" * 4_001, "line of more than 4,000"),
    "abc_binary": ("tune.abc", b"X:1\n\0", "is not a text"),
}  # fmt: skip


@pytest.mark.parametrize(("name", "data", "said"), REFUSED.values(), ids=REFUSED.keys())
def test_a_file_beyond_the_caps_is_refused_in_one_sentence(name: str, data: bytes, said: str) -> None:
    with pytest.raises(CorpusError) as caught:
        scan_notation(data, f"../../{name}")
    message = str(caught.value)
    assert message.startswith(f"{name} ")
    assert said in message
    assert message.endswith(".")
    assert "\n" not in message


def test_an_entry_is_cut_off_where_its_header_lies(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(musicxml_scan, "MAX_UNPACKED_BYTES", len(small_score()) - 1)
    monkeypatch.setattr(zipfile.ZipFile, "infolist", lambda _: [])
    with pytest.raises(CorpusError, match="unpacks to more than"):
        scan_notation(mxl(small_score()), "tune.mxl")


@settings(max_examples=200, deadline=None)
@given(
    st.binary(max_size=80), st.sampled_from(["a.abc", "a.xml", "a.mxl"]), st.sampled_from([b"", b"PK\x03\x04", b"<a>"])
)
def test_any_bytes_are_let_through_or_refused(data: bytes, name: str, magic: bytes) -> None:
    try:
        scan_notation(magic + data, name)
    except CorpusError as error:
        assert str(error).startswith(f"{name} ")


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 255)), min_size=1, max_size=4))
def test_a_damaged_archive_is_let_through_or_refused(changes: list[tuple[int, int]]) -> None:
    data = bytearray(mxl(small_score()))
    for place, byte in changes:
        data[place % len(data)] = byte
    try:
        scan_notation(bytes(data), "a.mxl")
    except CorpusError as error:
        assert str(error).startswith("a.mxl ")


def test_the_suffixes_are_those_of_the_uploader() -> None:
    assert notation_scan.NOTATION_SUFFIXES == (".abc", ".musicxml", ".xml", ".mxl")
