from collections import Counter
from dataclasses import replace
from fractions import Fraction
from itertools import chain
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jazzcore.corpus.course_file import course_sheet as read_course_sheet
from jazzcore.corpus.midi.reader import read_midi
from jazzcore.encoding.values.analysis import values_of
from jazzcore.encoding.values.value import parse_value
from jazzcore.errors import CorpusError
from jazzcore.music.chords.table import chord_of
from jazzcore.music.leadsheet import ChordEvent, LeadSheet, Meter, bars_of
from jazzcore.music.notes import Note

FIRST_BAR = (
    "C,0.500 C,0.333,<P1,d-5> C,0.250,<M-2,m-6> C,0.250,<M3,d-3> C,0.250,<d6,m2> C,0.250,<d5,P1> C,0.667,<M2,d-4> "
    "C,0.250,<d1,P-5> C,0.250,<P-4,d-8> S,0.250,<d4,M-2> S,0.250,<P5,A1> C,0.250,<d5,P1>"
)
FIRST_BAR_WITH_RESTS = (
    "C,0.500 R,0.167 C,0.333,<P1,d-5> R,0.333 C,0.250,<M-2,m-6> C,0.250,<M3,d-3> R,0.083 C,0.250,<d6,m2> "
    "C,0.250,<d5,P1> R,0.083 C,0.667,<M2,d-4> R,0.083 C,0.250,<d1,P-5> R,0.333 C,0.250,<P-4,d-8> S,0.250,<d4,M-2> "
    "R,0.083 S,0.250,<P5,A1> C,0.250,<d5,P1> R,0.083"
)


@pytest.fixture(scope="module")
def course_sheet(shared: Path) -> LeadSheet:
    name = "original_metheny.mid"
    song = read_midi((shared / "data" / name).read_bytes(), name)
    return read_course_sheet(song)


@pytest.mark.parametrize(
    ("with_rests", "first_bar", "counts"),
    [(False, FIRST_BAR, (193, 78)), (True, FIRST_BAR_WITH_RESTS, (275, 90))],
)
def test_the_course_file_gives_the_courses_values(
    course_sheet: LeadSheet, with_rests: bool, first_bar: str, counts: tuple[int, int]
) -> None:
    bars = values_of(course_sheet, with_rests)
    values = list(chain.from_iterable(bars))
    categories = Counter(value[0] for value in values)

    assert " ".join(bars[0]) == first_bar
    assert (len(values), len(set(values))) == counts
    assert categories == Counter({"C": 117, "S": 44, "A": 25, "X": 7, "R": 82 * with_rests})


def sheet_of(*notes: tuple[str, str, int], chords: tuple[tuple[int, str], ...] = ((0, "C"),)) -> LeadSheet:
    return LeadSheet(
        title="Test",
        melody=tuple(Note(Fraction(onset), Fraction(length), pitch) for onset, length, pitch in notes),
        chords=tuple(ChordEvent(Fraction(onset), chord_of(symbol)) for onset, symbol in chords),
        bars=bars_of(Meter(), 2),
        tempo_bpm=120.0,
        source="test.mid",
    )


def test_values_by_hand() -> None:
    sheet = sheet_of(("0", "1/2", 60), ("1/2", "1/3", 62), ("3/2", "5/2", 66), ("4", "1", 67))

    assert values_of(sheet, with_rests=True) == (
        ("C,0.500", "S,0.333,<P4,m-2>", "R,0.667", "S,2.500,<P5,A1>"),
        ("C,1.000", "R,3.000"),
    )


def test_the_first_note_of_a_bar_has_no_interval() -> None:
    first, second = values_of(sheet_of(("0", "4", 60), ("4", "4", 64)), with_rests=False)

    assert (first, second) == (("C,4.000",), ("C,4.000",))


def test_a_chord_counts_from_its_onset_and_on_through_bars_without_any() -> None:
    sheet = sheet_of(("0", "1", 65), ("2", "1", 65), ("4", "1", 65), chords=((0, "C"), (2, "F")))

    assert [value[0] for value in chain.from_iterable(values_of(sheet, with_rests=False))] == ["A", "C", "C"]


def test_notes_before_the_bars_first_chord_count_against_it() -> None:
    sheet = sheet_of(("0", "1", 65), chords=((2, "F"),))

    assert values_of(sheet, with_rests=False)[0][0] == "C,1.000"


def test_rests_are_the_silences_of_the_first_voice() -> None:
    """A second note that begins while the first still sounds goes to another voice and makes no silence."""
    sheet = sheet_of(("0", "2", 60), ("1", "1/2", 64), ("3", "1", 67))

    assert values_of(sheet, with_rests=True) == (
        ("C,2.000", "C,0.500,<P5,A1>", "R,1.000", "C,1.000,<d5,P1>"),
        ("R,4.000",),
    )


def test_the_last_rest_of_an_excerpt_lasts_as_long_as_the_source_is_silent() -> None:
    sheet = replace(sheet_of(("0", "4", 60)), silence_after_quarter=Fraction(10))

    assert values_of(sheet, with_rests=True)[1] == ("R,14.000",)


def test_notes_off_the_grid_count_from_and_to_its_nearest_points() -> None:
    """Fifths of a beat at 0, 2.4, 4.8, 7.2 and 9.6 twelfths."""
    sheet = sheet_of(*((f"{fifth}/5", "1/5", 60) for fifth in range(5)))

    assert [value.split(",")[1] for value in values_of(sheet, with_rests=True)[0]] == [
        *("0.167", "0.250", "0.167", "0.250", "0.167", "7.000"),
    ]


def test_notes_closer_than_the_grid_follow_each_other_a_step_apart() -> None:
    sheet = sheet_of(("0", "1/36", 60), ("1/36", "1/36", 64), ("1/18", "1/36", 67), ("1/12", "1/2", 72), ("1", "3", 60))

    assert values_of(sheet, with_rests=True)[0] == (
        *("C,0.083", "C,0.083,<P5,A1>", "C,0.083,<d5,P1>", "C,0.333,<m6,M2>", "R,0.417", "C,3.000,<M-6,m-10>"),
    )


@given(
    st.lists(
        st.tuples(
            st.fractions(0, 7, max_denominator=36), st.fractions("1/36", 3, max_denominator=36), st.integers(40, 90)
        )
    )
)
def test_any_times_give_a_value_a_note(notes: list[tuple[Fraction, Fraction, int]]) -> None:
    sheet = sheet_of(*((str(onset), str(length), pitch) for onset, length, pitch in notes))
    values = [parse_value(text) for bar in values_of(sheet, with_rests=True) for text in bar]

    assert sum(value.category != "R" for value in values) == len(notes)


def test_a_sheet_without_chords_is_refused() -> None:
    with pytest.raises(CorpusError, match=r"test\.mid: there are no chords"):
        values_of(sheet_of(("0", "1", 60), chords=()), with_rests=True)
