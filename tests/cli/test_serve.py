"""`serve`, as it is typed."""

import subprocess
import sys

import pytest

from jazzcore.corpus.shipped import PAGE_SCRIPT
from tests.cli.command_runs import run


@pytest.mark.parametrize(("code", "ended"), [(0, 0), (1, 1), (-15, 1)])
def test_the_page_is_started_at_the_port(code: int, ended: int, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[list[str]] = []

    def call(command: list[str]) -> int:
        started.append(command)
        return code

    monkeypatch.setattr(subprocess, "call", call)

    result = run("serve", "--port", 8600)

    assert result.exit_code == ended
    words = [sys.executable, "-P", "-m", "streamlit", "run", str(PAGE_SCRIPT), "--server.port", "8600"]
    assert started == [words]
    assert PAGE_SCRIPT.is_absolute()
    assert PAGE_SCRIPT.exists()


def test_ctrl_c_ends_it_well(monkeypatch: pytest.MonkeyPatch) -> None:
    def call(command: list[str]) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(subprocess, "call", call)

    assert run("serve").exit_code == 0
