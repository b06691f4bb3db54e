"""MIDI of the studio read back: which note sounds when."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jazzcore.band.arrangement import Arrangement, Part
from jazzcore.errors import RenderError
from jazzcore.music.leadsheet import Meter, bars_of
from jazzcore.music.notes import Note
from jazzcore.render.midi import TICKS_A_QUARTER, midi_bytes
from jazzcore.render.sounding import SoundingNote, sounding_notes, sounding_sec


def test_notes_come_back_part_by_part_in_seconds(two_bars: Arrangement) -> None:
    solo, piano = sounding_notes(midi_bytes(two_bars))
    assert (solo.name, solo.is_drums, piano.name, piano.is_drums) == ("Solo", False, "Piano", False)
    assert solo.notes[:2] == (SoundingNote(0, 0.125, 65), SoundingNote(0.125, 0.25, 66))
    assert len(solo.notes) == 16
    assert piano.notes[3:] == tuple(SoundingNote(1, 2, pitch) for pitch in (53, 60, 64))


def test_drums_are_known_and_names_of_any_language_kept(two_bars: Arrangement) -> None:
    part = replace(two_bars.parts[0], name="サックス")
    drums = Part("Drums", 0, (Note(Fraction(1), Fraction(1), 36),), is_drums=True)
    parts = sounding_notes(midi_bytes(replace(two_bars, parts=(part, drums))))
    assert [(part.name, part.is_drums) for part in parts] == [("サックス", False), ("Drums", True)]


@given(
    st.lists(st.fractions(0, 30, max_denominator=960), min_size=1, max_size=8, unique=True),
    st.floats(40, 320),
)
def test_onsets_are_within_half_a_tick_and_the_last_end_is_that_of_the_music(
    onsets: list[Fraction], tempo_bpm: float
) -> None:
    notes = tuple(Note(onset, Fraction(1, 4), 60 + index) for index, onset in enumerate(sorted(onsets)))
    midi = midi_bytes(Arrangement("Test", (Part("Solo", 65, notes),), (), bars_of(Meter(), 8), tempo_bpm))
    (solo,) = sounding_notes(midi)
    tick_sec = 60 / tempo_bpm / TICKS_A_QUARTER
    for note, sounding in zip(sorted(notes), sorted(solo.notes, key=lambda one: one.pitch), strict=True):
        assert sounding.onset_sec == pytest.approx(float(note.onset_quarter) * 60 / tempo_bpm, abs=tick_sec)
    assert max(note.end_sec for note in solo.notes) == pytest.approx(sounding_sec(midi))


def test_an_end_without_a_beginning_is_passed_over(two_bars: Arrangement) -> None:
    midi = midi_bytes(two_bars)
    onset, other = bytes((0, 0x90, 65, 80)), bytes((0, 0x90, 65, 0))
    assert midi.count(onset) == 1
    first, *rest = sounding_notes(midi)[0].notes
    assert list(sounding_notes(midi.replace(onset, other))[0].notes) == rest
    assert first.pitch == 65


@pytest.mark.parametrize("midi", [b"", b"RIFF", b"MThd\0\0\0\6\0\1\0\1\1\xe0"])
def test_other_bytes_are_refused(midi: bytes) -> None:
    with pytest.raises(RenderError, match="no MIDI file of the studio"):
        sounding_notes(midi)
