"""Two takes in tables, as HTML: the settings in which they differ, and the metrics of their reports."""

from collections.abc import Callable, Iterable, Sequence
from html import escape

from jazzcore.band.feels import FEELS
from jazzcore.evaluation.reference_ranges import MEASURES
from jazzcore.evaluation.report import Report, ReportRow
from jazzcore.music.instruments import instrument_of
from jazzcore.music.numbers import tempo
from jazzcore.page.shared import words
from jazzcore.takes.take import Regenerated, Take

_STYLE = """
<style>
.jazz-compare { overflow-x: auto; }
.jazz-compare table { border-collapse: collapse; font-size: 0.875rem; }
.jazz-compare caption { text-align: left; padding-bottom: 0.4rem; }
.jazz-compare :is(th, td) { text-align: left; padding: 0.1rem 1.25rem 0.1rem 0; font-variant-numeric: tabular-nums; }
.jazz-compare th[scope="row"] { font-weight: 400; }
.jazz-compare [title] { text-decoration: underline dotted; text-underline-offset: 0.2em; cursor: help; }
</style>
"""


def _settings(name: str) -> Callable[[Take], str]:
    return lambda take: f"{getattr(take.settings, name):.2f}"


def _regenerated(take: Take) -> str:
    def named(bars: Regenerated) -> str:
        first, last = bars.first_bar + 1, bars.end_bar
        return str(first) if first == last else f"{first} to {last}"

    return ", ".join(map(named, take.origin.regenerated)) or "none"


_SETTINGS: tuple[tuple[str, Callable[[Take], str]], ...] = (
    ("Recipe", lambda take: take.origin.recipe or "not known"),
    ("Epochs", lambda take: str(take.origin.epochs or "not known")),
    ("Learnt from", lambda take: take.origin.corpus_name or "not known"),
    ("Length", lambda take: f"{len(take.solo.bars)} bars"),
    ("Temperature", _settings("temperature")),
    ("Rhythm", _settings("rhythm_temperature")),
    ("Top-p", _settings("top_p")),
    ("Seed", lambda take: str(take.settings.seed)),
    ("Goes on from", lambda take: take.origin.primer.title if take.origin.primer else "nothing"),
    ("Bars regenerated", _regenerated),
    ("Tempo", lambda take: tempo(take.settings.band.tempo_bpm)),
    ("Feel", lambda take: FEELS[take.settings.band.feel].title),
    ("Swing", lambda take: words.swing_words(take.settings.band.swing_ratio)),
    ("Soloist", lambda take: instrument_of(take.settings.band.solo.program).name),
)


def settings_table(one: Take, other: Take, models: tuple[str, str]) -> str:
    """Show the settings in which two takes differ.

    Parameters
    ----------
    one, other : Take
        The takes A and B.
    models : pair of str
        The names of their models.

    Returns
    -------
    str
        A table as HTML; empty where all settings are the same.
    """
    rows = [(name, text(one), text(other)) for name, text in _SETTINGS if text(one) != text(other)]
    if one.model != other.model:
        rows.insert(0, ("Model", *_distinct(models, (one.model, other.model))))
    return table("How they differ", ("Setting", "A", "B"), rows) if rows else ""


def _distinct(names: tuple[str, str], ids: tuple[str, str]) -> tuple[str, str]:
    """The names, with ids added where two models have the same name."""
    (first, second), (first_id, second_id) = names, ids
    return names if first != second else (f"{first} ({first_id})", f"{second} ({second_id})")


def reports_table(one: Report, other: Report) -> str:
    """Show the metrics of two reports side by side.

    Parameters
    ----------
    one, other : Report
        The reports of the takes A and B.

    Returns
    -------
    str
        A table as HTML.
    """
    rows = (
        (_titled(first), _standing(first), _standing(second))
        for first, second in zip(one.rows, other.rows, strict=True)
    )
    return table("Metrics, compared with real solos", ("Metric", "A", "B"), rows, _as_it_is)


def table(
    caption: str, heads: Sequence[str], rows: Iterable[Sequence[str]], head_of: Callable[[str], str] = escape
) -> str:
    """Write a table as HTML.

    Parameters
    ----------
    caption : str
        The caption.
    heads : sequence of str
        The heads of the columns.
    rows : iterable of sequence of str
        The cells of each row; the first cell is the head of the row.
    head_of : callable (str) -> str
        Makes HTML of the head of a row; all other cells are plain text.

    Returns
    -------
    str
        The table.
    """
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in heads)
    body = "".join(
        f'<tr><th scope="row">{head_of(first)}</th>{"".join(f"<td>{escape(cell)}</td>" for cell in cells)}</tr>'
        for first, *cells in rows
    )
    return (
        f'{_STYLE}<div class="jazz-compare"><table><caption>{escape(caption)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _titled(row: ReportRow) -> str:
    metric = MEASURES[row.name]
    return f'<span title="{escape(metric.definition)}">{escape(metric.title)}</span>'


def _as_it_is(html: str) -> str:
    return html


def _standing(row: ReportRow) -> str:
    metric = MEASURES[row.name]
    if row.value is None:
        return "–"
    number = metric.text(row.value)
    return f"{number} {metric.unit}, {row.standing}" if metric.unit else f"{number}, {row.standing}"
