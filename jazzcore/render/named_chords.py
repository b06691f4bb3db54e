"""Chord symbols with the names that their roots and basses are written by, here and on a transposed sheet.

Names are places on the line of fifths: C is 0, G 1, F -1.
"""

from dataclasses import dataclass

from jazzcore.errors import ChordSymbolError
from jazzcore.music.chord_names import KeyName, key_of
from jazzcore.music.harmony import Quality, parse_symbol

_ROOTS = range(-6, 11)
"""Gb to A#."""


@dataclass(frozen=True, slots=True)
class NamedChord:
    """A chord symbol taken apart: root and bass in fifths, and its quality."""

    root: int
    quality: Quality
    bass: int

    @property
    def root_name(self) -> str:
        """The name of the root, as `Eb`."""
        return name_of(self.root)

    @property
    def bass_name(self) -> str:
        """The name of the bass where it is not the root, else nothing."""
        return "" if self.bass == self.root else name_of(self.bass)

    def moved(self, fifths: int) -> "NamedChord":
        """The chord so many fifths higher, what would be Cb or B# under its usual name."""
        root, bass = _usual(self.root + fifths), _usual(self.bass + fifths)
        return NamedChord(root, self.quality, bass)


def name_of(fifths: int) -> str:
    """The name at a place on the line of fifths."""
    return str(KeyName(fifths, ""))


def fifths_of(name: str) -> int:
    """The place of a name on the line of fifths; the inverse of `name_of`."""
    return key_of(name, "").tonic_fifths


def named_chord(text: str) -> NamedChord | None:
    """A chord symbol taken apart; None for `N.C.` and for what the table of harmony does not know."""
    try:
        symbol = parse_symbol(text)
    except ChordSymbolError:
        return None
    root = fifths_of(text[: 2 if text[1:2] in ("b", "#") else 1])
    bass = root if symbol.bass == symbol.root else fifths_of(text.rpartition("/")[2])
    return NamedChord(root, symbol.quality, bass)


def _usual(fifths: int) -> int:
    return fifths if fifths in _ROOTS else (fifths - _ROOTS.start) % 12 + _ROOTS.start
