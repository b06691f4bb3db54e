"""The commands: what each one takes, and what it says. Results go to stdout, progress and problems to stderr.

Exit codes: 0 done, 1 it cannot be done (one sentence says why), 2 the command was written wrongly.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from jazzcore.cli.corpus import corpus_lines, read_corpus
from jazzcore.cli.training import train_to_the_end
from jazzcore.errors import JazzError
from jazzcore.models.recipes import COURSE, RECIPES, recipe_named
from jazzcore.pipeline import training_request
from jazzcore.studio.corpora import keep_corpus
from jazzcore.studio.shelf import Shelf, studio_home

_SOURCES = click.argument(
    "sources", nargs=-1, required=True, metavar="FILE_OR_FOLDER...", type=click.Path(path_type=Path)
)


@click.group()
def jazz() -> None:
    """Learn to improvise from jazz files: MIDI, MusicXML, ABC, the Weimar Jazz Database, or folders of them."""


@jazz.command()
@_SOURCES
def corpus(sources: tuple[Path, ...]) -> None:
    """Read files and folders, and say what was understood of each piece."""
    with _said_errors():
        for line in corpus_lines(read_corpus(sources, _say)):
            click.echo(line)


@jazz.command()
@_SOURCES
@click.option("--recipe", type=click.Choice(list(RECIPES)), default=COURSE.name, show_default=True)
@click.option("--epochs", type=click.IntRange(1, 1000), help="As many as the recipe says, unless set.")
@click.option("--seed", type=click.IntRange(0, 999_999), default=1, show_default=True, help="Where the weights begin.")
def train(sources: tuple[Path, ...], recipe: str, epochs: int | None, seed: int) -> None:
    """Learn from files and folders. The model stands on the page afterwards; Ctrl-C keeps what was learnt."""
    with _said_errors():
        chosen = recipe_named(recipe)
        learnt = read_corpus(sources, _say)
        request = training_request(learnt, chosen, epochs or chosen.epochs, seed)
        shelf = Shelf(studio_home())
        keep_corpus(shelf, learnt)
        run = train_to_the_end(request, shelf)
        _say(run.message)
        click.echo(run.bundle_id)


def _say(line: str) -> None:
    click.echo(line, err=True)


@contextmanager
def _said_errors() -> Iterator[None]:
    try:
        yield
    except JazzError as error:
        raise click.ClickException(str(error)) from error
