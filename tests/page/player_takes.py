"""A take to play and to show: eighths over eight bars of a second each, with the whole band; it sounds as a low hum."""

from dataclasses import replace
from fractions import Fraction

import numpy as np

from jazzcore.band.accompany import arrange
from jazzcore.band.settings import BandSettings, band_for
from jazzcore.music.chords.table import chord_of
from jazzcore.music.leadsheet import ChordEvent, Meter, bars_of
from jazzcore.music.notes import Note
from jazzcore.music.solo import Solo, SoloNote
from jazzcore.render.audio.render import Audio
from jazzcore.render.audio.samples import FRAMES_A_SECOND, wav_bytes
from jazzcore.render.midi import midi_bytes
from jazzcore.takes.take import Take, TakeSettings
from tests.origins import origin_of

BARS = 8
BAR_SEC = 1.0
TEMPO_BPM = 240
_CHANGES = ("Dm7", "G7", "Cmaj7", "A7b9", "Dm7", "G7", "Cmaj7", "C6")
_EIGHTHS_A_BAR = 8
_TURN = 17


def eighths(bars: int = BARS) -> Solo:
    """A solo of eighths up and down a scale of semitones, of all four categories in turn."""
    notes = (
        Note(Fraction(i, 2), Fraction(1, 2), 60 + min(i % (2 * _TURN), 2 * _TURN - i % (2 * _TURN)))
        for i in range(_EIGHTHS_A_BAR * bars)
    )
    return Solo(
        "Eight & <bars>",
        tuple(SoloNote(note, "CSAX"[index % 4]) for index, note in enumerate(notes)),
        tuple(ChordEvent(Fraction(4 * bar), chord_of(_CHANGES[bar % len(_CHANGES)])) for bar in range(bars)),
        bars_of(Meter(), bars),
        (),
    )


def take_of(solo: Solo, band: BandSettings | None = None, sound_sec: float = BARS * BAR_SEC) -> Take:
    """A take of a solo that a swinging band at four bars in four seconds plays, unless another one is given."""
    playing = band or replace(band_for("swing", TEMPO_BPM, 65), swing_ratio=2.0)
    hum = np.sin(np.arange(round(sound_sec * FRAMES_A_SECOND)) * 2 * np.pi * 110 / FRAMES_A_SECOND)
    wav = wav_bytes((3000 * np.column_stack((hum, hum))).astype(np.int16))
    return Take(
        take_id="eighths",
        created="2026-11-21T23:00:00+00:00",
        model="test",
        settings=TakeSettings(band=playing),
        origin=origin_of(solo),
        solo=solo,
        midi=midi_bytes(arrange(solo, playing, np.random.default_rng(1))),
        audio=Audio(wav, sound_sec, 0.1, "test", None),
    )
