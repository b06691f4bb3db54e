"""Generating as a take does: steps of the networks in numpy, with the masks that keep time."""

from functools import partial

import numpy as np

from benchmarks.material import SEED, shipped_bundle, shipped_studio
from benchmarks.report import Result, median_seconds
from jazzcore.improvise.form import Form
from jazzcore.improvise.values import improvise_values
from jazzcore.models.choosing import Choice
from jazzcore.music.leadsheet import repeated
from jazzcore.takes.make import make_solo
from jazzcore.takes.take import TakeSettings

RUNS = 15
FEW, MANY = 50, 1000
MOST_FEW_MS, MOST_MANY_MS = 10.0, 200.0
SOLO_BARS, MOST_SOLO_SEC = 32, 0.5
# One of a thousand values may take so many times as long as one of fifty.
LINEAR_WITHIN = 1.3


def measure() -> tuple[Result, ...]:
    """Three rows, the second with how linear it is."""
    bundle = shipped_bundle()

    def generate(count: int) -> None:
        improvise_values(bundle, Form(bundle.charts[0], count), Choice(0.9), np.random.default_rng(SEED))

    studio = shipped_studio()
    chart = repeated(studio.charts[0], SOLO_BARS)

    def generate_solo() -> None:
        make_solo(studio, chart, TakeSettings(seed=SEED))

    few_ms, many_ms = (1000 * median_seconds(partial(generate, count), RUNS) for count in (FEW, MANY))
    solo_sec = median_seconds(generate_solo, RUNS)
    growth = (many_ms / MANY) / (few_ms / FEW)
    return (
        Result(f"generating {FEW} values", f"{few_ms:.1f} ms", f"<= {MOST_FEW_MS:.0f} ms", few_ms <= MOST_FEW_MS),
        Result(
            f"generating {MANY:,} values",
            f"{many_ms:.0f} ms, a value {growth:.2f} times as long as one of {FEW}",
            f"<= {MOST_MANY_MS:.0f} ms, linear",
            many_ms <= MOST_MANY_MS and growth <= LINEAR_WITHIN,
        ),
        Result(
            f"generating a solo of {SOLO_BARS} bars by the studio's recipe",
            f"{solo_sec:.2f} s",
            f"<= {MOST_SOLO_SEC:.1f} s",
            solo_sec <= MOST_SOLO_SEC,
        ),
    )
