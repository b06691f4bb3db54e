"""Parts of a take by themselves: together they are the take's sound, at the levels they have in it."""

import wave
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from jazzcore.band.arrangement import Arrangement, Part
from jazzcore.errors import RenderError
from jazzcore.render.audio.render import FLUIDSYNTH, Audio, render_audio
from jazzcore.render.audio.samples import FULL_SCALE
from jazzcore.render.audio.stems import Stem, Stems, mixed, stems
from jazzcore.render.midi import midi_bytes

Sound = npt.NDArray[np.float64]
SHORT = st.integers(0, 40).flatmap(lambda frames: arrays(np.int16, (frames, 2)))


@pytest.fixture(params=["FluidSynth", "the built-in synthesiser"])
def midi_and_audio(
    request: pytest.FixtureRequest, two_bars: Arrangement, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> tuple[bytes, Audio]:
    """Two bars of saxophone over piano as MIDI and as sound, by each engine."""
    if request.param != FLUIDSYNTH:
        monkeypatch.setenv("PATH", str(tmp_path))
    midi = midi_bytes(two_bars)
    return midi, render_audio(midi)


def sound(wav: bytes) -> Sound:
    with wave.open(BytesIO(wav)) as file:
        return np.frombuffer(file.readframes(file.getnframes()), "<i2").reshape(-1, 2).astype(float)


def rms(samples: Sound) -> float:
    return float(np.sqrt(np.mean(samples**2)))


def test_all_parts_together_are_the_take_s_sound(midi_and_audio: tuple[bytes, Audio]) -> None:
    midi, audio = midi_and_audio
    whole = sound(audio.wav)
    together = sound(mixed(stems(midi, audio.duration_sec), {"Solo", "Piano"}))
    assert together.shape == whole.shape
    assert rms(together - whole) < 0.005 * rms(whole)


def test_a_part_alone_is_the_take_s_sound_without_the_others(midi_and_audio: tuple[bytes, Audio]) -> None:
    midi, audio = midi_and_audio
    parts = stems(midi, audio.duration_sec)
    solo, piano = (sound(mixed(parts, {name})) for name in ("Solo", "Piano"))
    rest = sound(audio.wav) - solo
    assert rms(rest - piano) < 0.01 * rms(piano)
    assert rms(solo) > 0.1 * rms(sound(audio.wav))


def test_a_part_without_notes_is_none(two_bars: Arrangement) -> None:
    midi = midi_bytes(replace(two_bars, parts=(*two_bars.parts, Part("Bass", 32, ()))))
    assert [stem.name for stem in stems(midi, 2.0).stems] == ["Solo", "Piano"]


def test_a_damaged_file_is_one_sentence(two_bars: Arrangement) -> None:
    with pytest.raises(RenderError, match="its parts cannot be played alone; make the take again"):
        stems(midi_bytes(two_bars)[:-9], 2.0)


@given(SHORT, SHORT, st.integers(1, 50))
def test_what_is_mixed_is_the_sum_of_its_parts(one: Sound, two: Sound, frames: int) -> None:
    parts = Stems((Stem("One", one.astype(np.int16), 0.5), Stem("Two", two.astype(np.int16), 0.25)), frames)
    first, second, both, none = (sound(mixed(parts, set(names))) for names in (["One"], ["Two"], ["One", "Two"], []))
    assert {len(samples) for samples in (first, second, both, none)} == {frames}
    assert np.abs(both - (first + second)).max(initial=0) <= 1
    assert not none.any()


def test_a_mix_louder_than_full_scale_is_held_there() -> None:
    loud = np.full((3, 2), FULL_SCALE, np.int16)
    parts = Stems((Stem("One", loud, 0.9), Stem("Two", loud, 0.9)), 3)
    assert sound(mixed(parts, {"One", "Two"})).tolist() == [[FULL_SCALE, FULL_SCALE]] * 3
