from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from io import BytesIO

import mido
import pretty_midi
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jazzcore.band.arrangement import Arrangement, Part
from jazzcore.band.swing import swing_notes
from jazzcore.errors import RenderError
from jazzcore.music.leadsheet import Bar, Meter, bars_of
from jazzcore.music.notes import Note
from jazzcore.render.midi import TICKS_A_QUARTER, midi_bytes
from jazzcore.render.sounding import sounding_sec

NOTES = st.builds(
    Note,
    st.fractions(0, 30, max_denominator=1000),
    st.fractions(0, 5, max_denominator=1000),
    st.integers(0, 127),
    st.integers(1, 127),
)


def of_notes(*notes: Note, tempo_bpm: float = 120) -> Arrangement:
    return Arrangement("Test", (Part("Solo", 65, notes),), (), bars_of(Meter(), 8), tempo_bpm)


def ticks_of(track: mido.MidiTrack) -> Iterator[tuple[int, int, int, int]]:
    """First tick, last tick, pitch and velocity of each note of a track; fails on a pitch struck while it sounds."""
    tick, sounding = 0, dict[int, tuple[int, int]]()
    for message in track:
        tick += message.time
        if message.type == "note_on" and message.velocity:
            assert message.note not in sounding
            sounding[message.note] = (tick, message.velocity)
        elif message.type == "note_on":
            first, velocity = sounding.pop(message.note)
            yield first, tick, message.note, velocity
    assert not sounding


def test_a_file_has_title_tempo_named_parts_and_programs(two_bars: Arrangement) -> None:
    file = mido.MidiFile(file=BytesIO(midi_bytes(two_bars)))
    assert (file.type, file.ticks_per_beat, len(file.tracks)) == (1, 480, 3)
    assert [track.name for track in file.tracks] == ["Two bars", "Solo", "Piano"]
    parsed = pretty_midi.PrettyMIDI(BytesIO(midi_bytes(two_bars)))
    assert [(i.name, i.program, i.is_drum) for i in parsed.instruments] == [("Solo", 65, False), ("Piano", 0, False)]


@pytest.mark.parametrize("tempo_bpm", [4, 40.2, 50.4, 112, 120, 133.3, 240, 320, 1000])
def test_the_tempo_is_the_nearest_whole_microsecond(two_bars: Arrangement, tempo_bpm: float) -> None:
    file = mido.MidiFile(file=BytesIO(midi_bytes(replace(two_bars, tempo_bpm=tempo_bpm))))
    tempos = [message.tempo for message in file.tracks[0] if message.type == "set_tempo"]
    assert tempos == [round(60_000_000 / tempo_bpm)]


def test_chord_symbols_stand_as_text_at_their_onsets(two_bars: Arrangement) -> None:
    parsed = pretty_midi.PrettyMIDI(BytesIO(midi_bytes(two_bars)))
    assert [(text.text, text.time) for text in parsed.text_events] == [("Dm7", 0), ("G7b9", pytest.approx(1))]


def test_meters_stand_where_they_change(two_bars: Arrangement) -> None:
    waltz, common = Meter(3, 4), Meter(4, 4)
    bars = (Bar(Fraction(0), waltz), Bar(Fraction(3), waltz), Bar(Fraction(6), common), Bar(Fraction(10), Meter(6, 8)))
    parsed = pretty_midi.PrettyMIDI(BytesIO(midi_bytes(replace(two_bars, bars=bars))))
    meters = [(change.numerator, change.denominator, change.time) for change in parsed.time_signature_changes]
    assert meters == [(3, 4, 0), (4, 4, pytest.approx(1.5)), (6, 8, pytest.approx(2.5))]


def test_swung_triplet_and_sixteenth_notes_come_back_within_half_a_tick() -> None:
    written = [Note(Fraction(i, 12), Fraction(1, 12), 40 + i, 30 + i) for i in range(0, 60, 3)]
    notes = swing_notes(written, bars_of(Meter(), 8), 1.7)
    file = mido.MidiFile(file=BytesIO(midi_bytes(of_notes(*notes))))
    read = list(ticks_of(file.tracks[1]))
    assert len(read) == len(notes)
    for note, (first, last, pitch, velocity) in zip(notes, read, strict=True):
        assert abs(first - note.onset_quarter * TICKS_A_QUARTER) <= Fraction(1, 2)
        assert abs(last - note.end_quarter * TICKS_A_QUARTER) <= Fraction(1, 2)
        assert (pitch, velocity) == (note.pitch, note.velocity)


@settings(max_examples=60)
@given(st.lists(NOTES, min_size=1, max_size=12))
def test_every_note_is_closed_and_lasts_a_tick(notes: list[Note]) -> None:
    midi = midi_bytes(of_notes(*notes))
    read = list(ticks_of(mido.MidiFile(file=BytesIO(midi)).tracks[1]))
    assert all(last > first for first, last, _, _ in read)
    struck = {(round(note.onset_quarter * TICKS_A_QUARTER), note.pitch) for note in notes}
    assert sorted((first, pitch) for first, _, pitch, _ in read) == sorted(struck)
    assert sounding_sec(midi) == pytest.approx(max(last for _, last, _, _ in read) / TICKS_A_QUARTER / 2)


def test_a_pitch_struck_again_ends_first_and_parts_do_not_disturb_each_other() -> None:
    first, again = Note(Fraction(0), Fraction(4), 60), Note(Fraction(2), Fraction(2), 60)
    arrangement = of_notes(first, again)
    both = replace(arrangement, parts=(*arrangement.parts, Part("Piano", 0, (first,))))
    file = mido.MidiFile(file=BytesIO(midi_bytes(both)))
    assert list(ticks_of(file.tracks[1])) == [(0, 960, 60, 80), (960, 1920, 60, 80)]
    assert list(ticks_of(file.tracks[2])) == [(0, 1920, 60, 80)]


def test_equal_arrangements_give_equal_bytes_and_others_do_not(two_bars: Arrangement) -> None:
    assert midi_bytes(two_bars) == midi_bytes(replace(two_bars))
    for change in ({"title": "Other"}, {"tempo_bpm": 241}, {"chords": ()}, {"bars": bars_of(Meter(3, 4), 2)}):
        assert midi_bytes(replace(two_bars, **change)) != midi_bytes(two_bars)


def test_names_of_any_language_are_kept(two_bars: Arrangement) -> None:
    named = replace(two_bars, title="Après l’été ♭9", parts=(replace(two_bars.parts[0], name="サックス"),))
    file = mido.MidiFile(file=BytesIO(midi_bytes(named)), charset="utf-8")
    assert [track.name for track in file.tracks] == ["Après l’été ♭9", "サックス"]


def test_drums_are_on_the_drum_channel() -> None:
    drums = Arrangement("Test", (Part("Drums", 0, (Note(Fraction(0), Fraction(1), 36),), True),), (), (), 120)
    file = mido.MidiFile(file=BytesIO(midi_bytes(drums)))
    assert {message.channel for message in file.tracks[1] if message.type == "note_on"} == {9}


NOTE = Note(Fraction(0), Fraction(1), 60)


@pytest.mark.parametrize(
    ("arrangement", "message"),
    [
        (of_notes(), "no part has a note"),
        (of_notes(NOTE, tempo_bpm=3), "a tempo of 3 .* from 4 to 1000"),
        (of_notes(NOTE, tempo_bpm=1001), "a tempo of 1001 .* from 4 to 1000"),
        (of_notes(replace(NOTE, pitch=128)), "Solo .*pitch 128"),
        (of_notes(replace(NOTE, velocity=0)), "Solo .* velocity 0"),
        (of_notes(replace(NOTE, onset_quarter=Fraction(-1, 2))), "Solo .* at quarter -0.5"),
        (of_notes(replace(NOTE, onset_quarter=Fraction(20_000))), "longer than 20000 quarters"),
        (Arrangement("Test", (Part("Solo", 128, (NOTE,)),), (), (), 120), "Solo has the program 128"),
        (Arrangement("Test", (Part("Solo", 1, (NOTE,), volume=128),), (), (), 120), "Solo has the volume 128"),
        (Arrangement("Test", (Part("Solo", 1, (NOTE,), pan=-1),), (), (), 120), "Solo has the pan -1"),
        (Arrangement("Test", (Part("Solo", 1, (NOTE,)),) * 16, (), (), 120), "16 parts .* at most 15"),
    ],
)
def test_what_midi_cannot_hold_is_refused_with_a_sentence(arrangement: Arrangement, message: str) -> None:
    with pytest.raises(RenderError, match=message):
        midi_bytes(arrangement)


def test_the_sounding_time_ends_with_the_last_note(two_bars: Arrangement) -> None:
    assert sounding_sec(midi_bytes(two_bars)) == pytest.approx(2)


def test_a_file_with_an_open_note_is_refused() -> None:
    file = mido.MidiFile()
    file.tracks.append(mido.MidiTrack([mido.Message("note_on", note=60, velocity=80, time=0)]))
    data = BytesIO()
    file.save(file=data)
    with pytest.raises(RenderError, match="leaves a note sounding"):
        sounding_sec(data.getvalue())


@pytest.mark.parametrize("share", [0, 0.01, 0.3, 0.9])
def test_a_truncated_file_is_refused(two_bars: Arrangement, share: float) -> None:
    midi = midi_bytes(two_bars)
    with pytest.raises(RenderError, match="no MIDI file of the studio"):
        sounding_sec(midi[: int(share * len(midi))])
