import pytest

from jazzcore.music.chords.scales import FAMILY_SCALES, SCALES, fitting_scale
from jazzcore.music.chords.table import DEGREES, QUALITIES, quality_of

MAJOR_SCALE = SCALES["major"]


def test_each_family_of_chords_has_scales_that_hold_its_core() -> None:
    assert FAMILY_SCALES.keys() == {quality.family for quality in QUALITIES}
    for family in FAMILY_SCALES.values():
        assert set(family.core) <= set(family.usual)
        assert not family.colours & set(family.core)


@pytest.mark.parametrize(
    ("suffix", "scale"),
    [
        *(("maj7", "major"), ("7", "mixolydian"), ("m7", "dorian"), ("maj7#11", "lydian"), ("7#11", "lydian dominant")),
        *(("mmaj7", "melodic minor"), ("m7b5", "locrian"), ("m9b5", "locrian natural 2"), ("7b9", "phrygian dominant")),
        *(("dim7", "whole-half diminished"), ("13b9", "half-whole diminished"), ("7alt", "altered")),
        *(("9#5", "mixolydian b6"), ("9b5", "lydian dominant"), ("maj7#5", "lydian augmented")),
    ],
)
def test_a_chord_goes_with_the_usual_scale_that_holds_its_tones(suffix: str, scale: str) -> None:
    assert fitting_scale(quality_of(suffix).semitones) == SCALES[scale]


def test_tones_that_no_scale_holds_are_their_own_scale() -> None:
    assert fitting_scale((0, 1, 2, 3, 14)) == (0, 1, 2, 3)


def test_the_degree_of_a_tone_says_how_far_it_is_from_the_root() -> None:
    assert {step for quality in QUALITIES for step in quality.semitones} <= DEGREES.keys()
    for step, (number, alter) in DEGREES.items():
        octave, degree = divmod(number - 1, 7)
        assert 12 * octave + MAJOR_SCALE[degree] + alter == step
