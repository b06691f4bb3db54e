"""`serve`, as it is typed."""

import subprocess
from collections.abc import Callable
from pathlib import Path
from urllib.request import urlopen

import pytest

from tests.cli.processes import press_ctrl_c, started
from tests.free_port import free_port

PATIENCE_SEC = 30.0


def fetched(url: str) -> str:
    with urlopen(url, timeout=PATIENCE_SEC) as response:  # noqa: S310 - our own server
        return str(response.read(), "utf-8")


@pytest.mark.parametrize(("in_background", "end"), [(False, press_ctrl_c), (True, subprocess.Popen.terminate)])
def test_the_page_is_served_until_it_is_ended(
    project: Path,
    tmp_path: Path,
    in_background: bool,
    end: Callable[[subprocess.Popen[str]], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """From any folder, with a home that is not there yet; by Ctrl-C in a terminal, or by `kill` in the background."""
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
        end(process)
        said = process.communicate(timeout=PATIENCE_SEC)[1]

    assert process.returncode == 0, said
    assert "Traceback" not in said
    with pytest.raises(OSError, match="refused"):
        fetched(f"http://localhost:{port}/_stcore/health")
