from fractions import Fraction

import numpy as np
import pytest

from jazzcore.band.rhythms import Rhythm, choose, length_units, strikes
from jazzcore.band.spans import Cell, cells_of
from jazzcore.music.leadsheet import Meter, bars_of

HALF = Fraction(1, 2)
FIRST, SECOND = cells_of(bars_of(Meter(), 2))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("4- -5 .. ..", [(0, 3 * HALF, "4"), (3 * HALF, HALF, "5")]),
        (".. .g w-", [(3 * HALF, HALF, "g"), (2, 1, "w")]),
        ("..", []),
        ("77", [(0, HALF, "7"), (HALF, HALF, "7")]),
        ("-4", [(HALF, HALF, "4")]),
    ],
)
def test_a_text_gives_its_strokes(text: str, expected: list[tuple[Fraction, Fraction, str]]) -> None:
    assert [(s.onset_units, s.length_units, s.sign) for s in strikes(text)] == expected


def test_lengths_are_counted_in_beats_of_two_signs() -> None:
    assert [length_units(text) for text in ("4- -5 .. ..", "4.", ".. .. ..")] == [4, 1, 3]


def test_what_fits_is_chosen_by_its_weight() -> None:
    often, seldom, short = Rhythm("4- .. .. ..", 3), Rhythm(".. 4- .. ..", 1), Rhythm("4-", 100)
    rng = np.random.default_rng(0)
    drawn = [choose((often, seldom, short), FIRST, rng) for _ in range(400)]
    assert set(drawn) == {often, seldom}
    assert 270 <= drawn.count(often) <= 330
    assert choose((often, seldom), FIRST, rng, lambda rhythm: rhythm is seldom) == seldom
    assert choose((short,), FIRST, rng) is None


def test_a_rhythm_of_one_bar_of_two_keeps_to_it() -> None:
    even, odd = Rhythm("4- .. .. ..", bar_of_two=0), Rhythm(".. 4- .. ..", bar_of_two=1)
    rng = np.random.default_rng(0)
    assert {choose((even, odd), FIRST, rng) for _ in range(9)} == {even}
    assert {choose((even, odd), SECOND, rng) for _ in range(9)} == {odd}


def test_a_cell_counts_its_own_unit() -> None:
    cell = Cell(Fraction(0), Fraction(3, 2), HALF, 0, True)
    three = Rhythm("4- -- --")
    assert choose((Rhythm("4- -4"), three), cell, np.random.default_rng(0)) == three
