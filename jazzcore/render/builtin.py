"""The built-in synthesiser: symusic's, which needs no program beside Python."""

from pathlib import Path

import numpy as np
import symusic

from jazzcore.render.samples import FRAMES_A_SECOND, FULL_SCALE, EngineError, Samples
from jazzcore.render.soundfont import CARRIED_SOUND_FONT

_CUBIC_INTERPOLATION = 2
_GAIN = 0.25


def synthesise(midi: bytes, sound_font: Path) -> Samples:
    """The samples of a MIDI file of ours, with the carried sound font where that one fails; raises EngineError."""
    try:
        return _played(midi, sound_font)
    except EngineError:
        return _played(midi, CARRIED_SOUND_FONT)


def _played(midi: bytes, sound_font: Path) -> Samples:
    try:
        player = symusic.Synthesizer(str(sound_font), FRAMES_A_SECOND, _CUBIC_INTERPOLATION)
        sound = player.render(symusic.Score.from_midi(midi), stereo=True)  # (2, frames)
    except RuntimeError as error:
        raise EngineError(f"cannot play with the sound font {sound_font.name}") from error
    levels = np.clip(np.asarray(sound).T * _GAIN, -1, 1)  # (frames, 2)
    return np.rint(levels * FULL_SCALE).astype(np.int16)
