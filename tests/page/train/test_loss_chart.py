"""The loss chart as data, before any browser draws it, and the colours of music."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jazzcore.models.bundle import EpochLoss
from jazzcore.page.shared.colours import CATEGORY_STYLES, COPIED_COLOUR, TRAINING_COLOUR, VALIDATION_COLOUR
from jazzcore.page.shared.learning import Mark
from jazzcore.page.train.loss_chart import loss_chart, thinned

_THEME = tomllib.loads((Path(__file__).parents[3] / ".streamlit/config.toml").read_text())["theme"]
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
    with_validation = loss_chart([EpochLoss(1, 130.0, 140.0)], 10)
    assert [row["of"] for row in with_validation["data"]["values"]] == ["training", "held out"]
    assert with_validation["layer"][0]["encoding"]["color"]["legend"] is not None


def test_above_the_losses_there_is_room_for_the_texts_of_marks() -> None:
    (lines,) = loss_chart([EpochLoss(1, 130.0, 140.0), EpochLoss(2, 90.0, 100.0)], 10)["layer"]
    assert lines["encoding"]["y"]["scale"] == {"domainMin": 0, "domainMax": 175}


@pytest.mark.parametrize(
    ("epochs", "sides", "rows"),
    [
        ((3, 8), ["left", "right"], [0, 1]),
        ((8, 3), ["right", "left"], [1, 0]),
        ((5, 3), ["left", "left"], [1, 0]),
        ((8, 9), ["right", "right"], [1, 0]),
        ((6, 7), ["right", "right"], [1, 0]),
    ],
)
def test_a_line_begins_at_its_text_and_crosses_no_other(
    epochs: tuple[int, int], sides: list[str], rows: list[int]
) -> None:
    """Of texts on one side of their lines, the one that reaches over the other line is the upper one."""
    marks = [Mark(epoch, f"at {epoch}", COPIED_COLOUR) for epoch in epochs]
    _, *layers = loss_chart([EpochLoss(1, 100.0)], 10, marks)["layer"]
    lines = {layer["data"]["values"][0]["epoch"]: layer for layer in layers[::2]}
    texts = {layer["data"]["values"][0]["epoch"]: layer for layer in layers[1::2]}
    assert [texts[epoch]["mark"]["align"] for epoch in epochs] == sides
    tops = [lines[epoch]["encoding"]["y"]["value"] for epoch in epochs]
    assert tops == [14 * row for row in rows]
    assert [texts[epoch]["encoding"]["y"]["value"] - top for epoch, top in zip(epochs, tops, strict=True)] == [7, 7]


def test_a_mark_is_a_line_and_a_text() -> None:
    marks = (Mark(3, "turns up", VALIDATION_COLOUR), Mark(8, "copies", COPIED_COLOUR))
    _, *layers = loss_chart([EpochLoss(epoch, 100.0) for epoch in range(1, 11)], 10, marks)["layer"]
    for (rule, text), mark in zip((layers[:2], layers[2:]), marks, strict=True):
        assert rule["data"]["values"] == [{"epoch": mark.epoch, "text": mark.text}]
        assert (rule["mark"]["type"], rule["mark"]["color"]) == ("rule", mark.colour)
        assert (text["mark"]["type"], text["mark"]["color"]) == ("text", "currentColor")


@given(st.integers(0, 1000), st.integers(2, 200))
def test_thinned_keeps_order_first_and_last(count: int, most: int) -> None:
    losses = [EpochLoss(epoch, 1.0) for epoch in range(1, count + 1)]
    saved = thinned(losses, most)
    assert len(saved) == min(count, most)
    assert list(saved) == sorted(set(saved), key=lambda loss: loss.epoch)
    if losses:
        assert (saved[0], saved[-1]) == (losses[0], losses[-1])


@pytest.mark.parametrize(
    "colour", [*(style.colour for style in CATEGORY_STYLES), TRAINING_COLOUR, VALIDATION_COLOUR, COPIED_COLOUR]
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
