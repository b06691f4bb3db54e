from collections import Counter
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jazzcore.encoding.values.theory import chord_theory
from jazzcore.encoding.values.value import Value, format_value
from jazzcore.errors import SettingError, ValueGrammarError
from jazzcore.improvise.realise import realise, tied
from jazzcore.music.chords.table import chord_of
from jazzcore.music.instruments import SOLO_INSTRUMENTS, Instrument, instrument_of
from jazzcore.music.leadsheet import ChordEvent, LeadSheet, Meter, bars_of
from jazzcore.music.notes import Note
from jazzcore.music.solo import Solo, SoloNote
from tests.models.bundles import CHART

SPANS = st.sampled_from([None, ("P4", "m-2"), ("m2", "P-4"), ("P1", "d-5"), ("M9", "m6"), ("P-8", "A-11")])
VALUES = st.builds(
    lambda category, twelfths, span: format_value(Value(category, Fraction(twelfths, 12), span)),
    st.sampled_from("CSAX"),
    st.integers(1, 30),
    SPANS,
) | st.integers(1, 60).map(lambda twelfths: format_value(Value("R", Fraction(twelfths, 12))))


def played(values: list[str], chart: LeadSheet = CHART, program: int = 65, seed: int = 0) -> Solo:
    return realise(values, chart, instrument_of(program), np.random.default_rng(seed))


def onsets(solo: Solo) -> list[Fraction]:
    return [played.note.onset_quarter for played in solo.notes]


def chart_of(*symbols: str) -> LeadSheet:
    bars = bars_of(Meter(), len(symbols))
    chords = tuple(ChordEvent(bar.onset_quarter, chord_of(s)) for bar, s in zip(bars, symbols, strict=True))
    return LeadSheet("Test", (), chords, bars, 120.0, "test")


@given(st.lists(VALUES, max_size=40), st.sampled_from(SOLO_INSTRUMENTS), st.integers(0, 99))
@settings(max_examples=60, deadline=None)
def test_a_solo_is_one_line_inside_its_bars(values: list[str], instrument: Instrument, seed: int) -> None:
    solo = played(values, program=instrument.program, seed=seed)
    notes = [played.note for played in solo.notes]

    assert all(first.end_quarter <= second.onset_quarter for first, second in pairwise(notes))
    assert all(note.onset_quarter >= 0 and note.duration_quarter > 0 for note in notes)
    assert all(instrument.lowest <= note.pitch <= instrument.highest for note in notes)
    assert all(first.end_quarter == second.onset_quarter for first, second in pairwise(solo.bars))
    if notes:
        assert notes[-1].end_quarter <= solo.bars[-1].end_quarter


def test_four_quarters_sound_on_the_four_beats() -> None:
    """The lineage advanced the onset before it placed the note: 1, 2, 3, 4 instead of 0, 1, 2, 3."""
    values = ["C,1.000", *["S,1.000,<P4,m-2>"] * 3]

    assert onsets(played(values)) == [0, 1, 2, 3]


def test_sixteen_sixteenths_make_four_beats() -> None:
    """The lineage rounded durations by a coin flip: they ema six beats, and an eighth of a beat could vanish."""
    values = ["C,0.250", "S,0.250,<P4,m-2>"] * 8

    for seed in range(5):
        solo = played(values, seed=seed)
        assert len(solo.bars) == 1
        assert {note.note.duration_quarter for note in solo.notes} == {Fraction(1, 4)}


def test_short_durations_stay_as_they_are() -> None:
    solo = played(["C,0.083", "R,0.917", "C,0.333,<P4,m-2>"])

    assert [note.note.duration_quarter for note in solo.notes] == [Fraction(1, 12), Fraction(1, 3)]
    assert onsets(solo) == [0, 1]


def test_every_repeat_is_tied_wherever_it_stands() -> None:
    """The lineage compared 1st with 2nd and 3rd with 4th while the list changed: C D D E kept its repeat."""

    def line(*pitches: int) -> list[SoloNote]:
        return [SoloNote(Note(Fraction(i), Fraction(1), pitch), "C") for i, pitch in enumerate(pitches)]

    kept = tied(line(60, 62, 62, 64, 64, 64))

    assert [(n.note.pitch, n.note.onset_quarter, n.note.duration_quarter) for n in kept] == [
        (60, 0, 1),
        (62, 1, 2),
        (64, 3, 3),
    ]
    apart = [SoloNote(Note(Fraction(0), Fraction(1), 60), "C"), SoloNote(Note(Fraction(2), Fraction(1), 60), "C")]
    assert tied(apart) == apart


def test_a_line_moves_instead_of_repeating() -> None:
    solo = played(["C,0.500", *["C,0.500,<m3,m-3>"] * 40], chart_of("Cmaj7"))

    assert all(first.note.pitch != second.note.pitch for first, second in pairwise(solo.notes))


def test_a_silent_bar_keeps_the_chords_in_their_bars() -> None:
    """The lineage renumbered bars by a counter: one silent bar shifted every later chord."""
    solo = played(["C,4.000", "R,4.000", "C,4.000"], chart_of("Cmaj7", "F7", "Bbmaj7"))

    assert onsets(solo) == [0, 8]
    assert [event.chord.symbol for event in solo.chords] == ["Cmaj7", "F7", "Bbmaj7"]
    assert solo.notes[1].note.pitch % 12 in {10, 2, 5, 9}


def test_fifty_values_take_as_many_bars_as_they_last() -> None:
    """The lineage laid 50 values into each bar of four beats, so that bars overlapped each other."""
    solo = played(["C,0.500", *["S,0.500,<P4,m-2>"] * 49], chart_of("Cmaj7", "F7"))

    assert len(solo.bars) == 7
    assert [event.chord.symbol for event in solo.chords] == ["Cmaj7", "F7", "Cmaj7", "F7", "Cmaj7", "F7", "Cmaj7"]
    assert onsets(solo)[-1] < 25


def test_generation_uses_the_scale_of_the_analysis() -> None:
    """The lineage analysed with the Dorian scale and generated with a blues scale."""
    values = ["S,0.500", *["S,0.500,<P5,d-5>", "S,0.500,<d5,P-5>"] * 30]

    for symbol in ("Dm7", "Cmaj7", "G7", "Bm7b5"):
        pitches = chord_of(symbol).pitches
        solo = played(values, chart_of(symbol))
        assert {chord_theory(pitches).category(note.note.pitch) for note in solo.notes} == {"S"}
        assert {note.category for note in solo.notes} == {"S"}


@pytest.mark.parametrize("category", ["C", "S", "A", "X"])
def test_each_category_is_realised_as_itself(category: str) -> None:
    """The lineage realised approach and arbitrary notes as chord tones."""
    values = [f"{category},0.500", *[f"{category},0.500,<P5,d-5>"] * 20]

    counts = Counter(note.category for note in played(values, chart_of("C")).notes)

    assert set(counts) == {category}


def test_the_interval_is_kept_where_the_category_allows() -> None:
    """The span of a minor third up reaches from the same pitch to a tritone above it."""
    values = ["C,1.000", "C,1.000,<d5,P1>"]

    for seed in range(10):
        first, second = played(values, chart_of("Cm7"), seed=seed).notes
        moved = second.note.pitch - first.note.pitch
        assert 0 < moved <= 6


def test_the_range_is_the_instruments() -> None:
    climbing = ["C,0.250", *["S,0.250,<P8,A4>"] * 60]

    low, high = (max(n.note.pitch for n in played(climbing, program=program).notes) for program in (67, 73))

    assert low <= instrument_of(67).highest < high


def test_the_seed_decides_between_equals() -> None:
    values = ["C,0.500", "S,0.500"] * 10

    assert played(values, seed=1) == played(values, seed=1)
    assert played(values, seed=1).notes != played(values, seed=2).notes


def test_no_values_are_a_bar_of_silence() -> None:
    solo = played([])

    assert (solo.notes, len(solo.bars)) == ((), 1)


def test_what_cannot_be_played_is_named() -> None:
    with pytest.raises(ValueGrammarError, match="'blah'"):
        played(["blah"])
    with pytest.raises(SettingError, match="no changes"):
        played(["C,1.000"], replace(CHART, chords=()))


def test_notes_over_no_chord_still_sound() -> None:
    assert len(played(["C,1.000", "S,1.000,<P4,m-2>"], chart_of("N.C.")).notes) == 2
