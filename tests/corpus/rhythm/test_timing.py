"""Played timing comes back as it was written."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jazzcore.band.swing import swing_notes
from jazzcore.corpus.etudes import bundled_etudes
from jazzcore.corpus.rhythm.timing import quantised
from jazzcore.music.leadsheet import Bar, LeadSheet, Meter, bars_of
from jazzcore.music.notes import GRID_QUARTER, Note

JITTER_SEC = 0.015
ETUDES = bundled_etudes().pieces
BARS = bars_of(Meter(), 8)


def line(*beats: str, ratio: float = 1.0) -> tuple[Note, ...]:
    """A line, beat by beat: the places at which its notes begin, each held to the next."""
    onsets = [index + Fraction(place) for index, beat in enumerate(beats) for place in beat.split()]
    ends = [*onsets[1:], Fraction(len(beats))]
    notes = (Note(onset, end - onset, 60) for onset, end in zip(onsets, ends, strict=True))
    return swing_notes(notes, BARS, ratio)


def jittered(notes: Sequence[Note], tempo_bpm: float, seed: int) -> tuple[Note, ...]:
    """Each note begun early or late, by a normal deviate of 15 ms."""
    rng = np.random.default_rng(seed)
    spread = JITTER_SEC * tempo_bpm / 60
    late = [Fraction(rng.normal(0, spread)).limit_denominator(960) for _ in notes]
    return tuple(
        replace(note, onset_quarter=max(note.onset_quarter + by, Fraction(0)))
        for note, by in zip(notes, late, strict=True)
    )


def places(notes: Sequence[Note]) -> list[str]:
    return [str(note.onset_quarter % 1) for note in notes]


@pytest.mark.parametrize("etude", ETUDES, ids=lambda etude: etude.title)
def test_what_is_written_comes_back_unchanged(etude: LeadSheet) -> None:
    timing = quantised(etude.melody, etude.bars)
    assert timing.notes == etude.melody
    assert (timing.swing_ratio, timing.error_quarter) == (1.0, 0.0)


@pytest.mark.parametrize("ratio", [1.3, 1.6, 2.2])
def test_swing_without_jitter_is_undone_exactly(ratio: float) -> None:
    for etude in ETUDES[:4]:
        timing = quantised(swing_notes(etude.melody, etude.bars, ratio), etude.bars)
        assert [(n.onset_quarter, n.pitch) for n in timing.notes] == [(n.onset_quarter, n.pitch) for n in etude.melody]
        assert timing.swing_ratio == pytest.approx(ratio, abs=0.01)
        assert timing.error_quarter == pytest.approx(0, abs=0.001)


@pytest.mark.slow
@pytest.mark.parametrize("ratio", [1.3, 1.7, 2.2])
def test_onsets_are_back_on_their_grid_points(ratio: float) -> None:
    right = total = 0
    for seed, etude in enumerate(ETUDES):
        played = jittered(swing_notes(etude.melody, etude.bars, ratio), etude.tempo_bpm, seed)
        order = sorted(range(len(played)), key=lambda k: (played[k].onset_quarter, -played[k].pitch))
        timing = quantised(played, etude.bars)
        right += sum(
            (note.onset_quarter, note.pitch) == (etude.melody[k].onset_quarter, etude.melody[k].pitch)
            for note, k in zip(timing.notes, order, strict=True)
        )
        total += len(order)
        assert timing.swing_ratio == pytest.approx(ratio, abs=0.25)
        error_sec = timing.error_quarter * 60 / etude.tempo_bpm
        assert error_sec == pytest.approx(JITTER_SEC * 0.8, abs=0.004)  # the mean of a normal deviate's size
    assert right / total >= 0.97


def test_three_notes_in_a_beat_are_a_triplet_and_two_are_swung_eighths() -> None:
    swung = line(*["0 2/3", "0 1/3 2/3", "0 2/3", "0", "2/3", "0 2/3"] * 4)
    timing = quantised(swung, BARS)
    assert places(timing.notes) == ["0", "1/2", "0", "1/3", "2/3", "0", "1/2", "0", "1/2", "0", "1/2"] * 4
    assert timing.swing_ratio == 2.0


def test_triplets_among_straight_eighths_stay() -> None:
    written = line(*["0 1/2", "0 1/3 2/3", "0 2/3", "0 1/2"] * 4)
    timing = quantised(written, BARS)
    assert timing.notes == written
    assert timing.swing_ratio == 1.0


def test_sixteenths_of_a_ballad_come_back_from_swing_and_jitter() -> None:
    written = line(*["0 1/4 1/2 3/4", "0 1/2", "0 1/2 3/4", "0"] * 8)
    played = jittered(swing_notes(written, BARS, 1.6), 60, seed=3)
    assert places(quantised(played, BARS).notes) == places(written)


def test_double_time_in_a_swinging_piece_is_even() -> None:
    swung = line(*["0 1/2"] * 28, ratio=1.8)
    double_time = line(*["0 1/4 1/2", "0 1/4 1/2 3/4"] * 2)
    later = tuple(replace(note, onset_quarter=note.onset_quarter + 28) for note in double_time)
    assert places(quantised(swung + later, BARS).notes)[-14:] == places(double_time)


def test_a_soloist_who_plays_behind_the_beat_is_read_on_it() -> None:
    written = line(*["0 1/2", "0", "1/2", "0 1/2"] * 8)
    late = tuple(
        replace(note, onset_quarter=note.onset_quarter + Fraction(1, 20)) for note in swing_notes(written, BARS, 1.7)
    )
    timing = quantised(late, BARS)
    assert places(timing.notes) == places(written)
    assert timing.swing_ratio == pytest.approx(1.7, abs=0.02)
    assert timing.error_quarter == pytest.approx(0, abs=0.002)


def test_a_note_played_before_the_bar_line_belongs_to_the_next_bar() -> None:
    notes = (Note(Fraction(1, 50), Fraction(1), 60), Note(Fraction(389, 100), Fraction(1), 62))
    assert [note.onset_quarter for note in quantised(notes, BARS).notes] == [0, 4]


@pytest.mark.parametrize(
    ("length", "written"),
    [
        ("1/2", "1/2"),
        ("9/20", "1/2"),  # released early
        ("11/20", "1/2"),  # held into the next note
        ("2/5", "1/2"),
        ("1/4", "1/4"),  # a true rest
        ("1/50", "1/4"),  # none vanishes
        ("1", "1"),  # sounds on beneath the next
    ],
)
def test_lengths_are_snapped_to_the_next_note_or_the_grid(length: str, written: str) -> None:
    notes = [
        Note(Fraction(0), Fraction(length), 60),
        Note(Fraction(1, 2), Fraction(1, 2), 62),
        Note(Fraction(1), Fraction(1), 64),
    ]
    assert quantised(notes, BARS).notes[0].duration_quarter == Fraction(written)


def test_lengths_swing_back_too() -> None:
    written = tuple(
        Note(Fraction(beat) + Fraction(k, 2), Fraction(1, 2), 60) for beat in range(0, 32, 2) for k in (0, 1, 2)
    )
    timing = quantised(swing_notes(written, BARS, 1.8), BARS)
    assert timing.notes == written


def test_a_chord_struck_unevenly_is_one_moment() -> None:
    notes = [Note(Fraction(k, 50), Fraction(1), 60 + 4 * k) for k in range(3)]
    assert [(n.onset_quarter, n.pitch) for n in quantised(notes, BARS).notes] == [(0, 68), (0, 64), (0, 60)]


def test_eighths_of_six_eight_do_not_swing() -> None:
    bars = bars_of(Meter(6, 8), 8)
    written = [Note(Fraction(k, 2), Fraction(1, 2), 60) for k in range(48)]
    late = [replace(note, onset_quarter=note.onset_quarter + Fraction(k % 2, 10)) for k, note in enumerate(written)]
    timing = quantised(late, bars)
    assert [note.onset_quarter for note in timing.notes] == [note.onset_quarter for note in written]
    assert timing.swing_ratio == 1.0


def test_the_last_beat_of_a_bar_of_seven_eighths_is_half_a_quarter() -> None:
    bars = bars_of(Meter(7, 8), 4)
    written = [bar.onset_quarter + Fraction(k, 2) for bar in bars for k in range(7)]
    played = jittered([Note(onset, Fraction(1, 2), 60) for onset in written], 120, seed=2)
    assert [note.onset_quarter for note in quantised(played, bars).notes] == written


def test_more_notes_than_a_beat_has_places_for_all_stay() -> None:
    run = tuple(Note(Fraction(k, 9) + Fraction(1, 40), Fraction(1, 9), 60 + k) for k in range(18))
    timing = quantised(run, BARS)
    assert len(timing.notes) == 18
    assert sorted(n.onset_quarter for n in timing.notes) == [n.onset_quarter for n in timing.notes]


def test_nothing_played_is_nothing_written() -> None:
    assert quantised((), ()).notes == ()


times = st.fractions(min_value=0, max_value=31, max_denominator=480)
lengths = st.fractions(min_value=0, max_value=4, max_denominator=480)
meters = st.builds(Meter, st.integers(1, 9), st.sampled_from([2, 4, 8]))


@given(st.lists(st.builds(Note, times, lengths, st.integers(0, 127)), min_size=1, max_size=20), meters)
def test_any_notes_come_onto_the_grid_in_their_order(notes: list[Note], meter: Meter) -> None:
    bars: list[Bar] = []
    while not bars or bars[-1].end_quarter < 32:
        bars.append(Bar(bars[-1].end_quarter if bars else Fraction(0), meter))
    timing = quantised(notes, bars)
    written = timing.notes
    assert sorted(n.pitch for n in written) == sorted(n.pitch for n in notes)
    assert all(n.onset_quarter >= 0 and n.duration_quarter > 0 for n in written)
    assert list(written) == sorted(written, key=lambda n: (n.onset_quarter, -n.pitch))
    assert all(n.onset_quarter % GRID_QUARTER == 0 for n in written)
    assert 1 <= timing.swing_ratio <= 2.6
    assert 0 <= timing.error_quarter < 1
