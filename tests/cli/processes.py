"""Commands run as processes of their own, as in a terminal or as in a shell's background job."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

_LAUNCHER = """
import os, signal, sys
signal.signal(signal.SIGINT, signal.SIG_IGN if sys.argv[1] == "ignored" else signal.SIG_DFL)
os.execv(sys.argv[2], sys.argv[2:])
"""


@contextmanager
def started(*words: object, in_background: bool = False) -> Iterator[subprocess.Popen[str]]:
    """Start `python -m jazzcore` with these words, in a process group of its own; it has ended after the block.

    A program inherits which signals are ignored: a shell ignores SIGINT for a job that it starts with `&`. So it is
    set either way here, whatever the tests themselves were started by.
    """
    launcher = (sys.executable, "-S", "-c", _LAUNCHER, "ignored" if in_background else "default")
    command = (*launcher, sys.executable, "-m", "jazzcore", *map(str, words))
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    ) as process:
        try:
            yield process
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)


def press_ctrl_c(process: subprocess.Popen[str]) -> None:
    """What a terminal does: SIGINT to the whole group."""
    os.killpg(process.pid, signal.SIGINT)
