"""Sound as samples: arrays of int16, shape (frames, 2), 44,100 frames a second; and the WAV files that hold them."""

import wave
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import numpy as np
import numpy.typing as npt

from jazzcore.errors import RenderError

Samples = npt.NDArray[np.int16]


class EngineError(RenderError):
    """An engine could not play. The text follows the engine's name in a sentence: `is not installed`."""


@dataclass(frozen=True, slots=True, eq=False)
class Finished:
    """Samples ready to play, and the factor by which they are louder than what the engine played."""

    samples: Samples
    gain: float


FRAMES_A_SECOND = 44_100
CHANNELS = 2
BYTES_A_FRAME = 2 * CHANNELS
FULL_SCALE = 32_767

_PEAK = 0.84
"""The peak of all sounds, as a share of full scale: 1.5 dB below it (chosen by hand)."""
_SILENT_PEAK = 0.0001
"""Less than four steps of 16 bits is silence (chosen by hand)."""
_AUDIBLE_SHARE_OF_PEAK = 0.001
"""A tail is cut where it is 60 dB below the peak (chosen by hand)."""
_FADE_FRAMES = FRAMES_A_SECOND // 50
"""The tail fades out in 20 ms (chosen by hand)."""
_FRAMES_AT_ONCE = 1 << 20
_LAYOUT = (CHANNELS, 2, FRAMES_A_SECOND)


def read_wav(path: Path) -> Samples:
    """The samples of a stereo file of 16 bits at 44,100 Hz; raises EngineError."""
    try:
        with wave.open(str(path), "rb") as file:
            layout = (file.getnchannels(), file.getsampwidth(), file.getframerate())
            data = file.readframes(file.getnframes())
    except (OSError, EOFError, wave.Error) as error:
        raise EngineError("wrote no sound file that can be read") from error
    if layout != _LAYOUT:
        raise EngineError("wrote another kind of sound file than it was asked for")
    whole = len(data) - len(data) % BYTES_A_FRAME
    return np.frombuffer(data[:whole], "<i2").reshape(-1, CHANNELS).astype(np.int16)


def wav_bytes(samples: Samples) -> bytes:
    """A WAV file of the samples."""
    file = BytesIO()
    with wave.open(file, "wb") as wav:
        wav.setnchannels(CHANNELS)
        wav.setsampwidth(2)
        wav.setframerate(FRAMES_A_SECOND)
        wav.writeframes(samples.astype("<i2", copy=False).tobytes())
    return file.getvalue()


def peak_of(samples: Samples) -> float:
    """The loudest sample as a share of full scale."""
    return max(int(samples.max(initial=0)), -int(samples.min(initial=0))) / FULL_SCALE


def finish(samples: Samples, music_sec: float) -> Finished:
    """Scale samples to one peak level (1.5 dB below full scale), and cut and fade the silent tail after the music.

    Parameters
    ----------
    samples : array (frames, 2) of int16
        The sound as the engine played it.
    music_sec : float
        When the last note ends, in seconds.

    Returns
    -------
    Finished
        The finished samples, and the gain that was applied.

    Raises
    ------
    EngineError
        For silence, and for less sound than music.
    """
    music_frames = round(music_sec * FRAMES_A_SECOND)
    if len(samples) < music_frames - _FADE_FRAMES:
        raise EngineError("stopped before the end of the music")
    peak = peak_of(samples)
    if peak < _SILENT_PEAK:
        raise EngineError("played nothing but silence")
    tail = abs(samples[music_frames:].astype(np.int32))
    audible = np.flatnonzero((tail > _AUDIBLE_SHARE_OF_PEAK * peak * FULL_SCALE).any(axis=1))
    end = music_frames + (int(audible[-1]) + 1 if audible.size else 0)
    kept = samples[: end + _FADE_FRAMES].copy()
    gain = _PEAK / peak
    for first in range(0, len(kept), _FRAMES_AT_ONCE):
        part = kept[first : first + _FRAMES_AT_ONCE]
        part[:] = np.rint(part * gain)
    last = kept[-_FADE_FRAMES:]
    last[:] = np.rint(last * np.linspace(1, 0, len(last))[:, np.newaxis])
    return Finished(kept, gain)
