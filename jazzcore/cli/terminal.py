"""What the commands share. Results go to stdout, progress and problems to stderr; `-` is stdin or stdout.

Exit codes: 0 for success, 1 for a failure (one sentence says why), 2 for a wrong command line.
"""

import json
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import click

from jazzcore.corpus.sandbox.file_names import shown_name
from jazzcore.errors import CorpusError, JazzError, RenderError
from jazzcore.music.limits import LARGEST_CHOSEN_SEED

DASH = "-"

AS_JSON = click.option("--json", "as_json", is_flag=True, help="One JSON object on stdout, for programs.")
SEEDS = click.IntRange(0, LARGEST_CHOSEN_SEED)
FILE = click.Path(dir_okay=False, allow_dash=True)


def say(line: str) -> None:
    """Write a line to stderr, beside the results."""
    click.echo(line, err=True)


def put_json(document: Mapping[str, object]) -> None:
    """Write a result for programs to stdout, as one line of JSON."""
    click.echo(json.dumps(document, allow_nan=False))


@contextmanager
def said_errors() -> Iterator[None]:
    """Report an error of ours that is raised inside in one sentence, and end with exit code 1."""
    try:
        yield
    except JazzError as error:
        raise click.ClickException(str(error)) from error


def read_bytes(name: str, most: int) -> bytes:
    """Read a file or stdin.

    Parameters
    ----------
    name : str
        The file; `-` is stdin.
    most : int
        The most bytes allowed. One more is read, so that a longer file is noticed.

    Returns
    -------
    bytes
        At most `most` + 1 bytes.

    Raises
    ------
    CorpusError
        If the file cannot be read.
    """
    try:
        with click.open_file(name, "rb") as file:
            return bytes(file.read(most + 1))
    except OSError as error:
        raise CorpusError(f"{shown_name(name)} cannot be read ({error.strerror}); choose another file.") from error


def write_bytes(name: str, data: bytes) -> None:
    """Write a file or stdout.

    Parameters
    ----------
    name : str
        The file; `-` is stdout.
    data : bytes
        What to write.

    Raises
    ------
    RenderError
        If the file cannot be written.
    """
    if name == DASH:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    try:
        Path(name).write_bytes(data)
    except OSError as error:
        raise RenderError(f"{name} cannot be written ({error.strerror}); choose another file.") from error
