"""FluidSynth, through midi2audio's class: a program that may be missing, hang, or report success wrongly.

midi2audio starts the program and checks nothing. Here options stand before file names, the program runs in a process
group of its own, with a time limit and a limit of file size, and its return code is checked.
"""

import contextlib
import os
import signal
import subprocess
import sys
from pathlib import Path

import midi2audio

from jazzcore.render.audio.samples import FRAMES_A_SECOND, EngineError

if sys.platform == "linux":
    import resource

_GAIN = 0.3
"""Chosen by hand; `finish` sets the level."""
_BUFFER_FRAMES = 8192
# More than one core gives the same bytes sooner.
_CORES = 2
# FluidSynth starts SDL's sound even to render to a file, and at its end waits up to 0.1 s for SDL to look for devices.
_NO_SOUND_DEVICE = {"SDL_AUDIODRIVER": "dummy"}
# Where SDL starts PulseAudio's library all the same, that maps a file of 64 MiB.
_LEAST_SIZE_LIMIT = 80_000_000


class LimitedFluidSynth(midi2audio.FluidSynth):  # type: ignore[misc]  # midi2audio has no types
    """FluidSynth with one sound font, `time_limit_sec` seconds and a file of `size_limit` bytes (80 MB at least)."""

    def __init__(self, sound_font: Path, time_limit_sec: float, size_limit: int) -> None:
        super().__init__(str(sound_font), FRAMES_A_SECOND)
        self.time_limit_sec = time_limit_sec
        self.size_limit = max(size_limit, _LEAST_SIZE_LIMIT)

    def midi_to_audio(self, midi_file: str, audio_file: str) -> None:
        """Render a MIDI file to a WAV file.

        Parameters
        ----------
        midi_file : str
            The path of the MIDI file.
        audio_file : str
            The path of the WAV file to write.

        Raises
        ------
        EngineError
            Where the program is missing, fails or takes too long.
        """
        try:
            process = subprocess.Popen(  # noqa: S603  # no shell, and every argument is ours
                self._command(midi_file, audio_file),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env=os.environ | _NO_SOUND_DEVICE,
                start_new_session=True,
            )
        except FileNotFoundError as error:
            raise EngineError("is not installed") from error
        except OSError as error:
            raise EngineError(f"cannot be started ({error.strerror})") from error
        try:
            _limit_file_size(process.pid, self.size_limit)
            code = process.wait(self.time_limit_sec)
        except subprocess.TimeoutExpired as error:
            raise EngineError(f"was not done after {self.time_limit_sec:.1f} seconds") from error
        finally:
            _end(process)
        if code:
            raise EngineError(f"failed with code {code}")

    def _command(self, midi_file: str, audio_file: str) -> list[str]:
        return [
            "fluidsynth", "-n", "-i", "-q", "-F", audio_file, "-T", "wav", "-O", "s16", "-r", str(self.sample_rate),
            "-g", str(_GAIN), "-z", str(_BUFFER_FRAMES), "-o", "synth.dynamic-sample-loading=1",
            "-o", f"synth.cpu-cores={_CORES}",
            self.sound_font, midi_file,
        ]  # fmt: skip


def _limit_file_size(process_id: int, size_limit: int) -> None:
    if sys.platform == "linux":
        with contextlib.suppress(OSError):
            resource.prlimit(process_id, resource.RLIMIT_FSIZE, (size_limit, size_limit))


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a process that still runs, with all it has started."""
    if process.poll() is not None:
        return
    if sys.platform == "win32":
        process.kill()
    else:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
