from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jazzcore.corpus.midi.voices import Voices, voices_of
from jazzcore.music.notes import Note


def played(onset: int | str, duration: int | str, pitch: int = 60) -> Note:
    return Note(Fraction(onset), Fraction(duration), pitch)


def test_a_line_has_one_voice() -> None:
    assert voices_of([played(0, 1), played(1, 1), played(3, 1)]) == Voices(1.0, 1.0, 0.0, 0.0, 0.0, 0.25)


def test_steps_and_leaps_are_those_of_the_top_notes() -> None:
    line = [played(0, 1, 60), played(1, 1, 64), played(1, 1, 40), played(2, 1, 69), played(3, 1, 69), played(4, 1, 68)]
    assert voices_of(line).steps == pytest.approx(2 / 3)  # up 4, up 5, the same again, down 1


def test_chords_and_pairs_are_told_apart() -> None:
    triad = [played(0, 1, pitch) for pitch in (60, 64, 67)]
    pair = [played(1, 1, 60), played("17/16", "15/16", 64)]
    measured = voices_of([*triad, *pair, played(2, 1), played(3, 1)])
    assert (measured.single_onsets, measured.double_onsets, measured.chord_onsets) == (0.5, 0.25, 0.25)
    # Alone: a sixteenth of the pair, and two quarters of the four that sound.
    assert measured.one_voice == pytest.approx((1 / 16 + 2) / 4)


def test_overlaps_count_as_two_voices_but_as_single_onsets() -> None:
    measured = voices_of([played(0, 2), played(1, 2)])
    assert measured.one_voice == pytest.approx(2 / 3)
    assert measured.single_onsets == 1.0


def test_notes_without_length_are_one_voice() -> None:
    assert voices_of([played(0, 0), played(1, 0)]).one_voice == 1.0


@given(st.lists(st.tuples(st.integers(0, 99), st.integers(0, 9)), min_size=1, max_size=30))
def test_shares_are_shares(spans: list[tuple[int, int]]) -> None:
    measured = voices_of([played(onset, duration) for onset, duration in spans])
    assert 0 <= measured.one_voice <= 1
    assert 0 <= measured.silence <= 1
    assert measured.single_onsets + measured.double_onsets + measured.chord_onsets == pytest.approx(1)
