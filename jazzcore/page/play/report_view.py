"""The report of a take: its metrics compared with real solos, and what it has copied."""

from html import escape

import streamlit as st

from jazzcore.evaluation.originality import CopiedRun
from jazzcore.evaluation.reference_ranges import MEASURES, ReferenceRange
from jazzcore.evaluation.report import Originality, Report, ReportRow
from jazzcore.page.shared import cache, words
from jazzcore.page.shared.colours import COPIED_COLOUR, TRAINING_COLOUR
from jazzcore.takes.take import Take

_COMPARING = "comparing_run"
_STYLE = f"""
<style>
.jazz-report {{ border-collapse: collapse; width: 100%; font-size: 0.875rem; }}
.jazz-report caption {{ text-align: left; padding-bottom: 0.4rem; opacity: 0.75; }}
.jazz-report th {{ text-align: left; font-weight: 400; padding: 0.1rem 0.6rem 0.1rem 0; }}
.jazz-report th [title] {{ text-decoration: underline dotted; text-underline-offset: 0.2em; cursor: help; }}
.jazz-report td {{ padding: 0.1rem 0.6rem 0.1rem 0; white-space: nowrap; font-variant-numeric: tabular-nums; }}
.jazz-report .number {{ text-align: right; padding-right: 0.6rem; }}
.jazz-report .bar {{ width: 34%; }}
.jazz-report .track {{ position: relative; height: 0.8rem; border-bottom: 1px solid rgb(128 128 128 / 45%); }}
.jazz-report .track span {{ position: absolute; bottom: 0; display: block; }}
.jazz-report .band {{ left: 25%; width: 50%; height: 0.55rem; background: rgb(128 128 128 / 30%); }}
.jazz-report .middle {{ width: 1px; height: 0.8rem; background: rgb(128 128 128); }}
.jazz-report .mark {{ width: 0.6rem; height: 0.6rem; margin-left: -0.3rem; border-radius: 50%; }}
.jazz-report .within {{ background: {TRAINING_COLOUR}; }}
.jazz-report .below, .jazz-report .above {{ background: {COPIED_COLOUR}; border-radius: 0; transform: rotate(45deg); }}
@media (max-width: 640px) {{ .jazz-report .bar, .jazz-report .real {{ display: none; }} }}
</style>
"""


def show(take: Take) -> None:
    """Show the report below a take; nothing for a take without one."""
    for remark in take.remarks:
        st.info(words.plain(remark))
    if take.report is None:
        return
    with st.expander("How it stands against real solos", expanded=True):
        metrics, copies = st.columns([3, 2], gap="large")
        metrics.html(report_table(take.report))
        with copies:
            _show_originality(take, take.report.originality)


def _show_originality(take: Take, originality: Originality | None) -> None:
    st.markdown("**Originality**")
    if originality is None:
        st.caption("The music this model learnt from is not at hand, so nothing can be said of what it copied.")
        return
    st.write(words.plain(words.originality_line(originality)))
    if originality.longest is None:
        return
    if st.button("Hear both", key=f"hear-both-{take.take_id}", help="The run in the take, and where it stands."):
        st.session_state[_COMPARING] = take.take_id
    if st.session_state.get(_COMPARING) == take.take_id:
        _show_both(take, originality.longest)


def _show_both(take: Take, run: CopiedRun) -> None:
    both = cache.run_audio(take, run)
    if both is None:
        st.caption("The piece it comes from is no longer saved.")
        return
    for column, label, audio in zip(st.columns(2), ("In the take", words.plain(run.title)), both, strict=True):
        column.caption(label)
        column.audio(audio.wav)


def report_table(report: Report) -> str:
    """The report as an HTML table with its own style; the definition of a metric is shown on hover."""
    known = sum(row.value is not None for row in report.rows)
    head = (
        f"{report.inside_count} of {known} metrics are like those of real solos: they lie in the range of nine in ten "
        f"of {report.excerpt_count:,} excerpts of {report.reference_bars} bars from {escape(report.source)}."
    )
    columns = ("Metric", "Take", "Stands", "Against real solos", "Real, 5 to 95 %")
    heads = "".join(f'<th scope="col"{_class(name)}>{name}</th>' for name in columns)
    rows = "".join(map(_row, report.rows))
    return (
        f'{_STYLE}<table class="jazz-report"><caption>{head}</caption>'
        f"<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"
    )


def _row(row: ReportRow) -> str:
    metric = MEASURES[row.name]
    low, high = map(metric.text, (row.reference.low, row.reference.high))
    value = "–" if row.value is None else metric.text(row.value)
    unit = "" if not metric.unit else f"&#8239;{escape(metric.unit)}"
    return (
        f'<tr><th scope="row"><span title="{escape(metric.definition)}">{escape(metric.title)}</span></th>'
        f'<td class="number">{value}{unit}</td><td>{row.standing}</td>'
        f'<td class="bar">{_bar(row)}</td><td class="real">{low} to {high}</td></tr>'
    )


def _bar(row: ReportRow) -> str:
    mark = "" if row.value is None else _span(f"mark {row.standing}", _place(row.value, row.reference))
    middle = _span("middle", _place(row.reference.middle, row.reference))
    return f'<div class="track"><span class="band"></span>{middle}{mark}</div>'


def _span(kind: str, place: float) -> str:
    return f'<span class="{kind}" style="left: {place:.1f}%"></span>'


def _place(value: float, reference: ReferenceRange) -> float:
    """The place of a value on the bar, in percent of its width."""
    width = reference.high - reference.low
    share = (value - reference.low) / width if width else 0.5
    return min(max(25 + 50 * share, 0.0), 100.0)


def _class(name: str) -> str:
    kinds = {"Take": "number", "Against real solos": "bar", "Real, 5 to 95 %": "real"}
    return f' class="{kinds[name]}"' if name in kinds else ""
