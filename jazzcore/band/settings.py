"""The settings of a band: tempo, swing, feel, and each part's instrument, volume, pan and whether it is muted.

Settings are plain numbers and texts. Volumes balance the band: the soloist some decibels louder than everybody else,
whatever the instrument. Sound fonts differ by up to 14 dB in one instrument against another, so each known font has a
table of its own, measured with FluidSynth as the RMS of each part alone.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from jazzcore.band.feels import feel_of, swing_ratio_at
from jazzcore.band.rhythms import BRUSH_KIT, JAZZ_KIT, STANDARD_KIT
from jazzcore.errors import SettingError
from jazzcore.music.limits import MidiNumber, Name, PlayableTempo, Share, SwingRatio, check_settings

PART_NAMES = ("Solo", "Piano", "Bass", "Drums")
"""The parts as an arrangement names and orders them."""

PIANO, ACOUSTIC_BASS, TENOR_SAX = 0, 32, 66

_PART_LABELS = {"program": "The program of a part", "volume": "The volume of a part", "pan": "The pan of a part"}
_BAND_LABELS = {
    "tempo_bpm": "The tempo",
    "swing_ratio": "The swing ratio",
    "humanise": "The share of people's playing",
}
_PIANO_PAN, _DRUMS_PAN = 44, 84
"""The piano stands a little to the left, the drums to the right (chosen by hand)."""


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
    """The balance for a sound font by its file's name; that of the bundled font if the name is not known."""
    return _BALANCES.get(sound_font, _TIM_GM)


_USUAL = balance_of("")


@dataclass(frozen=True, slots=True)
class PartSettings:
    """A part of the band: General MIDI program (of drums: their kit), volume and pan, each 0 to 127; 64 is the middle.

    Raises SettingError.
    """

    program: MidiNumber
    volume: MidiNumber
    pan: MidiNumber = 64
    muted: bool = False

    def __post_init__(self) -> None:
        check_settings(self, _PART_LABELS)


@dataclass(frozen=True, slots=True)
class BandSettings:
    """How a band plays: a tempo in quarters a minute, a swing ratio from 1 to 3, a feel by its name, its four parts.

    `humanise` is the amount of human timing, dynamics and articulation: 0 is none of it, 1 all. Raises SettingError.
    """

    tempo_bpm: PlayableTempo = 120.0
    swing_ratio: SwingRatio = 2.0
    feel: Name = "swing"
    humanise: Share = 1.0
    solo: PartSettings = PartSettings(TENOR_SAX, _USUAL.solo[TENOR_SAX])
    piano: PartSettings = PartSettings(PIANO, _USUAL.piano, _PIANO_PAN)
    bass: PartSettings = PartSettings(ACOUSTIC_BASS, _USUAL.bass)
    drums: PartSettings = PartSettings(JAZZ_KIT, _USUAL.drums[JAZZ_KIT], _DRUMS_PAN)

    @property
    def parts(self) -> dict[str, PartSettings]:
        """The settings of each part by its name in the arrangement."""
        return dict(zip(PART_NAMES, (self.solo, self.piano, self.bass, self.drums), strict=True))

    def __post_init__(self) -> None:
        feel_of(self.feel)
        check_settings(self, _BAND_LABELS)
        if all(part.muted for part in self.parts.values()):
            raise SettingError("All four parts are muted, so there is nothing to hear; let one of them sound.")


def band_for(feel: str, tempo_bpm: float, program: int = TENOR_SAX, sound_font: str = "") -> BandSettings:
    """The usual band of a feel.

    Parameters
    ----------
    feel : str
        The name of the feel.
    tempo_bpm : float
        The tempo, in quarters a minute; it decides on the swing ratio.
    program : int
        The General MIDI program of the soloist.
    sound_font : str
        The name of the sound font's file, for which the volumes are balanced.

    Returns
    -------
    BandSettings
        The settings.

    Raises
    ------
    SettingError
        For another feel, or a number outside its limits.
    """
    style, balance = feel_of(feel), balance_of(sound_font)
    return BandSettings(
        tempo_bpm=tempo_bpm,
        swing_ratio=swing_ratio_at(tempo_bpm) if style.swings else 1.0,
        feel=feel,
        solo=PartSettings(program, balance.solo.get(program, balance.other_solo)),
        piano=PartSettings(PIANO, balance.piano, _PIANO_PAN),
        bass=PartSettings(ACOUSTIC_BASS, balance.bass),
        drums=PartSettings(style.kit, balance.drums[style.kit], _DRUMS_PAN),
    )
