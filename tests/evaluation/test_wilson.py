"""The interval of a counted share: known cases, and what defines it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jazzcore.evaluation.wilson import Interval, wilson_interval

_DEVIATIONS = 1.959964
counts = st.integers(1, 5000).flatmap(lambda total: st.tuples(st.integers(0, total), st.just(total)))


@pytest.mark.parametrize(
    ("count", "total", "low", "high"),
    [
        # 0.7 + 3.8415 / 40 = 0.79604 and the root of 3.8415 / 20 * (0.21 + 3.8415 / 80) = 0.22262, over 1.19207
        (14, 20, 0.4810, 0.8545),
        # 0.5 + 3.8415 / 20 = 0.69207 and the root of 3.8415 / 10 * (0.25 + 3.8415 / 40) = 0.36464, over 1.38415
        (5, 10, 0.2366, 0.7634),
        # an end is 0, the other 3.8415 / (10 + 3.8415)
        (0, 10, 0.0, 0.2775),
        (10, 10, 0.7225, 1.0),
        # examples of Newcombe, Statistics in Medicine 17 (1998), 857-872, table I, without continuity correction
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_known_cases(count: int, total: int, low: float, high: float) -> None:
    assert wilson_interval(count, total) == pytest.approx((low, high), abs=0.00005)


def test_without_a_count_every_share_is_likely() -> None:
    assert wilson_interval(0, 0) == Interval(0.0, 1.0)


@given(counts)
def test_its_ends_are_as_far_from_the_counted_share_as_their_own_error_allows(counted: tuple[int, int]) -> None:
    count, total = counted
    for end in wilson_interval(count, total):
        assert (count / total - end) ** 2 == pytest.approx(_DEVIATIONS**2 * end * (1 - end) / total, abs=1e-7)


@given(counts)
def test_it_holds_the_counted_share_and_mirrors_that_of_the_others(counted: tuple[int, int]) -> None:
    count, total = counted
    found, others = wilson_interval(count, total), wilson_interval(total - count, total)
    assert 0 <= found.low < found.high <= 1
    assert found.contains(count / total)
    assert (found.low == 0, found.high == 1) == (count == 0, count == total)
    assert others == pytest.approx((1 - found.high, 1 - found.low), abs=1e-12)


@pytest.mark.parametrize(("count", "total"), [(-1, 3), (4, 3), (0, -1)])
def test_counts_that_cannot_be_are_refused(count: int, total: int) -> None:
    with pytest.raises(ValueError, match="wilson_interval counts"):
        wilson_interval(count, total)
