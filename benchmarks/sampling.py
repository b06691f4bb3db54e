"""Generating values as a take does: steps of the network in numpy, with the masks that keep time."""

from functools import partial

import numpy as np

from benchmarks.figure import Figure, median_seconds
from benchmarks.material import SEED, shipped_bundle
from jazzcore.models.sampler import Choice
from jazzcore.solo.improvise import improvise

RUNS = 15
FEW, MANY = 50, 1000
MOST_FEW_MS, MOST_MANY_MS = 10.0, 200.0
# One of a thousand values may take so many times as long as one of fifty.
LINEAR_WITHIN = 1.3


def measure() -> tuple[Figure, ...]:
    """Two rows, the second with how linear it is."""
    bundle = shipped_bundle()

    def generate(count: int) -> None:
        improvise(bundle, bundle.charts[0], count, Choice(0.9), np.random.default_rng(SEED))

    few_ms, many_ms = (1000 * median_seconds(partial(generate, count), RUNS) for count in (FEW, MANY))
    growth = (many_ms / MANY) / (few_ms / FEW)
    return (
        Figure(f"generating {FEW} values", f"{few_ms:.1f} ms", f"<= {MOST_FEW_MS:.0f} ms", few_ms <= MOST_FEW_MS),
        Figure(
            f"generating {MANY:,} values",
            f"{many_ms:.0f} ms, a value {growth:.2f} times as long as one of {FEW}",
            f"<= {MOST_MANY_MS:.0f} ms, linear",
            many_ms <= MOST_MANY_MS and growth <= LINEAR_WITHIN,
        ),
    )
