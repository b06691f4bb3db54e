"""The parts of a take as sounds of their own, which add up to the take's: for hearing some of them alone.

Rendering is linear, so each part is rendered alone at full level, and the levels at which all of them sum up to the
take's own sound are found by least squares. Where that sound is another engine's or sound font's, no levels do; the
music is then rendered once more to have some that belong together.
"""

import wave
from collections.abc import Collection, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from io import BytesIO

import mido
import numpy as np
import numpy.typing as npt

from jazzcore.errors import RenderError
from jazzcore.render.audio.render import render_audio
from jazzcore.render.audio.samples import CHANNELS, FULL_SCALE, Samples, wav_bytes

_AT_ONCE = 2
_FRAMES_AT_ONCE = 1 << 18
_LARGEST_MISFIT = 0.01
_CHARSET = "utf-8"


@dataclass(frozen=True, slots=True)
class Stem:
    """A part by its name, its sound, and the factor that gives it the level it has in the mix."""

    name: str
    samples: Samples
    level: float


@dataclass(frozen=True, slots=True)
class Stems:
    """The parts of a take that have notes, and the length of their mix."""

    stems: tuple[Stem, ...]
    frames: int


def stems(midi: bytes, mix_wav: bytes) -> Stems:
    """The parts of a file of `midi_bytes` as they are in its sound, a stereo WAV file. Raises RenderError."""
    alone = _alone(midi)
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        sounds = [_samples(audio.wav) for audio in pool.map(render_audio, alone.values())]
    mix = _samples(mix_wav)
    levels, misfit = _levels(sounds, mix)
    if misfit > _LARGEST_MISFIT:
        mix = _samples(render_audio(midi).wav)
        levels, _ = _levels(sounds, mix)
    return Stems(tuple(map(Stem, alone, sounds, levels)), len(mix))


def mixed(parts: Stems, names: Collection[str]) -> bytes:
    """A WAV file of the parts of these names together, at the levels and of the length they have in the whole mix."""
    heard = [stem for stem in parts.stems if stem.name in names]
    samples = np.zeros((parts.frames, CHANNELS), np.int16)
    for first, last in _blocks(parts.frames):
        total = sum(
            (_block(stem.samples, first, last) * stem.level for stem in heard), np.zeros((last - first, CHANNELS))
        )
        samples[first:last] = np.clip(np.rint(total), -FULL_SCALE, FULL_SCALE)
    return wav_bytes(samples)


def _alone(midi: bytes) -> dict[str, bytes]:
    """Each part that has notes as a file of its own, by its name."""
    try:
        file = mido.MidiFile(file=BytesIO(midi), charset=_CHARSET)
        heading, *tracks = file.tracks
    except (OSError, EOFError, ValueError, LookupError, mido.KeySignatureError) as error:
        raise RenderError(
            f"This is no MIDI file of the studio ({error}), so its parts cannot be played alone; make the take again."
        ) from error
    alone = {}
    for track in tracks:
        if any(message.type == "note_on" for message in track):
            data = BytesIO()
            mido.MidiFile(
                type=file.type, ticks_per_beat=file.ticks_per_beat, charset=_CHARSET, tracks=[heading, track]
            ).save(file=data)
            alone[track.name] = data.getvalue()
    return alone


def _samples(wav: bytes) -> Samples:
    with wave.open(BytesIO(wav)) as file:
        return np.frombuffer(file.readframes(file.getnframes()), "<i2").reshape(-1, CHANNELS)


def _levels(sounds: list[Samples], mix: Samples) -> tuple[list[float], float]:
    """The factors by which sounds come nearest to a mix, and the share of the mix's energy that they miss."""
    count = len(sounds)
    products = np.zeros((count + 1, count + 1))
    for first, last in _blocks(len(mix)):
        block = np.stack([_block(sound, first, last).ravel() for sound in (*sounds, mix)])
        products += block @ block.T
    factors = np.linalg.lstsq(products[:count, :count], products[:count, count], rcond=None)[0]
    missed = products[count, count] - factors @ products[:count, count]
    return factors.tolist(), float(missed / max(products[count, count], 1))


def _blocks(frames: int) -> Iterator[tuple[int, int]]:
    return ((first, min(first + _FRAMES_AT_ONCE, frames)) for first in range(0, frames, _FRAMES_AT_ONCE))


def _block(samples: Samples, first: int, last: int) -> npt.NDArray[np.float64]:
    """The frames of a sound from a first to a last one, silent after its end."""
    block = np.zeros((last - first, CHANNELS))
    there = samples[first:last]
    block[: len(there)] = there
    return block
