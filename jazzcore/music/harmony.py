"""The one harmony table: chord qualities, their tones, and how lead sheets spell them.

Roots and basses are pitch classes (0 is C). A symbol is a root, a quality and, after a slash, a bass:
`Dm7`, `F#m7b5`, `Bb13`, `C/E`; `N.C.` is no chord and has no tones.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from jazzcore.errors import ChordSymbolError
from jazzcore.music.leadsheet import Chord

NO_CHORD = "N.C."
ROOT_NAMES = ("C", "Db", "D", "Eb", "E", "F", "F#", "G", "Ab", "A", "Bb", "B")


@dataclass(frozen=True, slots=True)
class Quality:
    """A chord quality: its canonical suffix, semitones above the root, the family it acts as, other spellings."""

    suffix: str
    semitones: tuple[int, ...]
    family: str
    aliases: tuple[str, ...] = ()


QUALITIES: tuple[Quality, ...] = (
    Quality("", (0, 4, 7), "maj", ("maj", "M", "ma")),
    Quality("6", (0, 4, 7, 9), "maj", ("maj6", "M6", "ma6", "add6")),
    Quality("6/9", (0, 4, 7, 9, 14), "maj", ("69", "6add9", "maj69")),
    Quality("maj7", (0, 4, 7, 11), "maj", ("M7", "ma7", "Maj7", "Δ", "Δ7", "j7", "^", "^7")),
    Quality("maj9", (0, 4, 7, 11, 14), "maj", ("M9", "ma9", "Δ9", "j9", "^9", "maj79", "M79", "j79")),
    Quality("maj7#11", (0, 4, 7, 11, 18), "maj", ("M7#11", "Δ#11", "j7#11", "maj9#11", "lyd")),
    Quality("add9", (0, 4, 7, 14), "maj", ("add2", "2")),
    Quality("m", (0, 3, 7), "min", ("-", "min", "mi")),
    Quality("m6", (0, 3, 7, 9), "min", ("-6", "min6", "mi6")),
    Quality("m6/9", (0, 3, 7, 9, 14), "min", ("-69", "m69", "min69")),
    Quality("m7", (0, 3, 7, 10), "min", ("-7", "min7", "mi7")),
    Quality("m9", (0, 3, 7, 10, 14), "min", ("-9", "min9", "mi9", "m79", "-79")),
    Quality("m11", (0, 3, 7, 10, 14, 17), "min", ("-11", "min11", "mi11", "-7911", "m7911", "-711")),
    Quality("mmaj7", (0, 3, 7, 11), "min", ("mM7", "-M7", "-maj7", "-j7", "minmaj7", "mΔ", "-Δ", "-Δ7", "-^7")),
    Quality("m7b5", (0, 3, 6, 10), "m7b5", ("-7b5", "min7b5", "ø", "ø7", "Ø", "Ø7", "h7", "mi7b5")),
    Quality("dim", (0, 3, 6), "dim", ("o", "°")),
    Quality("dim7", (0, 3, 6, 9), "dim", ("o7", "°7")),
    Quality("aug", (0, 4, 8), "aug", ("+",)),
    Quality("7", (0, 4, 7, 10), "dom", ("dom7",)),
    Quality("9", (0, 4, 7, 10, 14), "dom", ("79",)),
    Quality("11", (0, 7, 10, 14, 17), "sus", ()),
    Quality("13", (0, 4, 7, 10, 14, 21), "dom", ("7913", "713")),
    Quality("7b9", (0, 4, 7, 10, 13), "dom", ("79b", "7-9")),
    Quality("7#9", (0, 4, 7, 10, 15), "dom", ("79#", "7(#9)", "7+9")),
    Quality("7#11", (0, 4, 7, 10, 18), "dom", ("711#", "9#11", "7911#", "7b5#11")),
    Quality("7b13", (0, 4, 7, 10, 20), "dom", ("713b", "7b6")),
    Quality("13b9", (0, 4, 7, 10, 13, 21), "dom", ("7b913",)),
    Quality("7b9#11", (0, 4, 7, 10, 13, 18), "dom", ("7(b9,#11)",)),
    Quality("7b5", (0, 4, 6, 10), "dom", ("7-5",)),
    Quality("7#5", (0, 4, 8, 10), "dom", ("+7", "aug7", "7+", "7+5")),
    Quality("7alt", (0, 4, 8, 10, 13, 15), "dom", ("alt", "7#5#9", "7b9b13", "7#9b13")),
    Quality("sus4", (0, 5, 7), "sus", ("sus",)),
    Quality("7sus4", (0, 5, 7, 10), "sus", ("7sus", "sus7")),
    Quality("9sus4", (0, 5, 7, 10, 14), "sus", ("9sus", "sus9", "sus79")),
    Quality("13sus4", (0, 5, 7, 10, 14, 21), "sus", ("13sus", "sus7913")),
    Quality("5", (0, 7), "maj", ()),
)  # fmt: skip

_BY_SPELLING = {spelling: quality for quality in QUALITIES for spelling in (quality.suffix, *quality.aliases)}
_SYMBOL = re.compile(r"(?P<root>[A-G][b#♭♯]?)(?P<suffix>.*?)(?:/(?P<bass>[A-G][b#♭♯]?))?")
_NATURALS = dict(zip("CDEFGAB", (0, 2, 4, 5, 7, 9, 11), strict=True))
_ACCIDENTALS = {"": 0, "b": -1, "♭": -1, "#": 1, "♯": 1}
_CLEANED = str.maketrans({"−": "-", "–": "-", "♭": "b", "♯": "#", " ": None, "(": None, ")": None, ",": None})


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


def parse_symbol(text: str) -> ChordSymbol:
    """Take a chord symbol apart; the inverse of `format_symbol`. Raises ChordSymbolError."""
    match = _SYMBOL.fullmatch(text.strip())
    if match is None:
        raise ChordSymbolError(f"{text!r} is no chord symbol; begin with a root from A to G, as in Dm7, G7b9 or C/E.")
    quality = _BY_SPELLING.get(match["suffix"].strip()) or _BY_SPELLING.get(match["suffix"].translate(_CLEANED))
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
    if text.strip().upper().replace(".", "") in {"NC", ""}:
        return Chord(NO_CHORD, ())
    symbol = parse_symbol(text)
    tones = {60 + symbol.root + step - (12 if symbol.root > 5 else 0) for step in symbol.quality.semitones}
    return Chord(format_symbol(symbol), (36 + symbol.bass, *sorted(tones)))


def name_chord(pitches: Iterable[int]) -> str:
    """The symbol that names sounding MIDI pitches best.

    Every root and quality of the table is weighed: tones explained count for it, tones missing or
    foreign against it, the lowest pitch speaks for its being the root. Fewer than two pitch classes are `N.C.`.
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


def _fit(symbol: ChordSymbol, sounding: set[int]) -> float:
    tones = set(symbol.pitch_classes)
    return (
        len(tones & sounding) - 1.1 * len(tones - sounding) - 1.2 * len(sounding - tones) + (symbol.bass == symbol.root)
    )


def _pitch_class(name: str) -> int:
    return (_NATURALS[name[0]] + _ACCIDENTALS[name[1:]]) % 12
