from dataclasses import replace
from fractions import Fraction

import pytest

from jazzcore.music.chords.table import chord_of
from jazzcore.music.leadsheet import (
    ChordEvent,
    LeadSheet,
    Meter,
    bar_index,
    bars_of,
    by_bar,
    chord_at,
    opening,
    passage,
    repeated,
    strong_beats,
)
from jazzcore.music.notes import Note, note_name


def chart(meter: Meter, symbols: list[str]) -> LeadSheet:
    bars = bars_of(meter, len(symbols))
    chords = tuple(ChordEvent(bar.onset_quarter, chord_of(s)) for bar, s in zip(bars, symbols, strict=True))
    return LeadSheet("Test", (), chords, bars, 120.0, "test")


def test_bar_lengths_follow_the_meter() -> None:
    assert [Meter(*m).bar_quarter for m in ((4, 4), (3, 4), (6, 8), (5, 4))] == [4, 3, 3, 5]


@pytest.mark.parametrize(
    ("meter", "expected"),
    [
        (Meter(4, 4), [0, 2]),
        (Meter(3, 4), [0]),
        (Meter(2, 4), [0]),
        (Meter(1, 4), [0]),
        (Meter(5, 4), [0, 2]),
        (Meter(2, 2), [0]),
        (Meter(6, 8), [0, Fraction(3, 2)]),
        (Meter(7, 8), [0, 1, 2]),
        (Meter(12, 8), [0, Fraction(3, 2), 3, Fraction(9, 2)]),
    ],
)
def test_strong_beats_go_by_the_meter(meter: Meter, expected: list[Fraction]) -> None:
    assert list(strong_beats(meter)) == expected


def test_the_bar_of_a_moment_begins_at_its_bar_line() -> None:
    bars = bars_of(Meter(3, 4), 3)

    assert [bar_index(bars, Fraction(t)) for t in (-1, 0, 2, 3, 8, 9, 20)] == [0, 0, 0, 1, 2, 2, 2]


def test_a_chord_sounds_from_its_onset_on() -> None:
    chords = chart(Meter(), ["C", "G7"]).chords

    assert [chord_at(chords, Fraction(t)).chord.symbol for t in ("0", "15/4", "4", "9")] == ["C", "C", "G7", "G7"]
    with pytest.raises(ValueError, match="one chord or more"):
        chord_at((), Fraction(0))


def test_silent_bars_keep_their_place() -> None:
    """The lineage renumbered bars by a counter, so that one silent bar shifted every later chord."""
    notes = (Note(Fraction(0), Fraction(1), 60), Note(Fraction(8), Fraction(1), 62))

    assert [len(bar) for bar in by_bar(notes, bars_of(Meter(), 4))] == [1, 0, 1, 0]


def test_changes_repeat_as_often_as_needed() -> None:
    longer = repeated(chart(Meter(3, 4), ["C", "G7"]), 5)

    assert [event.chord.symbol for event in longer.chords] == ["C", "G7", "C", "G7", "C"]
    assert [event.onset_quarter for event in longer.chords] == [0, 3, 6, 9, 12]
    assert longer.end_quarter == 15
    with pytest.raises(ValueError, match="bars"):
        repeated(replace(longer, bars=()), 1)


def test_the_opening_of_a_piece_is_its_whole_bars_within_a_time() -> None:
    """Three bars of 4/4 at 120 take two seconds each; a note over the cut ends with it."""
    melody = tuple(Note(Fraction(onset), Fraction(2), 60 + onset) for onset in (0, 3, 6, 9))
    chords = (ChordEvent(Fraction(0), chord_of("C")), ChordEvent(Fraction(8), chord_of("F")))
    sheet = LeadSheet("T", melody, chords, bars_of(Meter(), 3), 120.0, "test")

    cut = opening(sheet, 5.9)

    assert (cut.bars, cut.chords) == (sheet.bars[:2], chords[:1])
    assert cut.melody == (*melody[:2], melody[2])
    assert opening(sheet, 3.9).melody == (melody[0], replace(melody[1], duration_quarter=Fraction(1)))
    assert opening(sheet, 0.1).bars == sheet.bars[:1]
    assert opening(sheet, 6.0) is sheet


def test_a_passage_stands_in_its_own_bars_over_its_chords() -> None:
    """Quarters over four bars of C, F, F and G, of which the sixth to the ninth are taken."""
    melody = tuple(Note(Fraction(onset), Fraction(2), 60 + onset) for onset in range(16))
    sheet = replace(
        chart(Meter(), ["C", "F", "G"]), melody=tuple(reversed(melody)), first_bar=5, bars=bars_of(Meter(), 4)
    )
    sheet = replace(sheet, chords=(*sheet.chords[:2], replace(sheet.chords[2], onset_quarter=Fraction(12))))

    cut = passage(sheet, 8, 6)

    assert [(note.onset_quarter, note.pitch) for note in cut.melody] == [(n, 68 + n) for n in range(6)]
    assert [(event.onset_quarter, event.chord.symbol) for event in cut.chords] == [(0, "F"), (4, "G")]
    assert (cut.bars, cut.first_bar) == (bars_of(Meter(), 2), 7)
    assert passage(sheet, 15, 1).melody == (Note(Fraction(3), Fraction(1), 75),)
    with pytest.raises(ValueError, match="passage needs 2 notes from 15 on; the melody has 16"):
        passage(sheet, 15, 2)


def test_note_names_are_the_musicians() -> None:
    assert [note_name(pitch) for pitch in (21, 60, 70, 127)] == ["A0", "C4", "Bb4", "G9"]
