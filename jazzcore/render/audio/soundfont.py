"""The sound font: the best one found on this machine, else the small one that pretty_midi carries."""

from collections.abc import Iterable
from pathlib import Path

import pretty_midi

BUNDLED_SOUND_FONT = Path(pretty_midi.__file__).with_name("TimGM6mb.sf2")
"""Always there: part of the installed pretty_midi."""

SOUND_FONT_FOLDERS = (
    Path("~/.local/share/soundfonts").expanduser(),
    Path("~/.local/share/sounds/sf2").expanduser(),
    Path("/usr/share/sounds/sf2"),
    Path("/usr/share/soundfonts"),
    Path("/usr/local/share/soundfonts"),
    Path("/usr/local/share/sounds/sf2"),
    Path("/opt/homebrew/share/soundfonts"),
    Path("/opt/homebrew/share/sounds/sf2"),
)

_NAMES_BEST_FIRST = ("FluidR3_GM.sf2", "MuseScore_General.sf2", "GeneralUser-GS.sf2", "default-GM.sf2")
_HEADER_BYTES = 12


def find_sound_font(folders: Iterable[Path] = SOUND_FONT_FOLDERS) -> Path:
    """The best General MIDI sound font in the folders, by name, that is whole; else the bundled one."""
    places = tuple(folders)
    candidates = (folder / name for name in _NAMES_BEST_FIRST for folder in places)
    return next((path for path in candidates if is_sound_font(path)), BUNDLED_SOUND_FONT)


def is_sound_font(path: Path) -> bool:
    """Whether a file says it is a sound font and is as long as it says."""
    try:
        with path.open("rb") as file:
            header = file.read(_HEADER_BYTES)
        size = path.stat().st_size
    except OSError:
        return False
    riff, announced, form = header[:4], int.from_bytes(header[4:8], "little"), header[8:]
    return riff == b"RIFF" and form == b"sfbk" and announced + 8 <= size
