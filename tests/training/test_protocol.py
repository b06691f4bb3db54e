"""Orders and events: there and back as one line of JSON, and what is neither."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jazzcore.errors import TrainingError
from jazzcore.models.bundle import EpochLoss
from jazzcore.training.protocol import (
    CheckpointSaved,
    EpochEnded,
    Event,
    Failed,
    Finished,
    Order,
    Saved,
    Started,
    event_from_line,
    event_to_line,
    order_from_line,
    order_to_line,
)
from tests.training.studio_fakes import request_for

NUMBERS = st.floats(allow_nan=False, allow_infinity=False)
EPOCHS = st.integers(1, 10_000)
LOSSES = st.builds(EpochLoss, EPOCHS, NUMBERS, st.none() | NUMBERS)
EVENTS = st.one_of(
    st.builds(Started, st.lists(LOSSES, max_size=4).map(tuple)),
    st.builds(EpochEnded, LOSSES),
    st.builds(Saved, EPOCHS),
    st.builds(CheckpointSaved, EPOCHS),
    st.builds(Finished, st.booleans()),
    st.builds(Failed, st.text()),
)


@given(EVENTS)
def test_an_event_comes_back_from_its_line(event: Event) -> None:
    line = event_to_line(event)
    assert "\n" not in line
    assert event_from_line(line) == event


def test_an_epoch_is_named_as_such_on_its_line() -> None:
    line = event_to_line(EpochEnded(EpochLoss(3, 41.5, 60.25)))
    assert json.loads(line) == {
        "event": "epochended",
        "loss": {"epoch": 3, "training": 41.5, "validation": 60.25},
    }


@pytest.mark.parametrize("train_on", [None, Path("/home/ada/études/000001")])
def test_an_order_comes_back_from_its_line(train_on: Path | None) -> None:
    order = Order(request_for(50), Path("/home/ada/a folder\nof two lines"), Path("/home/ada/checkpoints"), train_on)
    line = order_to_line(order)
    assert "\n" not in line
    assert order_from_line(line) == order


@pytest.mark.parametrize("line", ["", "stop", "{", "[]", "3", "null", "{}", '{"event": "tea"}', '{"event": "saved"}'])
def test_what_is_no_event_is_refused(line: str) -> None:
    with pytest.raises(TrainingError, match="which the page does not understand; train again"):
        event_from_line(line)


@pytest.mark.parametrize(
    "line",
    ["", "stop", "{", "[]", "{}", '{"request": "{}", "folder": "f", "train_on": null}', '{"request": 1, "folder": 2}'],
)
def test_what_is_no_order_is_refused(line: str) -> None:
    with pytest.raises(TrainingError, match="is not an order; start the training from the page"):
        order_from_line(line)


def test_a_long_line_is_not_repeated_whole() -> None:
    with pytest.raises(TrainingError) as refused:
        event_from_line("x" * 10_000)
    assert len(str(refused.value)) < 300
