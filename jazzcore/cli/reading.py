"""Reading files and folders, with a progress bar on stderr."""

import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import click

from jazzcore import pipeline
from jazzcore.corpus.corpus import Corpus
from jazzcore.corpus.sources import Source
from jazzcore.errors import CorpusError
from jazzcore.music.leadsheet import LeadSheet

SOURCES = click.argument(
    "sources", nargs=-1, required=True, metavar="FILE_OR_FOLDER...", type=click.Path(path_type=Path)
)


def read_pieces(paths: Sequence[Path], say: Callable[[str], None]) -> tuple[LeadSheet, ...]:
    """Read all pieces of files and folders. A file with a problem is reported and left out.

    Parameters
    ----------
    paths : sequence of Path
        Files and folders.
    say : callable (str) -> None
        Called with a sentence for each problem.

    Returns
    -------
    tuple of LeadSheet
        At least one piece.

    Raises
    ------
    CorpusError
        If no piece is found.
    """
    with click.progressbar(
        pipeline.read(paths),
        label="Reading",
        file=sys.stderr,
        show_pos=True,
        item_show_func=_name,
        hidden=not sys.stderr.isatty(),
    ) as bar:
        sources = list(bar)
    for source in sources:
        if source.problem:
            say(source.problem)
    pieces = tuple(piece for source in sources for piece in source.pieces)
    if not pieces:
        raise CorpusError("There is nothing to learn from; name files with a melody, or a folder of them.")
    return pieces


def read_corpus(paths: Sequence[Path], say: Callable[[str], None]) -> Corpus:
    """Read files and folders as a corpus, in which each piece is once.

    Parameters
    ----------
    paths : sequence of Path
        Files and folders.
    say : callable (str) -> None
        Called with a sentence for each problem, and for pieces that occur more than once.

    Returns
    -------
    Corpus
        The corpus, named after the first path.

    Raises
    ------
    CorpusError
        If no piece is found.
    """
    pieces = read_pieces(paths, say)
    corpus = pipeline.collect(_corpus_name(paths), pieces)
    if again := len(pieces) - len(corpus.pieces):
        say(f"{again} of {len(pieces)} pieces are there more than once and count once.")
    return corpus


def _name(source: Source | None) -> str:
    return source.path.name if source else ""


def _corpus_name(paths: Sequence[Path]) -> str:
    first = paths[0].resolve()
    name = first.name if first.is_dir() else first.stem
    return name if len(paths) == 1 else f"{name} and {len(paths) - 1} more"
