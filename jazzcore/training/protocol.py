"""What the page's process and the worker say to each other: one line of JSON a message.

The page writes an `Order` and later, if it wants the run to end, the line `STOP`; the end of the input means the same.
The worker answers with events: `Started`, an `EpochLoss` an epoch, `Saved` each time the bundle is saved,
`CheckpointSaved` after each checkpoint, then `Finished` or `Failed`.
`*_to_line` and `*_from_line` are inverse; lines carry no line end.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from jazzcore.errors import TrainingError
from jazzcore.models.bundle import EpochLoss
from jazzcore.models.request import TrainingRequest, request_from_json, request_to_json

STOP = "stop"

_SHOWN_CHARACTERS = 120


@dataclass(frozen=True, slots=True)
class Order:
    """What to train, the bundle folder to save it in, the folder of its checkpoints, and the bundle to start from."""

    request: TrainingRequest
    folder: Path
    checkpoints: Path
    train_on: Path | None = None


@dataclass(frozen=True, slots=True)
class Started:
    """The worker has read its order; `losses` are those of the bundle it trains on from."""

    losses: tuple[EpochLoss, ...] = ()


@dataclass(frozen=True, slots=True)
class Saved:
    """The bundle of this epoch is safe in its folder."""

    epoch: int


@dataclass(frozen=True, slots=True)
class CheckpointSaved:
    """The model as it was after this epoch is safe among the run's checkpoints."""

    epoch: int


@dataclass(frozen=True, slots=True)
class Finished:
    """The run is over and saved; `stopped` when that was before its last epoch."""

    stopped: bool


@dataclass(frozen=True, slots=True)
class Failed:
    """The run is over; `message` is a sentence for people."""

    message: str


Progress = Started | EpochLoss | Saved | CheckpointSaved | Finished
Event = Progress | Failed


def order_to_line(order: Order) -> str:
    """An order as a line."""
    return json.dumps(
        {
            "request": request_to_json(order.request),
            "folder": str(order.folder),
            "moments": str(order.checkpoints),
            "train_on": str(order.train_on) if order.train_on else None,
        }
    )


def order_from_line(line: str) -> Order:
    """The order on a line; raises TrainingError for anything else, SettingError for an unknown recipe."""
    try:
        said = json.loads(line)
        train_on = Path(said["train_on"]) if said["train_on"] else None
        return Order(request_from_json(said["request"]), Path(said["folder"]), Path(said["moments"]), train_on)
    except (ValueError, KeyError, TypeError) as error:
        raise TrainingError(
            f"The training process got {_shown(line)}, which is not an order; start the training from the page."
        ) from error


def event_to_line(event: Event) -> str:
    """An event as a line."""
    match event:
        case Started(losses):
            said: dict[str, Any] = {"event": "started", "losses": [_loss_fields(loss) for loss in losses]}
        case EpochLoss():
            said = {"event": "epoch", **_loss_fields(event)}
        case Saved(epoch):
            said = {"event": "saved", "epoch": epoch}
        case CheckpointSaved(epoch):
            said = {"event": "moment", "epoch": epoch}
        case Finished(stopped):
            said = {"event": "finished", "stopped": stopped}
        case Failed(message):
            said = {"event": "failed", "message": message}
    return json.dumps(said)


def event_from_line(line: str) -> Event:
    """The event on a line; raises TrainingError for anything else."""
    try:
        said = json.loads(line)
        return _EVENT_READERS[said["event"]](said)
    except (ValueError, KeyError, TypeError) as error:
        raise TrainingError(
            f"The training process said {_shown(line)}, which the page does not understand; train again."
        ) from error


def _loss_fields(loss: EpochLoss) -> dict[str, Any]:
    return {"epoch": loss.epoch, "training": loss.training, "held_out": loss.validation}


def _loss(said: Mapping[str, Any]) -> EpochLoss:
    return EpochLoss(said["epoch"], said["training"], said["held_out"])


_EVENT_READERS: Mapping[str, Callable[[Mapping[str, Any]], Event]] = MappingProxyType(
    {
        "started": lambda said: Started(tuple(_loss(loss) for loss in said["losses"])),
        "epoch": _loss,
        "saved": lambda said: Saved(said["epoch"]),
        "moment": lambda said: CheckpointSaved(said["epoch"]),
        "finished": lambda said: Finished(said["stopped"]),
        "failed": lambda said: Failed(said["message"]),
    }
)


def _shown(line: str) -> str:
    return repr(line if len(line) <= _SHOWN_CHARACTERS else line[:_SHOWN_CHARACTERS] + "…")
