"""How sure a counted share is: Wilson's score interval."""

from math import sqrt
from statistics import NormalDist
from typing import NamedTuple

CONFIDENCE = 0.95

_DEVIATIONS = NormalDist().inv_cdf((1 + CONFIDENCE) / 2)


class Interval(NamedTuple):
    """A range of shares, each 0 to 1."""

    low: float
    high: float

    def contains(self, share: float) -> bool:
        """Whether a share lies in it."""
        return self.low <= share <= self.high


def wilson_interval(count: int, total: int) -> Interval:
    """Wilson's score interval, at a confidence of 95 %.

    The interval holds the shares whose distance from the counted share is at most 1.96 standard errors. The error is
    that of the share itself and not of the counted one.

    Parameters
    ----------
    count : int
        How often something was counted.
    total : int
        Out of how many.

    Returns
    -------
    Interval
        The likely shares; all shares for a total of 0.

    Raises
    ------
    ValueError
        For a count outside 0 to total.

    References
    ----------
    E. B. Wilson, "Probable inference, the law of succession, and statistical inference", Journal of the American
    Statistical Association 22, 1927.
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
