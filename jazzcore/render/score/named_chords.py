"""How chord symbols are spelt on sheet music, also for transposing instruments: C# or Db, F# or Gb.

A spelling is a number on the line of fifths: C is 0, G 1, D 2, F -1. Where roots fall by fifths, their spellings fall
by fifths too: Dbm7 F#7 B becomes C#m7 F#7 B, as a fifth below C# is F#, but a fifth below Db is Gb.
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
    """A chord symbol taken apart: its root and its bass as numbers on the line of fifths, and its quality."""

    root: int
    quality: Quality
    bass: int

    @property
    def root_name(self) -> str:
        """The name of the root, such as `Eb`."""
        return name_at(self.root)

    @property
    def bass_name(self) -> str:
        """The name of the bass; empty where the bass is the root."""
        return "" if self.bass == self.root else name_at(self.bass)

    def moved(self, fifths: int) -> "NamedChord":
        """The chord transposed up by a number of fifths."""
        return NamedChord(self.root + fifths, self.quality, self.bass + fifths)


def named_chord(text: str) -> NamedChord | None:
    """Take a chord symbol apart; None for `N.C.` and for a symbol that `parse_symbol` cannot read."""
    try:
        symbol = parse_symbol(text)
    except ChordSymbolError:
        return None
    root = fifths_of(text[: 2 if text[1:2] in ("b", "#") else 1])
    bass = root if symbol.bass == symbol.root else fifths_of(text.rpartition("/")[2])
    return NamedChord(root, symbol.quality, bass)


def usually_named(chords: Sequence[NamedChord | None], tonic: int) -> tuple[NamedChord | None, ...]:
    """Spell chords as musicians do, at the lowest cost.

    It costs most to break a row of falling fifths, or to spell a repeated chord in two ways. To rename a chord costs
    less. A root that stays while its chord changes is a good place to go over to another spelling.

    Parameters
    ----------
    chords : sequence of NamedChord or None
        The chords in order; None for `N.C.` and for what could not be read.
    tonic : int
        The tonic on the line of fifths. If two spellings cost the same, the one nearer to the tonic is taken.

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
