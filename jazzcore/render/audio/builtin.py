"""The built-in synthesiser: symusic's, which needs no program beside Python, with the bundled sound font.

symusic plays every note with the same force and knows no volume of a part. So notes of like loudness are played
together as a layer, and the layers are mixed with the gain that velocity and volume have in the SoundFont standard: the
square of each (version 2.04, section 8.4).
"""

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import numpy.typing as npt
import symusic

from jazzcore.music.limits import LARGEST_MIDI_NUMBER
from jazzcore.render.audio.samples import CHANNELS, FRAMES_A_SECOND, FULL_SCALE, EngineError, Samples
from jazzcore.render.audio.soundfont import BUNDLED_SOUND_FONT
from jazzcore.render.audio.tuned_font import tuned
from jazzcore.render.midi import VOLUME_CONTROL

_CUBIC_INTERPOLATION = 2
_GAIN = 0.5
"""Chosen by hand; `finish` sets the level."""
_VELOCITIES_A_LAYER = 4
"""Notes are played at the nearest multiple: from velocity 60 on at most 0.6 dB off (chosen by hand)."""


def synthesise(midi: bytes) -> Samples:
    """Play a MIDI file of the studio. Raises EngineError."""
    try:
        with TemporaryDirectory(prefix="jazz-studio-", ignore_cleanup_errors=True) as folder:
            sound_font = Path(folder, "tuned.sf2")
            sound_font.write_bytes(_tuned_sound_font())
            mix = _mix(midi, symusic.Synthesizer(str(sound_font), FRAMES_A_SECOND, _CUBIC_INTERPOLATION))
    except (OSError, RuntimeError) as error:
        raise EngineError(f"cannot play ({error})") from error
    mix *= _GAIN * FULL_SCALE
    np.clip(mix, -FULL_SCALE, FULL_SCALE, out=mix)
    return np.rint(mix, out=mix).astype(np.int16)


@cache
def _tuned_sound_font() -> bytes:
    return tuned(BUNDLED_SOUND_FONT.read_bytes())


def _mix(midi: bytes, player: symusic.Synthesizer) -> npt.NDArray[np.float32]:
    """All layers together, (frames, 2)."""
    mix = np.zeros((0, CHANNELS), np.float32)
    song = _with_volumes(symusic.Score.from_midi(midi))
    for velocity in sorted({_layer(note.velocity) for track in song.tracks for note in track.notes}):
        layer = np.asarray(player.render(_only(song, velocity), stereo=True)).T  # (frames, 2)
        layer *= (velocity / LARGEST_MIDI_NUMBER) ** 2
        longer, shorter = sorted((mix, layer), key=len, reverse=True)
        longer[: len(shorter)] += shorter
        mix = longer
    return mix


def _with_volumes(song: symusic.Score) -> symusic.Score:
    """The song with the volume of each part in the velocities of its notes."""
    for track in song.tracks:
        volume = next(
            (control.value for control in track.controls if control.number == VOLUME_CONTROL), LARGEST_MIDI_NUMBER
        )
        for note in track.notes:
            note.velocity = max(round(note.velocity * volume / LARGEST_MIDI_NUMBER), 1)
    return song


def _only(song: symusic.Score, velocity: int) -> symusic.Score:
    """A song with the notes of one layer."""
    chosen = song.copy()
    for track in chosen.tracks:
        track.notes.filter(lambda note: _layer(note.velocity) == velocity, inplace=True)
    return chosen


def _layer(velocity: int) -> int:
    """The velocity at which a note of this one is played."""
    return min(
        max(_VELOCITIES_A_LAYER * round(velocity / _VELOCITIES_A_LAYER), _VELOCITIES_A_LAYER), LARGEST_MIDI_NUMBER
    )
