"""The changes to play over: a piece of the model's corpus, a form or one's own, in any key, as a chart to edit."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial

import streamlit as st

from jazzcore.errors import StoreError
from jazzcore.library.charts import TypedChart
from jazzcore.models.bundle import Bundle
from jazzcore.music.charts.forms import FORMS, form
from jazzcore.music.charts.text import check_chart, format_chart, parse_chart
from jazzcore.music.charts.transposition import transposed
from jazzcore.music.chords.names import key_name
from jazzcore.music.leadsheet import LeadSheet
from jazzcore.page.components.chart_editor import chart_editor
from jazzcore.page.shared import cache, words

_LONGEST_EDITED_BARS = 128
_OWN = "own"
_OWN_TEXT = "Dm7 | G7 | Cmaj7 | %"
_OWN_TITLE = "Your own changes"
_OWN_AT_FIRST, _OWN_SAVED = "own_chart_at_first", "own_chart_saved"


@dataclass(frozen=True, slots=True)
class ChosenChart:
    """Changes to play over, the `name` of their source, and the feel in which they are first played."""

    name: str
    chart: LeadSheet
    feel: str


@dataclass(frozen=True, slots=True)
class _Source:
    name: str
    label: str
    feel: str
    chart: Callable[[], LeadSheet]


def show(bundle: Bundle, model: str) -> ChosenChart | None:
    """Show the menu, the key and the chart itself.

    Parameters
    ----------
    bundle : Bundle
        The model, whose pieces are in the menu.
    model : str
        Its id.

    Returns
    -------
    ChosenChart or None
        The chart as it was edited; None while it has a fault.
    """
    sources = _sources(bundle, model)
    labels = dict(zip(sources, words.unique(source.label for source in sources.values()), strict=True))
    left, right = st.columns([5, 3])
    chosen = left.selectbox("Changes", list(labels), format_func=labels.__getitem__, key=f"chart-{model}")
    source = sources[chosen]
    written = source.chart()
    semitones = right.selectbox(
        "Key",
        sorted(range(-5, 7), key=lambda step: (step != 0, step)),
        format_func=lambda step: _key_label(written, step),
        key=f"key-{source.name}",
    )
    chart = transposed(written, semitones) if semitones else written
    if len(chart.bars) > _LONGEST_EDITED_BARS:
        return ChosenChart(source.name, chart, source.feel)
    with st.expander(f"Chords: {_beginning(chart)}", expanded=source.name == _OWN):
        edited = _edited(chart, f"{source.name}-{semitones}")
    if edited is None:
        return None
    if source.name == _OWN:
        _save_own(edited)
    return ChosenChart(source.name, edited, source.feel)


def _sources(bundle: Bundle, model: str) -> dict[str, _Source]:
    """What one can play over, by name: pieces, then forms, then one's own changes."""
    pieces = (
        _Source(f"{model}-{number}", words.chart_label(chart), "swing", partial(_as_it_is, chart))
        for number, chart in enumerate(bundle.charts)
    )
    forms = (_Source(each.name, each.title, each.feel, partial(form, each.name)) for each in FORMS)
    own = _Source(_OWN, _OWN_TITLE, "swing", partial(parse_chart, _own_text(), _OWN_TITLE))
    return {source.name: source for source in (*pieces, *forms, own)}


def _own_text() -> str:
    """The text of the own changes when this session began: the chart typed last in an earlier session."""
    if _OWN_AT_FIRST not in st.session_state:
        saved = None
        with suppress(StoreError):  # the page works without it; the library says what is wrong
            saved = cache.studio().charts.find(_OWN_TITLE)
        st.session_state[_OWN_AT_FIRST] = saved.text if saved and not check_chart(saved.text) else _OWN_TEXT
        st.session_state[_OWN_SAVED] = st.session_state[_OWN_AT_FIRST]
    text: str = st.session_state[_OWN_AT_FIRST]
    return text


def _save_own(chart: LeadSheet) -> None:
    """Save the typed chart for later sessions, if it has changed."""
    text = format_chart(chart)
    if text != st.session_state[_OWN_SAVED]:
        st.session_state[_OWN_SAVED] = text
        with suppress(StoreError):
            cache.studio().charts.save(TypedChart(_OWN_TITLE, text))


def _as_it_is(chart: LeadSheet) -> LeadSheet:
    return chart


def _key_label(chart: LeadSheet, semitones: int) -> str:
    key = key_name(chart.key) if chart.key else None
    if key is not None:
        return str(key.transposed(semitones)) if semitones else str(chart.key)
    return f"{semitones:+d} semitones" if semitones else "As written"


def _beginning(chart: LeadSheet) -> str:
    """The first line of a chart, shown while the chart is folded."""
    first, _, others = format_chart(chart).partition("\n")
    return words.plain(f"{first} …" if others else first)


def _edited(chart: LeadSheet, key: str) -> LeadSheet | None:
    """The edited chart; an unchanged chart keeps the exact notes of its chords."""
    text = format_chart(chart)
    typed = chart_editor.show(key, text)
    if typed is None or typed == parse_chart(text):
        return None if typed is None else chart
    return replace(typed, title=chart.title, tempo_bpm=chart.tempo_bpm, key=chart.key, swing_ratio=chart.swing_ratio)
