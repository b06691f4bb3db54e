from fractions import Fraction

from jazzcore.band.spans import chord_spans
from jazzcore.music.harmony import chord_of
from jazzcore.music.leadsheet import ChordEvent, Meter, bars_of


def test_a_held_chord_is_cut_at_bar_lines_and_changes_once() -> None:
    dm, g = chord_of("Dm7"), chord_of("G7")
    spans = chord_spans((ChordEvent(Fraction(1), dm), ChordEvent(Fraction(10), g)), bars_of(Meter(), 3))
    assert [(s.onset_quarter, s.end_quarter, s.chord, s.is_change) for s in spans] == [
        (1, 4, dm, True),
        (4, 8, dm, False),
        (8, 10, dm, False),
        (10, 12, g, True),
    ]
    assert [s.strong_quarters for s in spans] == [(2,), (6,), (), ()]


def test_chords_without_room_are_left_out() -> None:
    dm, g = chord_of("Dm7"), chord_of("G7")
    spans = chord_spans(
        (ChordEvent(Fraction(0), dm), ChordEvent(Fraction(0), g), ChordEvent(Fraction(9), dm)), bars_of(Meter(), 2)
    )
    assert [(s.onset_quarter, s.chord) for s in spans] == [(0, g), (4, g)]
    assert chord_spans((), bars_of(Meter(), 2)) == ()
    assert chord_spans((ChordEvent(Fraction(0), dm),), ()) == ()
