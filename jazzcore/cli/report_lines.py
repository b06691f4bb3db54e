"""The report of a melody in lines of text."""

from collections.abc import Iterator

from jazzcore.evaluation.reference_ranges import MEASURES
from jazzcore.evaluation.report import Originality, Report, ReportRow


def summary_lines(report: Report) -> Iterator[str]:
    """The head line, the metrics outside of the range of real solos, and what is copied."""
    yield head_line(report)
    yield from (_row_line(row) for row in report.rows if row.is_inside is False)
    if report.originality is not None:
        yield _originality_line(report.originality)


def table_lines(report: Report) -> Iterator[str]:
    """The head line and all metrics."""
    yield head_line(report)
    yield from map(_row_line, report.rows)


def head_line(report: Report) -> str:
    """How many metrics lie in the range of real solos, in one line."""
    known = sum(row.value is not None for row in report.rows)
    return (
        f"{report.inside_count} of {known} metrics lie in the range of nine in ten real solos "
        f"({report.excerpt_count:,} excerpts of {report.reference_bars} bars from {report.source})"
    )


def _row_line(row: ReportRow) -> str:
    metric = MEASURES[row.name]
    if row.value is None:
        return f"  {metric.title}: cannot be measured"
    value, low, high = map(metric.text, (row.value, row.reference.low, row.reference.high))
    unit = f" {metric.unit}" if metric.unit else ""
    return f"  {metric.title}: {value}{unit}, {row.standing} {low} to {high}"


def _originality_line(originality: Originality) -> str:
    run = originality.longest
    if run is None:
        return "It shares no run of notes with the music its model learnt from."
    return (
        f"The longest run shared with the music learnt from, in any key, is {run.note_count} notes: {run.title}, bar "
        f"{run.bar}; real solos share up to {originality.most_notes}."
    )
