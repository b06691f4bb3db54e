from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jazzcore.encoding.events.events import events_of
from jazzcore.encoding.values.analysis import values_of
from jazzcore.evaluation.line import line_of
from jazzcore.music.chords.table import chord_of
from jazzcore.music.leadsheet import ChordEvent, LeadSheet, Meter, bars_of
from jazzcore.music.notes import Note, tick_of

BARS = bars_of(Meter(), 2)
CHORDS = (ChordEvent(Fraction(0), chord_of("C")),)


@pytest.mark.parametrize(
    ("quarter", "ticks_quarter", "tick"),
    [
        *(("1/24", 12, 0), ("1/8", 12, 2), ("5/24", 12, 2), ("3/8", 12, 4), ("1/960", 480, 0), ("3/960", 480, 2)),
        *(("1/5", 12, 2), ("2/5", 12, 5), ("7/12", 12, 7)),
    ],
)
def test_a_moment_goes_to_the_nearest_tick_and_one_between_two_to_the_even_one(
    quarter: str, ticks_quarter: int, tick: int
) -> None:
    assert tick_of(Fraction(quarter), ticks_quarter) == tick


@given(st.fractions(-20, 20, max_denominator=2000), st.sampled_from([4, 12, 480]))
def test_the_rule_is_pythons_own_rounding(quarter: Fraction, ticks_quarter: int) -> None:
    assert tick_of(quarter, ticks_quarter) == round(quarter * ticks_quarter)


@pytest.mark.parametrize(("quarter", "tick"), [("1/8", 2), ("3/8", 4), ("7/24", 4), ("5/8", 8)])
def test_values_events_and_metrics_put_a_note_on_a_half_tick_at_the_same_tick(quarter: str, tick: int) -> None:
    notes = (Note(Fraction(quarter), Fraction(1), 60),)
    sheet = LeadSheet("Test", notes, CHORDS, BARS, 120.0, "test")

    assert events_of(sheet)[0].onset_tick == tick
    assert line_of(notes, BARS).ticks.tolist() == [tick]
    assert values_of(sheet, with_rests=True)[0][0] == f"R,{tick / 12:.3f}"
