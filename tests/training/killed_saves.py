"""Saves bundles and is killed meanwhile, once at each of many points; tells what every kill left.

Each kill happens in a forked child, at the n-th line that the saving modules run. A line of JSON a kill: the last
epoch whose save was acknowledged before it, and the epoch of the bundle that is there after it.
"""

import json
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType

from jazzcore import durable
from jazzcore.models import store as bundle_store
from jazzcore.models.store import save_bundle
from jazzcore.recipes.table import load_bundle
from tests.training.studio_fakes import bundle_of, loss_of, request_for

SAVES = 4
TRACED_FILES = {durable.__file__, bundle_store.__file__}


def save_all(folder: Path, acknowledged: int) -> None:
    """Save the epochs after the first, writing each one's number to the handle once it is safe."""
    for epoch in range(2, SAVES + 1):
        save_bundle(bundle_of(request_for(1), tuple(map(loss_of, range(1, epoch + 1)))), folder)
        os.write(acknowledged, bytes([epoch]))


def each_line(work: Callable[[], None], at_line: Callable[[int], None]) -> int:
    """Do the work, calling `at_line(n)` before the n-th line of the traced files; returns how many there were."""
    count = 0

    def trace(frame: FrameType, event: str, _argument: object) -> object:
        nonlocal count
        if frame.f_code.co_filename not in TRACED_FILES:
            return None
        if event == "line":
            count += 1
            at_line(count)
        return trace

    sys.settrace(trace)
    work()
    sys.settrace(None)
    return count


def kill_at(line: int, folder: Path) -> tuple[int, int]:
    """Save in a child that is killed at a line: the epoch acknowledged last, and the epoch that is there."""
    save_bundle(bundle_of(request_for(1), (loss_of(1),)), folder)
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        each_line(
            lambda: save_all(folder, writing), lambda n: os.kill(os.getpid(), signal.SIGKILL) if n == line else None
        )
        os._exit(0)
    os.close(writing)
    _, status = os.waitpid(child, 0)
    if os.waitstatus_to_exitcode(status) != -signal.SIGKILL:
        raise AssertionError(f"the child lived past line {line}")
    return max((1, *os.read(reading, SAVES))), load_bundle(folder).epochs


if __name__ == "__main__":
    home, kills = Path(sys.argv[1]), int(sys.argv[2])
    save_bundle(bundle_of(request_for(1), (loss_of(1),)), home / "counted")
    lines = each_line(lambda: save_all(home / "counted", os.open(os.devnull, os.O_WRONLY)), lambda _: None)
    for kill in range(kills):
        point = 1 + kill * (lines - 1) // (kills - 1)
        json.dump(kill_at(point, home / f"killed-{kill}"), sys.stdout)
        sys.stdout.write("\n")
