import wave
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest

from jazzcore.render.audio.samples import FRAMES_A_SECOND, EngineError, Samples, finish, peak_of, read_wav, wav_bytes


def tone(seconds: float, level: int = 8000) -> Samples:
    times = np.arange(round(seconds * FRAMES_A_SECOND)) / FRAMES_A_SECOND
    wave_form = level * np.sin(2 * np.pi * 441 * times)
    return np.column_stack([wave_form, -wave_form]).astype(np.int16)


def silence(seconds: float) -> Samples:
    return np.zeros((round(seconds * FRAMES_A_SECOND), 2), np.int16)


def test_a_wav_file_comes_back_as_written(tmp_path: Path) -> None:
    path = tmp_path / "tone.wav"
    path.write_bytes(wav_bytes(tone(0.5)))
    assert np.array_equal(read_wav(path), tone(0.5))
    with wave.open(str(path)) as file:
        assert (file.getframerate(), file.getnchannels(), file.getsampwidth(), file.getnframes()) == (
            44100,
            2,
            2,
            22050,
        )


@pytest.mark.parametrize("level", [100, 8000, 32767])
def test_the_level_is_the_same_for_soft_and_loud_music(level: int) -> None:
    played = tone(1, level)
    finished = finish(played, 1)
    assert peak_of(finished.samples) == pytest.approx(0.84, abs=0.001)
    assert finished.gain == pytest.approx(0.84 / peak_of(played))


def test_the_silent_tail_goes_and_the_audible_one_stays() -> None:
    ringing = np.vstack([tone(1), tone(0.5, 80), silence(3)])
    assert len(finish(ringing, 1).samples) / FRAMES_A_SECOND == pytest.approx(1.52, abs=0.005)
    assert len(finish(np.vstack([tone(1), silence(3)]), 1).samples) / FRAMES_A_SECOND == pytest.approx(1.02, abs=0.001)


def test_silence_inside_the_music_stays() -> None:
    finished = finish(np.vstack([tone(1), silence(2)]), 2.5).samples
    assert len(finished) / FRAMES_A_SECOND == pytest.approx(2.52, abs=0.001)


def test_the_end_fades_out() -> None:
    end = finish(tone(1), 1).samples[-882:]
    assert np.abs(end[:200]).max() > 20_000
    assert np.abs(end[-20:]).max() < 1000


def test_long_music_keeps_one_level_throughout() -> None:
    long = np.tile(tone(1), (30, 1))
    finished = finish(long, 30).samples
    assert np.array_equal(finished[:44100], finished[28 * 44100 : 29 * 44100])


def test_sound_shorter_than_the_music_and_silence_are_refused() -> None:
    with pytest.raises(EngineError, match="stopped before the end"):
        finish(tone(1), 1.5)
    with pytest.raises(EngineError, match="silence"):
        finish(silence(2), 1)
    with pytest.raises(EngineError, match="stopped before the end"):
        finish(silence(0), 1)


def mono() -> bytes:
    data = BytesIO()
    with wave.open(data, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(44100)
        file.writeframes(bytes(100))
    return data.getvalue()


@pytest.mark.parametrize(
    ("content", "message"), [(b"", "no sound file"), (b"RIFF" * 20, "no sound file"), (mono(), "another kind")]
)
def test_a_file_of_another_kind_is_refused(tmp_path: Path, content: bytes, message: str) -> None:
    path = tmp_path / "x.wav"
    path.write_bytes(content)
    with pytest.raises(EngineError, match=message):
        read_wav(path)
    with pytest.raises(EngineError, match="no sound file"):
        read_wav(tmp_path / "missing.wav")
