"""The studio's own server, as `make run` starts it, with a home of its own."""

import os
import queue
import subprocess
import sys
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from jazzcore.library.studio import HOME_VARIABLE
from tests.free_port import free_port

PROJECT = Path(__file__).resolve().parents[2]
START_PATIENCE_SEC = 60.0
_READY = "URL:"


@dataclass
class StudioServer:
    """A server for the time of a `with` block; `log` holds the lines it has printed.

    `environment` holds variables that differ from those of the tests.
    """

    home: Path
    environment: Mapping[str, str] = field(default_factory=dict)
    url: str = ""
    log: list[str] = field(default_factory=list)

    def __enter__(self) -> Self:
        port = free_port()
        arguments = ("run", "streamlit_app.py", "--server.headless=true", f"--server.port={port}")
        self._process = subprocess.Popen(
            (sys.executable, "-m", "streamlit", *arguments),
            cwd=PROJECT,
            env={**os.environ, HOME_VARIABLE: str(self.home), **self.environment},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        lines: queue.Queue[str] = queue.Queue()
        self._reader = threading.Thread(target=self._read, args=(lines,))
        self._reader.start()
        while _READY not in (line := lines.get(timeout=START_PATIENCE_SEC)):
            assert line, f"the server ended: {self.log}"
        self.url = f"http://localhost:{port}"
        return self

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        self._process.wait(START_PATIENCE_SEC)
        self._reader.join()

    @property
    def loaded_files(self) -> str:
        """What the operating system says the server has loaded, one file a line."""
        return Path(f"/proc/{self._process.pid}/maps").read_text(encoding="utf-8")

    def _read(self, lines: queue.Queue[str]) -> None:
        """Read all that the server prints; an empty line without its end tells that it is over."""
        assert self._process.stdout
        for line in self._process.stdout:
            self.log.append(line)
            lines.put(line)
        self._process.stdout.close()
        lines.put("")
