"""Small requests and bundles for the tests of the studio, and a trainer that needs no TensorFlow and obeys."""

import contextlib
import os
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from jazzcore.encoding.values.vocabulary import encode
from jazzcore.models.bundle import Bundle, EpochLoss
from jazzcore.models.request import EpochResult, OnEpoch, TrainingRequest
from jazzcore.music.leadsheet import Chord, ChordEvent, LeadSheet, Meter, bars_of
from jazzcore.recipes.table import COURSE, recipe_named
from jazzcore.training.worker import Train

PATIENCE_SEC = 20.0
VALUES = ("A,0.250,<P4,m-2>", "C,0.500", "S,0.250,<d4,M-2>")
CHART = LeadSheet(
    title="One bar of D minor",
    melody=(),
    chords=(ChordEvent(bars_of(Meter(), 1)[0].onset_quarter, Chord("Dm7", (50, 53, 57, 60))),),
    bars=bars_of(Meter(), 1),
    tempo_bpm=120.0,
    source="written for the tests",
)


@dataclass(frozen=True)
class Conductor:
    """Tells the fake workers, one line an epoch, what to do; see `fake_worker.ORDERS`."""

    command: tuple[str, ...]
    pipe: int

    def tell(self, *orders: str) -> None:
        """Let as many epochs happen as there are orders."""
        os.write(self.pipe, "".join(f"{order}\n" for order in orders).encode())

    def take_back(self) -> None:
        """Take back the orders that no worker has read."""
        os.set_blocking(self.pipe, False)
        with contextlib.suppress(BlockingIOError):
            os.read(self.pipe, 4096)
        os.set_blocking(self.pipe, True)


def request_for(epochs: int) -> TrainingRequest:
    """A request to learn three values, thirteen times over."""
    return TrainingRequest(
        recipe=COURSE.name,
        music=encode((VALUES * 13,)),
        charts=(CHART,),
        corpus_name="Études, bundled",
        corpus_digest="0" * 64,
        epochs=epochs,
        seed=1,
    )


def bundle_of(request: TrainingRequest, losses: tuple[EpochLoss, ...]) -> Bundle:
    """A bundle as the request would give it, its weights all the number of its epochs."""
    shapes = recipe_named(request.recipe).weight_shapes(request.music)
    epochs = losses[-1].epoch if losses else 0
    return Bundle(
        recipe=request.recipe,
        music=request.music,
        weights=tuple(np.full(shape, epochs, np.float32) for shape in shapes),
        optimizer=(),
        charts=request.charts,
        corpus_name=request.corpus_name,
        corpus_digest=request.corpus_digest,
        seed=request.seed,
        losses=losses,
        created="2026-11-21T23:15:02+00:00",
        versions=(("numpy", np.__version__),),
    )


def loss_of(epoch: int) -> EpochLoss:
    """The loss a fake trainer claims for an epoch."""
    return EpochLoss(epoch, 100.0 / epoch)


def wait_until(should_stop: Callable[[], bool]) -> None:
    """Wait inside an epoch until the run is to stop; raises TimeoutError when that never comes."""
    deadline_sec = time.monotonic() + PATIENCE_SEC
    while not should_stop():
        if time.monotonic() > deadline_sec:
            raise TimeoutError("nobody stopped the run")
        os.sched_yield()


def trainer(before_epoch: Callable[[int, Callable[[], bool]], None]) -> Train:
    """A trainer that calls `before_epoch(epoch, should_stop)`, then claims that the epoch was learnt."""

    def epochs_of(request: TrainingRequest, start: Bundle | None) -> Iterator[int]:
        first = start.epochs + 1 if start else 1
        return iter(range(first, first + request.epochs))

    def train(
        request: TrainingRequest, on_epoch: OnEpoch, should_stop: Callable[[], bool], start: Bundle | None = None
    ) -> Bundle:
        losses = start.losses if start else ()
        for epoch in epochs_of(request, start):
            if should_stop():
                break
            before_epoch(epoch, should_stop)
            losses = (*losses, loss_of(epoch))
            bundle = bundle_of(request, losses)
            on_epoch(losses[-1], EpochResult(lambda bundle=bundle: bundle, lambda bundle=bundle: bundle))
        return bundle_of(request, losses)

    return train
