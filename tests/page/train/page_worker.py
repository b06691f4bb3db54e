"""A worker that needs no TensorFlow: `learn FOLDER` learns two epochs and saves a copy of a bundle, `wait` learns one
epoch and waits until it is stopped, `break` fails."""

import shutil
import sys
from pathlib import Path

from jazzcore.models.bundle import EpochLoss
from jazzcore.training.protocol import (
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

FAILURE = "The loss of epoch 1 is nan; train again with another seed."


def say(event: Event) -> None:
    print(event_to_line(event), flush=True)  # noqa: T201 - it speaks on stdout


def learn(order: Order, bundle_to_save: str) -> None:
    say(EpochEnded(EpochLoss(1, 120.5, 130.5)))
    say(EpochEnded(EpochLoss(2, 90.25, 110.5)))
    shutil.copytree(Path(bundle_to_save), order.folder, dirs_exist_ok=True)
    say(Saved(2))
    say(Finished(stopped=False))


def wait(_order: Order) -> None:
    say(EpochEnded(EpochLoss(1, 120.5)))
    sys.stdin.readline()
    say(Finished(stopped=True))


def fail(_order: Order) -> None:
    say(Failed(FAILURE))


if __name__ == "__main__":
    given = order_from_line(sys.stdin.readline())
    say(Started())
    {"learn": learn, "wait": wait, "break": fail}[sys.argv[1]](given, *sys.argv[2:])
