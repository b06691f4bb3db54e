"""What the browser draws of a take, and when its notes sound."""

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from jazzcore.band.settings import BandSettings, band_for
from jazzcore.errors import RenderError
from jazzcore.music.leadsheet import Bar, Meter
from jazzcore.music.notes import Note
from jazzcore.music.solo import Solo, SoloNote
from jazzcore.page.shared.colours import CATEGORY_STYLES, COPIED_COLOUR
from jazzcore.page.shared.roll import roll_payload
from tests.page.player_takes import BAR_SEC, eighths, take_of

STRAIGHT = replace(band_for("swing", 240, 65), swing_ratio=1.0, humanise=0.0)
SWUNG = replace(STRAIGHT, swing_ratio=2.0)
UNACCOMPANIED = replace(
    STRAIGHT,
    piano=replace(STRAIGHT.piano, muted=True),
    bass=replace(STRAIGHT.bass, muted=True),
    drums=replace(STRAIGHT.drums, muted=True),
)


def roll_of(solo: Solo, band: BandSettings | None = None) -> dict[str, Any]:
    return roll_payload(take_of(solo, band), frozenset())


def waltz(*notes: SoloNote) -> Solo:
    bars = (Bar(Fraction(0), Meter(3, 4)), Bar(Fraction(3), Meter(6, 8)))
    return Solo("Waltz", notes, (), bars, ())


def test_bars_and_chords_stand_in_seconds() -> None:
    roll = roll_of(eighths(2))
    assert roll["title"] == "Eight & <bars>"
    assert roll["bars"] == [{"start": 0.0, "beats": 4}, {"start": BAR_SEC, "beats": 4}]
    assert roll["end"] == 2 * BAR_SEC
    assert roll["chords"] == [{"start": 0.0, "symbol": "Dm7"}, {"start": BAR_SEC, "symbol": "G7"}]


def test_a_note_sounds_as_it_swings_and_is_sent_as_it_is_written() -> None:
    on, off = roll_of(eighths(), band=SWUNG)["notes"][8:10]
    assert (on["start"], off["start"]) == (1.0, pytest.approx(1 + 2 / 3 / 4, abs=0.001))
    assert (on["bar"], on["beat"], on["length"], on["name"], on["chord"]) == (2, "1", "1/2", "G#4", "G7")
    assert (off["bar"], off["beat"], off["category"], off["pitch"]) == (2, "1 1/2", 1, 69)


def test_loose_timing_is_roll_of() -> None:
    tight, loose = (
        [note["start"] for note in roll_of(eighths(), band=replace(STRAIGHT, humanise=amount))["notes"]]
        for amount in (0.0, 1.0)
    )
    assert tight == [index / 8 for index in range(64)]
    assert loose != tight
    assert loose == pytest.approx(tight, abs=0.05)


def test_copied_notes_are_marked() -> None:
    roll = roll_payload(take_of(eighths(1)), frozenset({2, 3}))
    assert [note["copied"] for note in roll["notes"]] == [False, False, True, True, False, False, False, False]
    assert roll["copied_colour"] == COPIED_COLOUR


def test_each_category_has_its_style() -> None:
    roll = roll_of(eighths(1))
    names = [roll["styles"][note["category"]]["name"] for note in roll["notes"]]
    assert names == [style.name for style in CATEGORY_STYLES] * 2
    assert [(s["colour"], s["filling"]) for s in roll["styles"]] == [(s.colour, s.filling) for s in CATEGORY_STYLES]


def test_the_band_s_parts_have_their_notes() -> None:
    parts = roll_of(eighths())["parts"]
    assert [(part["name"], part["is_drums"]) for part in parts] == [("Piano", False), ("Bass", False), ("Drums", True)]
    assert all(part["notes"] for part in parts)
    assert all(0 <= note["start"] < note["end"] <= 8 * BAR_SEC for part in parts for note in part["notes"])


def test_parts_that_are_muted_are_left_out_and_a_muted_solo_is_drawn_as_it_is_written() -> None:
    assert roll_of(eighths(), band=UNACCOMPANIED)["parts"] == []
    muted = replace(SWUNG, solo=replace(SWUNG.solo, muted=True))
    roll = roll_of(eighths(), band=muted)
    assert [note["start"] for note in roll["notes"]] == [index / 8 for index in range(64)]
    assert [part["name"] for part in roll["parts"]] == ["Piano", "Bass", "Drums"]


def test_beats_are_counted_in_the_meter_s_unit_and_without_chords_there_is_no_symbol() -> None:
    notes = (
        SoloNote(Note(Fraction(5, 3), Fraction(4, 3), 60), "C"),
        SoloNote(Note(Fraction(9, 2), Fraction(3, 2), 70), "X"),
    )
    roll = roll_of(waltz(*notes), band=UNACCOMPANIED)
    assert roll["bars"] == [{"start": 0.0, "beats": 3}, {"start": 0.75, "beats": 6}]
    assert roll["end"] == 1.5
    cells = [[note[name] for name in ("bar", "beat", "length", "name", "chord")] for note in roll["notes"]]
    assert cells == [[1, "2 2/3", "1 1/3", "C4", ""], [2, "4", "1 1/2", "Bb4", ""]]


def test_a_damaged_take_is_one_sentence() -> None:
    with pytest.raises(RenderError, match="no MIDI file of the studio"):
        roll_payload(replace(take_of(eighths(1)), midi=b"MThd"), frozenset())
