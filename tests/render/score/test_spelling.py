"""The names of pitches over chords, in keys, and on their way to the next note."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jazzcore.music.chords.names import KeyName, key_name
from jazzcore.music.chords.table import QUALITIES, ROOT_NAMES
from jazzcore.render.score.named_chords import named_chord, usually_named
from jazzcore.render.score.spelling import Spelling, signature_of, spelled

KEYS = st.sampled_from([f"{name} {mode}" for name in ("C", "Gb", "Bb", "E", "F#", "D#") for mode in ("major", "minor")])
SYMBOLS = st.sampled_from([f"{root}{quality.suffix}" for root in (*ROOT_NAMES, "C#", "Gb") for quality in QUALITIES])


def key(text: str) -> KeyName:
    named = key_name(text)
    assert named
    return named


def text(name: Spelling) -> str:
    return f"{name.step}{ {-1: 'b', 0: '', 1: '#'}[name.alter] }{name.octave}"


@pytest.mark.parametrize(
    ("symbol", "of_key", "pitches", "expected"),
    [
        ("Eb7", "C major", [63, 67, 70, 73], "Eb4 G4 Bb4 Db5"),
        ("A7", "C major", [57, 61, 64, 67], "A3 C#4 E4 G4"),
        ("Cdim7", "C major", [60, 63, 66, 69], "C4 Eb4 Gb4 A4"),
        ("G7b9", "C minor", [67, 71, 68], "G4 B4 Ab4"),
        ("G7#9", "C major", [70, 67], "Bb4 G4"),
        ("F#m7b5", "G major", [66, 69, 72, 76], "F#4 A4 C5 E5"),
        ("Ab7", "Ab major", [72, 66], "C5 Gb4"),
        ("B7", "E major", [75, 63], "D#5 D#4"),
        ("Abm7", "Gb major", [71, 59], "Cb5 Cb4"),
        ("Cmaj7", "C major", [63, 64, 66, 67], "D#4 E4 F#4 G4"),
        ("Cmaj7", "C major", [66, 65, 63, 62], "Gb4 F4 Eb4 D4"),
        ("Dm7", "C major", [61, 69, 70], "C#4 A4 Bb4"),
        ("D", "D major", [65, 66], "F4 F#4"),
        ("Cm7", "C major", [66, 60], "Gb4 C4"),
        ("Cmaj7", "E major", [68, 60], "G#4 C4"),
        ("N.C.", "Bb major", [63, 66, 60], "Eb4 Gb4 C4"),
    ],
)
def test_chord_first_then_key_then_direction(symbol: str, of_key: str, pitches: list[int], expected: str) -> None:
    chords = [named_chord(symbol)] * len(pitches)
    assert " ".join(map(text, spelled(pitches, chords, key(of_key)))) == expected


@given(st.lists(st.integers(30, 100), min_size=1, max_size=12), SYMBOLS, KEYS)
def test_every_name_sounds_as_its_pitch_and_has_one_accidental_at_most(
    pitches: list[int], symbol: str, of_key: str
) -> None:
    naturals = {"C": 0, "D": 2, "E": 4, "F": 5, "G": 7, "A": 9, "B": 11}
    names = spelled(pitches, [named_chord(symbol)] * len(pitches), key(of_key))
    assert [12 * name.octave + 12 + naturals[name.step] + name.alter for name in names] == pitches
    assert all(abs(name.alter) <= 1 for name in names)


@pytest.mark.parametrize(
    ("of_key", "fifths"),
    [("C major", 0), ("Eb major", -3), ("E major", 4), ("A minor", 0), ("C# minor", 4), ("D dorian", 0)],
)
def test_signatures(of_key: str, fifths: int) -> None:
    assert signature_of(key(of_key)) == fifths


def called(symbols: str, of_key: str = "C major", fifths: int = 0) -> str:
    """The roots and basses of chords so many fifths higher, as they are called in a key."""
    moved = [chord and chord.moved(fifths) for chord in map(named_chord, symbols.split())]
    names = usually_named(moved, key(of_key).tonic_fifths)
    return " ".join(chord.root_name + (chord.bass_name and f"/{chord.bass_name}") if chord else "-" for chord in names)


@pytest.mark.parametrize(
    ("symbols", "expected"),
    [
        ("Dbm7 F#7 B", "C# F# B"),
        ("Abm7 Db7 F#maj7", "Ab Db Gb"),
        ("C#m7 F#7 Bmaj7", "C# F# B"),
        ("Bb7 Eb7 Ab7 Db7 F#", "Bb Eb Ab Db Gb"),
        ("Em7 A7 Dm7 G7 C", "E A D G C"),
        ("Db7/Ab F#7/E Cmaj7", "Db/Ab Gb/E C"),
        ("Abm7 N.C. C#7", "Ab - C#"),
        ("F#7 C7 Gb7", "F# C Gb"),
        ("G#m7 Db7", "Ab Db"),
        ("Fm7 Bb7 D#maj7 D#maj7 D#m7 G#7 C#", "F Bb Eb Eb D# G# C#"),
        ("C7 F7 Bb7 D#7 D#7 G#7 C#7", "C F Bb Eb Eb Ab Db"),
    ],
)
def test_roots_that_fall_by_fifths_are_named_in_one_row(symbols: str, expected: str) -> None:
    assert called(symbols) == expected


def test_of_two_rows_the_one_near_the_tonic_is_taken() -> None:
    assert called("Db7 F#7", "B major") == "C# F#"
    assert called("Db7 F#7", "Db major") == "Db Gb"


@pytest.mark.parametrize(
    ("symbol", "fifths", "expected"),
    [("Gb7", 2, "Ab"), ("C#m7", 3, "A#"), ("F#7/E", 3, "D#/C#"), ("A#m7", 2, "C"), ("Gbmaj7", -1, "B")],
)
def test_chords_move_on_the_line_of_fifths_to_names_in_use(symbol: str, fifths: int, expected: str) -> None:
    assert called(symbol, fifths=fifths) == expected


def test_a_cycle_longer_than_there_are_names_keeps_what_it_is_called() -> None:
    circle = "C7 F7 Bb7 Eb7 Ab7 Db7 F#7 B7 E7 A7 D7 G7 C7 F7 Bb7 Eb7 Ab7 Db7"
    assert called(circle) == circle.replace("7", "")


def test_what_is_no_chord_is_none() -> None:
    assert named_chord("N.C.") is None
    assert named_chord("Gblurb") is None
