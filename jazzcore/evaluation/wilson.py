"""How sure a counted share is: Wilson's score interval.

E. B. Wilson, "Probable inference, the law of succession, and statistical inference", Journal of the American
Statistical Association 22 (1927), 209-212.
"""

from math import sqrt
from statistics import NormalDist
from typing import NamedTuple

CONFIDENCE = 0.95

_DEVIATIONS = NormalDist().inv_cdf((1 + CONFIDENCE) / 2)


class Interval(NamedTuple):
    """A range of shares, each 0 to 1."""

    low: float
    high: float

    def holds(self, share: float) -> bool:
        """Whether a share lies in it."""
        return self.low <= share <= self.high


def wilson_interval(count: int, total: int) -> Interval:
    """The shares that `count` of `total` leave likely, at a confidence of 95 %; of a total of 0, all shares.

    They are those whose distance from the counted share is at most 1.96 standard errors, the error being that of the
    share itself and not of the counted one. Raises ValueError for counts that cannot be.
    """
    if not 0 <= count <= total:
        raise ValueError(f"wilson_interval counts 0 to {total} of {total}, got {count}")
    if total == 0:
        return Interval(0.0, 1.0)
    return Interval(_lowest(count, total), 1 - _lowest(total - count, total))


def _lowest(count: int, total: int) -> float:
    share, spread = count / total, _DEVIATIONS**2 / total
    reach = sqrt(spread * (share * (1 - share) + spread / 4))
    return (share + spread / 2 - reach) / (1 + spread)
