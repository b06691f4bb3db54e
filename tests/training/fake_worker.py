"""A real worker process with a fake trainer: each line in the pipe named on its command line lets one epoch happen."""

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

from jazzcore.errors import TrainingError
from jazzcore.training.worker import main
from tests.training.studio_fakes import trainer, wait_until


def print_much(_: Callable[[], bool]) -> None:
    sys.stdout.write("a print of Python's\n")
    os.write(1, b"a print of C's\n")


def refuse(_: Callable[[], bool]) -> None:
    raise TrainingError("The loss is not a number any more; lower the learning rate.")


def crash(_: Callable[[], bool]) -> None:
    raise MemoryError("no room for the windows")


def be_killed(_: Callable[[], bool]) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def babble(_: Callable[[], bool]) -> None:
    """Write into every open pipe what is no event, as a stray print at the worst place would, and go no further."""
    for handle in range(3, 10):
        try:
            os.write(handle, b"not an event\n")
        except OSError:
            continue
    signal.pause()


ORDERS = {
    "learn": lambda _: None,
    "be stopped": wait_until,
    "print": print_much,
    "refuse": refuse,
    "crash": crash,
    "be killed": be_killed,
    "babble": babble,
}

if __name__ == "__main__":
    with Path(sys.argv[1]).open("rb", buffering=0) as orders:  # unbuffered: the next worker reads on from here
        sys.exit(main(trainer(lambda _, should_stop: ORDERS[orders.readline().decode().strip()](should_stop))))
