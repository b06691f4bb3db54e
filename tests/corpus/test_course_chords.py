from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from jazzcore.corpus.course_file import course_chords
from jazzcore.music.notes import Note

TICK = Fraction(1, 96)


def played(onset: int, duration: int, pitch: int) -> Note:
    """A note of so many ticks, 96 to the quarter."""
    return Note(onset * TICK, duration * TICK, pitch)


def found(*notes: Note) -> list[tuple[Fraction, tuple[int, ...]]]:
    return [(event.onset_quarter, event.chord.pitches) for event in course_chords(notes)]


def test_notes_that_begin_and_end_together_are_a_chord_with_a_name() -> None:
    (event,) = course_chords([played(0, 96, 67), played(0, 96, 60), played(0, 96, 64), played(0, 96, 70)])
    assert event.onset_quarter == 0
    assert event.chord.pitches == (60, 64, 67, 70)
    assert event.chord.symbol == "C7"


def test_single_notes_are_no_chord() -> None:
    assert found(played(0, 96, 60), played(96, 96, 64)) == []
    assert found() == []


def test_six_ticks_are_together_and_seven_are_not() -> None:
    assert found(played(0, 96, 60), played(6, 90, 64)) == [(0, (60, 64))]
    assert found(played(0, 96, 60), played(7, 89, 64)) == []
    assert found(played(0, 96, 60), played(0, 102, 64)) == [(0, (60, 64))]
    assert found(played(0, 96, 60), played(0, 103, 64)) == []


def test_ends_count_and_not_lengths() -> None:
    assert found(played(0, 96, 60), played(6, 96, 64)) == [(0, (60, 64))]
    assert found(played(0, 96, 60), played(6, 97, 64)) == []


def test_a_chord_stands_at_the_quantised_onset_of_its_first_note() -> None:
    assert found(played(94, 96, 60), played(98, 96, 64)) == [(1, (60, 64))]
    assert found(played(30, 96, 60), played(30, 96, 64)) == [(Fraction(1, 3), (60, 64))]


def test_a_later_chord_takes_notes_that_an_earlier_one_has_taken_and_counts_at_the_same_onset() -> None:
    # 60 takes 64 (ends 4 apart) but not 67 (8 apart); 67 then takes 64 (4 apart), which stands after it.
    assert found(played(0, 96, 60), played(0, 104, 67), played(0, 100, 64)) == [(0, (64, 67))]


def test_a_note_takes_only_later_ones() -> None:
    assert found(played(0, 104, 67), played(0, 100, 64), played(0, 96, 60)) == [(0, (64, 67))]
    # In this order 64 comes first and takes both, so nothing is left to begin another chord.
    assert found(played(0, 100, 64), played(0, 104, 67), played(0, 96, 60)) == [(0, (60, 64, 67))]


def test_the_search_ends_at_an_onset_further_away() -> None:
    assert found(played(0, 96, 60), played(10, 86, 67), played(6, 90, 64)) == [(0, (64, 67))]


@given(st.lists(st.tuples(st.integers(0, 960), st.integers(1, 200), st.integers(30, 90)), max_size=40))
def test_chords_are_in_order_at_different_onsets_and_made_of_played_notes(ticks: list[tuple[int, int, int]]) -> None:
    notes = [played(*note) for note in sorted(ticks)]
    events = course_chords(notes)
    onsets = [event.onset_quarter for event in events]
    assert onsets == sorted(set(onsets))
    assert {pitch for event in events for pitch in event.chord.pitches} <= {note.pitch for note in notes}
