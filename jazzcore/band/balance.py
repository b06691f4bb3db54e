"""Volumes at which a band is balanced: the soloist some decibels before everybody else, whatever the instrument.

Sound fonts differ by up to 14 dB in one instrument against another, so each font known has its own table, measured
with FluidSynth: the RMS of each part alone. Volumes are MIDI's, 0 to 127, by General MIDI program.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from jazzcore.band.drum_rhythms import BRUSH_KIT, JAZZ_KIT, STANDARD_KIT


@dataclass(frozen=True, slots=True)
class Balance:
    """The volumes of the soloist and the drums by program, of a soloist that is not in the table, of piano and bass."""

    solo: Mapping[int, int]
    drums: Mapping[int, int]
    other_solo: int
    piano: int
    bass: int


_TIM_GM = Balance(
    solo={66: 71, 65: 64, 64: 71, 67: 77, 56: 73, 59: 90, 57: 75, 71: 62, 73: 55, 26: 62, 11: 53, 0: 81, 4: 56, 40: 55},
    drums={JAZZ_KIT: 116, BRUSH_KIT: 116, STANDARD_KIT: 116},
    other_solo=70,
    piano=83,
    bass=60,
)
_FLUID_R3 = Balance(
    solo={66: 71, 65: 65, 64: 69, 67: 82, 56: 86, 59: 76, 57: 66, 71: 65, 73: 66, 26: 62, 11: 96, 0: 96, 4: 58, 40: 77},
    drums={JAZZ_KIT: 86, BRUSH_KIT: 127, STANDARD_KIT: 118},
    other_solo=76,
    piano=84,
    bass=66,
)

_BALANCES = {"FluidR3_GM.sf2": _FLUID_R3}


def balance_of(sound_font: str) -> Balance:
    """The balance for a sound font by its file's name; for one that is not known, that of the font that comes along."""
    return _BALANCES.get(sound_font, _TIM_GM)
