from fractions import Fraction

import pytest

from jazzcore.band.spans import cells_of, chord_spans, held_chords
from jazzcore.errors import ChordSymbolError
from jazzcore.music.chords.table import chord_of, format_symbol
from jazzcore.music.leadsheet import Bar, Chord, ChordEvent, Meter, bars_of
from tests.band.band_charts import changes


@pytest.mark.parametrize(
    ("meter", "begins", "unit"),
    [
        (Meter(4, 4), [0], 1),
        (Meter(3, 4), [0], 1),
        (Meter(2, 4), [0], 1),
        (Meter(5, 4), [0, 2], 1),
        (Meter(6, 4), [0, 4], 1),
        (Meter(7, 4), [0, 4], 1),
        (Meter(2, 2), [0], 1),
        (Meter(3, 2), [0, 4], 1),
        (Meter(6, 8), [0, Fraction(3, 2)], Fraction(1, 2)),
        (Meter(12, 8), [0, Fraction(3, 2), 3, Fraction(9, 2)], Fraction(1, 2)),
        (Meter(7, 8), [0, 2], Fraction(1, 2)),
        (Meter(1, 4), [0], 1),
        (Meter(3, 16), [0], Fraction(1, 4)),
    ],
)
def test_bars_are_cut_into_twos_threes_and_fours(meter: Meter, begins: list[Fraction], unit: Fraction) -> None:
    first, second = ([c for c in cells_of(bars_of(meter, 2)) if c.bar == bar] for bar in (0, 1))
    assert [cell.onset_quarter for cell in first] == begins
    assert [cell.onset_quarter - meter.bar_quarter for cell in second] == begins
    assert [cell.end_quarter for cell in first] == [*begins[1:], meter.bar_quarter]
    assert {cell.unit_quarter for cell in first} == {unit}
    assert [cell.is_bar_line for cell in first] == [True] + [False] * (len(begins) - 1)
    assert all(1 <= cell.units <= 4 for cell in first)


def test_spans_are_cells_cut_at_changes_and_a_chord_named_again_goes_on() -> None:
    chords = (*changes("Dm7", "Dm7", "N.C."), ChordEvent(Fraction(10), chord_of("G7")))
    spans = chord_spans(chords, bars_of(Meter(), 3))
    assert [(s.cell.onset_quarter, s.cell.end_quarter, format_symbol(s.symbol), s.is_change) for s in spans] == [
        (0, 4, "Dm7", True),
        (4, 8, "Dm7", False),
        (10, 12, "G7", True),
    ]
    assert [s.cell.bar for s in spans] == [0, 1, 2]
    assert [s.cell.is_bar_line for s in spans] == [True, True, False]
    assert spans[0].change == spans[1].change != spans[2].change


def test_chords_without_room_are_left_out() -> None:
    chords = (*changes("Dm7", "Em7", every=0), *changes("A7", "A7")[1:], ChordEvent(Fraction(9), chord_of("D7")))
    spans = chord_spans(chords, bars_of(Meter(), 2))
    assert [(s.cell.onset_quarter, format_symbol(s.symbol)) for s in spans] == [(0, "Em7"), (4, "A7")]
    assert chord_spans((), bars_of(Meter(), 2)) == ()
    assert chord_spans(chords, ()) == ()


def test_the_last_chord_is_held_to_the_end_and_before_the_first_there_is_silence() -> None:
    spans = chord_spans((ChordEvent(Fraction(2), chord_of("C6")),), bars_of(Meter(3, 4), 2))
    assert [(s.cell.onset_quarter, s.cell.end_quarter) for s in spans] == [(2, 3), (3, 6)]


def test_a_symbol_that_names_no_chord_is_refused() -> None:
    with pytest.raises(ChordSymbolError, match="H7"):
        chord_spans((ChordEvent(Fraction(0), Chord("H7", (60, 64))),), bars_of(Meter(), 1))


def test_held_chords_are_cut_at_bar_lines_whatever_they_are_called() -> None:
    odd, g = Chord("?", (60, 63)), chord_of("G7")
    bars = (Bar(Fraction(0), Meter()), Bar(Fraction(4), Meter(3, 4)))
    chords = (ChordEvent(Fraction(1), odd), ChordEvent(Fraction(6), g), ChordEvent(Fraction(9), odd))
    assert list(held_chords(chords, bars)) == [(1, 4, odd), (4, 6, odd), (6, 7, g)]
    assert list(held_chords(chords, ())) == []
