from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jazzcore.corpus.rhythm.quantise import quantise, quantise_duration
from jazzcore.music.notes import GRID_QUARTER

times = st.fractions(min_value=0, max_value=10_000, max_denominator=32_767)


@pytest.mark.parametrize(
    ("played", "written"),
    [
        ("0", "0"),
        ("23/192", "0"),  # just under an eighth of a quarter
        ("1/8", "0"),  # as far from 0 as from 1/4: the earlier
        ("13/96", "1/4"),
        ("7/24", "1/4"),  # as far from 1/4 as from 1/3
        ("29/96", "1/3"),
        ("5/12", "1/3"),
        ("41/96", "1/2"),
        ("7/12", "1/2"),
        ("17/24", "2/3"),
        ("7/8", "3/4"),
        ("85/96", "1"),
        ("1901/4", "1901/4"),
        ("5711/12", "476"),  # the course's first melody note: 475.917
    ],
)
def test_hand_computed_points(played: str, written: str) -> None:
    assert quantise(Fraction(played)) == Fraction(written)


@given(times)
def test_no_grid_point_is_nearer(time: Fraction) -> None:
    grid = [Fraction(round(time) * 12 + step, 12) for step in range(-24, 25) if step % 3 == 0 or step % 4 == 0]
    assert abs(quantise(time) - time) == min(abs(point - time) for point in grid)


@given(times)
def test_quantised_time_stays_and_lies_on_the_written_grid(time: Fraction) -> None:
    written = quantise(time)
    assert quantise(written) == written
    assert written % GRID_QUARTER == 0


@given(times, times)
def test_order_is_kept(one: Fraction, other: Fraction) -> None:
    assert (quantise(one) <= quantise(other)) or one > other


@pytest.mark.parametrize(("played", "written"), [("0", "1/4"), ("1/96", "1/4"), ("1/8", "1/4"), ("65/96", "2/3")])
def test_no_note_vanishes(played: str, written: str) -> None:
    assert quantise_duration(Fraction(played)) == Fraction(written)
