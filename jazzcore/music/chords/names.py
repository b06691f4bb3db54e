"""The names of chords' roots: `C#m7` in E major and `Dbm7` in Ab major sound alike.

Names stand on the line of fifths (C is 0, G 1, F -1). A major key names the twelve roots from five fifths below its
tonic to six above it, a minor one from six below to five above: C major has Db, Eb, F#, Ab and Bb, and A minor has G#.
A white key is called Cb, Fb, E# or B# only if it belongs to the scale.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from jazzcore.music.chords.table import DEGREES, ChordSymbol, chord_of, parse_symbol
from jazzcore.music.leadsheet import Chord

_ROOT, _BASS = re.compile(r"[A-G][b#]?"), re.compile(r"/([A-G][b#]?)$")
_ASCII = str.maketrans("♭♯", "b#")

_FIFTHS = "FCGDAEB"
_FIFTHS_OF_DEGREE = {1: 0, 2: 2, 3: 4, 4: -1, 5: 1, 6: 3, 7: 5, 9: 2, 11: -1, 13: 3}
FIFTHS_OF_TONE: Mapping[int, int] = MappingProxyType(
    {tone: _FIFTHS_OF_DEGREE[number] + 7 * alter for tone, (number, alter) in DEGREES.items()}
)
"""The tones of chords, semitones above the root, as steps from it on the line of fifths: the name each has."""
_BASSES_OF_ONE_NAME = (2, 3, 4, 5, 7, 9, 10, 11)
"""Semitones above a root whose name as a bass is the same in every chord."""
_WHITE_KEYS = frozenset({"Cb", "Fb", "E#", "B#"})


@dataclass(frozen=True, slots=True)
class _Mode:
    """A kind of key, in fifths from its tonic: where the twelve names begin, its scale, and the tonics in use."""

    lowest: int
    scale: range
    tonics: range


_MAJOR = _Mode(lowest=-5, scale=range(-1, 6), tonics=range(-6, 6))
_MINOR = _Mode(lowest=-6, scale=range(-4, 3), tonics=range(-3, 9))
_KEY = re.compile(r"(?P<tonic>[A-G][b#]?)(?![A-Za-z#])(?P<mode>.*)")
_LIKE_MINOR = re.compile(r"min|dor|phr|aeo|loc", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class KeyName:
    """A key by its tonic on the line of fifths, and how its mode is written: `F major`, `D dorian`, `Bb-maj`."""

    tonic_fifths: int
    mode: str = " major"

    def __str__(self) -> str:
        return name_at(self.tonic_fifths) + self.mode

    @property
    def root_names(self) -> tuple[str, ...]:
        """The names of the twelve pitch classes, from C up."""
        return _root_names(self.tonic_fifths, self._kind)

    def transposed(self, semitones: int) -> "KeyName":
        """The key some semitones higher, under its usual name: Db major but C# minor."""
        tonic = (self.tonic_fifths + 7 * semitones) % 12
        return KeyName(next(fifths for fifths in self._kind.tonics if fifths % 12 == tonic), self.mode)

    @property
    def _kind(self) -> _Mode:
        return _MINOR if _LIKE_MINOR.search(self.mode) else _MAJOR


def key_of(tonic: str, mode: str) -> KeyName:
    """The key of a tonic and a mode.

    Parameters
    ----------
    tonic : str
        The name of the tonic, as `Eb`.
    mode : str
        The mode in words, as `dorian`.

    Returns
    -------
    KeyName
        The key.
    """
    return KeyName(fifths_of(tonic), f" {mode}")


def key_name(text: str) -> KeyName | None:
    """The key a text names, as `Eb major`, `A minor` or `F-dor`; None where it names none."""
    match = _KEY.match(text.translate(_ASCII))
    return KeyName(fifths_of(match["tonic"]), match["mode"]) if match else None


def fitting_key(chords: Iterable[Chord]) -> KeyName:
    """The major key whose scale holds most of the chords' tones; of equal keys, the one with fewest accidentals."""
    tones = [tone for chord in chords if chord.pitches for tone in parse_symbol(chord.symbol).pitch_classes]

    def tones_held(tonic: int) -> int:
        scale = {7 * (tonic + step) % 12 for step in _MAJOR.scale}
        return sum(tone in scale for tone in tones)

    return KeyName(max(sorted(_MAJOR.tonics, key=abs), key=tones_held))


@lru_cache(maxsize=4096)
def as_written(text: str) -> Chord:
    """A symbol as a chord whose root and bass keep the names they are given; raises ChordSymbolError."""
    chord = chord_of(text)
    written = text.replace(" ", "").translate(_ASCII)
    root, bass = _ROOT.match(written), _BASS.search(written)
    if not chord.pitches or root is None:
        return chord
    return _chord(parse_symbol(text), root[0], bass[1] if bass else root[0])


def named_in(key: KeyName, symbol: ChordSymbol) -> Chord:
    """Name a chord as a key does.

    Parameters
    ----------
    key : KeyName
        The key.
    symbol : ChordSymbol
        The chord.

    Returns
    -------
    Chord
        The chord in close position: its root has the key's name, and its bass the name of a tone of the chord.
    """
    root = key.root_names[symbol.root]
    above = (symbol.bass - symbol.root) % 12
    has_one_name = above in _BASSES_OF_ONE_NAME
    bass = name_at(fifths_of(root) + FIFTHS_OF_TONE[above]) if has_one_name else key.root_names[symbol.bass]
    return _chord(symbol, root, key.root_names[symbol.bass] if len(bass) > 2 or bass in _WHITE_KEYS else bass)


def _chord(symbol: ChordSymbol, root: str, bass: str) -> Chord:
    slash = "" if symbol.bass == symbol.root else f"/{bass}"
    text = f"{root}{symbol.quality.suffix}{slash}"
    return Chord(text, chord_of(text).pitches)


def _root_names(tonic_fifths: int, kind: _Mode) -> tuple[str, ...]:
    names = [""] * 12
    for fifths in range(tonic_fifths + kind.lowest, tonic_fifths + kind.lowest + 12):
        name = name_at(fifths)
        if len(name) > 2 or (name in _WHITE_KEYS and fifths - tonic_fifths not in kind.scale):
            name = name_at((fifths + 1) % 12 - 1)
        names[7 * fifths % 12] = name
    return tuple(names)


def name_at(fifths: int) -> str:
    """The name at a place on the line of fifths."""
    accidentals, letter = divmod(fifths + 1, 7)
    return _FIFTHS[letter] + ("#" * accidentals if accidentals > 0 else "b" * -accidentals)


def fifths_of(name: str) -> int:
    """The place of a name on the line of fifths; the inverse of `name_at`."""
    return _FIFTHS.index(name[0]) - 1 + 7 * (name.count("#") - name.count("b"))
