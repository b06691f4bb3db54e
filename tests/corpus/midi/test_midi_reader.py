import json
import subprocess
import sys
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jazzcore.corpus.midi import reader as midi_reader
from jazzcore.corpus.midi.reader import read_midi
from jazzcore.corpus.midi.song import MidiSong, TempoChange
from jazzcore.corpus.rhythm.bars import MeterChange
from jazzcore.corpus.sandbox.limits import UNREADABLE
from jazzcore.errors import CorpusError
from jazzcore.music.leadsheet import Meter
from jazzcore.music.notes import Note
from tests.corpus.midi.midi_bytes import END, meta, meter, midi, name, note, off, on, program, song, tempo


def notes_of(*events: bytes, division: int = 96) -> tuple[Note, ...]:
    """The notes of a file of one track and one channel."""
    (track,) = read_midi(midi(b"".join(events), division=division), "notes.mid").tracks
    return track.notes


def played(onset: int | str, duration: int | str, pitch: int = 60, velocity: int = 80) -> Note:
    return Note(Fraction(onset), Fraction(duration), pitch, velocity)


def test_times_are_exact_fractions_of_a_quarter() -> None:
    assert notes_of(note(60, 100, delta=1) + note(62, 1), division=220) == (
        played("1/220", "100/220", 60),
        played("101/220", "1/220", 62),
    )


def test_a_note_on_of_zero_velocity_ends_a_note() -> None:
    assert notes_of(on(60) + on(60, 48, velocity=0)) == (played(0, "1/2"),)


def test_an_unclosed_note_ends_with_its_track() -> None:
    assert notes_of(on(60, velocity=1) + note(62, 48), meta(0x01, b"later", delta=144)) == (
        played(0, 2, 60, 1),
        played(0, "1/2", 62),
    )


def test_an_unclosed_note_ends_where_its_pitch_begins_anew() -> None:
    assert notes_of(on(60) + on(60, 96) + off(60, 48) + off(60, 48)) == (played(0, 1), played(1, "1/2"))


def test_notes_stay_in_the_order_of_their_note_ons() -> None:
    assert [n.pitch for n in notes_of(on(67) + on(60) + on(64) + off(60, 9) + off(64) + off(67))] == [67, 60, 64]


def test_running_status_is_understood() -> None:
    assert notes_of(on(60) + b"\x60\x3c\x00\x00\x3e\x50\x60\x3e\x00") == (played(0, 1), played(1, 1, 62))


def test_data_bytes_above_127_are_clipped() -> None:
    assert notes_of(b"\x00\x90\xc8\x50" + b"\x60\x80\xc8\x00") == (played(0, 1, 127),)


@pytest.mark.parametrize(
    ("events", "remarks"),
    [
        (note(60, 96), ()),
        (on(200), ("The file has 1 value above 127, which MIDI does not allow; each is read as 127.",)),
        (note(200, 96), ("The file has 2 values above 127, which MIDI does not allow; each is read as 127.",)),
    ],
    ids=["none", "one", "two"],
)
def test_what_is_clipped_is_said(events: bytes, remarks: tuple[str, ...]) -> None:
    assert read_midi(midi(events), "loud.mid").remarks == remarks


def test_a_meta_event_that_nobody_knows_keeps_its_time() -> None:
    assert notes_of(meta(0x0C, b"?", delta=96) + note(60, 96)) == (played(1, 1),)


@pytest.mark.parametrize(
    "odd", [meta(0x59, b"\x09\x07"), meta(0x59, b""), meta(0x54, b"\xff\x00"), meta(0x20, b""), meta(0x00, b"\x01")]
)
def test_odd_events_that_we_do_not_use_do_no_harm(odd: bytes) -> None:
    assert notes_of(odd + note(60, 96)) == (played(0, 1),)


def test_a_song_has_its_parts_tempo_meter_and_digest() -> None:
    read = read_midi(song(), "folder/song.mid")
    assert read.name == "song.mid"
    assert read.digest == read_midi(song(), "renamed.mid").digest != read_midi(song("Solo"), "song.mid").digest
    assert read.tempos == (TempoChange(Fraction(0), 100.0),)
    assert read.meters == (MeterChange(Fraction(0), Meter(4, 4)),)
    assert [(track.name, track.channel, track.program, track.is_drums, len(track.notes)) for track in read.tracks] == [
        ("Chords", 0, 0, False, 8),
        ("Bass", 1, 32, False, 2),
        ("Drums", 9, 0, True, 8),
        ("Melody", 2, 65, False, 8),
    ]
    assert read.end_quarter == 8


def test_tempo_and_meter_default_until_they_are_set() -> None:
    read = read_midi(midi(note(60, 960), tempo(250_000, 96) + meter(3, 2) + tempo(1_000_000, 96)), "late.mid")
    assert read.tempos == (
        TempoChange(Fraction(0), 120.0),
        TempoChange(Fraction(1), 240.0),
        TempoChange(Fraction(2), 60.0),
    )
    assert read.meters == (MeterChange(Fraction(0), Meter(4, 4)), MeterChange(Fraction(1), Meter(3, 4)))


def test_of_changes_at_one_moment_the_last_comes_last() -> None:
    read = read_midi(midi(note(60, 96), tempo(1_000_000) + tempo(500_000)), "twice.mid")
    assert [change.bpm for change in read.tempos] == [60.0, 120.0]


def test_format_0_is_split_by_channel() -> None:
    events = name("Tune") + program(56, 3) + note(60, 96, channel=3) + note(36, 96, channel=9) + note(50, 96, channel=1)
    read = read_midi(midi(events, file_format=0), "zero.mid")
    assert [(track.name, track.channel, track.program, track.is_drums) for track in read.tracks] == [
        ("Tune, channel 2", 1, 0, False),
        ("Tune, channel 4", 3, 56, False),
        ("Tune, channel 10", 9, 0, True),
    ]


def test_a_program_may_stand_in_another_track() -> None:
    read = read_midi(
        midi(program(11, 4) + END, note(60, 96, channel=4), program(7, 4) + note(62, 9, channel=4)), "x.mid"
    )
    assert [track.program for track in read.tracks] == [11, 7]


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("Högsby".encode("latin-1"), "Högsby"),
        ("Högsby".encode(), "Högsby"),
        (b" Alto\x00\x07 \n", "Alto"),
        (b"n" * 300, "n" * 79 + "…"),
        (b"", ""),
    ],
)
def test_track_names_are_decoded_leniently_and_printable(raw: bytes, shown: str) -> None:
    (track,) = read_midi(midi(name(raw) + note(60, 96)), "names.mid").tracks
    assert track.name == shown


def test_a_file_without_notes_is_a_song_without_parts() -> None:
    assert read_midi(midi(program(3) + END), "silent.mid").tracks == ()


def child(code: str) -> tuple[str, ...]:
    return (sys.executable, "-c", code)


@pytest.mark.parametrize(
    ("code", "message"),
    [
        ("import signal; signal.pause()", "song.mid took longer than 0.3 s to read; choose a smaller file."),
        (f"raise SystemExit({UNREADABLE})", "song.mid is damaged; download it or export it again."),
        ("import os; os.abort()", "song.mid could not be read within the limits of memory and time (.* -6); choose .*"),
        ("raise MemoryError", "song.mid could not be read within the limits of memory and time (.* 1); choose .*"),
    ],
    ids=["hangs", "cannot read", "crashes", "out of memory"],
)
def test_a_child_that_fails_is_one_sentence(monkeypatch: pytest.MonkeyPatch, code: str, message: str) -> None:
    monkeypatch.setattr(midi_reader, "CHILD_COMMAND", child(code))
    monkeypatch.setattr(midi_reader, "TIME_OUT_SEC", 0.3 if "pause" in code else 30)
    with pytest.raises(CorpusError, match=message.replace("(", r"\(").replace(")", r"\)")):
        read_midi(song(), "song.mid")


def run_child(code: str, data: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    preamble = "from jazzcore.corpus.midi import child as midi_child; "
    return subprocess.run(child(preamble + code), input=data, capture_output=True, timeout=60, check=False)


def test_the_child_says_when_mido_cannot_read_the_bytes() -> None:
    assert run_child("raise SystemExit(midi_child.main())", b"no MIDI").returncode == UNREADABLE


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse some of the limits")
def test_the_child_has_limits_of_memory_and_time() -> None:
    limits = (
        "midi_child.main(); import json, resource as r; "
        "print(json.dumps([r.getrlimit(k)[0] for k in (r.RLIMIT_AS, r.RLIMIT_CPU, r.RLIMIT_CORE)]))"
    )
    assert json.loads(run_child(limits, b"no MIDI").stdout) == [400_000_000, 4, 0]
    assert b"MemoryError" in run_child("midi_child.main(); bytearray(400_000_000)", b"no MIDI").stderr


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no sessions")
def test_the_child_has_a_session_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    own_session_is_unreadable = f"import os; raise SystemExit({UNREADABLE} if os.getsid(0) == os.getpid() else 1)"
    monkeypatch.setattr(midi_reader, "CHILD_COMMAND", child(own_session_is_unreadable))
    with pytest.raises(CorpusError, match="is damaged"):
        read_midi(song(), "song.mid")


def test_what_the_scan_refuses_never_reaches_the_child(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(midi_reader, "CHILD_COMMAND", ("no such program",))
    with pytest.raises(CorpusError, match=r"^song\.mid is a MIDI file of format 2"):
        read_midi(midi(note(60, 96), file_format=2), "song.mid")


def test_the_child_starts_with_nothing_heavy() -> None:
    loaded = set(run_child("import sys; print(*sys.modules)").stdout.decode().split())
    assert "mido" in loaded
    assert not loaded & {"numpy", "music21", "pretty_midi", "streamlit", "tensorflow", "resource"}


def read_or_refuse(data: bytes) -> MidiSong | None:
    """Read a file; a refusal must be a CorpusError."""
    try:
        return read_midi(data, "fuzz.mid")
    except CorpusError as error:
        assert str(error).startswith("fuzz.mid ")
        return None


# Every example that passes the scan starts a process, so there are few; the scan's own tests have many.
few = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@few
@given(st.binary(max_size=60))
def test_random_events_are_read_or_refused(events: bytes) -> None:
    read_or_refuse(midi(note(60, 96) + events))


@few
@given(st.lists(st.tuples(st.integers(0, len(song()) - 1), st.integers(0, 255)), min_size=1, max_size=4))
def test_mutated_files_are_read_or_refused(mutations: list[tuple[int, int]]) -> None:
    data = bytearray(song())
    for place, byte in mutations:
        data[place] = byte
    read_or_refuse(bytes(data))


@few
@given(st.integers(0, len(song())))
def test_files_cut_anywhere_are_refused(length: int) -> None:
    assert (read_or_refuse(song()[:length]) is None) == (length < len(song()))
