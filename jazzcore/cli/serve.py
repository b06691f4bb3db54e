"""`serve`: open the page."""

import os
import sys

import click

from jazzcore.corpus.shipped import PAGE_SCRIPT


@click.command()
@click.option("--port", type=click.IntRange(1, 65_535), default=8501, show_default=True)
def serve(port: int) -> None:
    """Serve the page until Ctrl-C."""
    # -P: no module of the folder that the command is given in is imported in place of a library.
    command = [sys.executable, "-P", "-m", "streamlit", "run", str(PAGE_SCRIPT), "--server.port", str(port)]
    # The command becomes the server, so whatever ends the one ends the other.
    os.execv(sys.executable, command)  # noqa: S606  # no shell, and every argument is ours
