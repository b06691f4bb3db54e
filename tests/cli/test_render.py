"""`render`, as it is typed."""

import io
import wave
from pathlib import Path

import mido
import pytest

from jazzcore import pipeline
from jazzcore.corpus.midi.reader import read_midi
from jazzcore.render.audio.render import Audio
from jazzcore.render.sounding import sounding_sec
from jazzcore.takes.embedding import embedded_in, midi_digest
from tests.cli.command_runs import run

QUARTER = 480


@pytest.fixture
def rendered(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """The MIDI that would have reached the synthesiser."""
    given: list[bytes] = []

    def render_audio(midi: bytes) -> Audio:
        given.append(midi)
        return Audio(b"sound", 1.0, 0.5, "a fake", None)

    monkeypatch.setattr(pipeline, "to_sound", render_audio)
    return given


def midi(*messages: mido.Message | mido.MetaMessage, name: str = "Lead") -> bytes:
    track = mido.MidiTrack([mido.MetaMessage("track_name", name=name), *messages])
    buffer = io.BytesIO()
    mido.MidiFile(ticks_per_beat=QUARTER, tracks=[track]).save(file=buffer)
    return buffer.getvalue()


def note(kind: str, pitch: int, time: int) -> mido.Message:
    return mido.Message(kind, note=pitch, velocity=70, time=time)


def test_a_file_becomes_sound_through_stdin_and_stdout() -> None:
    result = run("render", "-", "--out", "-", stdin=midi(note("note_on", 60, 0), note("note_off", 60, 2 * QUARTER)))

    assert result.exit_code == 0, result.stderr
    with wave.open(io.BytesIO(result.stdout_bytes)) as sound:
        assert sound.getnframes() / sound.getframerate() > 1
    assert " seconds, played by " in result.stderr


def test_a_note_that_nothing_ends_reaches_the_synthesiser_closed(tmp_path: Path, rendered: list[bytes]) -> None:
    source = tmp_path / "open.mid"
    source.write_bytes(midi(note("note_on", 60, 0), note("note_on", 64, QUARTER), note("note_off", 64, QUARTER)))

    result = run("render", source, "--out", tmp_path / "open.wav")

    assert result.exit_code == 0, result.stderr
    assert (tmp_path / "open.wav").read_bytes() == b"sound"
    assert sounding_sec(rendered[0]) == pytest.approx(1.0)


def test_notes_sound_when_they_did_though_the_tempo_changes(rendered: list[bytes]) -> None:
    data = midi(
        mido.MetaMessage("set_tempo", tempo=500_000),
        note("note_on", 60, QUARTER),
        mido.MetaMessage("set_tempo", tempo=1_000_000, time=QUARTER),
        note("note_off", 60, QUARTER),
        mido.MetaMessage("set_tempo", tempo=250_000),
        note("note_on", 62, 0),
        note("note_off", 62, 2 * QUARTER),
    )

    assert run("render", "-", "--out", "-", stdin=data).exit_code == 0

    (track,) = read_midi(rendered[0], "rendered").tracks
    # Counted at 120 quarters a minute, a quarter at 60 is as long as two, and two at 240 as one.
    assert [(n.onset_quarter, n.duration_quarter) for n in track.notes] == [(1, 3), (4, 1)]
    assert sounding_sec(rendered[0]) == pytest.approx(2.5)


def test_a_take_of_ours_reaches_the_synthesiser_as_it_is_balanced(tmp_path: Path, rendered: list[bytes]) -> None:
    take = tmp_path / "take.mid"
    assert run("generate", "--changes", "Dm7 | G7 | Cmaj7 | %", "--tempo", 137, "--out", take).exit_code == 0

    assert run("render", take, "--out", "-").exit_code == 0

    before, after = (mido.MidiFile(file=io.BytesIO(data)) for data in (take.read_bytes(), rendered[0]))
    assert [list(track) for track in after.tracks[1:]] == [list(track) for track in before.tracks[1:]]


def test_what_is_no_midi_file_is_refused(tmp_path: Path, rendered: list[bytes]) -> None:
    result = run("render", "-", "--out", tmp_path / "out.wav", stdin=b"RIFF")

    assert result.exit_code == 1
    assert result.stderr == "Error: stdin is not a MIDI file; choose a file that ends in .mid.\n"
    assert not rendered


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    result = run("render", tmp_path / "none.mid", "--out", "-")

    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == "Error: none.mid cannot be read (No such file or directory); choose another file.\n"


def test_a_take_sounds_as_it_does_in_the_studio_with_the_volumes_of_its_band(
    tmp_path: Path, rendered: list[bytes]
) -> None:
    words = ("generate", "--changes", "Dm7 | G7", "--mute", "piano", "--instrument", "trumpet", "--out", "-")
    embedded = embedded_in(run(*words).stdout_bytes)
    assert embedded

    result = run("render", "-", "--out", tmp_path / "solo.wav", stdin=run(*words).stdout_bytes)

    assert result.exit_code == 0, result.stderr
    assert midi_digest(rendered[0]) == embedded.midi_digest
