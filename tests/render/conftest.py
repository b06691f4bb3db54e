"""A short arrangement to write and to play."""

from fractions import Fraction

import pytest

from jazzcore.band.arrangement import Arrangement, Part
from jazzcore.music.chords.table import chord_of
from jazzcore.music.leadsheet import ChordEvent, Meter, bars_of
from jazzcore.music.notes import Note


@pytest.fixture
def two_bars() -> Arrangement:
    """Two bars of 4/4 at 240 quarters a minute: two seconds of saxophone over piano, to the last bar line."""
    solo = tuple(Note(Fraction(i, 2), Fraction(1, 2), 65 + i % 5, 80 + i) for i in range(16))
    piano = tuple(Note(Fraction(4 * bar), Fraction(4), pitch, 60) for bar in (0, 1) for pitch in (53, 60, 64))
    chords = (ChordEvent(Fraction(0), chord_of("Dm7")), ChordEvent(Fraction(4), chord_of("G7b9")))
    parts = (Part("Solo", 65, solo), Part("Piano", 0, piano))
    return Arrangement("Two bars", parts, chords, bars_of(Meter(), 2), 240)
