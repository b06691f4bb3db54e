from fractions import Fraction
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from jazzcore.band.humanise import articulated
from jazzcore.music.leadsheet import Meter, bars_of
from jazzcore.music.notes import Note

BARS = bars_of(Meter(), 8)
EIGHTH = Fraction(1, 2)


def line(*pitches: int, length: Fraction = EIGHTH) -> tuple[Note, ...]:
    """Eighths, one after the other."""
    return tuple(Note(i * EIGHTH, length, pitch, 80) for i, pitch in enumerate(pitches))


def test_a_note_reaches_to_the_next_where_that_is_near() -> None:
    near = articulated(line(60, 62, 64, length=Fraction(1, 3)), BARS, 1)
    assert [note.duration_quarter for note in near] == [EIGHTH, EIGHTH, Fraction(1, 4)]
    far = articulated(line(60, 62, 64, length=Fraction(1, 12)), BARS, 1)
    assert [note.duration_quarter for note in far] == [Fraction(1, 12), Fraction(1, 12), Fraction(1, 16)]


def test_the_last_note_of_each_phrase_is_shorter_and_no_other() -> None:
    notes = (*line(60, 62), Note(Fraction(3), Fraction(2), 64, 80), Note(Fraction(5), Fraction(1), 65, 80))
    lengths = [note.duration_quarter for note in articulated(notes, BARS, 1)]
    assert lengths == [EIGHTH, EIGHTH * 3 / 4, Fraction(3, 2), Fraction(3, 4)]


def test_off_beats_and_peaks_are_louder_than_their_neighbours() -> None:
    level = [note.velocity for note in articulated(line(60, 60, 60, 60, 60, 60, 60), BARS, 1)]
    assert all(level[place] > level[place - 1] and level[place] > level[place + 1] for place in (1, 3, 5))
    peaked = [note.velocity for note in articulated(line(60, 62, 67, 64, 62, 62, 62), BARS, 1)]
    assert peaked[2] - level[2] == 8
    assert peaked[3] == level[3]


def test_a_phrase_swells_to_its_middle_and_fades() -> None:
    beats = tuple(Note(Fraction(beat), Fraction(1), 60, 80) for beat in range(9))
    velocities = [note.velocity for note in articulated(beats, BARS, 1)]
    assert velocities == velocities[::-1]
    assert velocities[:5] == sorted(velocities[:5])
    assert velocities[0] < 80 < velocities[4]


def test_velocities_stay_within_midi() -> None:
    loud = tuple(Note(n.onset_quarter, n.duration_quarter, n.pitch, 127) for n in line(60, 67, 60))
    soft = (Note(Fraction(0), EIGHTH, 60, 1),)
    assert all(1 <= note.velocity <= 127 for note in (*articulated(loud, BARS, 1), *articulated(soft, BARS, 1)))


@given(
    st.lists(st.tuples(st.integers(0, 30), st.integers(1, 24), st.integers(40, 80)), max_size=15),
    st.floats(0, 1),
)
def test_a_line_stays_a_line_and_an_amount_of_nothing_changes_nothing(
    spaced: list[tuple[int, int, int]], amount: float
) -> None:
    notes, onset = [], Fraction(0)
    for gap, length, pitch in spaced:
        onset += Fraction(gap, 12)
        notes.append(Note(onset, Fraction(length, 12), pitch))
        onset += Fraction(length, 12)
    shaped = articulated(tuple(notes), bars_of(Meter(), 40), amount)
    assert [(n.onset_quarter, n.pitch) for n in shaped] == [(n.onset_quarter, n.pitch) for n in notes]
    assert all(note.duration_quarter > 0 for note in shaped)
    assert all(a.end_quarter <= b.onset_quarter for a, b in pairwise(shaped))
    assert articulated(tuple(notes), bars_of(Meter(), 40), 0) == tuple(notes)
