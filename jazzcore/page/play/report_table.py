"""The card of a take as a table: each figure with its band in real solos and the take's mark on it.

A row's bar is scaled so that the band fills its middle half; a mark beyond the ends stands at the end. What the mark
says by its place and colour, a word says too.
"""

from html import escape

from jazzcore.evaluation.reference_ranges import MEASURES, Band
from jazzcore.evaluation.report import Card, CardRow
from jazzcore.page.shared.colours import COPIED_COLOUR, TRAINING_COLOUR

_STYLE = f"""
<style>
.jazz-card {{ border-collapse: collapse; width: 100%; font-size: 0.875rem; }}
.jazz-card caption {{ text-align: left; padding-bottom: 0.4rem; opacity: 0.75; }}
.jazz-card th {{ text-align: left; font-weight: 400; padding: 0.1rem 0.6rem 0.1rem 0; }}
.jazz-card th [title] {{ text-decoration: underline dotted; text-underline-offset: 0.2em; cursor: help; }}
.jazz-card td {{ padding: 0.1rem 0.6rem 0.1rem 0; white-space: nowrap; font-variant-numeric: tabular-nums; }}
.jazz-card .number {{ text-align: right; padding-right: 0.6rem; }}
.jazz-card .bar {{ width: 34%; }}
.jazz-card .track {{ position: relative; height: 0.8rem; border-bottom: 1px solid rgb(128 128 128 / 45%); }}
.jazz-card .track span {{ position: absolute; bottom: 0; display: block; }}
.jazz-card .band {{ left: 25%; width: 50%; height: 0.55rem; background: rgb(128 128 128 / 30%); }}
.jazz-card .middle {{ width: 1px; height: 0.8rem; background: rgb(128 128 128); }}
.jazz-card .mark {{ width: 0.6rem; height: 0.6rem; margin-left: -0.3rem; border-radius: 50%; }}
.jazz-card .within {{ background: {TRAINING_COLOUR}; }}
.jazz-card .below, .jazz-card .above {{ background: {COPIED_COLOUR}; border-radius: 0; transform: rotate(45deg); }}
@media (max-width: 640px) {{ .jazz-card .bar, .jazz-card .real {{ display: none; }} }}
</style>
"""


def card_table(card: Card) -> str:
    """The card as HTML with a style of its own; what a figure means is told on hover."""
    known = sum(row.value is not None for row in card.rows)
    head = (
        f"{card.inside_count} of {known} figures stand where real solos do: within the band that holds nine in ten of "
        f"{card.excerpt_count:,} excerpts of {card.band_bars} bars from {escape(card.source)}."
    )
    columns = ("Figure", "Take", "Stands", "Against real solos", "Real, 5 to 95 %")
    heads = "".join(f'<th scope="col"{_class(name)}>{name}</th>' for name in columns)
    rows = "".join(map(_row, card.rows))
    return (
        f'{_STYLE}<table class="jazz-card"><caption>{head}</caption>'
        f"<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"
    )


def _row(row: CardRow) -> str:
    figure = MEASURES[row.name]
    low, high = (_number(value, figure.decimals) for value in (row.band.low, row.band.high))
    value = "–" if row.value is None else _number(row.value, figure.decimals)
    unit = "" if not figure.unit else f"&#8239;{escape(figure.unit)}"
    return (
        f'<tr><th scope="row"><span title="{escape(figure.definition)}">{escape(figure.title)}</span></th>'
        f'<td class="number">{value}{unit}</td><td>{row.standing}</td>'
        f'<td class="bar">{_bar(row)}</td><td class="real">{low} to {high}</td></tr>'
    )


def _number(value: float, decimals: int) -> str:
    """A number with so many decimals, and without a sign where it is rounded to 0."""
    return f"{round(value, decimals) + 0.0:.{decimals}f}"


def _bar(row: CardRow) -> str:
    mark = "" if row.value is None else _span(f"mark {row.standing}", _place(row.value, row.band))
    return (
        f'<div class="track"><span class="band"></span>{_span("middle", _place(row.band.middle, row.band))}{mark}</div>'
    )


def _span(kind: str, place: float) -> str:
    return f'<span class="{kind}" style="left: {place:.1f}%"></span>'


def _place(value: float, band: Band) -> float:
    """Where on the bar a value stands, in percent of its width."""
    width = band.high - band.low
    share = (value - band.low) / width if width else 0.5
    return min(max(25 + 50 * share, 0.0), 100.0)


def _class(name: str) -> str:
    kinds = {"Take": "number", "Against real solos": "bar", "Real, 5 to 95 %": "real"}
    return f' class="{kinds[name]}"' if name in kinds else ""
