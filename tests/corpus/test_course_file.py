"""The course's own file gives the figures of the assignment."""

from collections import Counter
from fractions import Fraction
from pathlib import Path

import pytest

from jazzcore.corpus.course_file import course_sheet
from jazzcore.corpus.midi.part_report import describe_parts
from jazzcore.corpus.midi.parts import propose
from jazzcore.corpus.midi.reader import read_midi
from jazzcore.corpus.midi.song import MidiSong, bars_of_song
from jazzcore.encoding.values.analysis import values_of
from jazzcore.music.leadsheet import LeadSheet, by_bar

NOTES_A_BAR = [12, 12, 15, 12, 12, 8, 11, 7, 6, 12, 10, 11, 10, 8, 12, 19, 8, 8]
FIRST_BAR = (
    "C,0.500 C,0.333,<P1,d-5> C,0.250,<M-2,m-6> C,0.250,<M3,d-3> C,0.250,<d6,m2> C,0.250,<d5,P1> C,0.667,<M2,d-4> "
    "C,0.250,<d1,P-5> C,0.250,<P-4,d-8> S,0.250,<d4,M-2> S,0.250,<P5,A1> C,0.250,<d5,P1>"
)


@pytest.fixture(scope="module")
def course_song(shared: Path) -> MidiSong:
    return read_midi((shared / "data" / "original_metheny.mid").read_bytes(), "original_metheny.mid")


@pytest.fixture(scope="module")
def excerpt(course_song: MidiSong) -> LeadSheet:
    return course_sheet(course_song)


def test_the_song(course_song: MidiSong) -> None:
    assert len(course_song.tracks) == 19
    assert len(describe_parts(course_song)) == 10
    assert [tempo.bpm for tempo in course_song.tempos] == [112.0]
    assert bars_of_song(course_song)[119].onset_quarter == 476


def test_the_general_reader_proposes_the_assignments_parts(course_song: MidiSong) -> None:
    proposal = propose(course_song, describe_parts(course_song))
    assert [course_song.tracks[part].name for part in proposal.melody] == ["Guitar"]
    assert course_song.tracks[proposal.chords or 0].name == "Piano"


def test_the_excerpt_is_18_bars_of_193_notes(excerpt: LeadSheet) -> None:
    assert [len(bar) for bar in by_bar(excerpt.melody, excerpt.bars)] == NOTES_A_BAR
    assert sum(NOTES_A_BAR) == 193
    assert (excerpt.first_bar, excerpt.tempo_bpm, excerpt.end_quarter) == (120, 112.0, 72)


def test_the_last_rest_lasts_71_quarters(excerpt: LeadSheet) -> None:
    last = excerpt.melody[-1]
    assert excerpt.end_quarter - last.end_quarter + excerpt.silence_after_quarter == 71


def test_the_first_chords_are_the_pianos_voicings(excerpt: LeadSheet) -> None:
    first, second = excerpt.chords[:2]
    assert (first.onset_quarter, first.chord.pitches, first.chord.symbol) == (0, (44, 58, 60, 63, 67), "Abmaj9")
    assert (second.onset_quarter, second.chord.pitches) == (Fraction(2), (57, 58, 62, 65))


@pytest.mark.parametrize(("with_rests", "count", "unique"), [(False, 193, 78), (True, 275, 90)])
def test_the_values_are_the_courses(excerpt: LeadSheet, with_rests: bool, count: int, unique: int) -> None:
    bars = values_of(excerpt, with_rests)
    values = [value for bar in bars for value in bar]
    categories = Counter(value[0] for value in values)
    assert (len(values), len(set(values))) == (count, unique)
    assert [categories[category] for category in "CSAXR"] == [117, 44, 25, 7, 82 if with_rests else 0]
    assert with_rests or " ".join(bars[0]) == FIRST_BAR
