from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jazzcore.band.comping import COMPING_RANGE, FURTHEST_VOICE
from jazzcore.band.feels import FEELS
from jazzcore.music.chords.table import NO_CHORD, parse_symbol
from jazzcore.music.leadsheet import Meter
from jazzcore.music.solo import Solo
from tests.band.band_charts import by_onset, changes, charts, in_bar, notes_of, solo_of

TWO_FIVE = changes("Dm7", "G7", "Cmaj7", "A7", "Dm7", "G7", "C6", "%")
HALF = Fraction(1, 2)


@settings(max_examples=60)
@given(charts(), st.sampled_from(sorted(FEELS)), st.integers(0, 2**32 - 1))
def test_each_new_chord_sounds_in_range_and_no_voice_leaps_over_a_fifth(solo: Solo, feel: str, seed: int) -> None:
    piano = notes_of(solo, "Piano", feel, seed)
    struck = by_onset(piano)
    assert all(COMPING_RANGE[0] <= note.pitch <= COMPING_RANGE[1] for note in piano)
    for old, new in pairwise(struck.values()):
        if len(old) == len(new):
            assert max(abs(there - here) for here, there in zip(old, new, strict=True)) <= FURTHEST_VOICE
        assert all(min(abs(pitch - before) for before in old) <= FURTHEST_VOICE for pitch in new)

    end = solo.bars[-1].end_quarter
    begins = [
        event
        for before, event in zip((None, *solo.chords), solo.chords, strict=False)
        if before is None or before.chord != event.chord
    ]
    ends = [*(event.onset_quarter for event in begins[1:]), end]
    for event, until in zip(begins, ends, strict=True):
        if event.chord.symbol == NO_CHORD:
            continue
        root = parse_symbol(event.chord.symbol).root
        thirds = {(root + step) % 12 for step in (0, 2, 3, 4, 5)}
        sounding = [note for note in piano if note.onset_quarter < until and note.end_quarter > event.onset_quarter]
        assert thirds & {note.pitch % 12 for note in sounding}


@pytest.mark.parametrize("feel", ["swing", "straight", "waltz"])
def test_a_new_chord_is_heard_before_the_next_one(feel: str) -> None:
    for seed in range(25):
        piano = notes_of(solo_of(TWO_FIVE[:6], bars=7), "Piano", feel, seed)
        for event in TWO_FIVE[:5]:
            third = parse_symbol(event.chord.symbol).pitch_classes[1]
            end = event.onset_quarter + 4
            sounding = [note for note in piano if note.onset_quarter < end and note.end_quarter > event.onset_quarter]
            assert third in {note.pitch % 12 for note in sounding if note.onset_quarter < end - HALF}


def test_a_chord_is_anticipated_in_the_last_eighth_and_then_not_struck_again() -> None:
    seen = 0
    for seed in range(12):
        struck = by_onset(notes_of(solo_of(TWO_FIVE, bars=8), "Piano", seed=seed))
        for onset, pitches in struck.items():
            if onset % 4 == 4 - HALF and onset < 20:
                coming = TWO_FIVE[int(onset // 4) + 1].chord.symbol
                assert {pitch % 12 for pitch in pitches} >= {
                    pitch % 12 for pitch in parse_symbol(coming).pitch_classes[1:2]
                }
                assert onset + HALF not in struck
                seen += 1
    assert seen >= 10


def test_one_chord_at_a_time_and_sparse() -> None:
    for feel, most in (("swing", 2.5), ("ballad", 2), ("straight", 2.5), ("bossa", 3.5), ("waltz", 2.5)):
        strikes = 0
        for seed in range(6):
            piano = notes_of(solo_of(TWO_FIVE, bars=8), "Piano", feel, seed)
            moments = sorted(by_onset(piano))
            strikes += len(moments)
            following = dict(pairwise(moments))
            assert all(note.end_quarter <= following.get(note.onset_quarter, Fraction(32)) for note in piano)
            assert len({(note.onset_quarter, note.velocity) for note in piano}) == len(moments)
        assert 1 <= strikes / 48 <= most


def rhythms(feel: str, meter: Meter | None = None) -> set[tuple[Fraction, ...]]:
    meter = meter or Meter()
    chords = changes("Dm7", "G7", "Cmaj7", "A7", every=meter.bar_quarter)
    found = set()
    for seed in range(10):
        solo = solo_of(chords, meter=meter, bars=9)
        piano = notes_of(solo, "Piano", feel, seed)
        for bar in solo.bars[:-1]:
            found.add(tuple(sorted({note.onset_quarter - bar.onset_quarter for note in in_bar(piano, bar)})))
    return found


def test_each_feel_has_its_own_rhythms() -> None:
    charleston = (0, Fraction(3, 2))
    assert charleston in rhythms("swing")
    assert len(rhythms("swing")) > 8
    assert (0,) in rhythms("ballad")
    three, two = (0, Fraction(3, 2), 3), (1, Fraction(5, 2))
    assert {three, two} <= rhythms("bossa")
    assert (0, Fraction(3, 2)) in rhythms("waltz", Meter(3, 4))


def test_the_clave_has_its_three_side_in_even_bars() -> None:
    solo = solo_of(changes("Dm7"), bars=12)
    for seed in range(4):
        piano = notes_of(solo, "Piano", "bossa", seed)
        for number, bar in enumerate(solo.bars[:-1]):
            onsets = {note.onset_quarter - bar.onset_quarter for note in in_bar(piano, bar)}
            assert ({0, Fraction(3, 2)} if number % 2 == 0 else {1, Fraction(5, 2)}) <= onsets


def test_ballad_chords_are_sustained() -> None:
    piano = notes_of(solo_of(TWO_FIVE, bars=8), "Piano", "ballad", 1)
    assert sum(note.duration_quarter >= 2 for note in piano) >= 0.6 * len(piano)


def test_the_last_chord_is_held_through_the_last_bar() -> None:
    for seed in range(20):
        piano = notes_of(solo_of(changes("Dm7", "G7", "Cmaj7", "F6"), bars=4), "Piano", seed=seed)
        last = max(note.onset_quarter for note in piano)
        assert last in (12, 12 - HALF)
        assert {note.end_quarter for note in piano if note.onset_quarter == last} == {16}


@pytest.mark.parametrize("onset", [Fraction(3, 2), Fraction(7, 3), Fraction(15, 4)])
def test_a_change_off_the_beat_is_struck_there(onset: Fraction) -> None:
    chords = (*changes("Dm7"), *changes("%", "Ebmaj7", every=onset))
    struck = by_onset(notes_of(solo_of(chords, bars=2), "Piano"))
    assert {pitch % 12 for pitch in struck[onset]} == {7, 10, 2, 5}


def test_the_same_seed_gives_the_same_comping_and_another_seed_another() -> None:
    solo = solo_of(TWO_FIVE, bars=8)
    assert notes_of(solo, "Piano", seed=3) == notes_of(solo, "Piano", seed=3)
    assert len({notes_of(solo, "Piano", seed=seed) for seed in range(6)}) == 6
    assert notes_of(replace(solo, title="Other"), "Piano", seed=3) == notes_of(solo, "Piano", seed=3)
