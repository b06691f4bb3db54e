from fractions import Fraction

import pytest

from jazzcore.corpus.harmony.harmony_cells import BAR_LINE, STRONG, WEAK, cells_of, levels_of
from jazzcore.music.leadsheet import Meter, bars_of
from jazzcore.music.notes import Note
from tests.corpus.harmony.harmony_songs import struck

C, E, G = 0, 4, 7
FOUR_BEATS = cells_of(bars_of(Meter(), 1))


def levels(notes: list[Note], pitch_class: int) -> list[float]:
    """How much a pitch class sounds on each of four beats."""
    return [round(float(level), 2) for level in levels_of(notes, FOUR_BEATS)[0][:, pitch_class]]


@pytest.mark.parametrize(
    ("meter", "cells"),
    [
        (Meter(4, 4), [(0, BAR_LINE), (1, WEAK), (2, STRONG), (3, WEAK)]),
        (Meter(3, 4), [(0, BAR_LINE), (1, WEAK), (2, WEAK)]),
        (Meter(2, 2), [(0, BAR_LINE), (1, WEAK), (2, WEAK), (3, WEAK)]),
        (Meter(6, 8), [(0, BAR_LINE), (Fraction(3, 2), STRONG)]),
        (Meter(7, 8), [(0, BAR_LINE), (1, STRONG), (2, STRONG)]),
    ],
)
def test_a_bar_is_cut_at_its_beats(meter: Meter, cells: list[tuple[Fraction, int]]) -> None:
    first, second = bars_of(meter, 2)
    cut = cells_of([first, second])
    assert [(cell.onset_quarter, cell.strength) for cell in cut[: len(cells)]] == cells
    assert cut[len(cells)].onset_quarter == cut[len(cells) - 1].end_quarter == second.onset_quarter


def test_a_note_sounds_on_the_beats_it_lasts() -> None:
    assert levels(struck(1, 2, 60), C) == [0, 1, 1, 0]


def test_the_longest_tone_of_a_beat_counts_in_full_and_the_others_against_it() -> None:
    notes = struck(0, 1, 60) + struck(0, 0.5, 64) + struck(1, 0.5, 67)
    assert levels(notes, C)[0] == 1
    assert levels(notes, E)[0] == 0.5
    assert levels(notes, G)[1] == 1
    assert levels(struck(0, Fraction(1, 8), 60), C)[0] == 0.5


def test_a_note_played_ahead_of_a_beat_belongs_to_it() -> None:
    assert levels(struck(1.5, 2, 60), C) == [0, 0, 1, 1]
    assert levels(struck(1.25, 2, 60), C)[1] == 1
    assert levels(struck(1.5, 0.5, 60), C) == [0, 1, 0, 0]


def test_a_note_that_spills_over_is_not_heard_there() -> None:
    assert levels(struck(0, 1.125, 60), C) == [1, 0, 0, 0]
    assert levels(struck(0, 1.5, 60), C) == [1, 1, 0, 0]


def test_the_lowest_tone_is_given_apart_where_it_is_low() -> None:
    lowest = levels_of(struck(0, 1, 48, 64) + struck(1, 1, 55, 67), FOUR_BEATS, below=52)[1]
    assert [list(map(int, row.nonzero()[0])) for row in lowest] == [[C], [], [], []]
