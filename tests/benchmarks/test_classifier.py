import numpy as np
import pytest

from benchmarks.quality.classifier import area_under_curve, auc_of_pairs, logistic_weights, standardised


def rows(mean: float, seed: int, count: int = 60, width: int = 15) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    return np.random.default_rng(seed).normal(mean, 1, (count, width))


def test_area_counts_pairs_in_order() -> None:
    assert area_under_curve(np.array([3.0, 2.0]), np.array([1.0, 2.0])) == (1 + 1 + 1 + 0.5) / 4


def test_logistic_weights_give_the_log_odds_of_groups() -> None:
    """With a penalty this small against 4,000 rows, 3 of 4 at x = 1 and 1 of 4 at x = -1 are odds of 3 and 1 to 3."""
    inputs = np.repeat([1.0, -1.0], 2000)[:, None]
    labels = np.concatenate([np.tile([1.0, 1.0, 1.0, 0.0], 500), np.tile([1.0, 0.0, 0.0, 0.0], 500)])
    assert logistic_weights(inputs, labels) == pytest.approx([0, np.log(3)], abs=0.01)


def test_weights_are_held_down_by_the_penalty() -> None:
    """Two rows that are told apart: the slope of the loss, 2 (1 - p), equals that of the penalty."""
    bias, weight = logistic_weights(np.array([[1.0], [-1.0]]), np.array([1.0, 0.0]))
    assert bias == pytest.approx(0)
    assert weight == pytest.approx(2 * (1 - 1 / (1 + np.exp(-weight))))
    assert weight == pytest.approx(0.675, abs=0.001)


def test_standardising_uses_only_what_is_learnt_from() -> None:
    learnt, asked = standardised(np.array([[1.0, 5.0], [3.0, 5.0]]), np.array([[5.0, np.nan]]))
    assert learnt.tolist() == [[-1, 0], [1, 0]]
    assert asked.tolist() == [[3, 0]]


def test_what_is_alike_cannot_be_told_apart() -> None:
    assert auc_of_pairs(rows(0, 1), rows(0, 2), np.random.default_rng(0)) == pytest.approx(0.5, abs=0.12)


def test_what_differs_is_told_apart() -> None:
    assert auc_of_pairs(rows(0, 1), rows(1, 2), np.random.default_rng(0)) > 0.98
    middle = auc_of_pairs(rows(0, 1), rows(0.2, 2), np.random.default_rng(0))
    assert 0.6 < middle < 0.9


def test_pairs_are_learnt_from_and_asked_together() -> None:
    """Pairs that differ by nothing but their changes: who learnt from one half would call the other wrong."""
    changes = rows(0, 3)
    assert auc_of_pairs(changes, changes, np.random.default_rng(0)) == pytest.approx(0.5, abs=1e-9)
