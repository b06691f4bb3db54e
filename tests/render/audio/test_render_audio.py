import os
import select
import shutil
import sys
import wave
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from io import BytesIO
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from jazzcore.band.arrangement import Arrangement, Part
from jazzcore.errors import RenderError
from jazzcore.music.notes import Note
from jazzcore.render.audio.builtin import synthesise
from jazzcore.render.audio.render import Audio, render_audio
from jazzcore.render.audio.samples import Samples, wav_bytes
from jazzcore.render.audio.soundfont import BUNDLED_SOUND_FONT
from jazzcore.render.midi import midi_bytes

FIND_OUTPUT = 'while [ "$1" != "-F" ]; do shift; done\n'

PROGRAMS = (0, 4, 26, 32, 56, 65, 66, 71)
"""Piano, electric piano, jazz guitar, bass, trumpet, alto and tenor saxophone, clarinet."""

InstallFake = Callable[[str], Path]


@pytest.fixture
def fake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> InstallFake:
    """Put a shell script before everything else on the path, as `fluidsynth`; gives its folder."""

    def install(script: str) -> Path:
        program = tmp_path / "fluidsynth"
        program.write_text(f"#!/bin/sh\n{script}\n")
        program.chmod(0o755)
        monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
        return tmp_path

    return install


@pytest.fixture
def no_fluidsynth(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))


@pytest.fixture
def fluidsynth() -> None:
    if shutil.which("fluidsynth") is None:
        pytest.skip("FluidSynth is not installed on this machine")


def samples_of(audio: Audio) -> npt.NDArray[np.int32]:
    with wave.open(BytesIO(audio.wav)) as file:
        assert (file.getframerate(), file.getnchannels(), file.getsampwidth()) == (44100, 2, 2)
        return np.frombuffer(file.readframes(file.getnframes()), "<i2").reshape(-1, 2).astype(np.int32)


def assert_plays_two_bars(audio: Audio) -> None:
    """Two seconds of music: the WAV file is as long as said, and sounds from the first beat to the last."""
    samples = samples_of(audio)
    assert len(samples) / 44100 == pytest.approx(audio.duration_sec, abs=0.001)
    assert 2 <= audio.duration_sec < 4
    assert abs(samples).max() / 32767 == pytest.approx(audio.peak)
    assert audio.peak == pytest.approx(0.84, abs=0.001)
    assert min(beats_of(audio)) > 500


def assert_built_in_plays(audio: Audio, reason: str) -> None:
    assert audio.engine == "built-in synthesiser"
    assert audio.remark == f"FluidSynth {reason}, so the built-in synthesiser plays."
    assert_plays_two_bars(audio)


def longest_flat_top(audio: Audio) -> int:
    """The most frames in a row at the highest level of a channel: clipped sound has many."""
    tops = [channel >= channel.max() for channel in samples_of(audio).T]
    return max(len(run) for top in tops for run in "".join("x" if flat else " " for flat in top).split())


@pytest.mark.usefixtures("fluidsynth")
def test_fluidsynth_plays_the_whole_music(two_bars: Arrangement) -> None:
    audio = render_audio(midi_bytes(two_bars))
    assert (audio.engine, audio.remark) == ("FluidSynth", None)
    assert_plays_two_bars(audio)


@pytest.mark.usefixtures("fluidsynth")
def test_fluidsynth_gives_the_same_bytes_again(two_bars: Arrangement) -> None:
    assert render_audio(midi_bytes(two_bars)).wav == render_audio(midi_bytes(two_bars)).wav


@pytest.mark.usefixtures("no_fluidsynth")
def test_the_built_in_synthesiser_gives_the_same_bytes_again(two_bars: Arrangement) -> None:
    assert render_audio(midi_bytes(two_bars)).wav == render_audio(midi_bytes(two_bars)).wav


def all_at_once() -> bytes:
    """The loudest notes of four trumpets, an organ of twelve pipes and two basses together for a second."""
    parts = tuple(
        Part(name, program, tuple(Note(Fraction(0), Fraction(2), pitch, 127) for pitch in pitches))
        for name, program, pitches in (
            ("Trumpet", 56, range(60, 64)),
            ("Organ", 16, range(48, 60)),
            ("Bass", 32, range(36, 38)),
        )
    )
    return midi_bytes(Arrangement("Loud", parts, (), (), 120))


@pytest.mark.usefixtures("fluidsynth")
def test_fluidsynth_does_not_clip_the_loudest_music() -> None:
    audio = render_audio(all_at_once())
    assert audio.engine == "FluidSynth"
    assert longest_flat_top(audio) <= 4


@pytest.mark.usefixtures("no_fluidsynth")
def test_the_built_in_synthesiser_does_not_clip_the_loudest_music() -> None:
    assert longest_flat_top(render_audio(all_at_once())) <= 4


def assert_in_tune(program: int) -> None:
    """The strongest partial of every A from 110 to 880 Hz is one of the partials that it ought to have."""
    pitches = (45, 57, 69, 81)
    notes = tuple(Note(Fraction(4 * i), Fraction(3), pitch) for i, pitch in enumerate(pitches))
    samples = samples_of(render_audio(midi_bytes(Arrangement("A", (Part("Solo", program, notes),), (), (), 240))))
    for index, pitch in enumerate(pitches):
        sound = samples[index * 44100 : index * 44100 + 22050, 0]
        spectrum = abs(np.fft.rfft(sound * np.hanning(len(sound))))  # two hertz a bin
        strongest_hz = 2 * (25 + int(spectrum[25:].argmax()))
        partial = strongest_hz / (440 * 2 ** ((pitch - 69) / 12))
        assert round(partial) >= 1
        assert partial == pytest.approx(round(partial), rel=0.03)


@pytest.mark.parametrize("program", PROGRAMS)
@pytest.mark.usefixtures("fluidsynth")
def test_fluidsynth_is_in_tune(program: int) -> None:
    assert_in_tune(program)


@pytest.mark.parametrize("program", PROGRAMS)
@pytest.mark.usefixtures("no_fluidsynth")
def test_the_built_in_synthesiser_is_in_tune(program: int) -> None:
    assert_in_tune(program)


def beats_of(audio: Audio) -> list[float]:
    """The loudness of each of the eight beats of two bars."""
    return [float(np.sqrt((beat**2).mean())) for beat in np.array_split(samples_of(audio)[: 2 * 44100], 8)]


def louder_by_beat() -> bytes:
    """One pitch of a saxophone on eight beats, each time struck harder."""
    notes = tuple(Note(Fraction(beat), Fraction(3, 4), 67, 15 + 16 * beat) for beat in range(8))
    return midi_bytes(Arrangement("Louder", (Part("Solo", 65, notes),), (), (), 240))


@pytest.mark.usefixtures("fluidsynth")
def test_fluidsynth_plays_harder_notes_louder() -> None:
    loudness = beats_of(render_audio(louder_by_beat()))
    assert loudness == sorted(loudness)
    assert loudness[-1] > 10 * loudness[0]


@pytest.mark.usefixtures("no_fluidsynth")
def test_the_built_in_synthesiser_plays_harder_notes_louder_as_fluidsynth_does() -> None:
    loudness = beats_of(render_audio(louder_by_beat()))
    assert loudness == sorted(loudness)
    assert loudness[-1] / loudness[3] == pytest.approx((127 / 63) ** 2, rel=0.1)


def louder_by_volume(volume: int) -> Samples:
    """A held note of a saxophone at a volume, beside another part at the full one."""
    held = (Note(Fraction(0), Fraction(8), 67, 100),)
    parts = (Part("Solo", 65, held, volume=volume), Part("Other", 65, (Note(Fraction(0), Fraction(1, 4), 50, 1),)))
    return synthesise(midi_bytes(Arrangement("Volume", parts, (), (), 240)))


def test_the_built_in_synthesiser_plays_a_part_at_its_volume() -> None:
    loud, soft = (abs(louder_by_volume(volume).astype(float)).mean() for volume in (120, 60))
    assert loud / soft == pytest.approx(4, rel=0.15)


@pytest.mark.usefixtures("no_fluidsynth")
def test_a_missing_fluidsynth_is_named(two_bars: Arrangement) -> None:
    assert_built_in_plays(render_audio(midi_bytes(two_bars)), "is not installed")


@pytest.mark.usefixtures("no_fluidsynth")
def test_a_fluidsynth_that_cannot_run_is_named(two_bars: Arrangement, tmp_path: Path) -> None:
    program = tmp_path / "fluidsynth"
    program.write_text("no program")
    program.chmod(0o755)
    assert_built_in_plays(render_audio(midi_bytes(two_bars)), "cannot be started (Exec format error)")


def test_a_hanging_fluidsynth_is_ended_with_all_it_started(two_bars: Arrangement, fake: InstallFake) -> None:
    folder = fake('exec 3> "$(dirname "$0")/alive"\nsleep 60 &\nwait')
    os.mkfifo(folder / "alive")
    watch = os.open(folder / "alive", os.O_RDONLY | os.O_NONBLOCK)
    try:
        audio = render_audio(midi_bytes(two_bars), patience_sec=0.2)
        assert_built_in_plays(audio, "was not done after 0.4 seconds")
        # The pipe ends when no process holds its other side any more.
        assert select.select([watch], [], [], 5)[0]
        assert os.read(watch, 1) == b""
    finally:
        os.close(watch)


@pytest.mark.parametrize(
    ("script", "reason"),
    [
        ("exit 1", "failed with code 1"),
        ("kill -SEGV $$", "failed with code -11"),
        ("exit 0", "wrote no sound file that can be read"),
        (FIND_OUTPUT + 'echo "no sound" > "$2"', "wrote no sound file that can be read"),
    ],
)
def test_a_failing_fluidsynth_is_named(two_bars: Arrangement, fake: InstallFake, script: str, reason: str) -> None:
    fake(script)
    assert_built_in_plays(render_audio(midi_bytes(two_bars)), reason)


@pytest.mark.parametrize(
    ("seconds", "level", "reason"),
    [
        (0, 0, "stopped before the end of the music"),
        (1, 9000, "stopped before the end of the music"),
        (3, 0, "played nothing but silence"),
    ],
)
def test_a_hollow_sound_file_is_seen(
    two_bars: Arrangement, fake: InstallFake, seconds: int, level: int, reason: str
) -> None:
    folder = fake(FIND_OUTPUT + 'cp "$(dirname "$0")/hollow.wav" "$2"')
    (folder / "hollow.wav").write_bytes(wav_bytes(np.full((seconds * 44100, 2), level, np.int16)))
    assert_built_in_plays(render_audio(midi_bytes(two_bars)), reason)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux limits the files of another process")
def test_a_fluidsynth_that_fills_the_disk_is_ended(two_bars: Arrangement, fake: InstallFake) -> None:
    fake(FIND_OUTPUT + 'exec head -c 200000000 /dev/zero > "$2"')
    assert_built_in_plays(render_audio(midi_bytes(two_bars)), "failed with code -25")


def test_options_stand_before_the_sound_font_and_the_midi_file(two_bars: Arrangement, fake: InstallFake) -> None:
    folder = fake('printf "%s\\n" "$@" > "$(dirname "$0")/arguments"')
    render_audio(midi_bytes(two_bars), sound_font=BUNDLED_SOUND_FONT)
    *options, sound_font, midi_file = (folder / "arguments").read_text().split()
    assert sound_font == str(BUNDLED_SOUND_FONT)
    assert midi_file.endswith(".mid")
    assert {"-n", "-i", "-F", "-g", "-r"} <= set(options)
    assert not Path(midi_file).exists()


def test_a_missing_sound_font_is_named(two_bars: Arrangement, tmp_path: Path) -> None:
    audio = render_audio(midi_bytes(two_bars), sound_font=tmp_path / "Grand.sf2")
    assert_built_in_plays(audio, "cannot play without the sound font Grand.sf2")


@pytest.mark.usefixtures("no_fluidsynth")
def test_without_any_engine_the_error_names_both(two_bars: Arrangement, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("no sound today")

    monkeypatch.setattr("symusic.Synthesizer", broken)
    with pytest.raises(RenderError, match=r"^FluidSynth is not .*, and the built-in .*\(no sound today\); install"):
        render_audio(midi_bytes(two_bars))


def test_without_a_place_for_files_the_error_says_so(
    two_bars: Arrangement, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "missing"))
    with pytest.raises(RenderError, match=r"^FluidSynth has no place for its files \(No such file or directory\), and"):
        render_audio(midi_bytes(two_bars))


def test_music_too_long_to_play_is_refused(two_bars: Arrangement) -> None:
    late = Part("Solo", 65, (Note(Fraction(1000), Fraction(1), 60),))
    long = replace(two_bars, parts=(late,), tempo_bpm=60)
    with pytest.raises(RenderError, match="lasts 1001 seconds and at most 600"):
        render_audio(midi_bytes(long))


def test_what_is_no_midi_file_of_ours_is_refused() -> None:
    with pytest.raises(RenderError, match="no MIDI file of the studio"):
        render_audio(b"MThd and nothing else")
