"""How loud sounds are, and which volumes make them equally loud.

All sounds have one peak, so a sound with a sharp stroke in it is softer as a whole. Of two solos that are compared, the
louder one is liked better, so both are played equally loud.
"""

import wave
from collections.abc import Sequence
from io import BytesIO
from math import log10

import numpy as np

from jazzcore.render.audio.samples import FULL_SCALE

AUDIBLE_DIFFERENCE_DB = 1.0
"""The smallest difference of level that is evened out, about the least that one hears in music."""

_FRAMES_AT_ONCE = 1 << 20


def level_db(wav: bytes) -> float:
    """The level of a WAV file of 16 bits: its root mean square in decibels of full scale; -inf for silence."""
    square_sum, count = 0.0, 0
    with wave.open(BytesIO(wav)) as file:
        while frames := file.readframes(_FRAMES_AT_ONCE):
            samples = np.frombuffer(frames, "<i2").astype(np.float32)
            square_sum += float(np.dot(samples, samples))
            count += samples.size
    return 10 * log10(square_sum / count / FULL_SCALE**2) if square_sum else float("-inf")


def even_volumes(levels_db: Sequence[float]) -> tuple[float, ...]:
    """The volumes, 0 to 1, that make sounds of these levels as loud as the softest of them.

    Sounds within a decibel of the softest one keep their volume, and so do all sounds beside silence.
    """
    softest = min(levels_db)
    return tuple(
        10 ** ((softest - level) / 20) if AUDIBLE_DIFFERENCE_DB < level - softest < float("inf") else 1.0
        for level in levels_db
    )
