"""`evaluate`: the figures of melodies against those of real solos."""

from pathlib import Path

import click

from jazzcore.cli.card_lines import table_lines
from jazzcore.cli.reading import SOURCES, read_pieces
from jazzcore.cli.terminal import AS_JSON, put_json, said_errors, say
from jazzcore.evaluation.reference_ranges import bands_for
from jazzcore.evaluation.report import Card, card_of, card_to_document
from jazzcore.music.leadsheet import LeadSheet


@click.command()
@SOURCES
@AS_JSON
def evaluate(sources: tuple[Path, ...], as_json: bool) -> None:
    """Hold the melodies in files and folders against real solos, figure by figure."""
    with said_errors():
        cards = [(piece, _card(piece)) for piece in read_pieces(sources, say)]
        if as_json:
            put_json({"pieces": [_document(piece, card) for piece, card in cards]})
            return
        for piece, card in cards:
            click.echo(f"{piece.title}, {len(piece.melody):,} notes in {len(piece.bars)} bars")
            for line in table_lines(card):
                click.echo(f"  {line}")


def _card(piece: LeadSheet) -> Card:
    return card_of(piece.melody, piece.bars, piece.chords, bands_for(len(piece.bars)), None)


def _document(piece: LeadSheet, card: Card) -> dict[str, object]:
    return {
        "title": piece.title,
        "source": piece.source,
        "notes": len(piece.melody),
        "inside_count": card.inside_count,
        "card": card_to_document(card),
    }
