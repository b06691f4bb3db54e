"""What training tells after every epoch, whatever it trains."""

from collections.abc import Callable
from dataclasses import dataclass

from jazzcore.models.bundle import Bundle, EpochLoss


@dataclass(frozen=True, slots=True)
class EpochResult:
    """The model after an epoch, to be asked for before training goes on.

    `bundle` gives what training would give if it ended now, with the optimiser's state. `of_epoch` gives the weights of
    this very epoch, as they are judged, without that state: a recipe that keeps its best epoch has others in `bundle`.
    """

    bundle: Callable[[], Bundle]
    of_epoch: Callable[[], Bundle]


OnEpoch = Callable[[EpochLoss, EpochResult], None]
