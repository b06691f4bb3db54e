from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jazzcore.band.drums import section_ends
from jazzcore.band.feels import FEELS
from jazzcore.band.rhythms import (
    BRUSH_SWIRL,
    BRUSH_TAP,
    CLOSED_HAT,
    HIGH_TOM,
    KICK,
    LOW_TOM,
    PEDAL_HAT,
    RIDE,
    SIDE_STICK,
    SNARE,
)
from jazzcore.music.leadsheet import Meter
from jazzcore.music.notes import Note
from tests.band.band_charts import METERS, changes, notes_of, solo_of

CHORDS = changes("Dm7", "G7", "Cmaj7", "A7")


def drums(feel: str, meter: Meter | None = None, bars: int = 8, seed: int = 0) -> tuple[Note, ...]:
    return notes_of(solo_of(CHORDS, meter=meter or Meter(), bars=bars), "Drums", feel, seed)


def places(notes: tuple[Note, ...], drum: int, bar: int, bar_quarter: Fraction | int = 4) -> list[Fraction]:
    inside = (note for note in notes if note.onset_quarter // bar_quarter == bar and note.pitch == drum)
    return [note.onset_quarter - bar * bar_quarter for note in inside]


def test_swing_has_the_ride_on_every_beat_and_the_hi_hat_on_two_and_four() -> None:
    for seed in range(6):
        played = drums("swing", seed=seed)
        for bar in range(5):
            ride = set(places(played, RIDE, bar))
            assert {0, 1, 2, 3} <= ride <= {0, 1, Fraction(3, 2), 2, 3, Fraction(7, 2)}
            assert places(played, PEDAL_HAT, bar) == [1, 3]
        assert sum(len(places(played, SNARE, bar)) for bar in range(5)) <= 8
        louder = [note.velocity for note in played if note.pitch == KICK and note.onset_quarter % 1]
        feathered = [note.velocity for note in played if note.pitch == KICK and note.onset_quarter < 20]
        assert not louder or min(louder) > min(feathered)


def test_a_fill_ends_each_section_but_no_other_bar() -> None:
    toms_or_snares = 0
    for seed in range(8):
        played = drums("swing", bars=16, seed=seed)
        for bar in (7, 14):
            rides = places(played, RIDE, bar)
            toms_or_snares += len([d for d in (SNARE, HIGH_TOM, LOW_TOM) for _ in places(played, d, bar)]) >= 3
            assert not {2, 3} <= set(rides)
        assert all({2, 3} <= set(places(played, RIDE, bar)) for bar in (0, 3, 6, 8, 11, 13))
    assert toms_or_snares == 16


def test_sections_are_eight_bars_of_a_form_and_its_end() -> None:
    assert section_ends(24, 12) == {7, 11, 19, 23}
    assert section_ends(32, 32) == {7, 15, 23, 31}
    assert section_ends(5, 5) == {4}


def test_the_form_is_heard_in_the_changes() -> None:
    blues = changes("C7", "F7", "C7", "%", "F7", "%", "C7", "A7", "Dm7", "G7", "C7", "G7")
    twice = (*blues, *(type(e)(e.onset_quarter + 48, e.chord) for e in blues))
    thrice = (*twice, *(type(e)(e.onset_quarter + 96, e.chord) for e in blues))
    played = notes_of(solo_of(thrice, bars=36), "Drums")
    assert not {2, 3} <= set(places(played, RIDE, 11))
    assert not {2, 3} <= set(places(played, RIDE, 23))
    assert {2, 3} <= set(places(played, RIDE, 15))


def test_the_last_bar_is_one_long_stroke() -> None:
    played = drums("swing")
    assert {(note.onset_quarter, note.pitch) for note in played if note.onset_quarter >= 28} == {(28, RIDE), (28, KICK)}


def test_ballads_have_brushes_bossas_the_clave_and_waltzes_three() -> None:
    ballad = drums("ballad")
    assert {note.pitch for note in ballad if note.onset_quarter < 24} <= {BRUSH_SWIRL, BRUSH_TAP, PEDAL_HAT, KICK}
    assert all({1, 3} <= set(places(ballad, BRUSH_TAP, bar)) for bar in range(5))
    bossa = drums("bossa")
    assert places(bossa, SIDE_STICK, 0) == [0, Fraction(3, 2), 3]
    assert places(bossa, SIDE_STICK, 1) == [1, Fraction(5, 2)]
    assert places(bossa, CLOSED_HAT, 0) == [Fraction(eighth, 2) for eighth in range(8)]
    waltz = drums("waltz", Meter(3, 4))
    assert all({0, 1, 2} <= set(places(waltz, RIDE, bar, 3)) for bar in range(5))
    assert all(1 in places(waltz, PEDAL_HAT, bar, 3) for bar in range(5))


@given(METERS, st.sampled_from(sorted(FEELS)), st.integers(1, 9), st.integers(0, 1000))
def test_every_bar_of_every_meter_has_its_first_beat_and_nothing_after_the_end(
    meter: Meter, feel: str, bars: int, seed: int
) -> None:
    solo = solo_of(CHORDS, meter=meter, bars=bars)
    played = notes_of(solo, "Drums", feel, seed)
    onsets = {note.onset_quarter for note in played}
    for number, bar in enumerate(solo.bars):
        inside = [onset for onset in onsets if bar.onset_quarter <= onset < bar.end_quarter]
        assert bar.onset_quarter in onsets or number in section_ends(bars, bars) | {bars - 2}
        assert number == bars - 1 or len(inside) >= meter.bar_quarter / 2
    assert all(0 < note.velocity <= 127 and note.duration_quarter > 0 for note in played)
    assert max(note.end_quarter for note in played) <= solo.bars[-1].end_quarter
    assert list(played) == sorted(played)


@pytest.mark.parametrize(("meter", "hats"), [(Meter(5, 4), [1, 3]), (Meter(7, 4), [1, 3, 5]), (Meter(2, 4), [1])])
def test_the_hi_hat_finds_the_second_beats_of_odd_meters(meter: Meter, hats: list[int]) -> None:
    assert places(drums("swing", meter, bars=6), PEDAL_HAT, 1, meter.bar_quarter) == hats


def test_another_seed_plays_another_way() -> None:
    assert drums("swing", seed=3) == drums("swing", seed=3)
    assert len({drums("swing", seed=seed) for seed in range(6)}) == 6
