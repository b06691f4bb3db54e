"""`corpus`: show what the readers understand of files and folders."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from jazzcore.cli.reading import SOURCES, read_corpus
from jazzcore.cli.terminal import AS_JSON, put_json, said_errors, say
from jazzcore.corpus.corpus import Corpus
from jazzcore.music.leadsheet import LeadSheet
from jazzcore.music.numbers import tempo


@click.command()
@SOURCES
@AS_JSON
def corpus(sources: tuple[Path, ...], as_json: bool) -> None:
    """Read files and folders, and show what was understood of each piece."""
    with said_errors():
        understood = read_corpus(sources, say)
        if as_json:
            put_json(_document(understood))
        else:
            for line in _lines(understood):
                click.echo(line)


def _lines(corpus: Corpus) -> Iterator[str]:
    """A line for each piece, its remarks below it, and the totals."""
    for piece in corpus.pieces:
        yield f"{piece.title}: {', '.join(_facts(piece))}"
        yield f"  from {piece.source}"
        yield from (f"  {remark}" for remark in piece.remarks)
    yield f"{len(corpus.pieces)} pieces, {corpus.bar_count:,} bars, {corpus.note_count:,} notes"


def _facts(piece: LeadSheet) -> Iterable[str]:
    yield f"{len(piece.melody):,} notes"
    yield f"{len(piece.bars)} bars"
    if piece.key:
        yield piece.key
    yield tempo(piece.tempo_bpm)


def _document(corpus: Corpus) -> dict[str, object]:
    return {
        "name": corpus.name,
        "digest": corpus.digest,
        "bars": corpus.bar_count,
        "notes": corpus.note_count,
        "pieces": [
            {
                "title": piece.title,
                "source": piece.source,
                "notes": len(piece.melody),
                "bars": len(piece.bars),
                "key": piece.key,
                "tempo_bpm": piece.tempo_bpm,
                "remarks": piece.remarks,
            }
            for piece in corpus.pieces
        ],
    }
