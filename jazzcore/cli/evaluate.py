"""`evaluate`: compare the metrics of melodies with those of real solos."""

from pathlib import Path

import click

from jazzcore.cli.reading import SOURCES, read_pieces
from jazzcore.cli.report_lines import table_lines
from jazzcore.cli.terminal import AS_JSON, put_json, said_errors, say
from jazzcore.evaluation.reference_ranges import ranges_for
from jazzcore.evaluation.report import Report, report_of
from jazzcore.music.documents import to_builtins
from jazzcore.music.leadsheet import LeadSheet


@click.command()
@SOURCES
@AS_JSON
def evaluate(sources: tuple[Path, ...], as_json: bool) -> None:
    """Compare the melodies in files and folders with real solos, metric by metric."""
    with said_errors():
        reports = [(piece, _report(piece)) for piece in read_pieces(sources, say)]
        if as_json:
            put_json({"pieces": [_document(piece, report) for piece, report in reports]})
            return
        for piece, report in reports:
            click.echo(f"{piece.title}, {len(piece.melody):,} notes in {len(piece.bars)} bars")
            for line in table_lines(report):
                click.echo(f"  {line}")


def _report(piece: LeadSheet) -> Report:
    return report_of(piece.melody, piece.bars, piece.chords, ranges_for(len(piece.bars)), None)


def _document(piece: LeadSheet, report: Report) -> dict[str, object]:
    return {
        "title": piece.title,
        "source": piece.source,
        "notes": len(piece.melody),
        "inside_count": report.inside_count,
        "card": to_builtins(report),  # the key that 0.1.0 gave, for programs that read it
    }
