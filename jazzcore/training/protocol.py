"""What the page's process and the worker send each other: one line of JSON a message.

The page sends an `Order`, and later, if it wants the run to end, the line `STOP`; the end of the input means the same.
The worker answers with events: `Started`, an `EpochEnded` an epoch, `Saved` each time the bundle is saved,
`CheckpointSaved` after each checkpoint, then `Finished` or `Failed`. `*_to_line` and `*_from_line` are inverse; lines
have no line end.
"""

import json
from dataclasses import dataclass
from pathlib import Path

import msgspec

from jazzcore.errors import DocumentError, TrainingError
from jazzcore.models.bundle import EncodedMusic, EpochLoss
from jazzcore.models.request import TrainingRequest
from jazzcore.music.documents import decode, to_builtins
from jazzcore.music.leadsheet import LeadSheet
from jazzcore.recipes.table import recipe_named

STOP = "stop"

_SHOWN_CHARACTERS = 120


@dataclass(frozen=True, slots=True)
class Order:
    """What to train, the bundle folder to save it in, the folder of its checkpoints, and the bundle to start from."""

    request: TrainingRequest
    folder: Path
    checkpoints: Path
    train_on: Path | None = None


class _Event(msgspec.Struct, frozen=True, tag_field="event", tag=str.lower):
    """What the worker reports; each kind has a class of its own."""


class Started(_Event, frozen=True):
    """The worker has read its order; `losses` are those of the bundle it trains further."""

    losses: tuple[EpochLoss, ...] = ()


class EpochEnded(_Event, frozen=True):
    """An epoch is over."""

    loss: EpochLoss


class Saved(_Event, frozen=True):
    """The bundle of this epoch is safe in its folder."""

    epoch: int


class CheckpointSaved(_Event, frozen=True):
    """The model as it was after this epoch is safe among the run's checkpoints."""

    epoch: int


class Finished(_Event, frozen=True):
    """The run is over and saved; `stopped` when that was before its last epoch."""

    stopped: bool


class Failed(_Event, frozen=True):
    """The run is over; `message` is a sentence for people."""

    message: str


Progress = Started | EpochEnded | Saved | CheckpointSaved | Finished
Event = Progress | Failed


@dataclass(frozen=True, slots=True, kw_only=True)
class _OrderDocument:
    """An order as JSON; the fields of its encoded music stand beside these."""

    recipe: str
    charts: tuple[LeadSheet, ...]
    corpus_name: str
    corpus_digest: str
    epochs: int
    seed: int
    folder: str
    checkpoints: str
    train_on: str | None


def order_to_line(order: Order) -> str:
    """Write an order as a line."""
    request = order.request
    document = _OrderDocument(
        recipe=request.recipe,
        charts=request.charts,
        corpus_name=request.corpus_name,
        corpus_digest=request.corpus_digest,
        epochs=request.epochs,
        seed=request.seed,
        folder=str(order.folder),
        checkpoints=str(order.checkpoints),
        train_on=str(order.train_on) if order.train_on else None,
    )
    return json.dumps(to_builtins(document) | to_builtins(request.music))


def order_from_line(line: str) -> Order:
    """Read the order on a line; raises TrainingError for anything else, SettingError for an unknown recipe."""
    data = line.encode()
    try:
        document = decode(_OrderDocument, data)
        music: EncodedMusic = decode(recipe_named(document.recipe).music_type, data)
    except DocumentError as error:
        raise TrainingError(
            f"The training process got {_shown(line)}, which is not an order; start the training from the page."
        ) from error
    request = TrainingRequest(
        recipe=document.recipe,
        music=music,
        charts=document.charts,
        corpus_name=document.corpus_name,
        corpus_digest=document.corpus_digest,
        epochs=document.epochs,
        seed=document.seed,
    )
    train_on = Path(document.train_on) if document.train_on else None
    return Order(request, Path(document.folder), Path(document.checkpoints), train_on)


def event_to_line(event: Event) -> str:
    """Write an event as a line."""
    return msgspec.json.encode(event).decode()


def event_from_line(line: str) -> Event:
    """Read the event on a line; raises TrainingError for anything else."""
    try:
        event: Event = msgspec.json.decode(line, type=Event)
        return event
    except ValueError as error:
        raise TrainingError(
            f"The training process said {_shown(line)}, which the page does not understand; train again."
        ) from error


def _shown(line: str) -> str:
    return repr(line if len(line) <= _SHOWN_CHARACTERS else line[:_SHOWN_CHARACTERS] + "…")
