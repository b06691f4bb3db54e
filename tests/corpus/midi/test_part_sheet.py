from fractions import Fraction

import pytest

from jazzcore.corpus.midi.parts import part_sheet
from jazzcore.corpus.midi.reader import read_midi
from jazzcore.errors import CorpusError
from tests.corpus.midi.midi_bytes import QUARTER, midi, note, song, tempo

MELODY, DRUMS = 3, 2


def test_a_part_is_heard_as_it_was_played_from_its_first_bar_on() -> None:
    late = note(72, 90, delta=5 * QUARTER + 5) + note(74, 96, delta=4 * QUARTER)
    sheet = part_sheet(read_midi(midi(tempo(600_000), late), "late.mid"), 0, None)
    assert [(n.onset_quarter, n.duration_quarter, n.pitch) for n in sheet.melody] == [
        (1 + Fraction(5, 96), Fraction(90, 96), 72),
        (6 - Fraction(1, 96), 1, 74),
    ]
    assert (sheet.first_bar, sheet.tempo_bpm, sheet.chords) == (2, 100.0, ())
    assert sheet.title == "Acoustic Grand Piano"


def test_only_the_chosen_bars_are_heard() -> None:
    sheet = part_sheet(read_midi(song(), "small.mid"), MELODY, (2, 2))
    assert [(n.onset_quarter, n.pitch) for n in sheet.melody] == [(0, 79), (1, 81), (2, 83), (3, 84)]


def test_a_minute_is_the_most_and_the_last_note_ends_with_it() -> None:
    line = b"".join(note(60, 144) for _ in range(100))
    sheet = part_sheet(read_midi(midi(tempo(600_000), line), "long.mid"), 0, None)
    assert max(n.end_quarter for n in sheet.melody) == 100
    assert len(sheet.melody) == 67
    assert sheet.end_quarter == 100


@pytest.mark.parametrize(
    ("index", "bars", "message"),
    [
        (DRUMS, None, "has no pitched part number 3; choose one of the parts listed."),
        (MELODY, (2, 3), "has bars 1 to 2, not 2 to 3; choose a range within them."),
    ],
)
def test_a_part_that_is_not_there_is_one_sentence(index: int, bars: tuple[int, int] | None, message: str) -> None:
    with pytest.raises(CorpusError) as caught:
        part_sheet(read_midi(song(), "small.mid"), index, bars)
    assert str(caught.value) == f"small.mid {message}"


def test_bars_in_which_a_part_is_silent_are_one_sentence() -> None:
    read = read_midi(midi(note(60, 96), note(60, 96) + note(60, 96, delta=8 * QUARTER)), "short.mid")
    with pytest.raises(
        CorpusError, match="no notes in bars 2 to 3 of the part Acoustic Grand Piano; choose other bars"
    ):
        part_sheet(read, 0, (2, 3))
