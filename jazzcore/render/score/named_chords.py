"""Chord symbols with the names of their roots and basses, also on a transposed sheet.

Names are places on the line of fifths: C is 0, G 1, F -1. Roots that fall by fifths are named as falling by fifths: a
chart with Dbm7 F#7 B is written C#m7 F#7 B.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from jazzcore.errors import ChordSymbolError
from jazzcore.music.chords.names import fifths_of, name_at
from jazzcore.music.chords.table import Quality, parse_symbol

_ROOTS = range(-6, 11)
"""Gb to A#."""

_RENAMED, _AWAY = 1.0, 0.001
"""The cost of renaming a chord, and of each fifth away from the tonic (chosen by hand)."""
_BROKEN, _ON_ANOTHER_CHORD = 4.0, 0.5
"""The cost of leaving a row of fifths, and the lower cost where a root stays while its chord changes, which is a good
place for it (chosen by hand)."""


@dataclass(frozen=True, slots=True)
class NamedChord:
    """A chord symbol taken apart: root and bass in fifths, and its quality."""

    root: int
    quality: Quality
    bass: int

    @property
    def root_name(self) -> str:
        """The name of the root, as `Eb`."""
        return name_at(self.root)

    @property
    def bass_name(self) -> str:
        """The name of the bass where it is not the root, else nothing."""
        return "" if self.bass == self.root else name_at(self.bass)

    def moved(self, fifths: int) -> "NamedChord":
        """The chord some fifths higher."""
        return NamedChord(self.root + fifths, self.quality, self.bass + fifths)


def named_chord(text: str) -> NamedChord | None:
    """A chord symbol taken apart; None for `N.C.` and for what the harmony table does not know."""
    try:
        symbol = parse_symbol(text)
    except ChordSymbolError:
        return None
    root = fifths_of(text[: 2 if text[1:2] in ("b", "#") else 1])
    bass = root if symbol.bass == symbol.root else fifths_of(text.rpartition("/")[2])
    return NamedChord(root, symbol.quality, bass)


def usually_named(chords: Sequence[NamedChord | None], tonic: int) -> tuple[NamedChord | None, ...]:
    """Name chords as musicians do, by the way of least cost: falling fifths in one row, few chords renamed.

    Parameters
    ----------
    chords : sequence of NamedChord or None
        The chords in order; None where there is none.
    tonic : int
        The tonic on the line of fifths. If two ways cost the same, the one nearer to it is taken.

    Returns
    -------
    tuple of NamedChord or None
        The same chords, some of them renamed.
    """
    ways: dict[int | None, tuple[float, tuple[int | None, ...]]] = {None: (0.0, ())}
    before: NamedChord | None = None
    for chord in chords:
        names = [None] if chord is None else [root for root in _ROOTS if (root - chord.root) % 12 == 0]
        ways = {
            name: min(
                (cost + _cost(before, last, chord, name, tonic), (*way, name)) for last, (cost, way) in ways.items()
            )
            for name in names
        }
        before = chord
    _, roots = min(ways.values())
    return tuple(chord and _renamed(chord, root) for chord, root in zip(chords, roots, strict=True))


def _cost(before: NamedChord | None, last: int | None, chord: NamedChord | None, name: int | None, tonic: int) -> float:
    """The cost of a name for a chord, given the name of the chord before it."""
    if chord is None or name is None:
        return 0.0
    cost = (name != chord.root) * _RENAMED + abs(name - tonic) * _AWAY
    if before is None or last is None:
        return cost
    fall = (before.root - chord.root) % 12
    is_broken = fall in (0, 1) and last - name != fall
    return cost + is_broken * (_BROKEN if fall or before == chord else _ON_ANOTHER_CHORD)


def _renamed(chord: NamedChord, root: int | None) -> NamedChord | None:
    return None if root is None else NamedChord(root, chord.quality, _usual(chord.bass + root - chord.root))


def _usual(fifths: int) -> int:
    return fifths if fifths in _ROOTS else (fifths - _ROOTS.start) % 12 + _ROOTS.start
