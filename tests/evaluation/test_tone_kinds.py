from fractions import Fraction

import pytest

from jazzcore.evaluation.line import line_of
from jazzcore.evaluation.tone_kinds import ToneKind, tone_kinds
from jazzcore.music.leadsheet import Meter, bars_of
from jazzcore.music.notes import PITCH_NAMES
from tests.evaluation.melodies import changes, melody


@pytest.mark.parametrize(
    ("symbol", "chord", "colours", "outside"),
    [
        ("C", "C E G", "D F F# A B", "C# E- G# B-"),
        ("C6/9#11", "C D E F# G A", "F B", "C# E- G# B-"),
        ("Cm7", "C E- G B-", "D F A", "C# E F# G# B"),
        ("C7", "C E G B-", "C# D E- F F# G# A", "B"),
        ("C7alt", "C C# E- E G# B-", "D F F# A", "G B"),
        ("Cm7b5", "C E- F# B-", "C# D F G#", "E G A B"),
        ("Cdim7", "C E- F# A", "D F G# B", "C# E G B-"),
        ("Caug", "C E G#", "D F# B-", "C# E- F G A B"),
        ("C7sus4", "C F G B-", "C# D E A", "E- F# G# B"),
    ],
)
def test_the_twelve_pitches_over_a_chord(symbol: str, chord: str, colours: str, outside: str) -> None:
    """Each pitch is played alone, five tones from its neighbours, so that none leads to another by a semitone."""
    order = [60 + 5 * step % 12 for step in range(12)]
    line = line_of(melody(*((Fraction(i, 3), pitch) for i, pitch in enumerate(order))), bars_of(Meter(4, 4), 1))
    kinds = dict(zip(order, tone_kinds(line, changes(symbol)), strict=True))

    def named(kind: ToneKind) -> str:
        return " ".join(PITCH_NAMES[pitch - 60] for pitch in range(60, 72) if kinds[pitch] == kind)

    assert named(ToneKind.CHORD) == chord
    assert named(ToneKind.COLOUR) == colours
    assert named(ToneKind.OUTSIDE) == outside


def test_an_approach_note_moves_by_a_semitone_to_a_tone_that_fits() -> None:
    line = line_of(melody((0, 63), (0.5, 64), (1, 61), (1.5, 60), (2, 63), (2.5, 63), (3, 68)), bars_of(Meter(), 1))
    kinds = [ToneKind(kind).name for kind in tone_kinds(line, changes("Cmaj7"))]
    assert kinds == ["APPROACH", "CHORD", "APPROACH", "CHORD", "OUTSIDE", "OUTSIDE", "OUTSIDE"]
