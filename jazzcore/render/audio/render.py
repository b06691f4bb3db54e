"""Sound of a MIDI file: FluidSynth plays it, and where that fails the built-in synthesiser, which says so."""

from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from jazzcore.errors import RenderError
from jazzcore.render.audio.builtin import synthesise
from jazzcore.render.audio.fluidsynth import LimitedFluidSynth
from jazzcore.render.audio.samples import (
    BYTES_A_FRAME,
    FRAMES_A_SECOND,
    EngineError,
    Finished,
    Samples,
    finish,
    peak_of,
    read_wav,
    wav_bytes,
)
from jazzcore.render.audio.soundfont import find_sound_font, is_sound_font
from jazzcore.render.sounding import sounding_sec

FLUIDSYNTH = "FluidSynth"
BUILT_IN = "built-in synthesiser"
LONGEST_MUSIC_SEC = 600
"""Longer music is not rendered: ten minutes fill 106 MB as a WAV file."""

_LONGEST_TAIL_SEC = 30
_PATIENCE_SEC = 15.0
_PATIENCE_A_SECOND = 0.1
"""How long FluidSynth may take, and how much longer for each second of music (chosen by hand)."""


@dataclass(frozen=True, slots=True)
class Audio:
    """A stereo WAV file of 16 bits at 44,100 Hz, its length, its peak (1 is full scale) and the engine that played it.

    `remark` says in one sentence why it was not FluidSynth.
    """

    wav: bytes
    duration_sec: float
    peak: float
    engine: str
    remark: str | None


@dataclass(frozen=True, slots=True, eq=False)
class Played:
    """The finished sound, the engine's name, and the remark of `Audio`."""

    sound: Finished
    engine: str
    remark: str | None


def render_audio(midi: bytes, patience_sec: float = _PATIENCE_SEC, sound_font: Path | None = None) -> Audio:
    """Render a MIDI file that `midi_bytes` wrote to a WAV file.

    Parameters
    ----------
    midi : bytes
        The MIDI file.
    patience_sec : float
        How many seconds FluidSynth gets, beside a tenth of the music's length.
    sound_font : Path, optional
        The sound font FluidSynth plays; the best one found unless given.

    Returns
    -------
    Audio
        The sound of FluidSynth, or of the built-in synthesiser where FluidSynth fails.

    Raises
    ------
    RenderError
        Where no engine can play it.
    """
    played = play(midi, patience_sec, sound_font)
    samples = played.sound.samples
    return Audio(wav_bytes(samples), len(samples) / FRAMES_A_SECOND, peak_of(samples), played.engine, played.remark)


def play(midi: bytes, patience_sec: float = _PATIENCE_SEC, sound_font: Path | None = None) -> Played:
    """Play a MIDI file to samples; parameters and errors are those of `render_audio`."""
    music_sec = sounding_sec(midi)
    if music_sec > LONGEST_MUSIC_SEC:
        raise RenderError(
            f"The music lasts {music_sec:.0f} seconds and at most {LONGEST_MUSIC_SEC} can be played; "
            "choose a faster tempo or fewer values."
        )
    font = sound_font or find_sound_font()
    try:
        sound = finish(_by_fluidsynth(midi, music_sec, patience_sec, font), music_sec)
    except EngineError as failure:
        return _by_builtin(midi, music_sec, f"{FLUIDSYNTH} {failure}")
    return Played(sound, FLUIDSYNTH, None)


def _by_fluidsynth(midi: bytes, music_sec: float, patience_sec: float, sound_font: Path) -> Samples:
    if not is_sound_font(sound_font):
        raise EngineError(f"cannot play without the sound font {sound_font.name}")
    time_limit_sec = patience_sec + music_sec * _PATIENCE_A_SECOND
    size_limit = round((music_sec + _LONGEST_TAIL_SEC) * FRAMES_A_SECOND) * BYTES_A_FRAME
    program = LimitedFluidSynth(sound_font, time_limit_sec, size_limit)
    try:
        with TemporaryDirectory(prefix="jazz-studio-", ignore_cleanup_errors=True) as folder:
            midi_file, wav_file = Path(folder, "take.mid"), Path(folder, "take.wav")
            midi_file.write_bytes(midi)
            program.midi_to_audio(str(midi_file), str(wav_file))
            return read_wav(wav_file)
    except OSError as error:
        raise EngineError(f"has no place for its files ({error.strerror})") from error


def _by_builtin(midi: bytes, music_sec: float, reason: str) -> Played:
    try:
        sound = finish(synthesise(midi), music_sec)
    except EngineError as failure:
        raise RenderError(f"{reason}, and the {BUILT_IN} {failure}; install FluidSynth and play it again.") from failure
    return Played(sound, BUILT_IN, f"{reason}, so the {BUILT_IN} plays.")
