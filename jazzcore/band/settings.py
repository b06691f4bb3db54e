"""What a band is asked to be: tempo, swing, feel, and each part's instrument, volume, place and silence.

Settings are plain numbers and texts. Volumes balance the band: the soloist some decibels louder than everybody else,
whatever the instrument. Sound fonts differ by up to 14 dB in one instrument against another, so each known font has a
table of its own, measured with FluidSynth as the RMS of each part alone.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from jazzcore.band.feels import feel_of, swing_ratio_at
from jazzcore.band.rhythms import BRUSH_KIT, JAZZ_KIT, STANDARD_KIT
from jazzcore.band.swing import SWING_RATIOS
from jazzcore.errors import SettingError

TEMPOS_BPM = (4, 1000)
"""The slowest and the fastest tempo that can be written, in quarters a minute."""

PART_NAMES = ("Solo", "Piano", "Bass", "Drums")
"""The parts as an arrangement names and orders them."""

PIANO, ACOUSTIC_BASS, TENOR_SAX = 0, 32, 66

_MIDI_LABELS = {"program": "The program", "volume": "The volume", "pan": "The pan"}
_LARGEST = 127
_PIANO_PAN, _DRUMS_PAN = 44, 84


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


_USUAL = balance_of("")


@dataclass(frozen=True, slots=True)
class PartSettings:
    """A part of the band: General MIDI program (of drums: their kit), volume and pan, each 0 to 127; 64 is the middle.

    Raises SettingError.
    """

    program: int
    volume: int
    pan: int = 64
    muted: bool = False

    def __post_init__(self) -> None:
        for name, label in _MIDI_LABELS.items():
            number = getattr(self, name)
            if not 0 <= number <= _LARGEST:
                raise SettingError(f"{label} of a part is {number}; set it between 0 and {_LARGEST}.")


@dataclass(frozen=True, slots=True)
class BandSettings:
    """How a band plays: a tempo in quarters a minute, a swing ratio from 1 to 3, a feel by its name, its four parts.

    `humanise` is how much of people's timing, dynamics and articulation is in it: 0 plays all notes as they are
    written, 1 in full. Raises SettingError.
    """

    tempo_bpm: float = 120.0
    swing_ratio: float = 2.0
    feel: str = "swing"
    humanise: float = 1.0
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
        for name, (lowest, highest), label in _RANGES:
            number = getattr(self, name)
            if not lowest <= number <= highest:
                raise SettingError(f"{label} is {number}; set it between {lowest} and {highest}.")
        if all(part.muted for part in self.parts.values()):
            raise SettingError("All four parts are muted, so there is nothing to hear; let one of them sound.")


_RANGES = (
    ("tempo_bpm", TEMPOS_BPM, "The tempo"),
    ("swing_ratio", SWING_RATIOS, "The swing ratio"),
    ("humanise", (0, 1), "The share of people's playing"),
)


def band_for(feel: str, tempo_bpm: float, program: int = TENOR_SAX, sound_font: str = "") -> BandSettings:
    """The usual band of a feel at a tempo, the solo on a General MIDI program, balanced for a sound font by its name.

    Raises SettingError.
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


def band_from_document(document: dict[str, Any]) -> BandSettings:
    """The settings that a JSON document holds; the inverse of `dataclasses.asdict`. Raises SettingError."""
    try:
        parts = {name: PartSettings(**document[name]) for name in ("solo", "piano", "bass", "drums")}
        return BandSettings(**document | parts)
    except (KeyError, TypeError) as error:
        raise SettingError(f"These are no settings of a band ({error}); choose them again.") from error
