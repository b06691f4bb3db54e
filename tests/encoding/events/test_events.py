from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jazzcore.encoding.events.events import IOI_TICKS, Event, events_of, ioi_class, notes_of, validation_melodies
from jazzcore.music.chords.table import chord_of
from jazzcore.music.leadsheet import ChordEvent, LeadSheet, Meter, bars_of
from jazzcore.music.notes import Note

CHORDS = (ChordEvent(Fraction(0), chord_of("C")),)


def sheet(*notes: Note, bars: int = 4) -> LeadSheet:
    return LeadSheet("Test", notes, CHORDS, bars_of(Meter(), bars), 120.0, "test")


def test_there_are_35_classes_of_time_and_each_is_its_own() -> None:
    assert len(IOI_TICKS) == 35
    assert [ioi_class(ticks) for ticks in IOI_TICKS] == list(range(35))


@pytest.mark.parametrize(
    ("ticks", "nearest"),
    [(25, 24), (26, 27), (28, 27), (39, 36), (40, 42), (66, 60), (120, 96), (121, 144), (500, 144)],
)
def test_a_time_between_two_classes_belongs_to_the_nearer_one(ticks: int, nearest: int) -> None:
    assert IOI_TICKS[ioi_class(ticks)] == nearest


def test_notes_off_the_grid_go_to_the_nearest_tick_and_last_one_at_least() -> None:
    played = sheet(Note(Fraction(1, 5), Fraction(1, 100), 60, 90), Note(Fraction(1, 10), Fraction(1, 3), 62))

    assert events_of(played) == (Event(1, 4, 62, 80), Event(2, 1, 60, 90))


@given(
    st.lists(st.tuples(st.integers(0, 191), st.integers(1, 50), st.integers(0, 127), st.integers(1, 127)), max_size=20)
)
def test_events_and_notes_are_inverse_on_the_grid(numbers: list[tuple[int, int, int, int]]) -> None:
    line = tuple(Event(*each) for each in sorted(numbers))

    assert events_of(sheet(*notes_of(line))) == line


def test_every_eighth_of_eight_pieces_or_more_is_held_out() -> None:
    line = (Event(0, 1, 60, 80),)

    assert validation_melodies((line,) * 7) == ()
    assert validation_melodies((line,) * 17) == (7, 15)
