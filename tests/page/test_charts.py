"""The loss chart as data, before any browser draws it, and the colours of music."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jazzcore.models.bundle import EpochLoss
from jazzcore.page.charts import loss_chart, thinned
from jazzcore.page.colours import CATEGORY_STYLES, COPIED_COLOUR, HELD_OUT_COLOUR, TRAINING_COLOUR
from jazzcore.page.learning import Mark

_THEME = tomllib.loads((Path(__file__).parents[2] / ".streamlit/config.toml").read_text())["theme"]
BACKGROUNDS = [
    _THEME[mode][colour] for mode in ("light", "dark") for colour in ("backgroundColor", "secondaryBackgroundColor")
]


def test_loss_chart_draws_what_there_is() -> None:
    without = loss_chart([EpochLoss(1, 130.0), EpochLoss(2, 100.0)], 10)
    (lines,) = without["layer"]
    assert without["data"]["values"] == [
        {"epoch": 1, "loss": 130.0, "of": "training"},
        {"epoch": 2, "loss": 100.0, "of": "training"},
    ]
    assert lines["encoding"]["color"]["legend"] is None
    assert lines["encoding"]["x"]["scale"]["domain"] == [0, 10]
    with_held_out = loss_chart([EpochLoss(1, 130.0, 140.0)], 10)
    assert [row["of"] for row in with_held_out["data"]["values"]] == ["training", "held out"]
    assert with_held_out["layer"][0]["encoding"]["color"]["legend"] is not None


def test_a_mark_is_a_line_and_a_text_on_the_side_that_has_room() -> None:
    marks = (Mark(3, "turns up", HELD_OUT_COLOUR), Mark(8, "copies", COPIED_COLOUR))
    _, *layers = loss_chart([EpochLoss(epoch, 100.0) for epoch in range(1, 11)], 10, marks)["layer"]
    for (rule, text), mark in zip((layers[:2], layers[2:]), marks, strict=True):
        assert rule["data"]["values"] == [{"epoch": mark.epoch, "text": mark.text}]
        assert (rule["mark"]["type"], rule["mark"]["color"]) == ("rule", mark.colour)
        assert (text["mark"]["type"], text["mark"]["color"]) == ("text", "currentColor")
    assert [layer["mark"]["align"] for layer in layers[1::2]] == ["left", "right"]
    assert len({layer["encoding"]["y"]["value"] for layer in layers[1::2]}) == 2


@given(st.integers(0, 1000), st.integers(2, 200))
def test_thinned_keeps_order_first_and_last(count: int, most: int) -> None:
    losses = [EpochLoss(epoch, 1.0) for epoch in range(1, count + 1)]
    kept = thinned(losses, most)
    assert len(kept) == min(count, most)
    assert list(kept) == sorted(set(kept), key=lambda loss: loss.epoch)
    if losses:
        assert (kept[0], kept[-1]) == (losses[0], losses[-1])


@pytest.mark.parametrize(
    "colour", [*(style.colour for style in CATEGORY_STYLES), TRAINING_COLOUR, HELD_OUT_COLOUR, COPIED_COLOUR]
)
@pytest.mark.parametrize("background", BACKGROUNDS)
def test_colours_stand_out_in_both_themes(colour: str, background: str) -> None:
    darker, lighter = sorted((_luminance(colour), _luminance(background)))
    assert (lighter + 0.05) / (darker + 0.05) >= 3


def _luminance(colour: str) -> float:
    """Relative luminance as WCAG 2 defines it."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
