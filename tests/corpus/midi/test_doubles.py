from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jazzcore.corpus.midi.part_report import describe_parts, doubles
from jazzcore.corpus.midi.reader import read_midi
from jazzcore.corpus.midi.song import MidiTrack
from jazzcore.music.notes import Note
from tests.corpus.midi.midi_bytes import midi, name, note

MELODY = tuple(Note(Fraction(index), Fraction(1), 60 + 7 * index % 12) for index in range(20))


def track(notes: tuple[Note, ...], *, is_drums: bool = False) -> MidiTrack:
    return MidiTrack("", 0, 0, is_drums, notes)


def shifted(late: str, semitones: int) -> MidiTrack:
    notes = (
        replace(note, onset_quarter=note.onset_quarter + Fraction(late), pitch=note.pitch + semitones)
        for note in MELODY
    )
    return track(tuple(notes))


@pytest.mark.parametrize(
    ("late", "semitones", "is_double"),
    [("0", 0, True), ("0", 12, True), ("0", -24, True), ("1/32", 0, True), ("0", 7, False), ("1/4", 0, False)],
)
def test_a_double_plays_the_same_notes_in_any_octave_within_a_few_ticks(
    late: str, semitones: int, is_double: bool
) -> None:
    found = doubles([track(MELODY), shifted(late, semitones)])
    assert found == ((frozenset({1}), frozenset({0})) if is_double else (frozenset(), frozenset()))


def test_one_note_of_ten_may_differ_and_two_may_not() -> None:
    assert doubles([track(MELODY), track(MELODY[:18])])[0] == {1}
    assert doubles([track(MELODY), track(MELODY[:17])])[0] == frozenset()


def test_drums_and_scraps_double_nothing() -> None:
    assert doubles([track(MELODY), track(MELODY, is_drums=True)]) == (frozenset(), frozenset())
    assert doubles([track(MELODY[:7]), track(MELODY[:7])]) == (frozenset(), frozenset())


@given(st.permutations(range(4)))
def test_the_order_of_tracks_does_not_matter(order: list[int]) -> None:
    tracks = [track(MELODY), shifted("0", 12), shifted("0", 5), shifted("1/48", 0)]
    found = doubles([tracks[index] for index in order])
    assert {order[one]: {order[other] for other in found[one]} for one in range(4)} == {
        0: {1, 3}, 1: {0, 3}, 2: set(), 3: {0, 1}
    }  # fmt: skip


def test_the_report_names_the_double() -> None:
    line = b"".join(note(72 + step % 5, 96) for step in range(10))
    octave = b"".join(note(60 + step % 5, 96) for step in range(10))
    other = b"".join(note(48 + 5 * step % 7, 96) for step in range(10))
    song = read_midi(midi(name("Flute") + line, name("Strings") + octave, name("Cello") + other), "doubled.mid")
    assert [part.doubled_by for part in describe_parts(song)] == [("Strings",), ("Flute",), ()]
