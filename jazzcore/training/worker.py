"""The worker process: trains what it is ordered to and tells of it (`python -m jazzcore.training.worker`).

TensorFlow lives in this process alone. Standard input carries one order, then perhaps `stop`; standard output
carries events and nothing else: whatever a library prints goes to standard error. The bundle is saved after the first
epoch, then at most once a second, and at the end, so that a kill costs a second of training and no more. Some of the
epochs are saved for good, each as a model of its own (`checkpoints`).
"""

import os
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from io import RawIOBase
from typing import BinaryIO, Protocol

from jazzcore import pipeline
from jazzcore.errors import JazzError
from jazzcore.models.bundle import Bundle, EpochLoss
from jazzcore.models.request import EpochResult, OnEpoch, TrainingRequest
from jazzcore.models.store import save_bundle
from jazzcore.recipes.table import load_bundle
from jazzcore.training.checkpoints import save_checkpoint, spread_epochs
from jazzcore.training.protocol import (
    STOP,
    CheckpointSaved,
    EpochEnded,
    Event,
    Failed,
    Finished,
    Order,
    Saved,
    Started,
    event_to_line,
    order_from_line,
)

SAVE_EVERY_SEC = 1.0

_READ_BYTES = 1 << 16


class Train(Protocol):
    """What trains: `pipeline.train` or a test's own."""

    def __call__(
        self,
        request: TrainingRequest,
        on_epoch: OnEpoch,
        should_stop: Callable[[], bool],
        start: Bundle | None = None,
    ) -> Bundle:
        """Train for `request.epochs` more epochs, telling of each, until `should_stop`."""


def run(commands: Iterator[str], events: BinaryIO, train: Train, clock: Callable[[], float] = time.monotonic) -> bool:
    """Serve the order that is the first of `commands`, writing events; whether it went well.

    Returns False after a `Failed` event. `clock` gives seconds and paces the checkpoints.
    """
    should_stop = threading.Event()

    def tell(event: Event) -> None:
        try:
            events.write(event_to_line(event).encode() + b"\n")
            events.flush()
        except BrokenPipeError:  # nobody reads any more: keep what was learnt and end
            should_stop.set()

    try:
        order = order_from_line(next(commands, ""))
        threading.Thread(target=_heed, args=(commands, should_stop), daemon=True).start()
        _serve(order, tell, train, should_stop, clock)
    except JazzError as error:
        tell(Failed(str(error)))
        return False
    except OSError as error:
        tell(Failed(f"The model could not be read or saved: {error}; make room or check the folder, then train again."))
        return False
    return True


def _serve(
    order: Order, tell: Callable[[Event], None], train: Train, should_stop: threading.Event, clock: Callable[[], float]
) -> None:
    start = load_bundle(order.train_on) if order.train_on else None
    epochs_before = start.epochs if start else 0
    tell(Started(start.losses if start else ()))
    saving = _Saving(order, epochs_before, tell, clock)
    bundle = train(order.request, saving.after_epoch, should_stop.is_set, start)
    saving.after_all(bundle)
    tell(Finished(stopped=should_stop.is_set() and bundle.epochs < epochs_before + order.request.epochs))


class _Saving:
    """What a run leaves on the disk while it goes on: its bundle as it stands, and checkpoints of it."""

    def __init__(
        self, order: Order, epochs_before: int, tell: Callable[[Event], None], clock: Callable[[], float]
    ) -> None:
        self._order = order
        self._tell = tell
        self._clock = clock
        self._to_keep = spread_epochs(epochs_before + 1, epochs_before + order.request.epochs)
        self._saved_sec: float | None = None
        self._checkpoint = epochs_before
        self._of_last_epoch: Callable[[], Bundle] | None = None

    def after_epoch(self, loss: EpochLoss, learnt: EpochResult) -> None:
        """Tell of an epoch, and save what is due. A checkpoint never stands there without the bundle of its run."""
        self._tell(EpochEnded(loss))
        self._of_last_epoch = learnt.of_epoch
        if self._saved_sec is None or self._clock() - self._saved_sec >= SAVE_EVERY_SEC:
            self._save(learnt.bundle())
        if loss.epoch in self._to_keep:
            self._save_item(learnt.of_epoch())

    def after_all(self, bundle: Bundle) -> None:
        """Save what the training gave; the last epoch is always a checkpoint, wherever the run ended."""
        if self._of_last_epoch is None:
            return
        self._save(bundle)
        if bundle.epochs > self._checkpoint:
            self._save_item(self._of_last_epoch())

    def _save(self, bundle: Bundle) -> None:
        save_bundle(bundle, self._order.folder)
        self._saved_sec = self._clock()
        self._tell(Saved(bundle.epochs))

    def _save_item(self, bundle: Bundle) -> None:
        save_checkpoint(bundle, self._order.checkpoints)
        self._checkpoint = bundle.epochs
        self._tell(CheckpointSaved(bundle.epochs))


def _heed(commands: Iterator[str], should_stop: threading.Event) -> None:
    """Wait for the line `STOP` or the end of the commands."""
    for command in commands:
        if command == STOP:
            break
    should_stop.set()


def _lines(stream: RawIOBase) -> Iterator[str]:
    """The lines of an unbuffered stream, as they come.

    A thread that waits inside a buffered reader would hold its lock and abort the interpreter's exit.
    """
    rest = b""
    while chunk := stream.read(_READ_BYTES):
        *lines, rest = (rest + chunk).split(b"\n")
        for line in lines:
            yield line.decode()


def main(train: Train = pipeline.train) -> int:
    """Serve one order over the process's own input and output; the exit code is 0 unless it failed."""
    events = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    with os.fdopen(sys.stdin.fileno(), "rb", buffering=0, closefd=False) as commands:
        succeeded = run(_lines(commands), events, train)
    with suppress(BrokenPipeError):  # the last event may still wait for a reader that is gone
        events.close()
    return 0 if succeeded else 1


if __name__ == "__main__":
    sys.exit(main())
