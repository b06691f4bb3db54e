"""A field for a chord chart that is checked as one types: faults are marked in the text and listed below it.

The browser's half (`chart_editor.js`) sends the text after a pause in typing and draws what Python found in it. Places
are counted in characters here and in UTF-16 units there.
"""

from collections.abc import Mapping
from pathlib import Path

import streamlit as st

from jazzcore.music.charts.reading import ChartFault
from jazzcore.music.charts.text import check_chart, format_chart, parse_chart
from jazzcore.music.leadsheet import LeadSheet
from jazzcore.page.components.component import as_data, read_sources

HTML, CSS, JS = read_sources(Path(__file__).parent)
_EDITOR = st.components.v2.component("chart_editor", html=HTML, css=CSS, js=JS)


def show(key: str, default_text: str) -> LeadSheet | None:
    """Show the field and read the chart in it.

    Parameters
    ----------
    key : str
        The name under which the text is saved for the session. Another default text needs another key.
    default_text : str
        What stands in the field at first.

    Returns
    -------
    LeadSheet or None
        The chart, or None while there is a fault in the text.

    """
    text = _typed(key, default_text)
    chart, checked = check(text)
    _EDITOR(key=_field(key), data=as_data({"key": key, "checked": checked}), on_text_change=lambda: None)
    return chart


def check(text: str) -> tuple[LeadSheet | None, dict[str, object]]:
    """Read a text as a chart; also returns what the browser shows of it, a `CheckedText` of `payloads.d.ts`."""
    faults = check_chart(text)
    chart = None if faults else parse_chart(text)
    bars = [bar for line in format_chart(chart).splitlines() for bar in line.split(" | ")] if chart else []
    checked = {
        "text": text,
        "faults": [_fault(text, fault) for fault in faults],
        "bars": bars,
        "has_pickup": chart is not None and chart.first_bar == 0,
    }
    return chart, checked


def _fault(text: str, fault: ChartFault) -> dict[str, object]:
    return {
        "start": _utf16_length(text[: fault.start]),
        "end": _utf16_length(text[: fault.end]),
        "sentence": fault.sentence,
        "proposals": list(fault.proposals),
    }


def _utf16_length(text: str) -> int:
    """The length of a text as the browser counts it."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _typed(key: str, default_text: str) -> str:
    """The text in the field. It is saved in the session, where it outlives the field."""
    field: Mapping[str, object] = st.session_state.get(_field(key)) or {}
    saved = f"text-{key}"
    st.session_state[saved] = str(field.get("text", st.session_state.get(saved, default_text)))
    text: str = st.session_state[saved]
    return text


def _field(key: str) -> str:
    return f"editor-{key}"
