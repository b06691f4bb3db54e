from fractions import Fraction

import pytest

from jazzcore.corpus.midi.changes import Changes, changes, corrected
from jazzcore.corpus.midi.choice import Choice
from jazzcore.corpus.midi.song import MidiSong, TimedText
from jazzcore.errors import ChordSymbolError, CorpusError
from tests.corpus.harmony.harmony_songs import part, song_of, struck
from tests.corpus.midi.choices import choice_of, proposal_of, sheet_of

MELODY, PIANO, BASS = range(3)
LINE = part("Sax", [note for beat in range(16) for note in struck(beat, 1, 72 + (0, 2, 4, 5, 7, 9, 11, 12)[beat % 8])])
COMPING = part("Piano", struck(0, 4, 60, 64, 65, 69) + struck(4, 4, 59, 62, 65, 67) + struck(8, 8, 60, 64, 67, 71))
LOW = part("Bass", struck(0, 4, 38) + struck(4, 4, 43) + struck(8, 8, 36))


def found_in(song: MidiSong, chords: int | None = PIANO, bars: tuple[int, int] | None = None) -> Changes:
    return changes(song, choice_of(song, MELODY, chords, bars))


@pytest.fixture
def trio() -> MidiSong:
    return song_of(LINE, COMPING, LOW)


def marked(*texts: tuple[float, str]) -> MidiSong:
    return song_of(LINE, COMPING, LOW, texts=[TimedText(Fraction(onset), "marker", text) for onset, text in texts])


def chart(song: MidiSong, bars: tuple[int, int] | None = None, symbols: dict[int, str] | None = None) -> list[str]:
    choice = choice_of(song, MELODY, PIANO, bars)
    return [bar.text for bar in corrected(song, choice, changes(song, choice), symbols or {}).chart]


def test_chords_are_heard_in_the_chosen_part_and_the_bass(trio: MidiSong) -> None:
    found = found_in(trio, PIANO)
    assert [bar.text for bar in found.chart] == ["Dm9", "G7", "Cmaj7", "Cmaj7"]
    assert [bar.number for bar in found.chart] == [1, 2, 3, 4]
    assert all(bar.confidence > 0.5 for bar in found.chart)
    assert (found.key, found.form_bars, found.source) == ("C major", None, "heard in Piano and Bass")
    assert found.remark is None


def test_the_lead_sheet_has_the_chords_pitches_and_the_key(trio: MidiSong) -> None:
    sheet = sheet_of(trio, MELODY, PIANO, (2, 3))
    assert [(e.onset_quarter, e.chord.symbol) for e in sheet.chords] == [(0, "G7"), (4, "Cmaj7")]
    assert sheet.chords[0].chord.pitches == (43, 55, 59, 62, 65)
    assert sheet.key == "C major"


def test_chord_symbols_in_the_file_win() -> None:
    found = found_in(marked((0, "Fmaj7"), (6, "E7"), (8, "A-7")), PIANO)
    assert [bar.text for bar in found.chart] == ["Fmaj7", "Fmaj7 E7", "Am7", "Am7"]
    assert found.source == "the chord symbols in the file"
    assert {bar.confidence for bar in found.chart} == {1.0}


def test_an_excerpt_begins_with_the_chord_that_is_held_into_it() -> None:
    assert chart(marked((0, "Fmaj7"), (6, "E7"), (8, "Am7")), (2, 2)) == ["Fmaj7 E7"]
    assert chart(marked((0, "Fmaj7"), (6, "E7"), (12, "Am7")), (3, 4)) == ["E7", "Am7"]
    assert chart(marked((0, "Fmaj7"), (4, "E7"), (8, "Am7")), (4, 4)) == ["Am7"]


def test_a_corrected_bar_goes_before_all_and_leaves_the_others(trio: MidiSong) -> None:
    choice = choice_of(trio, MELODY, PIANO)
    found = corrected(trio, choice, changes(trio, choice), {1: "Dm7 G7", 2: "%", 3: "/ F#m7b5"})
    assert [bar.text for bar in found.chart] == ["Dm7 G7", "G7", "G7 F#m7b5", "Cmaj7"]
    assert [bar.confidence for bar in found.chart[:3]] == [1.0] * 3
    assert chart(trio, (2, 3), {2: "Bb7", 99: "C"}) == ["Bb7", "Cmaj7"]


def test_a_wrong_correction_names_its_bar_and_symbol(trio: MidiSong) -> None:
    with pytest.raises(ChordSymbolError, match=r"Bar 2: 'Hm7' is no chord symbol"):
        chart(trio, symbols={2: "Hm7"})


def test_without_a_part_for_the_chords_all_is_heard_against_the_key() -> None:
    song = song_of(LINE)
    assert proposal_of(song).chords is None
    found = found_in(song, None)
    assert [bar.text for bar in found.chart] == ["Cmaj7"] * 4
    assert {bar.confidence for bar in found.chart} == {0.0}
    assert found.remark == (
        "No part plays chords, so every note is heard against C major; the model will learn no changes."
    )
    sheet = sheet_of(song, MELODY, None)
    assert sheet.key == "C major"
    assert found.remark in sheet.remarks


def test_a_part_that_is_silent_there_says_what_that_costs() -> None:
    late = part("Organ", struck(16, 4, 60, 64, 67))
    found = found_in(song_of(LINE, late), PIANO, (1, 4))
    assert found.remark
    assert found.remark.startswith("Organ plays nothing there, so every note is heard against C major")


def test_the_bass_is_chosen_too_and_may_be_no_part() -> None:
    tritones = part("Piano", struck(0, 16, 64, 70))
    song = song_of(LINE, tritones, part("Bass", struck(0, 16, 36)), part("Tuba", struck(0, 16, 42)))
    found = [changes(song, Choice((MELODY,), PIANO, bass, (1, 1))) for bass in (2, 3, None)]
    assert [each.chart[0].text for each in found] == ["C7", "F#7", "C7"]
    assert [each.source.partition(",")[0] for each in found] == [
        "heard in Piano and Bass", "heard in Piano and Tuba", "heard in Piano"
    ]  # fmt: skip
    with pytest.raises(CorpusError, match="no pitched part number 9"):
        changes(song, Choice((MELODY,), PIANO, 8))


def test_parts_that_play_chords_besides_help_and_are_named() -> None:
    shells, thirds = part("Guitar", struck(0, 16, 58, 65, 68)), part("Clavinet", struck(0, 16, 61, 65))
    song = song_of(LINE, shells, part("Bass", struck(0, 16, 34)), thirds)
    found = found_in(song, PIANO)
    assert [bar.text for bar in found.chart] == ["Bbm7"] * 4
    assert found.source == "heard in Guitar and Bass, with help of Clavinet"
