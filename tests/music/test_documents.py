import json
from dataclasses import replace
from fractions import Fraction

from jazzcore.music.documents import (
    chart_from_document,
    chart_to_document,
    notes_from_document,
    notes_to_document,
    sheet_from_document,
    sheet_to_document,
)
from jazzcore.music.leadsheet import Meter
from jazzcore.music.notes import Note
from tests.music.test_leadsheet import chart


def test_a_chart_survives_json() -> None:
    sheet = replace(chart(Meter(3, 4), ["Dm7", "C/E"]), key="D minor", first_bar=120, swing_ratio=1.7)

    assert chart_from_document(json.loads(json.dumps(chart_to_document(sheet)))) == sheet


def test_times_survive_json_exactly() -> None:
    notes = (Note(Fraction(1, 3), Fraction(7, 12), 61, 99), Note(Fraction(5, 2), Fraction(1), 60))

    assert notes_from_document(json.loads(json.dumps(notes_to_document(notes)))) == notes


def test_a_whole_lead_sheet_survives_json() -> None:
    sheet = replace(
        chart(Meter(5, 4), ["Bb7"]),
        melody=(Note(Fraction(1, 3), Fraction(2, 3), 70),),
        silence_after_quarter=Fraction(5, 2),
        remarks=("Grace notes are left out.",),
    )

    assert sheet_from_document(json.loads(json.dumps(sheet_to_document(sheet)))) == sheet
