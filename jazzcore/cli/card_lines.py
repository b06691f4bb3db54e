"""The card of a melody in lines of text."""

from collections.abc import Iterator

from jazzcore.evaluation.reference_ranges import MEASURES
from jazzcore.evaluation.report import Card, CardRow, Originality


def summary_lines(card: Card) -> Iterator[str]:
    """How many figures stand where real solos do, those that do not, and what is copied."""
    yield head_line(card)
    yield from (_row_line(row) for row in card.rows if row.is_inside is False)
    if card.originality is not None:
        yield _originality_line(card.originality)


def table_lines(card: Card) -> Iterator[str]:
    """How many figures stand where real solos do, and each of them."""
    yield head_line(card)
    yield from map(_row_line, card.rows)


def head_line(card: Card) -> str:
    """The card in a line."""
    known = sum(row.value is not None for row in card.rows)
    return (
        f"{card.inside_count} of {known} figures lie where those of nine in ten real solos do "
        f"({card.excerpt_count:,} excerpts of {card.band_bars} bars from {card.source})"
    )


def _row_line(row: CardRow) -> str:
    figure = MEASURES[row.name]
    if row.value is None:
        return f"  {figure.title}: cannot be told"
    value, low, high = (
        f"{round(number, figure.decimals) + 0.0:.{figure.decimals}f}"
        for number in (row.value, row.band.low, row.band.high)
    )
    unit = f" {figure.unit}" if figure.unit else ""
    return f"  {figure.title}: {value}{unit}, {row.standing} {low} to {high}"


def _originality_line(originality: Originality) -> str:
    run = originality.longest
    if run is None:
        return "It shares no run of notes with the music its model learnt from."
    return (
        f"The longest run shared with the music learnt from, in any key, is {run.note_count} notes: {run.title}, bar "
        f"{run.bar}; real solos share up to {originality.most_notes}."
    )
