"""The one harmony table: chord qualities, their canonical spellings and their tones.

Roots and basses are pitch classes (0 is C). A symbol is a root, a quality and, after a slash, a bass:
`Dm7`, `F#m7b5`, `Bb13`, `C/E`; `N.C.` is no chord and has no tones.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from jazzcore.errors import ChordSymbolError
from jazzcore.music.chords.spelling import tones_of
from jazzcore.music.leadsheet import Chord

NO_CHORD = "N.C."
ROOT_NAMES = ("C", "Db", "D", "Eb", "E", "F", "F#", "G", "Ab", "A", "Bb", "B")


@dataclass(frozen=True, slots=True)
class Quality:
    """A chord quality: its canonical suffix, its tones as semitones above the root, the family it acts as."""

    suffix: str
    semitones: tuple[int, ...]
    family: str


QUALITIES: tuple[Quality, ...] = (
    Quality("", (0, 4, 7), "maj"),
    Quality("6", (0, 4, 7, 9), "maj"),
    Quality("6/9", (0, 4, 7, 9, 14), "maj"),
    Quality("maj7", (0, 4, 7, 11), "maj"),
    Quality("maj9", (0, 4, 7, 11, 14), "maj"),
    Quality("maj7#11", (0, 4, 7, 11, 18), "maj"),
    Quality("add9", (0, 4, 7, 14), "maj"),
    Quality("m", (0, 3, 7), "min"),
    Quality("m6", (0, 3, 7, 9), "min"),
    Quality("m6/9", (0, 3, 7, 9, 14), "min"),
    Quality("m7", (0, 3, 7, 10), "min"),
    Quality("m9", (0, 3, 7, 10, 14), "min"),
    Quality("m11", (0, 3, 7, 10, 14, 17), "min"),
    Quality("mmaj7", (0, 3, 7, 11), "min"),
    Quality("m7b5", (0, 3, 6, 10), "m7b5"),
    Quality("dim", (0, 3, 6), "dim"),
    Quality("dim7", (0, 3, 6, 9), "dim"),
    Quality("aug", (0, 4, 8), "aug"),
    Quality("7", (0, 4, 7, 10), "dom"),
    Quality("9", (0, 4, 7, 10, 14), "dom"),
    Quality("11", (0, 7, 10, 14, 17), "sus"),
    Quality("13", (0, 4, 7, 10, 14, 21), "dom"),
    Quality("7b9", (0, 4, 7, 10, 13), "dom"),
    Quality("7#9", (0, 4, 7, 10, 15), "dom"),
    Quality("7#11", (0, 4, 7, 10, 18), "dom"),
    Quality("7b13", (0, 4, 7, 10, 20), "dom"),
    Quality("13b9", (0, 4, 7, 10, 13, 21), "dom"),
    Quality("7b9#11", (0, 4, 7, 10, 13, 18), "dom"),
    Quality("7b5", (0, 4, 6, 10), "dom"),
    Quality("7#5", (0, 4, 8, 10), "dom"),
    Quality("7alt", (0, 4, 8, 10, 13, 15), "dom"),
    Quality("sus4", (0, 5, 7), "sus"),
    Quality("7sus4", (0, 5, 7, 10), "sus"),
    Quality("9sus4", (0, 5, 7, 10, 14), "sus"),
    Quality("13sus4", (0, 5, 7, 10, 14, 21), "sus"),
    Quality("5", (0, 7), "maj"),
    Quality("6/9#11", (0, 4, 7, 9, 14, 18), "maj"),
    Quality("maj13", (0, 4, 7, 11, 14, 21), "maj"),
    Quality("maj7add13", (0, 4, 7, 11, 21), "maj"),
    Quality("maj7#9", (0, 4, 7, 11, 15), "maj"),
    Quality("maj7#9#11", (0, 4, 7, 11, 15, 18), "maj"),
    Quality("maj9#11", (0, 4, 7, 11, 14, 18), "maj"),
    Quality("maj7b5", (0, 4, 6, 11), "maj"),
    Quality("maj7#5", (0, 4, 8, 11), "aug"),
    Quality("madd9", (0, 3, 7, 14), "min"),
    Quality("m13", (0, 3, 7, 10, 14, 21), "min"),
    Quality("m7add11", (0, 3, 7, 10, 17), "min"),
    Quality("m7b9", (0, 3, 7, 10, 13), "min"),
    Quality("mmaj9", (0, 3, 7, 11, 14), "min"),
    Quality("mmaj9#11", (0, 3, 7, 11, 14, 18), "min"),
    Quality("mmaj13", (0, 3, 7, 11, 14, 21), "min"),
    Quality("m9b5", (0, 3, 6, 10, 14), "m7b5"),
    Quality("m11b5", (0, 3, 6, 10, 14, 17), "m7b5"),
    Quality("dimmaj7", (0, 3, 6, 11), "dim"),
    Quality("7add13", (0, 4, 7, 10, 21), "dom"),
    Quality("9add11", (0, 4, 7, 10, 14, 17), "dom"),
    Quality("9#11", (0, 4, 7, 10, 14, 18), "dom"),
    Quality("9b13", (0, 4, 7, 10, 14, 20), "dom"),
    Quality("13#9", (0, 4, 7, 10, 15, 21), "dom"),
    Quality("13#11", (0, 4, 7, 10, 14, 18, 21), "dom"),
    Quality("13b9#11", (0, 4, 7, 10, 13, 18, 21), "dom"),
    Quality("7#9#11", (0, 4, 7, 10, 15, 18), "dom"),
    Quality("7b9#9", (0, 4, 7, 10, 13, 15), "dom"),
    Quality("7b9b13", (0, 4, 7, 10, 13, 20), "dom"),
    Quality("7#9b13", (0, 4, 7, 10, 15, 20), "dom"),
    Quality("9b5", (0, 4, 6, 10, 14), "dom"),
    Quality("7b5b9", (0, 4, 6, 10, 13), "dom"),
    Quality("7b5#9", (0, 4, 6, 10, 15), "dom"),
    Quality("9#5", (0, 4, 8, 10, 14), "dom"),
    Quality("7#5b9", (0, 4, 8, 10, 13), "dom"),
    Quality("7#5#9", (0, 4, 8, 10, 15), "dom"),
    Quality("9#5#11", (0, 4, 8, 10, 14, 18), "dom"),
    Quality("sus2", (0, 2, 7), "sus"),
    Quality("7b9sus4", (0, 5, 7, 10, 13), "sus"),
)

DEGREES: Mapping[int, tuple[int, int]] = MappingProxyType(
    {
        0: (1, 0), 2: (2, 0), 3: (3, -1), 4: (3, 0), 5: (4, 0), 6: (5, -1), 7: (5, 0), 8: (5, 1), 9: (6, 0),
        10: (7, -1), 11: (7, 0), 13: (9, -1), 14: (9, 0), 15: (9, 1), 17: (11, 0), 18: (11, 1), 20: (13, -1),
        21: (13, 0),
    }
)  # fmt: skip
"""The degree of each tone of `QUALITIES` (semitones above the root): its number and its accidental, -1 for a flat."""

_BY_SUFFIX = {quality.suffix: quality for quality in QUALITIES}
_BY_TONES = {quality.semitones: quality for quality in QUALITIES}
_SYMBOL = re.compile(r"(?P<root>[A-G][b#♭♯]?)(?P<suffix>.*?)(?:/(?P<bass>[A-G][b#♭♯]?))?")
_LONGEST_SYMBOL = 40
_NATURALS = dict(zip("CDEFGAB", (0, 2, 4, 5, 7, 9, 11), strict=True))
_ACCIDENTALS = {"": 0, "b": -1, "♭": -1, "#": 1, "♯": 1}


@dataclass(frozen=True, slots=True)
class ChordSymbol:
    """A chord symbol taken apart: root and bass as pitch classes, and a quality of the table."""

    root: int
    quality: Quality
    bass: int

    @property
    def pitch_classes(self) -> tuple[int, ...]:
        """The chord's tones as pitch classes, the root first, without the bass."""
        return tuple((self.root + step) % 12 for step in self.quality.semitones)


def quality_of(suffix: str) -> Quality:
    """The quality of the table that has a canonical suffix, as `m7b5`. Raises KeyError where there is none."""
    return _BY_SUFFIX[suffix]


def parse_symbol(text: str) -> ChordSymbol:
    """Take a chord symbol apart; the inverse of `format_symbol`. Raises ChordSymbolError."""
    match = _SYMBOL.fullmatch(text.replace(" ", "")) if len(text) <= _LONGEST_SYMBOL else None
    if match is None:
        raise ChordSymbolError(
            f"{text[:_LONGEST_SYMBOL]!r} is no chord symbol; begin with a root from A to G, as in Dm7, G7b9 or C/E."
        )
    quality = _BY_TONES.get(tones_of(match["suffix"]) or ())
    if quality is None:
        raise ChordSymbolError(
            f"{text!r} has the unknown quality {match['suffix']!r}; write one like m7, 7, maj7, m7b5 or 7b9."
        )
    root = _pitch_class(match["root"])
    return ChordSymbol(root, quality, _pitch_class(match["bass"]) if match["bass"] else root)


def format_symbol(symbol: ChordSymbol) -> str:
    """The canonical spelling of a chord symbol; the inverse of `parse_symbol`."""
    slash = "" if symbol.bass == symbol.root else f"/{ROOT_NAMES[symbol.bass]}"
    return f"{ROOT_NAMES[symbol.root]}{symbol.quality.suffix}{slash}"


def chord_of(text: str) -> Chord:
    """A symbol as a chord in close position: the bass from C2 to B2, the tones around C4.

    `N.C.` gives a chord without pitches. Raises ChordSymbolError.
    """
    if text.strip().upper().replace(".", "") == "NC":
        return Chord(NO_CHORD, ())
    symbol = parse_symbol(text)
    tones = {60 + symbol.root + step - (12 if symbol.root > 5 else 0) for step in symbol.quality.semitones}
    return Chord(format_symbol(symbol), (36 + symbol.bass, *sorted(tones)))


def name_chord(pitches: Iterable[int]) -> str:
    """The symbol that names sounding MIDI pitches best; `N.C.` for fewer than two pitch classes.

    Every root and quality of the table is weighed: tones that sound count for it, missing and foreign tones count
    against it, and a root in the bass counts for it.
    """
    ordered = sorted(pitches)
    sounding = {pitch % 12 for pitch in ordered}
    if len(sounding) < 2:
        return NO_CHORD
    bass = ordered[0] % 12
    best = max(
        (ChordSymbol(root, quality, bass) for root in sounding for quality in QUALITIES),
        key=lambda symbol: _fit(symbol, sounding),
    )
    return format_symbol(best)


_MISSING_COST, _FOREIGN_COST = 1.1, 1.2
"""The costs of a missing and of a foreign tone, where a tone that fits gains 1 (chosen by hand)."""


def _fit(symbol: ChordSymbol, sounding: set[int]) -> float:
    tones = set(symbol.pitch_classes)
    missing, foreign = len(tones - sounding), len(sounding - tones)
    is_on_root = symbol.bass == symbol.root
    return len(tones & sounding) - _MISSING_COST * missing - _FOREIGN_COST * foreign + is_on_root


def _pitch_class(name: str) -> int:
    return (_NATURALS[name[0]] + _ACCIDENTALS[name[1:]]) % 12
