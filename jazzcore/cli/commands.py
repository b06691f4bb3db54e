"""The group of all commands."""

import click

from jazzcore.cli.corpus import corpus
from jazzcore.cli.evaluate import evaluate
from jazzcore.cli.generate import generate
from jazzcore.cli.library import library
from jazzcore.cli.render import render
from jazzcore.cli.serve import serve
from jazzcore.cli.train import train

_COMPLETION = """
Results go to stdout, progress and problems to stderr. Exit codes: 0 done, 1 it cannot be done, 2 the command was
written wrongly.

Where the command `jazz` is installed (.venv/bin/pip install --no-deps --editable .), bash completes it after
eval "$(_JAZZ_COMPLETE=bash_source jazz)"; zsh and fish with their names in place of bash.
"""


@click.group(epilog=_COMPLETION)
def jazz() -> None:
    """Learn to improvise from jazz files: MIDI, MusicXML, ABC, the Weimar Jazz Database, or folders of them."""


for command in (corpus, train, generate, render, evaluate, library, serve):
    jazz.add_command(command)
