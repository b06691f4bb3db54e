"""Solos as MusicXML: read back to the very notes, chords and bars, and cases as a musician would write them."""

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings

from jazzcore.corpus.scores.musicxml import read_musicxml
from jazzcore.corpus.scores.reader import read_notation
from jazzcore.errors import RenderError
from jazzcore.music.chords.names import as_written
from jazzcore.music.chords.table import NO_CHORD, QUALITIES, chord_of
from jazzcore.music.leadsheet import ChordEvent, LeadSheet, Meter, bars_of
from jazzcore.music.notes import GRID_QUARTER, Note
from jazzcore.music.solo import Solo, SoloNote
from jazzcore.render.score.musicxml import B_FLAT, CONCERT, E_FLAT, TRANSPOSITIONS, Heading, Transposition, musicxml
from tests.render.score.written_solos import played_solos, solo_of, written_solos

PLAIN = Heading(120)


def written(solo: Solo, heading: Heading = PLAIN, transposition: Transposition = CONCERT) -> ET.Element:
    return ET.fromstring(musicxml(solo, heading, transposition))  # noqa: S314 - our own document


def timed(solo: Solo) -> list[tuple[Fraction, Fraction, int]]:
    return [(each.note.onset_quarter, each.note.duration_quarter, each.note.pitch) for each in solo.notes]


def read_back(sheet: LeadSheet) -> list[tuple[Fraction, Fraction, int]]:
    return [(note.onset_quarter, note.duration_quarter, note.pitch) for note in sheet.melody]


def names(solo: Solo, heading: Heading = PLAIN, transposition: Transposition = CONCERT) -> list[str]:
    signs = {None: "", "1": "#", "-1": "b"}
    pitches = written(solo, heading, transposition).iter("pitch")
    return [f"{p.findtext('step')}{signs[p.findtext('alter')]}{p.findtext('octave')}" for p in pitches]


def over(symbols: list[str], pitches: list[int]) -> Solo:
    """A whole note a bar, each over its chord, which is named as it is written here."""
    chords = tuple(ChordEvent(Fraction(4 * bar), as_written(symbol)) for bar, symbol in enumerate(symbols))
    notes = tuple(SoloNote(Note(Fraction(4 * bar), Fraction(4), pitch), "C") for bar, pitch in enumerate(pitches))
    return Solo("Over", notes, chords, bars_of(Meter(), len(symbols)), ())


@settings(max_examples=25, deadline=None)
@given(written_solos())
def test_a_written_line_comes_back_to_the_very_notes_chords_and_bars(solo: Solo) -> None:
    for transposition in TRANSPOSITIONS:
        sheet = read_musicxml(musicxml(solo, Heading(132, "Swing", "Eb major"), transposition), "solo.musicxml")
        assert read_back(sheet) == timed(solo)
        assert sheet.bars == solo.bars
        assert sheet.chords == solo.chords
        assert (sheet.title, sheet.key, sheet.tempo_bpm, sheet.remarks) == ("Drawn", "Eb major", 132, ())


@settings(max_examples=100, deadline=None)
@given(played_solos())
def test_a_played_line_keeps_its_pitches_and_says_how_it_was_played(solo: Solo) -> None:
    root = written(solo)
    assert read_ticks(root) == [
        (int(onset / GRID_QUARTER), int((onset + duration) / GRID_QUARTER), pitch)
        for onset, duration, pitch in timed(solo)
    ]


def read_ticks(root: ET.Element) -> list[tuple[int, int, int]]:
    """Notes as played, from a document without music21: ties joined, `attack` and `release` added."""
    played: list[tuple[int, int, int]] = []
    for tick, note in placed(root):
        pitch = note.find("pitch")
        if pitch is None:
            continue
        semitones = {"C": 0, "D": 2, "E": 4, "F": 5, "G": 7, "A": 9, "B": 11}[pitch.findtext("step", "")]
        midi = 12 * int(pitch.findtext("octave", "")) + 12 + semitones + int(pitch.findtext("alter", "0"))
        end = tick + int(note.findtext("duration", "")) + int(note.get("release", "0"))
        if note.find("tie[@type='stop']") is None:
            played.append((tick + int(note.get("attack", "0")), end, midi))
        else:
            played[-1] = (played[-1][0], end, midi)
    return played


def placed(root: ET.Element) -> Iterator[tuple[int, ET.Element]]:
    """The notes and rests with the ticks at which they are written; each measure is filled exactly."""
    tick, meter = 0, Fraction(0)
    for measure in root.iter("measure"):
        first = tick
        if (beats := measure.findtext(".//beats")) is not None:
            meter = Fraction(48 * int(beats), int(measure.findtext(".//beat-type", "")))
        for note in measure.iter("note"):
            yield tick, note
            tick += int(note.findtext("duration", ""))
        assert tick - first == meter


@settings(max_examples=100, deadline=None)
@given(played_solos())
def test_what_a_note_looks_like_is_how_long_it_lasts(solo: Solo) -> None:
    lengths = {"whole": 48, "half": 24, "quarter": 12, "eighth": 6, "16th": 3, "32nd": Fraction(3, 2)}
    for _, note in placed(written(solo)):
        if note.find("type") is None:
            assert note.find("rest[@measure='yes']") is not None
            continue
        dotted = Fraction(3, 2) ** len(note.findall("dot")) * lengths[note.findtext("type", "")]
        ratio = Fraction(*(int(note.findtext(f".//{kind}-notes", "1")) for kind in ("normal", "actual")))
        assert dotted * ratio == int(note.findtext("duration", ""))


def test_the_whole_way_through_the_reader_of_files() -> None:
    solo = replace(
        solo_of([(0, 4), (4, 8), (8, 12), (18, 30), (36, 60)], 2, pitches=[60, 62, 63, 66, 70]), title="A & <B>"
    )
    (sheet,) = read_notation(musicxml(solo, Heading(97.5, key="F minor")), "solo.musicxml")
    assert read_back(sheet) == timed(solo)
    assert (sheet.title, sheet.tempo_bpm, sheet.key) == ("A & <B>", 97.5, "F minor")


@pytest.mark.parametrize("root", ["C", "F#", "Bb"])
def test_every_chord_of_the_table_comes_back(root: str) -> None:
    symbols = [f"{root}{quality.suffix}" for quality in QUALITIES] + [f"{root}7/{bass}" for bass in ("E", "Ab")]
    sheet = read_musicxml(musicxml(over([*symbols, NO_CHORD], [60, 62]), PLAIN), "chords.musicxml")
    assert [event.chord for event in sheet.chords] == [chord_of(symbol) for symbol in [*symbols, NO_CHORD]]
    assert sheet.remarks == ()


def test_a_chord_that_begins_within_a_note_keeps_its_place() -> None:
    solo = replace(
        solo_of([(0, 48), (48, 96)], 2),
        chords=tuple(
            ChordEvent(Fraction(quarter), chord_of(symbol)) for quarter, symbol in ((0, "Dm7"), (3, "G7"), (6, "C6"))
        ),
    )
    sheet = read_musicxml(musicxml(solo, PLAIN), "solo.musicxml")
    assert sheet.chords == solo.chords


@pytest.mark.parametrize(
    ("transposition", "expected"),
    [
        (CONCERT, ("Eb major", ["C#m7", "Bb7/D", "B"], ["E4", "Bb4", "F#4"])),
        (B_FLAT, ("F major", ["D#m7", "C7/E", "C#"], ["F#4", "C5", "G#4"])),
        (E_FLAT, ("C major", ["A#m7", "G7/B", "G#"], ["C#5", "G5", "D#5"])),
    ],
    ids=["concert", "b_flat", "e_flat"],
)
def test_key_chords_and_notes_are_written_for_the_instrument(
    transposition: Transposition, expected: tuple[str, list[str], list[str]]
) -> None:
    solo = over(["C#m7", "Bb7/D", "B"], [64, 70, 66])
    root = written(solo, Heading(120, key="Eb major"), transposition)
    symbols = [
        part.findtext("root/root-step", "") + {None: "", "1": "#", "-1": "b"}[part.findtext("root/root-alter")]
        for part in root.iter("harmony")
    ]
    fifths = {"Eb major": "-3", "F major": "-1", "C major": "0"}
    key, chords, notes = expected
    assert root.findtext(".//fifths") == fifths[key]
    assert symbols == [chord[:2] if chord[1:2] in ("#", "b") and chord[1:2] else chord[0] for chord in chords]
    assert names(solo, Heading(120, key="Eb major"), transposition) == notes


@pytest.mark.parametrize(
    ("pitches", "expected"),
    [
        ([60, 64], (["C4", "E4"], "G", None)),
        ([45, 57], (["A2", "A3"], "F", None)),
        ([53, 62], (["F3", "D4"], "G", "-1")),
    ],
    ids=["treble", "bass", "treble_8vb"],
)
def test_the_clef_follows_the_range(pitches: list[int], expected: tuple[list[str], str, str | None]) -> None:
    solo = over(["C", "C"], pitches)
    clef = written(solo).find(".//clef")
    assert clef is not None
    assert (names(solo), clef.findtext("sign"), clef.findtext("clef-octave-change")) == expected


def test_a_tenor_reads_a_ninth_above_what_sounds_where_that_lies_better() -> None:
    low, high = over(["C", "C"], [50, 57]), over(["C", "C"], [69, 76])
    assert names(low, PLAIN, B_FLAT) == ["E4", "B4"]
    assert names(high, PLAIN, B_FLAT) == ["B4", "F#5"]
    assert names(low, PLAIN, E_FLAT) == ["B4", "F#5"]
    assert names(high, PLAIN, E_FLAT) == ["F#4", "C#5"]
    assert names(over(["C"], [64]), PLAIN, B_FLAT) == ["F#4"]


def test_heads_have_the_ids_of_their_notes_and_count_the_pieces_of_a_tie() -> None:
    root = written(solo_of([(0, 6), (42, 72)], 2))
    assert [note.get("id") for note in root.iter("note") if note.get("id")] == ["note-0-0", "note-1-0", "note-1-1"]


def test_accidentals_hold_for_a_bar_and_are_recalled_in_the_next_one() -> None:
    ticks = [(12 * beat, 12 * beat + 12) for beat in range(12)]
    line = [66, 66, 65, 66, 65, 65, 78, 65, 65, 65, 65, 65]
    solo = replace(solo_of(ticks, 3, pitches=line), chords=(ChordEvent(Fraction(0), chord_of("D7")),))
    marks = [note.find("accidental") for note in written(solo).iter("note")]
    shown = [None if mark is None else (mark.text, mark.get("cautionary")) for mark in marks]
    sharp, natural = ("sharp", None), ("natural", None)
    assert shown == [sharp, None, natural, sharp, ("natural", "yes"), None, sharp, *[None] * 5]


def test_a_tie_carries_its_accidental_over_the_bar_line() -> None:
    root = written(solo_of([(36, 60), (60, 72)], 2, pitches=[66, 66]))
    assert [note.findtext("accidental") for note in root.iter("note") if note.find("pitch") is not None] == [
        "sharp",
        None,
        "sharp",
    ]


def test_four_bars_make_a_line_and_the_last_one_ends_the_piece() -> None:
    root = written(solo_of([(0, 48), (48, 96)], 9))
    breaks = [m.get("number") for m in root.iter("measure") if m.find("print[@new-system='yes']") is not None]
    assert breaks == ["5", "9"]
    assert [m.get("number") for m in root.iter("measure") if m.findtext(".//bar-style") == "light-heavy"] == ["9"]


def test_style_and_tempo_stand_above_the_first_bar() -> None:
    root = written(solo_of([(0, 48)]), Heading(97.5, "Swing"))
    assert (root.findtext(".//words"), root.findtext(".//per-minute")) == ("Swing", "97.5")
    sound = root.find(".//sound")
    assert sound is not None
    assert sound.get("tempo") == "97.5"


def test_no_key_means_no_signature() -> None:
    assert written(solo_of([(0, 48)]), PLAIN).find(".//key") is None


@pytest.mark.parametrize(
    ("key", "fifths", "mode"),
    [
        ("F-dor", "-3", "dorian"),
        ("A minor", "0", "minor"),
        ("Bb-maj", "-2", "major"),
        ("G mixolydian", "0", "mixolydian"),
    ],
)
def test_keys_in_other_words_have_their_signature(key: str, fifths: str, mode: str) -> None:
    root = written(solo_of([(0, 48)]), Heading(120, key=key))
    assert (root.findtext(".//fifths"), root.findtext(".//mode")) == (fifths, mode)


def test_a_title_with_signs_that_xml_cannot_hold_is_written_without_them() -> None:
    assert written(replace(solo_of([(0, 48)]), title="Blue\x0bSky\ud800")).findtext(".//work-title") == "Blue Sky "


def test_a_note_between_the_ticks_is_refused() -> None:
    off = SoloNote(Note(Fraction(1, 7), Fraction(1), 60), "C")
    with pytest.raises(RenderError, match="Quarter 1/7 lies between twelfths"):
        musicxml(replace(solo_of([(0, 48)]), notes=(off,)), PLAIN)
