"""The changes to play over: a piece of the model's corpus or a form, in any key, as a chart to be changed at will."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

import streamlit as st

from jazzcore.models.bundle import Bundle
from jazzcore.music.charts.forms import FORMS, form
from jazzcore.music.charts.text import format_chart, parse_chart
from jazzcore.music.charts.transposition import transposed
from jazzcore.music.chords.names import key_name
from jazzcore.music.leadsheet import LeadSheet
from jazzcore.page.components.chart_editor import chart_editor
from jazzcore.page.shared import words

_LONGEST_EDITED_BARS = 128
_OWN = "own"
_OWN_TEXT = "Dm7 | G7 | Cmaj7 | %"
_OWN_TITLE = "Your own changes"


@dataclass(frozen=True, slots=True)
class ChosenChart:
    """Changes to play over, `name` for where they come from, and the feel they are first played in."""

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
    """The menu, the key and the chart itself; None while something is wrong with the chart."""
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
    return None if edited is None else ChosenChart(source.name, edited, source.feel)


def _sources(bundle: Bundle, model: str) -> dict[str, _Source]:
    """What there is to play over, by name: pieces, then forms, then an empty field to write in."""
    pieces = (
        _Source(f"{model}-{number}", words.chart_label(chart), "swing", partial(_as_it_is, chart))
        for number, chart in enumerate(bundle.charts)
    )
    forms = (_Source(each.name, each.title, each.feel, partial(form, each.name)) for each in FORMS)
    own = _Source(_OWN, _OWN_TITLE, "swing", partial(parse_chart, _OWN_TEXT, _OWN_TITLE))
    return {source.name: source for source in (*pieces, *forms, own)}


def _as_it_is(chart: LeadSheet) -> LeadSheet:
    return chart


def _key_label(chart: LeadSheet, semitones: int) -> str:
    key = key_name(chart.key) if chart.key else None
    if key is not None:
        return str(key.transposed(semitones)) if semitones else str(chart.key)
    return f"{semitones:+d} semitones" if semitones else "As written"


def _beginning(chart: LeadSheet) -> str:
    """The first line of a chart, for when it is folded away."""
    first, _, others = format_chart(chart).partition("\n")
    return words.plain(f"{first} …" if others else first)


def _edited(chart: LeadSheet, key: str) -> LeadSheet | None:
    """The chart as a person leaves it; one left as it is keeps the sound of its chords."""
    text = format_chart(chart)
    typed = chart_editor.show(key, text)
    if typed is None or typed == parse_chart(text):
        return None if typed is None else chart
    return replace(typed, title=chart.title, tempo_bpm=chart.tempo_bpm, key=chart.key, swing_ratio=chart.swing_ratio)
