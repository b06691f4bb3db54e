from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jazzcore.band.swing import swing_notes
from jazzcore.errors import SettingError
from jazzcore.music.leadsheet import Bar, Meter, bars_of
from jazzcore.music.notes import GRID_QUARTER, Note

BARS = bars_of(Meter(), 8)
RATIOS = st.fractions(1, 3, max_denominator=60)
MOMENTS = st.integers(0, 4 * 31).map(lambda sixteenth: Fraction(sixteenth, 4))


def onsets_swung(onsets: list[Fraction], ratio: Fraction | float, bars: tuple[Bar, ...] = BARS) -> list[Fraction]:
    notes = [Note(onset, Fraction(1, 12), 60) for onset in onsets]
    return [note.onset_quarter for note in swing_notes(notes, bars, ratio)]


@pytest.mark.parametrize(
    ("quarter", "ratio", "expected"),
    [
        (Fraction(1, 2), 1, Fraction(1, 2)),
        (Fraction(1, 2), 2, Fraction(2, 3)),
        (Fraction(1, 2), 3, Fraction(3, 4)),
        (Fraction(1, 2), 1.5, Fraction(3, 5)),
        (Fraction(5), 2, Fraction(5)),
        (Fraction(11, 2), 2, Fraction(17, 3)),
        (Fraction(1, 4), 2, Fraction(1, 3)),
        (Fraction(3, 4), 2, Fraction(5, 6)),
    ],
)
def test_the_off_beat_moves_and_the_rest_of_the_beat_stretches(
    quarter: Fraction, ratio: float, expected: Fraction
) -> None:
    assert onsets_swung([quarter], ratio) == [expected]


@given(MOMENTS)
def test_ratio_one_changes_nothing(quarter: Fraction) -> None:
    assert onsets_swung([quarter], 1) == [quarter]


@given(MOMENTS, MOMENTS, RATIOS)
def test_swing_keeps_the_order_of_moments_and_the_beats(one: Fraction, other: Fraction, ratio: Fraction) -> None:
    swung_one, swung_other = onsets_swung([one, other], ratio)
    assert (swung_one < swung_other) == (one < other)
    assert swung_one // 1 == one // 1


@pytest.mark.parametrize("ratio", [0.9, 3.01, 0, -2, float("nan")])
def test_a_ratio_outside_its_range_is_refused(ratio: float) -> None:
    with pytest.raises(SettingError, match=r"1 to 3"):
        onsets_swung([Fraction(1, 2)], ratio)
    with pytest.raises(SettingError, match=r"1 to 3"):
        swing_notes((), BARS, ratio)


def test_a_written_triplet_stays_one_while_the_eighths_around_it_swing() -> None:
    straight = [Fraction(0), Fraction(1, 2), Fraction(1), Fraction(4, 3), Fraction(5, 3), Fraction(2), Fraction(5, 2)]
    assert onsets_swung(straight, 2) == [
        Fraction(0),
        Fraction(2, 3),
        Fraction(1),
        Fraction(4, 3),
        Fraction(5, 3),
        Fraction(2),
        Fraction(8, 3),
    ]


def test_sixteenths_stretch_with_the_eighths_around_them() -> None:
    straight = [Fraction(i, 4) for i in range(5)]
    assert onsets_swung(straight, 2) == [Fraction(i, 6) for i in (0, 2, 4, 5, 6)]


def test_an_off_beat_in_a_beat_of_triplets_keeps_its_place_before_them() -> None:
    assert onsets_swung([Fraction(0), Fraction(1, 2), Fraction(2, 3)], 3) == [
        Fraction(0),
        Fraction(1, 2),
        Fraction(2, 3),
    ]


def test_a_line_stays_legato() -> None:
    line = [
        Note(Fraction(0), Fraction(1, 2), 60),
        Note(Fraction(1, 2), Fraction(1, 2), 62),
        Note(Fraction(1), Fraction(3, 2), 64),
        Note(Fraction(5, 2), Fraction(1, 2), 65),
    ]
    swung = swing_notes(line, BARS, 2)
    assert [note.end_quarter for note in swung[:-1]] == [note.onset_quarter for note in swung[1:]]
    assert swung[0].duration_quarter == Fraction(2, 3)


def test_beats_are_counted_from_the_bar_line() -> None:
    bars = (Bar(Fraction(0), Meter(7, 8)), Bar(Fraction(7, 2), Meter(4, 4)))
    assert onsets_swung([Fraction(7, 2), Fraction(4), Fraction(9, 2)], 2, bars) == [
        Fraction(7, 2),
        Fraction(7, 2) + Fraction(2, 3),
        Fraction(9, 2),
    ]


def test_eighths_that_are_the_beat_stay_even() -> None:
    straight = [Fraction(0), Fraction(1, 2), Fraction(1), Fraction(3, 2)]
    assert onsets_swung(straight, 2, bars_of(Meter(6, 8), 4)) == straight
    assert onsets_swung(straight, 2, bars_of(Meter(3, 4), 4)) != straight


@st.composite
def lines(draw: st.DrawFn) -> tuple[Note, ...]:
    """Monophonic lines on the written grid, with rests, within the bars."""
    notes, onset = [], Fraction(0)
    for gap, length, pitch in draw(
        st.lists(st.tuples(st.integers(0, 7), st.integers(1, 18), st.integers(50, 80)), max_size=15)
    ):
        onset += gap * GRID_QUARTER
        notes.append(Note(onset, length * GRID_QUARTER, pitch))
        onset += length * GRID_QUARTER
    return tuple(notes)


@given(lines(), RATIOS, st.sampled_from([Meter(4, 4), Meter(3, 4), Meter(7, 8), Meter(5, 4), Meter(6, 8)]))
def test_swung_lines_never_overlap_and_keep_their_order(line: tuple[Note, ...], ratio: Fraction, meter: Meter) -> None:
    swung = swing_notes(line, bars_of(meter, 12), ratio)
    assert [note.pitch for note in swung] == [note.pitch for note in line]
    assert all(note.duration_quarter > 0 for note in swung)
    for (before, after), (written, next_written) in zip(pairwise(swung), pairwise(line), strict=True):
        assert before.end_quarter <= after.onset_quarter
        assert (before.end_quarter == after.onset_quarter) == (written.end_quarter == next_written.onset_quarter)


@given(lines(), RATIOS)
def test_notes_on_thirds_stay_where_they_are(line: tuple[Note, ...], ratio: Fraction) -> None:
    for written, swung in zip(line, swing_notes(line, BARS, ratio), strict=True):
        if written.onset_quarter % 1 in (Fraction(0), Fraction(1, 3), Fraction(2, 3)):
            assert swung.onset_quarter == written.onset_quarter
