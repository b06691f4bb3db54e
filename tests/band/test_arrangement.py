from fractions import Fraction
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from jazzcore.band.arrangement import without_clashes
from jazzcore.music.notes import Note

NOTES = st.lists(
    st.builds(
        Note,
        st.fractions(0, 8, max_denominator=12),
        st.fractions(Fraction(1, 12), 6, max_denominator=12),
        st.integers(60, 63),
    ),
    max_size=20,
)


def test_a_note_ends_where_its_pitch_is_struck_again_and_other_pitches_ring_on() -> None:
    notes = (Note(Fraction(0), Fraction(4), 60), Note(Fraction(0), Fraction(4), 64), Note(Fraction(1), Fraction(1), 60))
    assert without_clashes(notes) == (
        Note(Fraction(0), Fraction(1), 60),
        Note(Fraction(0), Fraction(4), 64),
        Note(Fraction(1), Fraction(1), 60),
    )


def test_of_two_notes_struck_together_the_longer_stays() -> None:
    assert without_clashes([Note(Fraction(1), Fraction(2), 60), Note(Fraction(1), Fraction(1), 60)]) == (
        Note(Fraction(1), Fraction(2), 60),
    )


def test_notes_that_touch_are_left_alone() -> None:
    notes = (Note(Fraction(0), Fraction(1), 60), Note(Fraction(1), Fraction(1), 60))
    assert without_clashes(notes) == notes


@given(NOTES)
def test_no_pitch_sounds_twice_at_once_and_no_strike_is_lost(notes: list[Note]) -> None:
    closed = without_clashes(notes)
    assert {(n.onset_quarter, n.pitch) for n in closed} == {(n.onset_quarter, n.pitch) for n in notes}
    assert [n.onset_quarter for n in closed] == sorted(n.onset_quarter for n in closed)
    assert all(note.duration_quarter > 0 for note in closed)
    for pitch in range(60, 64):
        same = [note for note in closed if note.pitch == pitch]
        assert all(before.end_quarter <= after.onset_quarter for before, after in pairwise(same))
