from fractions import Fraction
from itertools import pairwise
from statistics import fmean

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jazzcore.band.humanise import LOOSENESS, Looseness, humanised
from jazzcore.band.settings import PART_NAMES
from jazzcore.music.leadsheet import Meter, bars_of
from jazzcore.music.notes import Note

BARS = bars_of(Meter(), 32)
BEATS = tuple(Note(Fraction(beat), Fraction(1), 60, 80) for beat in range(128))
LOOSE = Looseness(lag_ms=20, timing_ms=6, velocity=3)


def played(
    notes: tuple[Note, ...], looseness: Looseness = LOOSE, tempo: float = 120, seed: int = 0
) -> tuple[Note, ...]:
    return humanised(notes, looseness, BARS, tempo, np.random.default_rng(seed))


@pytest.mark.parametrize("tempo", [60, 120, 200])
def test_offsets_are_milliseconds_at_any_tempo(tempo: float) -> None:
    offsets = [
        float(after.onset_quarter - before.onset_quarter) * 60_000 / tempo
        for before, after in zip(BEATS, played(BEATS, tempo=tempo), strict=True)
    ]
    assert fmean(offsets) == pytest.approx(20, abs=2)
    assert 3 < float(np.std(offsets)) < 9
    assert max(offsets) <= 33 and min(offsets) >= 7


def test_loudness_strays_a_little() -> None:
    velocities = [note.velocity for note in played(BEATS)]
    assert fmean(velocities) == pytest.approx(80, abs=1)
    assert 74 <= min(velocities) < max(velocities) <= 86


def test_the_soloist_plays_behind_the_band_and_every_part_is_loose() -> None:
    assert set(LOOSENESS) == set(PART_NAMES)
    assert all(LOOSENESS["Solo"].lag_ms >= LOOSENESS[name].lag_ms + 10 for name in PART_NAMES if name != "Solo")


def test_none_of_it_changes_nothing() -> None:
    assert played(BEATS, LOOSE.by(0)) == BEATS
    assert played(()) == ()
    assert LOOSE.by(0.5) == Looseness(10, 3, 1.5)


def test_a_chord_is_struck_at_once_and_legato_stays_legato() -> None:
    chords = tuple(Note(Fraction(2 * i), Fraction(2), pitch) for i in range(20) for pitch in (53, 57, 60))
    shaped = played(chords)
    onsets = sorted({note.onset_quarter for note in shaped})
    assert len(onsets) == 20
    assert {note.end_quarter for note in shaped} == {*onsets[1:], Fraction(40) + shaped[-1].onset_quarter - 38}


def test_what_rings_to_the_end_ends_there() -> None:
    held, short = Note(Fraction(100), Fraction(28), 53), Note(Fraction(101), Fraction(1), 60)
    assert played((held, short))[0].end_quarter == 128


LINES = st.lists(
    st.tuples(st.integers(0, 8), st.integers(1, 12), st.integers(60, 64), st.integers(1, 127)), max_size=30
)


@given(LINES, st.sampled_from([40, 120, 320, 1000]), st.integers(0, 99))
def test_notes_keep_their_order_and_stay_in_the_bars(
    spaced: list[tuple[int, int, int, int]], tempo: float, seed: int
) -> None:
    notes, onset = [], Fraction(0)
    for gap, length, pitch, velocity in spaced:
        onset += Fraction(gap, 24)
        notes.append(Note(onset, Fraction(length, 24), pitch, velocity))
    shaped = played(tuple(notes), Looseness(60, 40, 30), tempo, seed)
    assert [note.pitch for note in shaped] == [note.pitch for note in notes]
    for (one, other), (before, after) in zip(pairwise(shaped), pairwise(notes), strict=True):
        assert (one.onset_quarter < other.onset_quarter) == (before.onset_quarter < after.onset_quarter)
        if before.onset_quarter < after.onset_quarter and before.end_quarter <= after.onset_quarter:
            assert one.end_quarter <= other.onset_quarter
    for note in shaped:
        assert 0 <= note.onset_quarter < note.end_quarter <= BARS[-1].end_quarter
        assert 1 <= note.velocity <= 127
