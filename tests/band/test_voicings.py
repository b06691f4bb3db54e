from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jazzcore.band import comping
from jazzcore.band.comping import COMPING_RANGE, FURTHEST_VOICE, Voicing, voice_leading, voicings_of
from jazzcore.music.chords.table import QUALITIES, ChordSymbol, Quality, parse_symbol
from tests.band.band_charts import SYMBOLS


def classes(symbol: str, following: str | None = None) -> set[int]:
    found = voicings_of(parse_symbol(symbol), parse_symbol(following) if following else None)
    (tones,) = {frozenset(pitch % 12 for pitch in voicing) for voicing in found}
    return set(tones)


@pytest.mark.parametrize(
    ("symbol", "tones"),
    [
        ("Dm7", {5, 9, 0, 4}),
        ("G7", {11, 2, 5, 9}),
        ("Cmaj7", {4, 7, 11, 2}),
        ("C6", {4, 7, 9, 2}),
        ("G13", {11, 4, 5, 9}),
        ("G7b9", {11, 2, 5, 8}),
        ("G7alt", {11, 3, 5, 10}),
        ("G13b9#11", {11, 4, 5, 8}),
        ("Bm7b5", {2, 5, 9, 11}),
        ("Cdim7", {0, 3, 6, 9}),
        ("C", {0, 4, 7}),
        ("C5", {0, 7}),
        ("Caug", {0, 4, 8}),
        ("Csus2", {0, 2, 7}),
        ("G7sus4", {0, 2, 5, 9}),
        ("Cm11", {3, 5, 10, 2}),
        ("D7/C", {6, 9, 0, 2}),
    ],
)
def test_voicings_by_hand(symbol: str, tones: set[int]) -> None:
    assert classes(symbol) == tones


def test_a_dominant_that_goes_to_minor_has_no_plain_ninth() -> None:
    assert classes("G7", "Cm7") == {11, 2, 5, 7}
    assert classes("G7", "Cmaj7") == {11, 2, 5, 9}
    assert classes("G9", "Cm7") == {11, 2, 5, 9}


@pytest.mark.parametrize("quality", QUALITIES, ids=lambda quality: quality.suffix or "triad")
def test_every_quality_keeps_its_third_and_seventh_and_spares_the_root_where_it_has_four_other_tones(
    quality: Quality,
) -> None:
    tones = classes(f"C{quality.suffix}")
    guides = {step for step in quality.semitones if step in (3, 4, 10, 11)}
    assert guides <= tones
    assert 2 <= len(tones) <= 4
    if {10, 11} & guides and quality.family not in ("m7b5", "dim", "aug"):
        assert 0 not in tones


def all_voicings() -> set[tuple[Voicing, ...]]:
    """The choices that any chord of the table offers, over its root or not, before minor or not."""
    return {
        voicings_of(ChordSymbol(root, quality, bass), following)
        for quality in QUALITIES
        for root in range(12)
        for bass in (root, (root + 4) % 12)
        for following in (None, parse_symbol("Cm7"))
    }


def test_from_any_voicing_any_chord_is_reached_with_no_voice_moving_over_a_fifth() -> None:
    choices = all_voicings()
    assert all(choices)
    for old in {voicing for choice in choices for voicing in choice}:
        here = np.array(old)
        for voices in (2, 3, 4):
            chords = [choice for choice in choices if len(choice[0]) == voices]
            there = np.array([voicing for choice in chords for voicing in choice])  # (all voicings, voices)
            if len(old) == voices:
                furthest = abs(there - here).max(axis=1)
            else:
                distances = abs(there[:, :, None] - here)
                furthest = np.maximum(distances.min(axis=2).max(axis=1), distances.min(axis=1).max(axis=1))
            begins = np.cumsum([0, *map(len, chords)])[:-1]
            assert np.minimum.reduceat(furthest, begins).max() <= FURTHEST_VOICE


@given(st.lists(SYMBOLS, min_size=1, max_size=12), st.integers(0, 100))
def test_voices_stay_in_range_and_move_a_fifth_at_most(symbols: list[str], seed: int) -> None:
    chords = [parse_symbol(symbol) for symbol in symbols]
    led = voice_leading(list(zip(chords, [*chords[1:], None], strict=True)), np.random.default_rng(seed))
    assert len(led) == len(symbols)
    for voicing in led:
        assert COMPING_RANGE[0] <= voicing[0] < voicing[-1] <= COMPING_RANGE[1]
        assert voicing[-1] - voicing[0] < 12
        assert list(voicing) == sorted(set(voicing))
    for old, new in pairwise(led):
        if len(old) == len(new):
            assert max(abs(there - here) for here, there in zip(old, new, strict=True)) <= FURTHEST_VOICE
        assert all(min(abs(pitch - before) for before in old) <= FURTHEST_VOICE for pitch in new)


def test_however_much_is_left_to_chance_no_voice_moves_over_a_fifth(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(comping, "_COSTS", replace(comping._COSTS, chance=100.0))
    chord = parse_symbol("Dm7")
    for seed in range(10):
        drawn = voice_leading([(chord, None)] * 20, np.random.default_rng(seed))
        assert len(set(drawn)) > 2
        for pair in pairwise(drawn):
            assert max(abs(new - old) for old, new in zip(*pair, strict=True)) <= FURTHEST_VOICE


def test_a_two_five_one_moves_by_step() -> None:
    chords = [parse_symbol(symbol) for symbol in ("Dm7", "G7", "Cmaj7")]
    for seed in range(10):
        led = voice_leading(list(zip(chords, [*chords[1:], None], strict=True)), np.random.default_rng(seed))
        moves = [abs(new - old) for pair in pairwise(led) for old, new in zip(*pair, strict=True)]
        assert max(moves) <= 2


def test_nothing_to_voice() -> None:
    assert voice_leading([], np.random.default_rng(0)) == []
