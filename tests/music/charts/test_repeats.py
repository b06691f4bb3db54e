"""The order of play, each case as a musician would play it."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jazzcore.music.charts.repeats import Jump, Marks, order_of_play

MOST_BARS = 5_000

SIGNS = {
    "<": {"begins_repeat": True},
    ">": {"passes": 2},
    "x": {"passes": 3},
    "1": {"endings": (1,)},
    "2": {"endings": (2,)},
    "3": {"endings": (3,)},
    "B": {"endings": (1, 2)},
    "S": {"is_segno": True},
    "C": {"is_coda": True},
    "t": {"leaves_for_coda": True},
    "F": {"is_fine": True},
    "c": {"jump": Jump.DA_CAPO},
    "s": {"jump": Jump.DAL_SEGNO},
    "-": {},
}


def marks(text: str) -> list[Marks]:
    """`<` begins a repeat, `>` ends one, digits are endings; the others see SIGNS. Bars are set apart by spaces."""
    bars = []
    for bar in text.split():
        fields: dict[str, Any] = {}
        for sign in bar:
            fields |= SIGNS[sign]
        bars.append(Marks(**fields))
    return bars


@pytest.mark.parametrize(
    ("written", "played"),
    [
        ("- - -", "0 1 2"),
        ("< - >", "0 1 2 0 1 2"),
        ("<> -", "0 0 1"),
        ("- > -", "0 1 0 1 2"),
        ("- > - >", "0 1 0 1 2 3 2 3"),
        ("- < > -", "0 1 2 1 2 3"),
        ("< x -", "0 1 0 1 0 1 2"),
        ("< 1> 2", "0 1 0 2"),
        ("< 1> 2>", "0 1 0 2"),
        ("< 1 1> 2 2 -", "0 1 2 0 3 4 5"),
        ("< 1> 2> 3 -", "0 1 0 2 0 3 4"),
        ("< B> 3 -", "0 1 0 1 0 2 3"),
        ("< 1> 2 < 1> 2", "0 1 0 2 3 4 3 5"),
        ("- 1> 2 - 1> 2", "0 1 0 2 3 4 3 5"),
        ("< - 1> 2 <1> 2 -", "0 1 2 0 1 3 4 5 6"),
        ("< - -", "0 1 2"),
        ("- F - c", "0 1 2 3 0 1"),
        ("- - c", "0 1 2 0 1 2"),
        ("- S Fs", "0 1 2 1 2"),
        ("S t c C -", "0 1 2 0 1 3 4"),
        ("- S t s C", "0 1 2 3 1 2 4"),
        ("<> 1 2 c", "0 0 1 3 0 2 3"),
        ("< 1> 2 tc C", "0 1 0 2 3 0 2 3 4"),
        ("< >c", "0 1 0 1 0 1"),
        ("2 1", "1"),
        ("< 3> -", "0 2"),
    ],
)
def test_bars_are_played_as_their_signs_say(written: str, played: str) -> None:
    assert " ".join(map(str, order_of_play(marks(written), MOST_BARS))) == played


def test_repeats_that_unfold_without_end_stop_after_one_bar_too_many() -> None:
    assert order_of_play([Marks(begins_repeat=True, passes=1000)], 20) == (0,) * 21


@given(st.lists(st.text(alphabet="".join(SIGNS), min_size=1, max_size=3), max_size=12))
def test_whatever_the_signs_bars_are_played_and_the_last_one_is_reached(bars: list[str]) -> None:
    order = order_of_play(marks(" ".join(bars)), MOST_BARS)
    assert len(order) <= MOST_BARS
    assert set(order) <= set(range(len(bars)))
