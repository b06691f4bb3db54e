"""How loud sounds are, and by which volumes they are alike."""

from math import inf

import numpy as np
import pytest

from jazzcore.render.audio.loudness import even_volumes, level_db
from jazzcore.render.audio.samples import FRAMES_A_SECOND, FULL_SCALE, wav_bytes

SECOND = np.arange(FRAMES_A_SECOND) / FRAMES_A_SECOND


def tone(amplitude: float, seconds: int = 1) -> bytes:
    """A sine of whole periods, on both channels."""
    wave = np.tile(amplitude * FULL_SCALE * np.sin(2 * np.pi * 441 * SECOND), seconds)
    return wav_bytes(np.column_stack((wave, wave)).astype(np.int16))


def test_a_full_sine_lies_three_decibels_below_full_scale_however_long_it_is() -> None:
    assert level_db(tone(1.0)) == pytest.approx(-3.01, abs=0.01)
    assert level_db(tone(0.1)) == pytest.approx(-23.01, abs=0.01)
    assert level_db(tone(1.0, seconds=30)) == pytest.approx(-3.01, abs=0.01)
    assert level_db(tone(0.0)) == -inf


def test_the_louder_one_is_turned_down_to_the_softer_one() -> None:
    loud, soft = tone(0.8), tone(0.4)

    volumes = even_volumes([level_db(loud), level_db(soft)])

    assert volumes == pytest.approx((0.5, 1.0), abs=0.001)
    assert even_volumes([-10.0, -30.0, -10.5]) == pytest.approx((0.1, 1.0, 10 ** (-19.5 / 20)))


@pytest.mark.parametrize("levels", [(-20.0, -20.0), (-20.0, -20.9), (-inf, -20.0), (-inf, -inf)])
def test_what_is_hardly_heard_or_silent_changes_nothing(levels: tuple[float, float]) -> None:
    assert even_volumes(levels) == (1.0, 1.0)
