"""The worker process: trains what it is ordered to and reports on it (`python -m jazzcore.training.worker`).

TensorFlow lives in this process alone. Standard input has one order, then perhaps `stop`. Standard output has events
and nothing else: whatever a library prints goes to standard error. The bundle is saved after the first epoch, then at
most once a second, and at the end, so that a kill costs no more than a second of training. Some epochs are saved for
good, each as a checkpoint.
"""

import os
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from io import RawIOBase
from typing import BinaryIO, Protocol

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
    """What trains: `pipeline.train`, or a function of a test."""

    def __call__(
        self,
        request: TrainingRequest,
        on_epoch: OnEpoch,
        should_stop: Callable[[], bool],
        start: Bundle | None = None,
    ) -> Bundle:
        """Train for `request.epochs` more epochs, and call `on_epoch` after each, until `should_stop`."""


def run(commands: Iterator[str], events: BinaryIO, train: Train, clock: Callable[[], float] = time.monotonic) -> bool:
    """Serve the first of the commands, an order, and report on it.

    Parameters
    ----------
    commands : iterator of str
        The lines of the input: an order, then perhaps `STOP`.
    events : binary file
        Where events are written.
    train : Train
        What trains.
    clock : function, optional
        Gives seconds; it paces the saving.

    Returns
    -------
    bool
        False after a `Failed` event.
    """
    should_stop = threading.Event()

    def report(event: Event) -> None:
        try:
            events.write(event_to_line(event).encode() + b"\n")
            events.flush()
        except BrokenPipeError:  # nobody reads any more: keep what was learnt and end
            should_stop.set()

    try:
        order = order_from_line(next(commands, ""))
        threading.Thread(target=_wait_for_stop, args=(commands, should_stop), daemon=True).start()
        _serve(order, report, train, should_stop, clock)
    except JazzError as error:
        report(Failed(str(error)))
        return False
    except OSError as error:
        report(
            Failed(f"The model could not be read or saved: {error}; make room or check the folder, then train again.")
        )
        return False
    return True


def _serve(
    order: Order,
    report: Callable[[Event], None],
    train: Train,
    should_stop: threading.Event,
    clock: Callable[[], float],
) -> None:
    start = load_bundle(order.train_on) if order.train_on else None
    epochs_before = start.epochs if start else 0
    report(Started(start.losses if start else ()))
    saving = _Saving(order, epochs_before, report, clock)
    bundle = train(order.request, saving.after_epoch, should_stop.is_set, start)
    saving.after_all(bundle)
    report(Finished(stopped=should_stop.is_set() and bundle.epochs < epochs_before + order.request.epochs))


class _Saving:
    """What a run saves while it goes on: its bundle as it stands, and checkpoints."""

    def __init__(
        self, order: Order, epochs_before: int, report: Callable[[Event], None], clock: Callable[[], float]
    ) -> None:
        self._order = order
        self._report = report
        self._clock = clock
        self._checkpoint_epochs = spread_epochs(epochs_before + 1, epochs_before + order.request.epochs)
        self._saved_sec: float | None = None
        self._last_checkpoint = epochs_before
        self._of_last_epoch: Callable[[], Bundle] | None = None

    def after_epoch(self, loss: EpochLoss, result: EpochResult) -> None:
        """Report an epoch and save what is due. The bundle of a run is always saved before its checkpoints."""
        self._report(EpochEnded(loss))
        self._of_last_epoch = result.of_epoch
        if self._saved_sec is None or self._clock() - self._saved_sec >= SAVE_EVERY_SEC:
            self._save(result.bundle())
        if loss.epoch in self._checkpoint_epochs:
            self._save_checkpoint(result.of_epoch())

    def after_all(self, bundle: Bundle) -> None:
        """Save the trained bundle. The last epoch is always a checkpoint, wherever the run ended."""
        if self._of_last_epoch is None:
            return
        self._save(bundle)
        if bundle.epochs > self._last_checkpoint:
            self._save_checkpoint(self._of_last_epoch())

    def _save(self, bundle: Bundle) -> None:
        save_bundle(bundle, self._order.folder)
        self._saved_sec = self._clock()
        self._report(Saved(bundle.epochs))

    def _save_checkpoint(self, bundle: Bundle) -> None:
        save_checkpoint(bundle, self._order.checkpoints)
        self._last_checkpoint = bundle.epochs
        self._report(CheckpointSaved(bundle.epochs))


def _wait_for_stop(commands: Iterator[str], should_stop: threading.Event) -> None:
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


def main(train: Train) -> int:
    """Serve one order over the process's own input and output; the exit code is 0 unless it failed."""
    events = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    with os.fdopen(sys.stdin.fileno(), "rb", buffering=0, closefd=False) as commands:
        succeeded = run(_lines(commands), events, train)
    with suppress(BrokenPipeError):  # the last event may still wait for a reader that is gone
        events.close()
    return 0 if succeeded else 1


if __name__ == "__main__":
    from jazzcore import pipeline

    sys.exit(main(pipeline.train))
