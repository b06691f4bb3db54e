import json
from dataclasses import dataclass, field, replace
from fractions import Fraction

import pytest

from jazzcore.errors import DocumentError
from jazzcore.music.documents import KEY, decode, encode, row, to_builtins
from jazzcore.music.leadsheet import LeadSheet, Meter
from jazzcore.music.notes import Note
from jazzcore.music.solo import Solo, SoloNote
from tests.music.test_leadsheet import chart

NOTES = (Note(Fraction(1, 3), Fraction(7, 12), 61, 99), Note(Fraction(5, 2), Fraction(1), 60))
CHART = replace(chart(Meter(3, 4), ["Dm7", "C/E"]), key="D minor", first_bar=120, swing_ratio=1.7)
SHEET = replace(CHART, melody=NOTES, silence_after_quarter=Fraction(5, 2), remarks=("Grace notes are left out.",))


@row
@dataclass(frozen=True)
class Span:
    first: int
    end: int


@dataclass(frozen=True)
class Folder:
    sheets: tuple[LeadSheet, ...]
    spans: tuple[Span, ...] = field(default=(), metadata={KEY: "anew"})
    primer: LeadSheet | None = None


@pytest.mark.parametrize("sheet", [CHART, SHEET, replace(SHEET, melody=()), replace(SHEET, remarks=())])
def test_a_lead_sheet_survives_json(sheet: LeadSheet) -> None:
    assert decode(LeadSheet, encode(sheet)) == sheet


def test_times_stand_as_exact_text_and_notes_as_lists() -> None:
    document = to_builtins(SHEET)
    assert document["melody"] == [["1/3", "7/12", 61, 99], ["5/2", "1", 60, 80]]
    assert document["bars"] == [["0", 3, 4], ["3", 3, 4]]
    assert document["chords"][0] == ["0", "Dm7", list(SHEET.chords[0].chord.pitches)]


def test_a_chart_leaves_out_what_only_a_melody_has() -> None:
    assert to_builtins(SHEET).keys() - to_builtins(CHART).keys() == {"melody", "silence_after_quarter", "remarks"}


def test_a_solo_has_its_categories_beside_its_notes() -> None:
    solo = Solo("A", tuple(SoloNote(note, "C") for note in NOTES), CHART.chords, CHART.bars, ("C,0.500",))
    assert to_builtins(solo)["categories"] == ["C", "C"]
    assert decode(Solo, encode(solo)) == solo


def test_dataclasses_hold_music_rows_and_keys_of_their_own() -> None:
    folder = Folder((SHEET, CHART), (Span(1, 2),), CHART)
    assert to_builtins(folder)["anew"] == [[1, 2]]
    assert decode(Folder, encode(folder)) == folder
    assert decode(Folder, b'{"sheets": [], "later": 1}') == Folder(())


def test_half_a_character_in_a_title_does_not_spoil_the_document() -> None:
    assert decode(LeadSheet, encode(replace(CHART, title="a\udcffb"))) == replace(CHART, title="a?b")


def damaged(key: str, value: object) -> bytes:
    return json.dumps(to_builtins(SHEET) | {key: value}).encode()


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "truncated"),
        (b"\xff", "malformed"),
        (b'{"later": ' + b"[" * 100_000, "recursion"),
        (b"[]", "Expected `object`"),
        (b"{}", "missing required field `title`"),
        (damaged("title", "t" * 301), r"length <= 300 - at `\$\.title`"),
        (damaged("tempo_bpm", 1e9), r"<= 60000000(\.0)? - at `\$\.tempo_bpm`"),
        (damaged("swing_ratio", 0.5), r">= 1(\.0)? - at `\$\.swing_ratio`"),
        (damaged("melody", [["0", "1", 128, 80]]), r"<= 127 - at `\$\.melody\[0\]\[2\]`"),
        (damaged("melody", [["0", "1", 60]]), r"length 4 - at `\$\.melody\[0\]`"),
        (damaged("melody", [["1e999999999", "1", 60, 80]]), "'1e999999999' is no time; write a fraction as 7/2"),
        (damaged("melody", [["1/0", "1", 60, 80]]), "'1/0' is no time"),
        (damaged("melody", [["9" * 30, "1", 60, 80]]), "length <= 26"),
        (damaged("bars", [["0", 4.0, 4]]), r"`int`, got `float`"),
        (damaged("chords", [["0", "m" * 61, []]]), "length <= 60"),
        (damaged("chords", [["0", "C", [60] * 33]]), "length <= 32"),
    ],
)
def test_what_a_document_must_not_hold_is_named_with_its_place(data: bytes, message: str) -> None:
    with pytest.raises(DocumentError, match=message):
        decode(LeadSheet, data)
