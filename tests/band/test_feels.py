from itertools import pairwise

import pytest

from jazzcore.band.bass import FIFTH, ROOT, SKIP, WALK
from jazzcore.band.feels import (
    FEELS,
    SHORT_UNIT_BASS,
    SHORT_UNIT_COMPING,
    Feel,
    feel_of,
    swing_ratio_at,
)
from jazzcore.band.rhythms import SHORT_UNIT_DRUMS, VELOCITY_A_LEVEL, Layer, Rhythm, length_units, strikes
from jazzcore.errors import SettingError

LENGTHS = {1, 2, 3, 4}


def drum_rhythms(layers: tuple[Layer, ...]) -> list[Rhythm]:
    return [rhythm for layer in layers for rhythm in layer.rhythms]


@pytest.mark.parametrize("feel", FEELS.values(), ids=lambda feel: feel.name)
def test_each_feel_has_rhythms_of_one_to_four_beats(feel: Feel) -> None:
    for rhythms in (feel.bass, feel.comping, drum_rhythms(feel.drums)):
        for bar_of_two in (0, 1):
            assert {length_units(r.text) for r in rhythms if r.bar_of_two in (None, bar_of_two)} == LENGTHS
    for fill in feel.fills:
        length = length_units(fill[0].rhythms[0].text)
        assert all(length in {length_units(rhythm.text) for rhythm in layer.rhythms} for layer in fill)


def test_short_units_have_rhythms_of_two_and_three_and_four() -> None:
    for rhythms in (SHORT_UNIT_BASS, SHORT_UNIT_COMPING, drum_rhythms(SHORT_UNIT_DRUMS)):
        assert {2, 3, 4} <= {length_units(rhythm.text) for rhythm in rhythms}


def test_every_sign_means_something_to_its_part() -> None:
    for feel in FEELS.values():
        for rhythm in (*feel.bass, *SHORT_UNIT_BASS):
            signs = [stroke.sign for stroke in strikes(rhythm.text)]
            assert set(signs) <= {ROOT, FIFTH, SKIP, WALK}
            assert strikes(rhythm.text)[0].onset_units == 0
        fills = [rhythm for fill in feel.fills for rhythm in drum_rhythms(fill)]
        for rhythm in (*feel.comping, *drum_rhythms(feel.drums), *fills):
            assert all(1 <= int(s.sign) * VELOCITY_A_LEVEL <= 127 for s in strikes(rhythm.text))


def test_an_unknown_feel_is_named_with_all_there_are() -> None:
    assert feel_of("bossa").title == "Bossa nova"
    with pytest.raises(SettingError, match="no feel 'polka'; choose one of swing, ballad, straight, bossa, waltz"):
        feel_of("polka")


def test_the_swing_ratio_falls_with_the_tempo() -> None:
    ratios = [swing_ratio_at(tempo) for tempo in range(40, 321, 10)]
    assert all(slower >= faster for slower, faster in pairwise(ratios))
    assert (swing_ratio_at(80), swing_ratio_at(300)) == (2.2, 1.25)
    assert 1.95 <= swing_ratio_at(120) <= 2.1
    assert all(1 <= ratio <= 3 for ratio in (swing_ratio_at(4), swing_ratio_at(1000)))
