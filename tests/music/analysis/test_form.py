from fractions import Fraction

import pytest

from jazzcore.corpus.etudes import bundled_etudes
from jazzcore.music.analysis.form import guess_form
from jazzcore.music.chords.table import chord_of
from jazzcore.music.leadsheet import ChordEvent, Meter, bars_of

BLUES = ["F7", "Bb7", "F7", "F7", "Bb7", "Bb7", "F7", "D7", "Gm7", "C7", "F7", "C7"]
A = ["Bbmaj7", "G7", "Cm7", "F7", "Fm7", "Bb7", "Ebmaj7", "Ab7"]
BRIDGE = ["D7", "D7", "G7", "G7", "C7", "C7", "F7", "F7"]
SIXTEEN = ["Cmaj7", "A7", "Dm7", "G7", "Em7", "Eb7", "Abmaj7", "G7"]
SIXTEEN += ["Gm7", "C7", "Fmaj7", "Bb7", "Am7", "D7", "Dm7", "G7"]
STRAY = ["C", "Eb7", "F#m7", "Bbm", "Ab7", "E", "G7", "Dm", "B7", "Fm7", "Amaj7", "Db7", "Gm7b5", "Ebm"]


def form_of(symbols: list[str]) -> int | None:
    chords = [ChordEvent(Fraction(4 * bar), chord_of(symbol)) for bar, symbol in enumerate(symbols)]
    return guess_form(chords, bars_of(Meter(), len(symbols)))


CASES = {
    "blues": (BLUES * 3, 12),
    "intro and ending": ([*STRAY[:4], *BLUES, *BLUES, *STRAY[4:6]], 12),
    "sixteen": (SIXTEEN * 2, 16),
    "two songs": ([*A, *A, *BRIDGE, *A] * 2, 32),
    "one song": ([*A, *A, *BRIDGE, *A], 32),
    "a song whose halves end differently": ([*SIXTEEN, *SIXTEEN[:12], *BRIDGE[:4]], 32),
    "blues once": (BLUES, None),
    "vamp": (["Dm7"] * 40, None),
    "vamp of two bars": (["Bbm7", "Eb7"] * 20, None),
    "vamp of two bars with an interlude": (["Bbm7", "Eb7"] * 20 + STRAY[:7] + ["Bbm7", "Eb7"] * 10, None),
    "another form": (STRAY * 3, None),
    "no form": (STRAY, None),
    "a bar": (["C"], None),
    "nothing": ([], None),
}


@pytest.mark.parametrize(("symbols", "form"), CASES.values(), ids=CASES)
def test_a_form_is_seen_where_the_changes_come_back(symbols: list[str], form: int | None) -> None:
    assert form_of(symbols) == form


def test_a_substitution_hides_no_form() -> None:
    assert form_of([*BLUES, *BLUES[:7], "Ab7", *BLUES[8:]]) == 12


def test_blues_etudes_have_twelve_bars() -> None:
    blues = [piece for piece in bundled_etudes().pieces if piece.title.endswith("Blues")][:5]
    assert [guess_form(piece.chords, piece.bars) for piece in blues] == [12] * 5
