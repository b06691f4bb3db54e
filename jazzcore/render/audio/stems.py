"""The parts of a take as sounds of their own, which add up to the take's: for hearing some of them alone.

Rendering is linear, so each part is rendered alone. Each is finished with a gain of its own. Divided by that gain, the
parts add up to what the engine plays for the whole take, and finishing that sum gives the gain of the mix.
"""

from collections.abc import Collection, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from jazzcore.render.audio.render import play
from jazzcore.render.audio.samples import CHANNELS, FRAMES_A_SECOND, FULL_SCALE, Samples, finish, wav_bytes
from jazzcore.render.sounding import parts_alone, sounding_sec

_AT_ONCE = 2
_FRAMES_AT_ONCE = 1 << 18


@dataclass(frozen=True, slots=True, eq=False)
class Stem:
    """A part by its name, its sound, and the factor that gives it the level it has in the mix."""

    name: str
    samples: Samples
    level: float


@dataclass(frozen=True, slots=True, eq=False)
class Stems:
    """The parts of a take that have notes, and the length of their mix."""

    stems: tuple[Stem, ...]
    frames: int


def stems(midi: bytes, duration_sec: float) -> Stems:
    """Render each part of a take alone, at the level it has in the whole.

    Parameters
    ----------
    midi : bytes
        A file of `midi_bytes`.
    duration_sec : float
        The length of the take's own sound, which all mixes of its parts get.

    Returns
    -------
    Stems
        The parts that have notes, in the order of the file.

    Raises
    ------
    RenderError
        For a damaged file, and where no engine can play a part.
    """
    alone = parts_alone(midi)
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        sounds = [played.sound for played in pool.map(play, alone.values())]
    as_played = [Stem(name, sound.samples, 1 / sound.gain) for name, sound in zip(alone, sounds, strict=True)]
    whole = _sum(as_played, max(len(sound.samples) for sound in sounds))
    gain = finish(whole, sounding_sec(midi)).gain
    in_mix = tuple(Stem(stem.name, stem.samples, stem.level * gain) for stem in as_played)
    return Stems(in_mix, round(duration_sec * FRAMES_A_SECOND))


def mixed(parts: Stems, names: Collection[str]) -> bytes:
    """Mix some parts, at the levels and of the length they have in the whole mix.

    Parameters
    ----------
    parts : Stems
        The parts of a take.
    names : collection of str
        The names of the parts to hear.

    Returns
    -------
    bytes
        A WAV file.
    """
    return wav_bytes(_sum([stem for stem in parts.stems if stem.name in names], parts.frames))


def _sum(chosen: Sequence[Stem], frames: int) -> Samples:
    """Some parts together at their levels, silent after the end of each."""
    samples = np.zeros((frames, CHANNELS), np.int16)
    for first in range(0, frames, _FRAMES_AT_ONCE):
        total = np.zeros((min(_FRAMES_AT_ONCE, frames - first), CHANNELS))
        for stem in chosen:
            block = stem.samples[first : first + len(total)]
            total[: len(block)] += block * stem.level
        samples[first : first + len(total)] = np.clip(np.rint(total), -FULL_SCALE, FULL_SCALE)
    return samples
