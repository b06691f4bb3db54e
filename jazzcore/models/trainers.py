"""Training of every kind: each kind of request goes to what trains it."""

from collections.abc import Callable

from jazzcore.errors import TrainingError
from jazzcore.models.bundle import Bundle, EventBundle, ValueBundle
from jazzcore.models.epoch_result import OnEpoch
from jazzcore.models.events.training import train_events
from jazzcore.models.request import EventRequest, TrainingRequest, ValueRequest
from jazzcore.models.values.training import train as train_values


def train(
    request: TrainingRequest, on_epoch: OnEpoch, should_stop: Callable[[], bool], start: Bundle | None = None
) -> Bundle:
    """Train as `training.train` and `event_training.train_events` do, and raise what they raise."""
    match request, start:
        case ValueRequest(), ValueBundle() | None:
            return train_values(request, on_epoch, should_stop, start)
        case EventRequest(), EventBundle() | None:
            return train_events(request, on_epoch, should_stop, start)
    raise TrainingError(
        f"A model of the recipe {start.recipe.name if start else None!r} cannot be trained on by "
        f"{request.recipe.name!r}; choose the same recipe, or train again."
    )
