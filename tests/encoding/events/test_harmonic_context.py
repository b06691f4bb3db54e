from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest

from jazzcore.encoding.events.harmonic_context import NO_ROOT, ROW, Harmony, context_of, harmony_of
from jazzcore.music.chords.table import QUALITIES, ROOT_NAMES, ChordSymbol, Quality, chord_of, format_symbol
from jazzcore.music.leadsheet import Chord, ChordEvent, LeadSheet, Meter, bars_of

D_DORIAN = {2, 4, 5, 7, 9, 11, 0}
G_ALTERED = {7, 8, 10, 11, 1, 3, 5}


FOUR_FOUR = Meter()


def chart(*symbols: str, meter: Meter = FOUR_FOUR) -> LeadSheet:
    """A bar for each chord."""
    chords = tuple(ChordEvent(index * meter.bar_quarter, chord_of(symbol)) for index, symbol in enumerate(symbols))
    return LeadSheet("Chart", (), chords, bars_of(meter, len(symbols)), 120.0, "test")


def test_a_chord_has_its_tones_and_the_scale_that_goes_with_it() -> None:
    assert harmony_of(chord_of("Dm7")) == Harmony(2, (2, 5, 9, 0), tuple((2 + s) % 12 for s in (0, 2, 3, 5, 7, 9, 10)))
    assert set(harmony_of(chord_of("Dm7")).scale) == D_DORIAN
    assert set(harmony_of(chord_of("G7alt")).scale) == G_ALTERED
    assert harmony_of(chord_of("N.C.")) == Harmony(NO_ROOT, (), ())


@pytest.mark.parametrize("quality", QUALITIES, ids=lambda quality: quality.suffix)
def test_every_quality_goes_with_a_scale_that_holds_its_tones(quality: Quality) -> None:
    harmony = harmony_of(chord_of(format_symbol(ChordSymbol(3, quality, 3))))

    assert set(harmony.tones) <= set(harmony.scale)
    assert harmony.root == 3


def test_a_chord_of_an_unknown_symbol_is_known_by_its_pitches() -> None:
    assert harmony_of(Chord("?", (48, 52, 55, 58))).tones == (0, 4, 7, 10)
    assert harmony_of(Chord("?", (48,))).root == NO_ROOT


def test_a_row_tells_the_chord_as_heard_from_a_pitch_class() -> None:
    """D minor 7 from F: F is 0, A 4, C 7, D 9; F is the third above the root; G7 follows, a fourth up."""
    row = context_of(chart("Dm7", "G7")).rows[0, 5]
    tones, scale, degree, next_tones, next_scale, motion = np.split(row, np.cumsum([12, 12, 13, 12, 12]))

    assert np.flatnonzero(tones).tolist() == [0, 4, 7, 9]
    assert np.flatnonzero(scale).tolist() == [0, 2, 4, 6, 7, 9, 11]
    assert np.flatnonzero(degree).tolist() == [3]
    assert np.flatnonzero(next_tones).tolist() == [0, 2, 6, 9]
    assert np.flatnonzero(next_scale).tolist() == [0, 2, 4, 6, 7, 9, 11]
    assert np.flatnonzero(motion).tolist() == [5]
    assert len(row) == ROW


@pytest.mark.parametrize("semitones", range(1, 12))
def test_the_same_changes_in_another_key_have_the_same_rows(semitones: int) -> None:
    symbols = [("C", "maj7"), ("E", "m7b5"), ("A", "7alt"), ("D", "m9"), ("G", "13b9")]

    def in_key(shift: int) -> LeadSheet:
        return chart(*(ROOT_NAMES[(ROOT_NAMES.index(root) + shift) % 12] + suffix for root, suffix in symbols))

    moved = np.roll(context_of(in_key(semitones)).rows, -semitones, axis=1)
    assert np.array_equal(moved, context_of(in_key(0)).rows)


@pytest.mark.parametrize(("meter", "bar_ticks"), [(Meter(3, 4), 36), (Meter(5, 4), 60), (Meter(6, 8), 36)])
def test_bars_and_chords_are_found_in_any_meter(meter: Meter, bar_ticks: int) -> None:
    context = context_of(chart("Dm7", "G7", "Cmaj7", meter=meter))

    for tick in (0, bar_ticks - 1, bar_ticks, 3 * bar_ticks - 1, 3 * bar_ticks + 50):
        assert context.bar_at(tick) == context.chord_at(tick) == min(tick // bar_ticks, 2)
    assert context.ticks_left(0, 5) == bar_ticks - 5
    assert context.ticks_left(2, 2 * bar_ticks) == bar_ticks
    assert context.end_tick == 3 * bar_ticks


def test_a_chart_without_chords_has_the_ground_of_no_chord() -> None:
    context = context_of(replace(chart("C"), chords=()))

    assert context.harmonies == (Harmony(NO_ROOT, (), ()),)
    assert context.degree(0, 60) == NO_ROOT
    assert context_of(chart("D")).degree(0, 60) == 10
    assert context.bar_ticks == (0,) and context.end_tick == Fraction(4) * 12
