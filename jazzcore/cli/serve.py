"""`serve`: open the page."""

import subprocess
import sys

import click

from jazzcore.corpus.shipped import PAGE_SCRIPT


@click.command()
@click.option("--port", type=click.IntRange(1, 65_535), default=8501, show_default=True)
def serve(port: int) -> None:
    """Serve the page until Ctrl-C."""
    # -P: no module of the folder that the command is given in is imported in place of a library.
    command = [sys.executable, "-P", "-m", "streamlit", "run", str(PAGE_SCRIPT), "--server.port", str(port)]
    try:
        code = subprocess.call(command)  # noqa: S603  # no shell, and every argument is ours
    except KeyboardInterrupt:
        code = 0
    raise SystemExit(min(abs(code), 1))
