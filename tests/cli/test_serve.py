"""`serve`, as it is typed."""

import subprocess
import sys
from pathlib import Path
from urllib.request import urlopen

import pytest

from jazzcore.corpus.shipped import PAGE_SCRIPT
from tests.cli.command_runs import run
from tests.cli.processes import press_ctrl_c, started
from tests.free_port import free_port

PATIENCE_SEC = 30.0


def fetched(url: str) -> str:
    with urlopen(url, timeout=PATIENCE_SEC) as response:  # noqa: S310 - our own server
        return str(response.read(), "utf-8")


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


@pytest.mark.parametrize("in_background", [False, True], ids=["in a terminal", "as a shell's background job"])
def test_the_page_is_served_until_ctrl_c(
    project: Path, tmp_path: Path, in_background: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From any folder, with a home that is not there yet."""
    monkeypatch.setenv("STREAMLIT_SERVER_HEADLESS", "true")
    monkeypatch.setenv("PYTHONPATH", str(project))
    monkeypatch.chdir(tmp_path)
    port = free_port()
    with started("serve", "--port", port, in_background=in_background) as process:
        assert process.stdout
        lines = iter(process.stdout.readline, "")
        assert any(f":{port}" in line for line in lines), "it ended without an address"
        assert fetched(f"http://localhost:{port}/_stcore/health") == "ok"
        assert "<title>Streamlit</title>" in fetched(f"http://localhost:{port}/")
        press_ctrl_c(process)
        said = process.communicate(timeout=PATIENCE_SEC)[1]

    assert process.returncode == 0, said
    assert "Traceback" not in said
    with pytest.raises(OSError, match="refused"):
        fetched(f"http://localhost:{port}/_stcore/health")
