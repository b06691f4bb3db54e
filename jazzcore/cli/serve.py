"""`serve`: the page."""

import subprocess
import sys

import click

from jazzcore.corpus.etudes import PROJECT


@click.command()
@click.option("--port", type=click.IntRange(1, 65_535), default=8501, show_default=True)
def serve(port: int) -> None:
    """Open the page, until Ctrl-C."""
    command = [sys.executable, "-m", "streamlit", "run", "streamlit_app.py", "--server.port", str(port)]
    try:
        code = subprocess.call(command, cwd=PROJECT)  # noqa: S603  # no shell, and every argument is ours
    except KeyboardInterrupt:
        code = 0
    raise SystemExit(min(abs(code), 1))
