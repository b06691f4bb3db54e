from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jazzcore.band.bass import BASS_RANGE
from jazzcore.band.feels import FEELS
from jazzcore.music.chords.table import NO_CHORD, parse_symbol
from jazzcore.music.leadsheet import Meter
from jazzcore.music.solo import Solo
from tests.band.band_charts import changes, charts, notes_of, solo_of

STEPS, FIFTH_ABOVE = (1, 2), 7
TWO_FIVE = changes("Dm7", "G7", "Cmaj7", "A7", "Dm7", "G7", "C6", "%")


def new_chords(solo: Solo) -> dict[Fraction, int | None]:
    """Where the harmony changes, and the pitch class of the bass there; None for no chord."""
    found: dict[Fraction, int | None] = {}
    before = None
    for event, end in zip(solo.chords, [*(e.onset_quarter for e in solo.chords[1:]), None], strict=True):
        symbol = event.chord.symbol
        if symbol != before and (end is None or event.onset_quarter < end):
            found[event.onset_quarter] = None if symbol == NO_CHORD else parse_symbol(symbol).bass
            before = symbol
    return found


@settings(max_examples=60)
@given(charts(), st.sampled_from(sorted(FEELS)), st.integers(0, 2**32 - 1))
def test_the_bass_is_on_the_root_at_changes_and_leads_there_by_step_or_from_the_fifth(
    solo: Solo, feel: str, seed: int
) -> None:
    bass = notes_of(solo, "Bass", feel, seed)
    roots = {onset: root for onset, root in new_chords(solo).items() if onset < solo.bars[-1].end_quarter}
    basses = {note.onset_quarter: note.pitch % 12 for note in bass}
    assert all(basses[onset] == root for onset, root in roots.items() if root is not None)
    assert all(BASS_RANGE[0] <= note.pitch <= BASS_RANGE[1] for note in bass)
    for note, following in pairwise(bass):
        assert note.end_quarter <= following.onset_quarter
        if (
            following.onset_quarter in roots
            and note.onset_quarter not in roots
            and note.end_quarter == following.onset_quarter
        ):
            steps = abs(note.pitch - following.pitch)
            assert steps in STEPS or (note.pitch - following.pitch) in (FIFTH_ABOVE, FIFTH_ABOVE - 12)


def onsets_in_bars(feel: str, meter: Meter, seeds: int = 6) -> set[tuple[Fraction, ...]]:
    """The rhythms of the bars under one chord each, but for the last bar."""
    chords = changes("Dm7", "G7", "Cmaj7", "A7", every=meter.bar_quarter)
    found = set()
    for seed in range(seeds):
        solo = solo_of(chords, meter=meter, bars=8)
        bass = notes_of(solo, "Bass", feel, seed)
        for bar in solo.bars[:-1]:
            inside = [note.onset_quarter for note in bass if bar.onset_quarter <= note.onset_quarter < bar.end_quarter]
            found.add(tuple(onset - bar.onset_quarter for onset in inside))
    return found


def test_each_feel_has_its_own_bass() -> None:
    walking = onsets_in_bars("swing", Meter())
    assert (0, 1, 2, 3) in walking
    assert all({0, 1, 2, 3} <= set(bar) for bar in walking)
    assert (0, 2) in onsets_in_bars("ballad", Meter())
    assert all({0, Fraction(3, 2), 2} <= set(bar) for bar in onsets_in_bars("bossa", Meter()))
    assert {(0,), (0, 2)} <= onsets_in_bars("waltz", Meter(3, 4))
    assert all({0, 1, 2, 3, 4} <= set(bar) for bar in onsets_in_bars("swing", Meter(5, 4)))
    assert all({0, Fraction(3, 2)} <= set(bar) for bar in onsets_in_bars("swing", Meter(6, 8)))


def test_strong_beats_have_chord_tones_and_foreign_notes_lead_on_by_step() -> None:
    chord_tones = {2, 5, 9, 0}
    for seed in range(8):
        bass = notes_of(solo_of(changes("Dm7"), bars=16), "Bass", seed=seed)
        strong = [note.pitch % 12 in chord_tones for note in bass if note.onset_quarter % 2 == 0]
        assert sum(strong) >= 0.95 * len(strong)
        foreign = [pair for pair in pairwise(bass) if pair[0].pitch % 12 not in chord_tones]
        assert foreign
        stepwise = sum(abs(note.pitch - following.pitch) <= 2 for note, following in foreign)
        assert stepwise >= 0.9 * len(foreign)


def test_a_chord_that_stays_is_walked_another_way_each_bar() -> None:
    bass = notes_of(solo_of(changes("Dm7"), bars=16), "Bass", seed=1)
    bars = {tuple(note.pitch for note in bass if note.onset_quarter // 4 == bar) for bar in range(15)}
    assert len(bars) >= 12
    repeats = sum(note.pitch == following.pitch for note, following in pairwise(bass))
    assert repeats <= len(bass) / 8
    assert max(abs(note.pitch - following.pitch) for note, following in pairwise(bass)) <= 12


def test_a_bossa_goes_from_the_root_to_the_fifth_and_a_half_diminished_chord_to_its_flat_fifth() -> None:
    for symbol, fifth in (("Dm7", 9), ("Bm7b5", 5), ("Caug", 8)):
        root = parse_symbol(symbol).root
        bass = notes_of(solo_of(changes(symbol), bars=12), "Bass", "bossa", seed=2)
        assert {note.pitch % 12 for note in bass if note.onset_quarter == 0} == {root}
        on_two_and = [note.pitch % 12 for note in bass if note.onset_quarter % 4 == Fraction(3, 2)]
        assert on_two_and.count(fifth) >= 0.7 * len(on_two_and)


def test_the_last_bar_is_held_and_a_short_piece_walks_to_its_end() -> None:
    ending = [n for n in notes_of(solo_of(TWO_FIVE, bars=8), "Bass") if n.onset_quarter >= 28]
    assert [(n.onset_quarter, n.duration_quarter) for n in ending] == [(28, 4)]
    assert len(notes_of(solo_of(changes("Dm7"), bars=1), "Bass")) >= 4


def test_the_same_seed_gives_the_same_line_and_another_seed_another() -> None:
    solo = solo_of(TWO_FIVE, bars=8)
    assert notes_of(solo, "Bass", seed=3) == notes_of(solo, "Bass", seed=3)
    assert len({notes_of(solo, "Bass", seed=seed) for seed in range(6)}) == 6


@pytest.mark.parametrize("onset", [Fraction(1, 2), Fraction(3, 2), Fraction(7, 3), Fraction(15, 4)])
def test_a_change_off_the_beat_has_its_root_there(onset: Fraction) -> None:
    chords = (*changes("Dm7"), *(event for event in changes("%", "Eb7", every=onset)))
    bass = notes_of(solo_of(chords, bars=2), "Bass")
    assert next(note.pitch % 12 for note in bass if note.onset_quarter == onset) == 3
