"""A field for a chord chart, checked as one types: what is wrong is marked in it and told beneath.

The browser's half (`assets/chart_editor.js`) sends the text after a pause in typing and draws the answer to it. Places
are counted in characters here and in UTF-16 units there.
"""

from collections.abc import Mapping

import streamlit as st

from jazzcore.music.charts.reading import ChartFault
from jazzcore.music.charts.text import check_chart, format_chart, parse_chart
from jazzcore.music.leadsheet import LeadSheet
from jazzcore.page.shared.payload import alone, asset_text

HTML, CSS = asset_text("chart_editor.html"), asset_text("chart_editor.css")
JS = asset_text("mounting.js", "chart_editor.js")
_EDITOR = st.components.v2.component("chart_editor", html=HTML, css=CSS, js=JS)


def show(key: str, default_text: str) -> LeadSheet | None:
    """The field, and the chart in it; None while there is something wrong with it.

    What a person has typed is saved under the key for the session; another default needs another key.
    """
    text = _typed(key, default_text)
    _EDITOR(key=_field(key), data=alone({"key": key, "answer": answer(text)}), on_text_change=lambda: None)
    return None if check_chart(text) else parse_chart(text)


def answer(text: str) -> dict[str, object]:
    """What the browser is told of a text: its faults with their places, and the bars it means as they are played."""
    faults = check_chart(text)
    chart = None if faults else parse_chart(text)
    bars = [bar for line in format_chart(chart).splitlines() for bar in line.split(" | ")] if chart else []
    return {
        "text": text,
        "faults": [_document(text, fault) for fault in faults],
        "bars": bars,
        "has_pickup": chart is not None and chart.first_bar == 0,
    }


def _document(text: str, fault: ChartFault) -> dict[str, object]:
    return {
        "start": _units(text[: fault.start]),
        "end": _units(text[: fault.end]),
        "sentence": fault.sentence,
        "proposals": list(fault.proposals),
    }


def _units(text: str) -> int:
    """The length of a text as the browser counts it."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _typed(key: str, default_text: str) -> str:
    """The text in the field, noted where it outlives the field."""
    field: Mapping[str, object] = st.session_state.get(_field(key)) or {}
    saved = f"text-{key}"
    st.session_state[saved] = str(field.get("text", st.session_state.get(saved, default_text)))
    text: str = st.session_state[saved]
    return text


def _field(key: str) -> str:
    return f"editor-{key}"
