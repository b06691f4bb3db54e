"""One worker process as the page's process sees it: an order in, events out, and a sentence on how it ended."""

import contextlib
import os
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO

from jazzcore.training.protocol import STOP, Event, Failed, Finished, Order, event_from_line, order_to_line

WORKER_COMMAND = (sys.executable, "-m", "jazzcore.training.worker")
EXIT_PATIENCE_SEC = 10.0

_PROJECT_FOLDER = Path(__file__).parents[2]
_TAIL_BYTES = 4096
_SHOWN_CHARACTERS = 300


class WorkerProcess:
    """A started worker. One thread reads its `events` and closes it; any thread may ask it to stop."""

    def __init__(self, command: Sequence[str]) -> None:
        """Start the worker; raises OSError.

        It has a session of its own: Ctrl-C in the page's terminal reaches it as the end of its input, so it can save.
        """
        self._lock = threading.Lock()
        self._is_listening = False
        self._should_stop = False
        self._prints = tempfile.TemporaryFile()  # noqa: SIM115 (lives as long as the process, `close` closes it)
        try:
            self._process = subprocess.Popen(  # noqa: S603 (no part of the command comes from a person)
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=self._prints,
                cwd=_PROJECT_FOLDER,
                start_new_session=True,
            )
        except OSError:
            self._prints.close()
            raise

    def events(self, order: Order) -> Iterator[Event]:
        """Send the order, then give the events until the last one or the worker's end; raises TrainingError."""
        self._send(order_to_line(order))
        with self._lock:
            self._is_listening = True
            if self._should_stop:
                self._send(STOP)
        for line in _open(self._process.stdout):
            event = event_from_line(line.decode(errors="replace"))
            yield event
            if isinstance(event, Finished | Failed):
                return

    def ask_to_stop(self) -> None:
        """Ask it to end after the current epoch; returns at once."""
        with self._lock:
            if self._is_listening and not self._should_stop:
                self._send(STOP)
            self._should_stop = True

    def kill(self) -> None:
        """End it at once."""
        self._process.kill()

    def close(self) -> str:
        """Close its pipes, wait for its end (kill it if that never comes), and say in a sentence how it ended."""
        with self._lock:
            self._is_listening = False
            with contextlib.suppress(BrokenPipeError):
                _open(self._process.stdin).close()
        try:
            self._process.wait(EXIT_PATIENCE_SEC)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        _open(self._process.stdout).close()
        with self._prints:
            return _how_it_ended(self._process.returncode, _last_line(self._prints))

    def _send(self, line: str) -> None:
        stdin = _open(self._process.stdin)
        with contextlib.suppress(BrokenPipeError):  # it has died, and its events end
            stdin.write(line.encode() + b"\n")
            stdin.flush()


def _open(pipe: IO[bytes] | None) -> IO[bytes]:
    if pipe is None:
        raise ValueError("the worker was started without this pipe")
    return pipe


def _how_it_ended(exit_code: int, last_words: str) -> str:
    if exit_code >= 0:
        return f"The training process ended early (exit code {exit_code}: {last_words or 'no words'}); train again."
    cause = signal.Signals(-exit_code).name
    if cause == "SIGKILL":
        return "The training process was killed: somebody ended it, or the memory ran out (then close other programs)."
    return f"The training process crashed ({cause}); train again."


def _last_line(prints: IO[bytes]) -> str:
    """The last line that says something, shortened."""
    size = prints.seek(0, os.SEEK_END)
    prints.seek(max(0, size - _TAIL_BYTES))
    lines = prints.read().decode(errors="replace").split("\n")
    return next((line.strip()[:_SHOWN_CHARACTERS] for line in reversed(lines) if line.strip()), "")
