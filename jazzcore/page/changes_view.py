"""The changes under a song's melody: what was understood of them, and a chart in which each bar can be corrected."""

from collections.abc import Mapping

import streamlit as st

from jazzcore.corpus.changes import Changes
from jazzcore.page import words

_BAR, _CHORDS, _SURE = "Bar", "Chords", "Sure"
_HEIGHT_PX = 248
_COLUMNS = {
    _BAR: st.column_config.NumberColumn(width=45),
    _CHORDS: st.column_config.TextColumn(
        width=150, help="One chord or more, as Dm7 G7. A slash / is a beat, and % a bar, in which the chord goes on."
    ),
    _SURE: st.column_config.ProgressColumn(format="%d %%", min_value=0, max_value=100, width=90),
}


def show(changes: Changes, key: str) -> Mapping[int, str]:
    """The chart under its caption; returns the texts of the bars a person has corrected, by their numbers.

    `key` names the choice the changes were found for: another choice begins with its own chart.
    """
    st.caption(words.changes_line(changes))
    edited = st.data_editor(
        _rows(changes, key),
        hide_index=True,
        disabled=(_BAR, _SURE),
        column_config=_COLUMNS,
        height=_HEIGHT_PX,
        key=_editor(key),
    )
    texts = [str(row[_CHORDS] or "") for row in edited]
    corrections = {
        bar.number: text for bar, text in zip(changes.chart, texts, strict=True) if text.split() != bar.text.split()
    }
    st.session_state[_kept(key)] = corrections
    return corrections


def _rows(changes: Changes, key: str) -> list[dict[str, object]]:
    """The chart as the editor was first given it, as it lays its own edits over that.

    An editor that has been away has forgotten them, and is given the chart as it was corrected.
    """
    begun = f"chart-{key}"
    if _editor(key) not in st.session_state or begun not in st.session_state:
        corrections: Mapping[int, str] = st.session_state.get(_kept(key), {})
        st.session_state[begun] = [
            {_BAR: bar.number, _CHORDS: corrections.get(bar.number, bar.text), _SURE: round(100 * bar.confidence)}
            for bar in changes.chart
        ]
    rows: list[dict[str, object]] = st.session_state[begun]
    return rows


def _editor(key: str) -> str:
    return f"changes-{key}"


def _kept(key: str) -> str:
    return f"corrections-{key}"
