import sqlite3
from contextlib import closing, suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jazzcore.errors import ChordSymbolError
from jazzcore.music.chords.spelling import tones_of
from jazzcore.music.chords.table import (
    QUALITIES,
    ChordSymbol,
    Quality,
    chord_of,
    format_symbol,
    name_chord,
    parse_symbol,
)
from tests.music.chords.usual_spellings import USUAL_SPELLINGS

SYMBOLS = st.builds(ChordSymbol, st.integers(0, 11), st.sampled_from(QUALITIES), st.integers(0, 11))


@given(SYMBOLS)
def test_a_symbol_survives_its_spelling(symbol: ChordSymbol) -> None:
    assert parse_symbol(format_symbol(symbol)) == symbol


@pytest.mark.parametrize("quality", QUALITIES, ids=lambda quality: quality.suffix or "major")
def test_no_two_qualities_share_their_tones_or_their_spelling(quality: Quality) -> None:
    assert [other for other in QUALITIES if other.semitones == quality.semitones] == [quality]
    assert tones_of(quality.suffix) == quality.semitones


@pytest.mark.parametrize(("spelling", "canonical"), USUAL_SPELLINGS.items())
def test_usual_spellings_mean_the_canonical_one(spelling: str, canonical: str) -> None:
    chord = chord_of(spelling)
    assert chord.symbol == chord_of(canonical).symbol
    assert chord_of(chord.symbol) == chord


def test_there_are_two_hundred_usual_spellings() -> None:
    assert len(USUAL_SPELLINGS) >= 200


@pytest.mark.parametrize(
    ("suffix", "tones"),
    [
        ("-7913", (0, 3, 7, 10, 14, 21)),
        ("79b13", (0, 4, 7, 10, 13, 21)),
        ("79b13b", (0, 4, 7, 10, 13, 20)),
        ("79#11#", (0, 4, 7, 10, 15, 18)),
        ("7911", (0, 4, 7, 10, 14, 17)),
        ("+7911#", (0, 4, 8, 10, 14, 18)),
        ("-j7911#", (0, 3, 7, 11, 14, 18)),
        ("6911#", (0, 4, 7, 9, 14, 18)),
        ("sus7913", (0, 5, 7, 10, 14, 21)),
        ("m7b5", (0, 3, 6, 10)),
        ("o7", (0, 3, 6, 9)),
        ("7b9", (0, 4, 7, 10, 13)),
        ("9b13", (0, 4, 7, 10, 14, 20)),
        ("(b9, #11)", (0, 4, 7, 13, 18)),
    ],
)
def test_tones_of_a_spelling_by_hand(suffix: str, tones: tuple[int, ...]) -> None:
    """The Weimar dialect writes accidentals behind their degree, lead sheets before it."""
    assert tones_of(suffix) == tones


@pytest.mark.parametrize("spaced", ["D m7", " Dm7 ", "G7 (b9, #11)", "C / E"])
def test_spaces_mean_nothing(spaced: str) -> None:
    assert parse_symbol(spaced) == parse_symbol(spaced.replace(" ", ""))


def test_every_symbol_of_the_weimar_database_is_read(shared: Path) -> None:
    with closing(sqlite3.connect(f"{(shared / 'data' / 'wjazzd.db').as_uri()}?mode=ro&immutable=1", uri=True)) as base:
        symbols = [row[0] for row in base.execute("SELECT DISTINCT chord FROM beats")]
    symbols.remove("NC")
    assert len(symbols) == 418
    for symbol in symbols:
        chord = chord_of(symbol)
        assert chord.pitches
        assert chord_of(chord.symbol) == chord


@pytest.mark.parametrize("text", ["H7", "", "7", "Cfoo", "C/", "Dm7/X", "Cped", "C?", "C7b9b", "Cm7m7"])
def test_what_is_no_symbol_is_named(text: str) -> None:
    with pytest.raises(ChordSymbolError, match=r"chord symbol|quality") as refused:
        chord_of(text)
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


@given(st.text("ABCDEFGabmjinoudslt+-#5679131/(),ΔøN. ", max_size=12))
def test_any_text_is_a_symbol_or_refused(text: str) -> None:
    with suppress(ChordSymbolError):
        chord = chord_of(text)
        assert chord_of(chord.symbol) == chord


@pytest.mark.parametrize("text", ["C" + "," * 5_000, "C" + "+9" * 18 + "x", "D" * 41])
def test_endless_nonsense_is_refused_at_once(text: str) -> None:
    with pytest.raises(ChordSymbolError):
        parse_symbol(text)
