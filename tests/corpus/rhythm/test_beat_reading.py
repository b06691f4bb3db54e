"""Readings of a few beats, weighed by hand."""

from collections import Counter
from fractions import Fraction

import pytest

from jazzcore.corpus.rhythm.beat_patterns import Kind, beat_patterns, pattern_costs
from jazzcore.corpus.rhythm.beat_reading import Beat, Feel, read_beats

USUAL = pattern_costs(Counter())


def places(moments: list[float], ratio: float = 1.0, spread: float = 0.04) -> list[Fraction]:
    beats = [Beat(Fraction(onset), Fraction(1), can_swing=True) for onset in range(8)]
    readings = read_beats(moments, beats, Feel(ratio, 0.0, spread, USUAL))
    return [reading.beat.onset_quarter + reading.grid.written[step] for reading in readings for step in reading.steps]


def test_two_notes_at_two_thirds_are_eighths_in_swing_and_triplets_in_straight_time() -> None:
    assert places([0.0, 2 / 3], ratio=2.0) == [0, Fraction(1, 2)]
    assert places([0.0, 2 / 3], ratio=1.0) == [0, Fraction(2, 3)]
    assert places([0.0, 1 / 3, 2 / 3], ratio=2.0) == [0, Fraction(1, 3), Fraction(2, 3)]


def test_a_note_before_a_silent_beat_is_that_beat_played_early() -> None:
    # 0.885 is nearer to the last sixteenth of this swing, 0.844, than to the beat; but nothing else begins there.
    assert places([0.885, 2.0], ratio=2.2) == [1, 2]
    assert places([0.885, 1.0, 2.0], ratio=2.2) == [Fraction(3, 4), 1, 2]


def test_the_edges_of_a_beat_are_open() -> None:
    assert places([0.95, 1.5, 2.06]) == [1, Fraction(3, 2), 2]


def test_what_a_part_plays_often_costs_less() -> None:
    key = (Kind.SWUNG, (0, 3))
    assert pattern_costs(Counter({key: 50}))[key] < USUAL[key]


def test_three_notes_are_sixteenths_where_there_are_many_fourth_sixteenths() -> None:
    triplets, sixteenths = (Kind.TRIPLET, (0, 1, 2)), (Kind.SWUNG, (0, 1, 2))
    read = Counter({triplets: 10, (Kind.SWUNG, (0, 2)): 60})
    assert pattern_costs(read)[triplets] < pattern_costs(read)[sixteenths]
    busy = read + Counter({(Kind.SWUNG, (0, 1, 2, 3)): 30})
    assert pattern_costs(busy)[triplets] > pattern_costs(busy)[sixteenths]


@pytest.mark.parametrize("ratio", [1.0, 1.5, 2.0])
def test_the_off_beat_lies_where_the_ratio_says(ratio: float) -> None:
    played = next(pattern.played for pattern in beat_patterns(ratio) if pattern.key == (Kind.SWUNG, (0, 2)))
    assert played[1] / (1 - played[1]) == pytest.approx(ratio)
