"""The bundled etudes: built from their sources, read back, and what they hold."""

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import mido
import pytest

from jazzcore.corpus.corpus import Corpus
from jazzcore.corpus.etude_midi import etude_bytes, etude_sheet
from jazzcore.corpus.etudes import ABC_FOLDER, MIDI_FOLDER, bundled_etudes
from jazzcore.corpus.scores.abc_notation import read_abc
from jazzcore.errors import CorpusError
from jazzcore.music.chords.table import ROOT_NAMES, chord_of, parse_symbol
from jazzcore.music.leadsheet import ChordEvent, LeadSheet, Meter, bars_of, chord_at
from jazzcore.music.notes import GRID_QUARTER, Note
from tools.build_etudes import built_etudes, write_etudes

BLUES = {
    "Corner Lamp Blues": "F",
    "Tin Ladder Blues": "Bb",
    "Rainy Ledger Blues": "C",
    "Paper Boat Blues": "Eb",
    "Soot and Sugar Blues": "Ab",
    "Cold Stove Minor Blues": "C",
}
EIGHT_BAR_SECTIONS = {
    "Borrowed Umbrella Rhythm": "AABA",
    "Copper Kettle Rhythm": "AABA",
    "Two Blue Doors": "AABA",
}


@pytest.fixture(scope="module")
def etudes() -> Corpus:
    return bundled_etudes()


@pytest.fixture(scope="module")
def sources() -> dict[str, LeadSheet]:
    return {
        path.stem: read_abc(path.read_text(encoding="utf-8"), path.name) for path in sorted(ABC_FOLDER.glob("*.abc"))
    }


def titled(etudes: Corpus, title: str) -> LeadSheet:
    return next(piece for piece in etudes.pieces if piece.title == title)


def chord_symbol(piece: LeadSheet, bar_number: int) -> str:
    return chord_at(piece.chords, piece.bars[bar_number - 1].onset_quarter).chord.symbol


def test_the_shipped_files_are_what_the_build_makes() -> None:
    assert {path.name: path.read_bytes() for path in MIDI_FOLDER.glob("*.mid")} == built_etudes()


def test_the_bundled_corpus_equals_its_sources(etudes: Corpus, sources: dict[str, LeadSheet]) -> None:
    assert etudes.pieces == tuple(
        replace(sheet, source=f"data/etudes/midi/{stem}.mid") for stem, sheet in sources.items()
    )


def test_there_is_enough_to_learn_from(etudes: Corpus) -> None:
    assert len(etudes.pieces) >= 16
    assert etudes.bar_count >= 320
    assert etudes.note_count >= 2400


def test_reading_the_corpus_leaves_music21_alone() -> None:
    code = "import sys; from jazzcore.corpus import etudes; etudes.bundled_etudes(); print('music21' in sys.modules)"
    finished = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert finished.stdout.strip() == "False"


def test_every_note_lies_on_the_grid_in_the_range_of_a_horn(etudes: Corpus) -> None:
    for piece in etudes.pieces:
        for note in piece.melody:
            assert (note.onset_quarter / GRID_QUARTER).denominator == 1, (piece.title, note)
            assert (note.duration_quarter / GRID_QUARTER).denominator == 1, (piece.title, note)
            assert 53 <= note.pitch <= 84, (piece.title, note)


def test_no_note_reaches_into_the_next_or_beyond_the_end(etudes: Corpus) -> None:
    for piece in etudes.pieces:
        for earlier, later in pairwise(piece.melody):
            assert earlier.end_quarter <= later.onset_quarter, (piece.title, earlier)
        assert piece.melody[-1].end_quarter <= piece.end_quarter, piece.title


def test_every_bar_begins_with_a_chord(etudes: Corpus) -> None:
    for piece in etudes.pieces:
        onsets = {event.onset_quarter for event in piece.chords}
        assert onsets >= {bar.onset_quarter for bar in piece.bars}, piece.title


def test_every_piece_breathes(etudes: Corpus) -> None:
    for piece in etudes.pieces:
        silences = [later.onset_quarter - earlier.end_quarter for earlier, later in pairwise(piece.melody)]
        assert sum(silence > 0 for silence in silences) >= len(piece.bars) / 4, piece.title


@pytest.mark.parametrize(("title", "tonic"), BLUES.items())
def test_a_blues_has_choruses_of_12_bars_with_the_fourth_degree_in_bar_5(
    etudes: Corpus, title: str, tonic: str
) -> None:
    piece = titled(etudes, title)
    assert len(piece.bars) == 24
    first, fifth = (parse_symbol(chord_symbol(piece, number)).root for number in (1, 5))
    assert ROOT_NAMES[first] == tonic
    assert (fifth - first) % 12 == 5


def test_the_minor_blues_is_minor(etudes: Corpus) -> None:
    piece = titled(etudes, "Cold Stove Minor Blues")
    assert piece.key == "C minor"
    assert {parse_symbol(chord_symbol(piece, number)).quality.family for number in (1, 2, 5, 13)} == {"min"}


@pytest.mark.parametrize("title", EIGHT_BAR_SECTIONS)
def test_a_32_bar_form_of_eights_has_a_bridge_of_its_own(etudes: Corpus, title: str) -> None:
    piece = titled(etudes, title)
    assert len(piece.bars) == 32
    first_a, second_a, bridge, last_a = (
        tuple(chord_symbol(piece, number) for number in range(start, start + 5)) for start in (1, 9, 17, 25)
    )
    assert first_a == second_a == last_a
    assert bridge != first_a


def test_the_rhythm_changes_go_round_the_dominants_in_the_bridge(etudes: Corpus) -> None:
    piece = titled(etudes, "Borrowed Umbrella Rhythm")
    assert [chord_symbol(piece, number) for number in range(17, 25)] == ["D7", "D7", "G7", "G7", "C7", "C7", "F7", "F7"]


def test_the_modal_piece_has_two_chords(etudes: Corpus) -> None:
    assert {event.chord.symbol for event in titled(etudes, "Two Blue Doors").chords} == {"Dm7", "Ebm7"}


@pytest.mark.parametrize(
    ("title", "tonic_suffixes"),
    [("Twelve Open Windows", {"maj7"}), ("Twelve Short Evenings", {"m6", "mmaj7"})],
)
def test_the_cycles_reach_all_twelve_keys_by_their_dominants(
    etudes: Corpus, title: str, tonic_suffixes: set[str]
) -> None:
    chords = [parse_symbol(event.chord.symbol) for event in titled(etudes, title).chords]
    reached = {
        tonic.root
        for dominant, tonic in pairwise(chords)
        if tonic.quality.suffix in tonic_suffixes
        and dominant.quality.family == "dom"
        and (dominant.root - tonic.root) % 12 == 7
    }
    assert reached == set(range(12))


def test_the_waltz_is_in_three_and_the_ballad_is_slow(etudes: Corpus) -> None:
    assert titled(etudes, "Paper Lantern Waltz").bars[0].meter == Meter(3, 4)
    assert titled(etudes, "Slow Water, Late").tempo_bpm <= 80


def test_the_bossa_is_straight_and_the_blues_swing(etudes: Corpus) -> None:
    assert titled(etudes, "Harbour Window").swing_ratio == 1
    assert all(titled(etudes, title).swing_ratio > 1.5 for title in BLUES)


@pytest.fixture
def small_sheet() -> LeadSheet:
    return LeadSheet(
        title="Small",
        melody=(
            Note(Fraction(1, 3), Fraction(1, 3), 72, 90),
            Note(Fraction(2, 3), Fraction(4, 3), 72),
            Note(Fraction(13, 4), Fraction(3, 4), 60),
        ),
        chords=(ChordEvent(Fraction(0), chord_of("Dm7")), ChordEvent(Fraction(2), chord_of("N.C."))),
        bars=bars_of(Meter(3, 4), 2),
        tempo_bpm=133.3,
        source="small.mid",
        key="D dorian",
        swing_ratio=1.6,
    )


def test_a_sheet_comes_back_from_its_bytes(small_sheet: LeadSheet) -> None:
    assert etude_sheet(etude_bytes(small_sheet), "small.mid") == small_sheet


def test_a_sheet_without_a_key_comes_back_without_one(small_sheet: LeadSheet) -> None:
    keyless = replace(small_sheet, key=None)
    assert etude_sheet(etude_bytes(keyless), "small.mid") == keyless


def sounding(track: mido.MidiTrack) -> Iterator[tuple[int, int, int]]:
    """Onset, end and pitch of every note, in ticks."""
    now, begun = 0, {}
    for message in track:
        now += message.time
        if message.type == "note_on":
            begun[message.note] = now
        elif message.type == "note_off":
            yield begun.pop(message.note), now, message.note


def test_the_file_has_named_parts_on_480_ticks(small_sheet: LeadSheet) -> None:
    file = mido.MidiFile(file=BytesIO(etude_bytes(small_sheet)))
    programs = [[message.program for message in track if message.type == "program_change"] for track in file.tracks]
    assert (file.type, file.ticks_per_beat) == (1, 480)
    assert [track.name for track in file.tracks] == ["Small", "Melody", "Chords", "Bass"]
    assert programs == [[], [66], [0], [32]]
    assert {sum(message.time for message in track) for track in file.tracks} == {2880}
    assert list(sounding(file.tracks[1])) == [(160, 320, 72), (320, 960, 72), (1560, 1920, 60)]


def test_chords_and_bass_sound_until_the_next_chord(small_sheet: LeadSheet) -> None:
    held = replace(small_sheet, chords=(*small_sheet.chords, ChordEvent(Fraction(3), chord_of("G7"))))
    _, _, chords, bass = mido.MidiFile(file=BytesIO(etude_bytes(held))).tracks
    assert sorted(sounding(bass)) == [(0, 960, 38), (1440, 2880, 43)]
    assert sorted(sounding(chords)) == [
        *((0, 960, pitch) for pitch in chord_of("Dm7").pitches[1:]),
        *((1440, 2880, pitch) for pitch in chord_of("G7").pitches[1:]),
    ]


def test_a_time_between_two_ticks_is_refused(small_sheet: LeadSheet) -> None:
    seventh = replace(small_sheet, melody=(Note(Fraction(1, 7), Fraction(1), 60),))
    with pytest.raises(CorpusError, match="1/7 quarters"):
        etude_bytes(seventh)


@pytest.mark.parametrize("keep", [0, 3, 14, 60, 200])
def test_a_damaged_file_is_refused_with_the_way_out(small_sheet: LeadSheet, keep: int) -> None:
    with pytest.raises(CorpusError, match=r"^bad\.mid: .*build_etudes"):
        etude_sheet(etude_bytes(small_sheet)[:keep], "bad.mid")


def test_building_writes_all_files_and_clears_away_stale_ones(tmp_path: Path) -> None:
    (tmp_path / "99-gone.mid").write_bytes(b"old")
    write_etudes(tmp_path)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == built_etudes()
