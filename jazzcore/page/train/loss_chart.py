"""The loss chart of a run, written with Altair: a pure function to Vega-Lite."""

from collections.abc import Iterator, Sequence
from typing import Any

import altair as alt

from jazzcore.models.bundle import EpochLoss
from jazzcore.page.shared.colours import TRAINING_COLOUR, VALIDATION_COLOUR
from jazzcore.page.shared.learning import PLOT_LEFT_PIXELS, Mark

Spec = dict[str, Any]
"""A chart as Vega-Lite JSON."""

MOST_POINTS = 200
_LOSS_PIXELS = 150
_HEADROOM = 1.25
"""The losses leave the upper fifth of the plot to the texts of marks."""
_TEXT_PIXELS, _GAP_PIXELS = 14, 5
_TEXT_SHARE = 0.35
"""The share of the plot's width that a text may take."""
_TEXT_COLOUR = "currentColor"
"""The text colour of the page, light or dark; no colour is readable on both."""
_FIT_WIDTH = alt.AutoSizeParams(type="fit-x", contains="padding")


def loss_chart(losses: Sequence[EpochLoss], epochs_total: int, marks: Sequence[Mark] = ()) -> Spec:
    """Draw the losses of a run over its epochs: training, and validation where there is one.

    Parameters
    ----------
    losses : sequence of EpochLoss
        The losses; at most about 200 points of each line are drawn.
    epochs_total : int
        The width of the chart.
    marks : sequence of Mark
        Epochs that get a dashed line and a text.

    Returns
    -------
    Spec
        The chart.
    """
    layers = [_loss_lines(losses, epochs_total), *_marked(marks, epochs_total)]
    return _spec(alt.layer(*layers, height=_LOSS_PIXELS, autosize=_FIT_WIDTH))


def thinned(losses: Sequence[EpochLoss], most: int) -> tuple[EpochLoss, ...]:
    """Select losses in even steps, the first and the last among them.

    Parameters
    ----------
    losses : sequence of EpochLoss
        All losses.
    most : int
        The most to select, 2 or more.

    Returns
    -------
    tuple of EpochLoss
        At most `most` losses.
    """
    if len(losses) <= most:
        return tuple(losses)
    return tuple(losses[step * (len(losses) - 1) // (most - 1)] for step in range(most))


def _loss_lines(losses: Sequence[EpochLoss], epochs_total: int) -> alt.Chart:
    shown = thinned(losses, MOST_POINTS)
    rows = list(_loss_rows(shown))
    highest = max((max(loss.training, loss.validation or 0.0) for loss in shown), default=1.0)
    with_validation = any(loss.validation is not None for loss in losses)
    return (
        alt.Chart(alt.Data(values=rows))
        .mark_line(point=len(losses) < 2, strokeWidth=2)
        .encode(
            x=alt.X("epoch:Q", title=None, scale=alt.Scale(domain=[0, epochs_total]), axis=alt.Axis(tickMinStep=1)),
            y=alt.Y(
                "loss:Q",
                title=None,
                scale=alt.Scale(domainMin=0, domainMax=_HEADROOM * highest),
                axis=alt.Axis(minExtent=PLOT_LEFT_PIXELS, maxExtent=PLOT_LEFT_PIXELS),
            ),
            color=alt.Color(
                "of:N",
                scale=alt.Scale(domain=["training", "held out"], range=[TRAINING_COLOUR, VALIDATION_COLOUR]),
                legend=alt.Legend(orient="top", title=None) if with_validation else None,
            ),
            tooltip=[alt.Tooltip("epoch:Q"), alt.Tooltip("of:N", title="loss of"), alt.Tooltip("loss:Q", format=".2f")],
        )
    )


def _marked(marks: Sequence[Mark], epochs_total: int) -> Iterator[alt.Chart]:
    """A dashed line and a text for each mark, one text below the other, all on one side where there is room.

    A line begins at its own text, and they are in such an order that no text is crossed by the other mark's line.
    """
    shares = [mark.epoch / epochs_total for mark in marks]
    all_left = any(share > 1 - _TEXT_SHARE for share in shares) and all(share >= _TEXT_SHARE for share in shares)
    for index, mark in enumerate(sorted(marks, key=lambda mark: mark.epoch, reverse=all_left)):
        top = index * _TEXT_PIXELS
        at = alt.Chart(alt.Data(values=[{"epoch": mark.epoch, "text": mark.text}])).encode(x="epoch:Q")
        line = at.mark_rule(color=mark.colour, strokeWidth=2, strokeDash=[4, 3])
        yield line.encode(y=alt.value(top), y2=alt.value(_LOSS_PIXELS))
        is_left = all_left or mark.epoch > (1 - _TEXT_SHARE) * epochs_total
        side, way = ("right", -1) if is_left else ("left", 1)
        text = at.mark_text(align=side, dx=way * _GAP_PIXELS, color=_TEXT_COLOUR)
        yield text.encode(text="text:N", y=alt.value(top + _TEXT_PIXELS // 2))


def _spec(chart: alt.TopLevelMixin) -> Spec:
    """Write a chart as Vega-Lite, unchecked: checking the schema would take longer than the rest of the page."""
    spec: Spec = chart.to_dict(validate=False)
    return spec


def _loss_rows(losses: Sequence[EpochLoss]) -> Iterator[dict[str, object]]:
    for loss in losses:
        yield {"epoch": loss.epoch, "loss": loss.training, "of": "training"}
        if loss.validation is not None:
            yield {"epoch": loss.epoch, "loss": loss.validation, "of": "held out"}
