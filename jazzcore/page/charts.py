"""The chart of a run's losses as a pure function to Vega-Lite, written with Altair."""

from collections.abc import Iterator, Sequence
from typing import Any

import altair as alt

from jazzcore.models.bundle import EpochLoss
from jazzcore.page.colours import HELD_OUT_COLOUR, TRAINING_COLOUR

Spec = dict[str, Any]
"""A chart in Vega-Lite's own terms."""

MOST_POINTS = 200
_LOSS_PIXELS = 130
_FIT_WIDTH = alt.AutoSizeParams(type="fit-x", contains="padding")


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
