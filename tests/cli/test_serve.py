"""`serve`, as it is typed."""

import subprocess
import sys
from pathlib import Path

import pytest

from jazzcore.corpus.etudes import PROJECT
from tests.cli.command_runs import run


@pytest.mark.parametrize(("code", "ended"), [(0, 0), (1, 1), (-15, 1)])
def test_the_page_is_started_in_the_project_at_the_port(code: int, ended: int, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[tuple[list[str], Path]] = []

    def call(command: list[str], cwd: Path) -> int:
        started.append((command, cwd))
        return code

    monkeypatch.setattr(subprocess, "call", call)

    result = run("serve", "--port", 8600)

    assert result.exit_code == ended
    words = [sys.executable, "-m", "streamlit", "run", "streamlit_app.py", "--server.port", "8600"]
    assert started == [(words, PROJECT)]
    assert (PROJECT / "streamlit_app.py").exists()


def test_ctrl_c_ends_it_well(monkeypatch: pytest.MonkeyPatch) -> None:
    def call(command: list[str], cwd: Path) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(subprocess, "call", call)

    assert run("serve").exit_code == 0
