"""The changes under the melody of a song: what was recognised, and a chart in which each bar can be corrected."""

from collections.abc import Mapping
from dataclasses import replace

import streamlit as st

from jazzcore.corpus.midi.changes import Changes, ChartBar
from jazzcore.page.shared import words

_BAR, _CHORDS, _SURE = "Bar", "Chords", "Sure"
_HEIGHT_PX = 248
_COLUMNS = {
    _BAR: st.column_config.NumberColumn(width=45),
    _CHORDS: st.column_config.TextColumn(
        width=150, help="One chord or more, as Dm7 G7. A slash / is a beat, and % a bar, in which the chord goes on."
    ),
    _SURE: st.column_config.ProgressColumn(
        format="%d %%", min_value=0, max_value=100, width=90, help="A bar that you have corrected is 100 % sure."
    ),
}


def show(changes: Changes, key: str) -> Mapping[int, str]:
    """Show the chart, with a caption above it.

    Parameters
    ----------
    changes : Changes
        What was recognised.
    key : str
        Names the choice of parts. Another choice begins with its own chart.

    Returns
    -------
    mapping of int to str
        The corrected texts of bars, by the numbers of the bars.
    """
    begun = _begun(changes, key)
    corrections = _corrections(changes, begun, key)
    chart = tuple(replace(bar, confidence=1.0) if bar.number in corrections else bar for bar in changes.chart)
    st.caption(words.plain(words.changes_line(replace(changes, chart=chart))))
    st.data_editor(
        [_row(bar, text) for bar, text in zip(chart, begun, strict=True)],
        hide_index=True,
        disabled=(_BAR, _SURE),
        column_config=_COLUMNS,
        height=_HEIGHT_PX,
        key=_editor(key),
    )
    st.session_state[_saved(key)] = corrections
    return corrections


def _begun(changes: Changes, key: str) -> list[str]:
    """The texts that the editor was first given; it applies its own edits on top of them.

    An editor that was off the page has lost its edits, and is given the corrected texts.
    """
    begun = f"chart-{key}"
    if _editor(key) not in st.session_state or begun not in st.session_state:
        corrections: Mapping[int, str] = st.session_state.get(_saved(key), {})
        st.session_state[begun] = [corrections.get(bar.number, bar.text) for bar in changes.chart]
    texts: list[str] = st.session_state[begun]
    return texts


def _corrections(changes: Changes, begun: list[str], key: str) -> dict[int, str]:
    """The corrected texts, by the numbers of the bars.

    The edits are read before the editor is shown, so that the other columns can take account of them.
    """
    edits: Mapping[int, Mapping[str, object]] = st.session_state.get(_editor(key), {}).get("edited_rows", {})
    texts = [str(edits.get(row, {}).get(_CHORDS, text) or "") for row, text in enumerate(begun)]
    return {
        bar.number: text for bar, text in zip(changes.chart, texts, strict=True) if text.split() != bar.text.split()
    }


def _row(bar: ChartBar, text: str) -> dict[str, object]:
    return {_BAR: bar.number, _CHORDS: text, _SURE: round(100 * bar.confidence)}


def _editor(key: str) -> str:
    return f"changes-{key}"


def _saved(key: str) -> str:
    return f"corrections-{key}"
