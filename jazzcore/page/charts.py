"""The page's charts as pure functions from music and losses to Vega-Lite, written with Altair.

Positions on a roll are counted in bars from 0: 2.5 is the middle of the third bar, whatever its meter. The colours
keep a contrast of 3 to 1 with both backgrounds of the theme (WCAG AA for graphics), and a note's filling tells its
category once more: the further outside, the hollower.
"""

import json
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import altair as alt

from jazzcore.models.bundle import EpochLoss
from jazzcore.music.leadsheet import Bar, bar_index, chord_at
from jazzcore.music.notes import note_name
from jazzcore.solo.solo import Solo

Spec = dict[str, Any]
"""A chart in Vega-Lite's own terms."""

BARS_ON_ONE_LINE = 12
BARS_A_LINE = 8
MOST_POINTS = 200
_LABELLED_PITCH_CLASSES = (0, 7)
_PIXELS_A_SEMITONE = 6
_LEAST_ROLL_PIXELS = 110
_LOSS_PIXELS = 130
_FIT_WIDTH = alt.AutoSizeParams(type="fit-x", contains="padding")


@dataclass(frozen=True, slots=True)
class CategoryStyle:
    """How notes of a category are named and drawn; `filling` is the opacity of their inside."""

    category: str
    name: str
    colour: str
    filling: float


CATEGORY_STYLES = (
    CategoryStyle("C", "Chord", "#2b78d6", 1.0),
    CategoryStyle("S", "Scale", "#148a68", 0.7),
    CategoryStyle("A", "Approach", "#c86a12", 0.35),
    CategoryStyle("X", "Other", "#b84fb0", 0.0),
)
TRAINING_COLOUR = "#2b78d6"
HELD_OUT_COLOUR = "#c86a12"
COPIED_COLOUR = "#d0342c"
_STYLE_OF = {style.category: style for style in CATEGORY_STYLES}


def roll_lines(bar_count: int) -> tuple[range, ...]:
    """The bar indices of each line of a roll: one line up to 12 bars, else lines of 8."""
    length = bar_count if bar_count <= BARS_ON_ONE_LINE else BARS_A_LINE
    return tuple(range(first, min(first + length, bar_count)) for first in range(0, bar_count, max(length, 1)))


def piano_rolls(solo: Solo, copied: Collection[int] = ()) -> tuple[Spec, ...]:
    """A solo as piano rolls, one a line of bars: time in bars, chord names above, notes coloured by category.

    Notes at the indices `copied`, which stand so in the training music too, are underlined.
    """
    lines = roll_lines(len(solo.bars))
    return tuple(_spec(_roll_line(solo, copied, line, len(lines[0]), with_legend=line is lines[0])) for line in lines)


def loss_chart(losses: Sequence[EpochLoss], epochs_total: int) -> Spec:
    """The losses of a run over its epochs: training, and held-out where present, at most about 200 points each."""
    rows = list(_loss_rows(thinned(losses, MOST_POINTS)))
    with_held_out = any(loss.held_out is not None for loss in losses)
    return _spec(
        alt.Chart(alt.Data(values=rows), height=_LOSS_PIXELS, autosize=_FIT_WIDTH)
        .mark_line(point=len(losses) < 2, strokeWidth=2)
        .encode(
            x=alt.X("epoch:Q", title=None, scale=alt.Scale(domain=[0, epochs_total]), axis=alt.Axis(tickMinStep=1)),
            y=alt.Y("loss:Q", title=None, scale=alt.Scale(domainMin=0)),
            color=alt.Color(
                "of:N",
                scale=alt.Scale(domain=["training", "held out"], range=[TRAINING_COLOUR, HELD_OUT_COLOUR]),
                legend=alt.Legend(orient="top", title=None) if with_held_out else None,
            ),
            tooltip=[alt.Tooltip("epoch:Q"), alt.Tooltip("of:N", title="loss of"), alt.Tooltip("loss:Q", format=".2f")],
        )
    )


def thinned(losses: Sequence[EpochLoss], most: int) -> tuple[EpochLoss, ...]:
    """At most `most` losses in even steps (2 or more), the first and the last among them."""
    if len(losses) <= most:
        return tuple(losses)
    return tuple(losses[step * (len(losses) - 1) // (most - 1)] for step in range(most))


def _spec(chart: alt.TopLevelMixin) -> Spec:
    """A chart as Vega-Lite; checking it against the whole schema would take longer than all the rest of the page."""
    spec: Spec = chart.to_dict(validate=False)
    return spec


def _loss_rows(losses: Sequence[EpochLoss]) -> Iterator[dict[str, object]]:
    for loss in losses:
        yield {"epoch": loss.epoch, "loss": loss.training, "of": "training"}
        if loss.held_out is not None:
            yield {"epoch": loss.epoch, "loss": loss.held_out, "of": "held out"}


def _roll_line(
    solo: Solo, copied: Collection[int], line: range, bars_wide: int, *, with_legend: bool
) -> alt.LayerChart:
    lowest, highest = _pitch_range(solo)
    rows = list(_note_rows(solo, copied, line))
    copies = [row for row in rows if row["copied"]]
    x_scale = alt.Scale(domain=[line.start, line.start + bars_wide], nice=False, zero=False)
    height = max(_LEAST_ROLL_PIXELS, _PIXELS_A_SEMITONE * (highest - lowest + 1))
    notes = (
        alt.Chart(alt.Data(values=rows), height=height)
        .mark_bar(cornerRadius=2, strokeWidth=1.2)
        .encode(
            x=alt.X("start:Q", scale=x_scale, axis=_bar_axis(line)),
            x2="end:Q",
            y=alt.Y("low:Q", scale=_pitch_scale(lowest, highest), axis=_pitch_axis(lowest, highest)),
            y2="high:Q",
            color=_category_colours(with_legend=with_legend),
            stroke=alt.Stroke("category:N", scale=_colour_scale(), legend=None),
            fillOpacity=alt.FillOpacity("filling:Q", scale=None, legend=None),
            tooltip=[
                alt.Tooltip("note:N"),
                alt.Tooltip("category:N"),
                alt.Tooltip("chord:N"),
                alt.Tooltip("bar:Q"),
                alt.Tooltip("quarters:N", title="length in quarters"),
            ],
        )
    )
    underlines = (
        alt.Chart(alt.Data(values=copies))
        .mark_rule(strokeWidth=3, stroke=COPIED_COLOUR)
        .encode(
            x=alt.X("start:Q", scale=x_scale, axis=None),
            x2="end:Q",
            y=alt.Y("low:Q", scale=_pitch_scale(lowest, highest), axis=None),
        )
    )
    changes = _changes(solo, line)
    chords = (
        alt.Chart(alt.Data(values=[{"at": at} for at in changes]))
        .mark_rule(strokeDash=[2, 3], opacity=0.35, stroke="gray")
        .encode(x=alt.X("at:Q", scale=x_scale, axis=_chord_axis(changes)))
    )
    layers = (chords, notes, underlines) if copies else (chords, notes)
    return alt.layer(*layers, autosize=_FIT_WIDTH).resolve_axis(x="independent")


def _note_rows(solo: Solo, copied: Collection[int], line: range) -> Iterator[dict[str, object]]:
    """The notes that sound on a line, cut off at its ends."""
    for index, played in enumerate(solo.notes):
        start = _in_bars(solo.bars, played.note.onset_quarter)
        end = _in_bars(solo.bars, played.note.end_quarter)
        if end <= line.start or start >= line.stop:
            continue
        style = _STYLE_OF[played.category]
        yield {
            "start": max(start, line.start),
            "end": min(end, line.stop),
            "low": played.note.pitch - 0.5,
            "high": played.note.pitch + 0.5,
            "note": note_name(played.note.pitch),
            "category": style.name,
            "filling": style.filling,
            "copied": index in copied,
            "chord": chord_at(solo.chords, played.note.onset_quarter).chord.symbol if solo.chords else "",
            "bar": int(start) + 1,
            "quarters": str(played.note.duration_quarter),
        }


def _changes(solo: Solo, line: range) -> dict[float, str]:
    """The chord symbols of a line by position, the one that sounds on from the line before at its beginning."""
    if not solo.chords:
        return {}
    opening = chord_at(solo.chords, solo.bars[line.start].onset_quarter)
    changes = {float(line.start): opening.chord.symbol}
    for event in solo.chords:
        at = _axis_value(_in_bars(solo.bars, event.onset_quarter))
        if line.start <= at < line.stop:
            changes[at] = event.chord.symbol
    return changes


def _in_bars(bars: tuple[Bar, ...], moment_quarter: Fraction) -> float:
    index = bar_index(bars, moment_quarter)
    return float(index + (moment_quarter - bars[index].onset_quarter) / bars[index].meter.bar_quarter)


def _pitch_range(solo: Solo) -> tuple[int, int]:
    pitches = [played.note.pitch for played in solo.notes] or [60, 72]
    return min(pitches) - 1, max(pitches) + 1


def _pitch_scale(lowest: int, highest: int) -> alt.Scale:
    return alt.Scale(domain=[lowest - 0.5, highest + 0.5], nice=False, zero=False)


def _pitch_axis(lowest: int, highest: int) -> alt.Axis:
    named = {
        float(pitch): note_name(pitch) for pitch in range(lowest, highest + 1) if pitch % 12 in _LABELLED_PITCH_CLASSES
    }
    return alt.Axis(values=list(named), labelExpr=_label_of(named), title=None, grid=True, minExtent=24, maxExtent=24)


def _bar_axis(line: range) -> alt.Axis:
    numbers = {float(index): str(index + 1) for index in line}
    return alt.Axis(
        orient="bottom",
        values=[*numbers, float(line.stop)],
        labelExpr=_label_of(numbers),
        labelAlign="left",
        title=None,
        grid=True,
        gridColor="gray",
        gridOpacity=0.45,
    )


def _chord_axis(changes: dict[float, str]) -> alt.Axis:
    return alt.Axis(
        orient="top",
        values=list(changes),
        labelExpr=_label_of(changes),
        labelAlign="left",
        labelOverlap="greedy",
        labelFontSize=13,
        labelFontWeight="bold",
        title=None,
        grid=False,
    )


def _category_colours(*, with_legend: bool) -> alt.Color:
    legend = alt.Legend(orient="top", title=None, symbolType="square") if with_legend else None
    return alt.Color("category:N", scale=_colour_scale(), legend=legend)


def _colour_scale() -> alt.Scale:
    return alt.Scale(
        domain=[style.name for style in CATEGORY_STYLES], range=[style.colour for style in CATEGORY_STYLES]
    )


def _label_of(labels: dict[float, str]) -> str:
    """A Vega expression that turns an axis value into its label, and any other value into nothing."""
    table = json.dumps({f"{value:.6g}": label for value, label in labels.items()})
    return f"{table}[datum.value] || ''"


def _axis_value(position: float) -> float:
    """A position as Vega prints it back: six significant digits."""
    return float(f"{position:.6g}")
