from fractions import Fraction

import pytest

from jazzcore.corpus.etudes import MIDI_FOLDER, bundled_etudes
from jazzcore.corpus.midi.changes import changes_in_texts
from jazzcore.corpus.midi.reader import read_midi
from jazzcore.corpus.midi.song import TimedText
from tests.corpus.harmony.harmony_songs import song_of
from tests.corpus.midi.midi_bytes import QUARTER, meta, midi, note


def found(*texts: tuple[float, str], kind: str = "marker") -> list[tuple[Fraction, str]]:
    song = song_of(texts=[TimedText(Fraction(onset), kind, text) for onset, text in texts])
    return [(event.onset_quarter, event.chord.symbol) for event in changes_in_texts(song)]


def test_chord_symbols_are_the_changes_at_quantised_onsets() -> None:
    assert found((0, "D-7"), (2.02, "G7(b9)"), (4, "CΔ"), (8, "N.C.")) == [
        (0, "Dm7"), (2, "G7b9"), (4, "Cmaj7"), (8, "N.C."),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "texts",
    [
        [(0, "Dm7"), (4, "G7")],
        [(0, "A"), (32, "B"), (64, "A"), (96, "C")],
        [(0, "Am"), (1, "I"), (2, "blue"), (3, "Dm7"), (4, "to"), (5, "day"), (6, "G7")],
        [],
    ],
    ids=["too few", "sections", "lyrics with a few", "no texts"],
)
def test_other_texts_are_no_changes(texts: list[tuple[float, str]]) -> None:
    assert found(*texts) == []


def test_the_kind_of_text_with_most_chords_is_taken_alone() -> None:
    lyrics = [TimedText(Fraction(beat), "lyrics", text) for beat, text in enumerate(("C7", "F7", "Bb7", "Eb7"))]
    markers = [TimedText(Fraction(beat), "marker", text) for beat, text in enumerate(("Am7", "D7", "G"))]
    assert [e.chord.symbol for e in changes_in_texts(song_of(texts=[*markers, *lyrics]))] == ["C7", "F7", "Bb7", "Eb7"]


def test_texts_of_a_file_keep_their_moments() -> None:
    events = meta(0x06, b"Dm7") + meta(0x06, "CΔ".encode(), 2 * QUARTER) + meta(0x01, b"x" * 41) + note(60, QUARTER)
    assert read_midi(midi(events), "texts.mid").texts == (
        TimedText(Fraction(0), "marker", "Dm7"),
        TimedText(Fraction(2), "marker", "CΔ"),
    )


def test_the_etudes_own_markers_are_their_changes() -> None:
    for path, piece in zip(sorted(MIDI_FOLDER.glob("*.mid")), bundled_etudes().pieces, strict=True):
        assert changes_in_texts(read_midi(path.read_bytes(), path.name)) == piece.chords
