import pytest
from hypothesis import given
from hypothesis import strategies as st

from jazzcore.errors import ChordSymbolError
from jazzcore.music.harmony import QUALITIES, ChordSymbol, chord_of, format_symbol, name_chord, parse_symbol

SYMBOLS = st.builds(ChordSymbol, st.integers(0, 11), st.sampled_from(QUALITIES), st.integers(0, 11))


@given(SYMBOLS)
def test_a_symbol_survives_its_spelling(symbol: ChordSymbol) -> None:
    assert parse_symbol(format_symbol(symbol)) == symbol


@pytest.mark.parametrize(
    ("spelling", "canonical"),
    [
        ("D-7", "Dm7"),
        ("D−7", "Dm7"),
        ("Dmin7", "Dm7"),
        ("CΔ", "Cmaj7"),
        ("CM7", "Cmaj7"),
        ("Bø", "Bm7b5"),
        ("G7(b9,#11)", "G7b9#11"),
        ("Gsus", "Gsus4"),
        ("B♭13", "Bb13"),
        ("Cm(maj7)", "Cmmaj7"),
        ("C-9", "Cm9"),
        ("C6/9/E", "C6/9/E"),
        ("Co7", "Cdim7"),
        ("A#m7", "Bbm7"),
    ],
)
def test_usual_spellings_mean_the_canonical_one(spelling: str, canonical: str) -> None:
    assert format_symbol(parse_symbol(spelling)) == canonical


@pytest.mark.parametrize("text", ["H7", "", "7", "Cfoo", "C/", "Dm7/X"])
def test_what_is_no_symbol_is_named(text: str) -> None:
    with pytest.raises(ChordSymbolError, match=r"chord symbol|quality") as refused:
        parse_symbol(text)
    assert repr(text) in str(refused.value)


def test_tones_of_a_symbol_by_hand() -> None:
    assert chord_of("Dm7").pitches == (38, 62, 65, 69, 72)
    assert chord_of("C/E").pitches == (40, 60, 64, 67)
    assert parse_symbol("G7b9").pitch_classes == (7, 11, 2, 5, 8)
    assert chord_of("N.C.").pitches == ()


@given(st.integers(0, 11), st.sampled_from(["", "m", "7", "maj7", "m7", "m7b5", "dim7", "7sus4", "m6", "9"]))
def test_a_sounding_chord_with_its_root_below_gets_its_own_name(root: int, suffix: str) -> None:
    quality = next(quality for quality in QUALITIES if quality.suffix == suffix)
    symbol = format_symbol(ChordSymbol(root, quality, root))

    assert name_chord(chord_of(symbol).pitches) == symbol


def test_a_foreign_bass_is_named_after_a_slash() -> None:
    assert name_chord([40, 60, 64, 67]) == "C/E"


def test_one_pitch_class_is_no_chord() -> None:
    assert name_chord([48, 60, 72]) == "N.C."
