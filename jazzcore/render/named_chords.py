"""Chord symbols with the names that their roots and basses are written by, here and on a transposed sheet.

Names are places on the line of fifths: C is 0, G 1, F -1. Roots that fall by fifths are named as falling by fifths: a
chart that calls them Dbm7 F#7 B is written C#m7 F#7 B.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from operator import ne

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
        """The chord so many fifths higher."""
        return NamedChord(self.root + fifths, self.quality, self.bass + fifths)


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


def usually_named(chords: Sequence[NamedChord | None], tonic: int) -> tuple[NamedChord | None, ...]:
    """Chords under names in use, those that fall by fifths in one row: few are renamed, and towards the tonic."""
    named = list(chords)
    for cycle in _cycles(chords):
        for (index, chord), root in zip(cycle, _roots([chord for _, chord in cycle], tonic), strict=True):
            named[index] = NamedChord(root, chord.quality, _usual(chord.bass + root - chord.root))
    return tuple(named)


def _cycles(chords: Sequence[NamedChord | None]) -> list[list[tuple[int, NamedChord]]]:
    """The chords by their indices, in runs in which each root stays or falls by a fifth."""
    cycles: list[list[tuple[int, NamedChord]]] = []
    before: NamedChord | None = None
    for index, chord in enumerate(chords):
        if chord is not None and before is not None and _fall(before, chord) in (0, 1):
            cycles[-1].append((index, chord))
        elif chord is not None:
            cycles.append([(index, chord)])
        before = chord
    return cycles


def _fall(before: NamedChord, chord: NamedChord) -> int:
    """By how many fifths a root falls to the next one, 0 to 11, whatever they are called."""
    return (before.root - chord.root) % 12


def _roots(cycle: Sequence[NamedChord], tonic: int) -> list[int]:
    given = [chord.root for chord in cycle]
    row = list(accumulate((-_fall(*pair) for pair in pairwise(cycle)), initial=given[0]))
    rows = ([root + twelve for root in row] for twelve in (-24, -12, 0, 12, 24))
    in_use = [roots for roots in rows if set(roots) <= set(_ROOTS)]
    if not in_use:
        return list(map(_usual, given))
    return min(in_use, key=lambda roots: (sum(map(ne, roots, given)), sum(abs(root - tonic) for root in roots)))


def _usual(fifths: int) -> int:
    return fifths if fifths in _ROOTS else (fifths - _ROOTS.start) % 12 + _ROOTS.start
