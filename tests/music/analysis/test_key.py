from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jazzcore.corpus.etudes import bundled_etudes
from jazzcore.music.analysis.key import KEYS, guess_key
from jazzcore.music.chords.table import ROOT_NAMES, chord_of
from jazzcore.music.leadsheet import ChordEvent
from jazzcore.music.notes import Note

THROUGH_ALL_KEYS = {"Twelve Open Windows", "Twelve Short Evenings"}


def key_of(symbols: str, pitches: tuple[int, ...] = ()) -> str:
    chords = [ChordEvent(Fraction(4 * bar), chord_of(symbol)) for bar, symbol in enumerate(symbols.split())]
    melody = [Note(Fraction(beat), Fraction(1), pitch) for beat, pitch in enumerate(pitches)]
    return guess_key(melody, chords, Fraction(max(4 * len(chords), len(melody)))).name


@pytest.mark.parametrize(
    ("symbols", "key"),
    [
        ("Dm7 G7 Cmaj7 Cmaj7", "C major"),
        ("Dm7b5 G7b9 Cm6 Cm6", "C minor"),
        ("F7 Bb7 F7 F7 Bb7 Bb7 F7 D7 Gm7 C7 F7 C7", "F major"),
        ("Abm7 Db7 Gbmaj7 Gbmaj7", "Gb major"),
        ("C#m6 G#7 C#m6 C#m6", "C# minor"),
        ("C N.C. G7 C", "C major"),
        ("Fmaj7 G7 Cmaj7 Fmaj7", "C major"),
        ("Bbm7 Eb7 Bbm7 Eb7 Bbm7 Eb7", "Bb minor"),
        ("Gm7 C7 F7 F7 Gm7 C7 F7 F7", "F major"),
        ("D7sus4 F7sus4 D7sus4 F7sus4 Eb7sus4 Db7sus4 D7sus4 F7sus4 D7sus4", "D minor"),
    ],
)
def test_changes_tell_the_key(symbols: str, key: str) -> None:
    assert key_of(symbols) == key


def test_a_melody_alone_tells_the_key() -> None:
    assert key_of("", (67, 69, 71, 72, 74, 76, 78, 79, 74, 71, 67)) == "G major"
    assert key_of("", (69, 71, 72, 74, 76, 77, 80, 81, 76, 72, 69)) == "A minor"


def test_the_etudes_keys_are_those_they_are_written_in() -> None:
    for piece in bundled_etudes().pieces:
        if piece.title not in THROUGH_ALL_KEYS:
            written = (piece.key or "").replace("dorian", "minor")
            assert guess_key(piece.melody, piece.chords, piece.end_quarter).name == written, piece.title


changes = st.lists(st.tuples(st.integers(0, 11), st.sampled_from(["m7", "7", "maj7", "m6"])), max_size=6)


@given(changes, st.integers(1, 11))
def test_a_cadence_in_another_key_moves_the_key(changes: list[tuple[int, str]], up: int) -> None:
    """The weight of the cadence leaves no two keys equal, so that the order of the keys decides nothing."""

    def key(step: int) -> tuple[int, str]:
        cadence = [(2, "m7"), (7, "7"), (0, "maj7"), (0, "6")]
        chords = [
            ChordEvent(Fraction(4 * bar), chord_of(f"{ROOT_NAMES[(root + step) % 12]}{suffix}"))
            for bar, (root, suffix) in enumerate([*changes, *cadence * 4])
        ]
        found = guess_key((), chords, Fraction(4 * len(chords)))
        return (found.tonic - step) % 12, found.mode

    assert key(up) == key(0) == (0, "major")


def test_the_tonic_chord_is_the_keys() -> None:
    assert {key.name: key.tonic_chord for key in KEYS if key.tonic == 5} == {"F major": "Fmaj7", "F minor": "Fm6"}
    assert all(chord_of(key.tonic_chord).pitches[0] % 12 == key.tonic for key in KEYS)
