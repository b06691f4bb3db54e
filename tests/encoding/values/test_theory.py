import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from music21 import chord as m21_chord
from music21 import pitch as m21_pitch
from music21 import scale as m21_scale

from jazzcore.encoding.values.theory import chord_theory, semitones, span_names

CHORDS = st.lists(st.integers(36, 84), min_size=2, max_size=6, unique=True).map(lambda pitches: tuple(sorted(pitches)))


@pytest.mark.parametrize(
    ("pitches", "pitch", "category"),
    [
        ((60, 64, 67), 72, "C"),
        ((60, 64, 67), 66, "S"),  # F#: C, F and G major hold the chord, and G is the highest of them
        ((60, 64, 67), 65, "A"),  # F, a semitone above E
        ((60, 64, 67), 70, "X"),  # Bb: neither in G major nor beside a tone
        ((62, 65, 69, 72), 70, "S"),  # Bb: D and G Dorian hold the chord, and G is the higher
        ((62, 65, 69, 72), 71, "A"),  # B, a semitone below C
        ((), 60, "X"),
    ],
)
def test_categories_by_hand(pitches: tuple[int, ...], pitch: int, category: str) -> None:
    assert chord_theory(pitches).category(pitch) == category


@given(CHORDS)
@settings(max_examples=60, deadline=None)
def test_the_scale_is_the_one_music21_derives(pitches: tuple[int, ...]) -> None:
    chord = m21_chord.Chord([m21_pitch.Pitch(pitch) for pitch in pitches])
    kind = m21_scale.MajorScale if chord.quality == "major" else m21_scale.DorianScale

    derived = kind().derive(chord).getPitches()

    assert chord_theory(pitches).scale == frozenset(pitch.name for pitch in derived)


def test_spans_by_hand() -> None:
    assert span_names(75, 72) == ("P1", "d-5")  # Eb to C: a minor third down
    assert span_names(72, 67) == ("M-2", "m-6")  # C to G
    assert span_names(60, 62) == ("P4", "m-2")


@given(st.integers(36, 96), st.integers(36, 96))
@settings(deadline=None)
def test_a_span_reaches_a_minor_third_to_each_side_of_the_interval(first: int, second: int) -> None:
    upper, lower = span_names(first, second)

    assert (semitones(lower), semitones(upper)) == (second - first - 3, second - first + 3)
