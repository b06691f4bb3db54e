from itertools import islice

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jazzcore.errors import SettingError
from jazzcore.models.choosing import Choice, choose, choose_rows
from jazzcore.models.settings import COURSE_SETTINGS
from jazzcore.models.values.sampler import Sampler, sample
from tests.models.bundles import random_bundle

LOGITS = np.log(np.array([0.5, 0.3, 0.15, 0.05], np.float32))


def draws(choice: Choice, count: int = 4000) -> np.ndarray:
    rng = np.random.default_rng(0)
    return np.bincount([choose(LOGITS, choice, rng) for _ in range(count)], minlength=4) / count


def test_temperature_0_takes_the_likeliest() -> None:
    assert draws(Choice(0.0), 50).tolist() == [1, 0, 0, 0]


def test_temperature_1_draws_by_likelihood() -> None:
    assert np.allclose(draws(Choice(1.0)), [0.5, 0.3, 0.15, 0.05], atol=0.03)


def test_a_higher_temperature_is_bolder() -> None:
    root = np.sqrt([0.5, 0.3, 0.15, 0.05])

    assert np.allclose(draws(Choice(2.0)), root / root.sum(), atol=0.03)


def test_top_p_keeps_the_likeliest_that_reach_it() -> None:
    assert np.allclose(draws(Choice(1.0, 0.8)), [0.625, 0.375, 0, 0], atol=0.03)
    assert draws(Choice(1.0, 0.4), 50).tolist() == [1, 0, 0, 0]


@given(st.lists(st.floats(-30, 30, width=32), min_size=1, max_size=20), st.floats(0.01, 2), st.floats(0.05, 1))
def test_masked_values_are_never_drawn(logits: list[float], temperature: float, top_p: float) -> None:
    masked = np.where(np.arange(len(logits)) % 2 == 0, np.array(logits, np.float32), -np.inf)
    rng = np.random.default_rng(0)

    assert all(choose(masked, Choice(temperature, top_p), rng) % 2 == 0 for _ in range(20))


@pytest.mark.parametrize(("temperature", "top_p"), [(-0.1, 1.0), (2.1, 1.0), (1.0, 0.0), (1.0, 1.1)])
def test_settings_out_of_range_are_named(temperature: float, top_p: float) -> None:
    with pytest.raises(SettingError, match=r"is -?[0-9.]+; set it"):
        Choice(temperature, top_p)


def test_a_step_is_an_lstm_step() -> None:
    """Against the formulas (Hochreiter and Schmidhuber, 1997; with a forget gate) in double precision."""
    bundle = random_bundle()
    kernel, recurrent, bias, dense, dense_bias = (weight.astype(np.float64) for weight in bundle.weights)
    hidden = cell = np.zeros(COURSE_SETTINGS.lstm_units[0])
    sampler = Sampler(bundle.weights)
    for value_id in (None, 4, 4, 17):
        gates = hidden @ recurrent + bias + (0 if value_id is None else kernel[value_id])
        in_gate, forget, candidate, out = np.split(gates, 4)
        cell = cell / (1 + np.exp(-forget)) + np.tanh(candidate) / (1 + np.exp(-in_gate))
        hidden = np.tanh(cell) / (1 + np.exp(-out))
        assert np.allclose(sampler.step(value_id), hidden @ dense + dense_bias, atol=1e-4)


def test_the_same_seed_samples_the_same_values() -> None:
    bundle = random_bundle()

    def take(seed: int) -> list[int]:
        return list(islice(sample(Sampler(bundle.weights), Choice(0.9), np.random.default_rng(seed)), 40))

    assert take(1) == take(1) != take(2)


def test_rows_are_chosen_as_single_choices_are() -> None:
    """The same logits many times over: as often each, and never one outside the nucleus or not allowed."""
    rng = np.random.default_rng(0)
    logits = np.array([2.0, 1.0, 0.5, 0.0, 3.0], np.float32)
    allowed = np.array([True, True, True, True, False])
    rows = np.tile(logits, (40_000, 1))
    for temperature, top_p in ((1.0, 1.0), (0.5, 1.0), (1.0, 0.8), (2.0, 0.9)):
        choice = Choice(temperature, top_p)
        chosen = choose_rows(rows, np.tile(allowed, (len(rows), 1)), choice, rng)
        singly = [choose(np.where(allowed, logits, -np.inf), choice, rng) for _ in range(10_000)]
        shares = np.bincount(chosen, minlength=5) / len(chosen)
        assert shares == pytest.approx(np.bincount(singly, minlength=5) / len(singly), abs=0.02)
        assert shares[4] == 0

    assert choose_rows(rows[:2], np.tile(allowed, (2, 1)), Choice(0.0), rng).tolist() == [0, 0]


def test_each_row_has_its_own_mask() -> None:
    logits = np.zeros((3, 3), np.float32)

    assert choose_rows(logits, np.eye(3, dtype=np.bool_), Choice(1.0), np.random.default_rng(0)).tolist() == [0, 1, 2]


@pytest.mark.parametrize("temperature", [5e-324, 1e-300, 1e-7, 1e-6, 1e-3])
def test_the_least_temperatures_take_the_likeliest_without_overflow(temperature: float) -> None:
    logits, rng = np.array([700.0, 701.0, -700.0], np.float32), np.random.default_rng(0)

    assert choose(logits, Choice(temperature), rng) == 1
    assert choose_rows(logits[None], np.ones((1, 3), np.bool_), Choice(temperature), rng).tolist() == [1]
