"""The chord symbols of MusicXML, as music21 gives them, spelled as on a lead sheet.

A kind (`dominant`, `minor-seventh`) has the spelling that music21 lists first for it. Degrees that are added or altered
stand behind it (`b9`, `#11`).
"""

from music21.harmony import CHORD_TYPES, ChordStepModification, ChordSymbol, Harmony, NoChord

from jazzcore.corpus.sandbox.file_names import printable
from jazzcore.errors import ChordSymbolError
from jazzcore.music.chords.table import NO_CHORD, ROOT_NAMES, chord_of
from jazzcore.music.leadsheet import Chord

_POWER = "power"
_ACCIDENTALS = {-2: "bb", -1: "b", 0: "", 1: "#", 2: "##"}
_SEVENTHS = {-1: "7", 0: "7", 1: "maj7"}
_UPPER = {2: 9, 4: 11, 6: 13}


def chord_and_remark(symbol: Harmony) -> tuple[Chord | None, str]:
    """Read a chord symbol.

    The chord is None where nothing of the symbol can be read. The remark says what is not as it was written; it is
    empty where everything is.
    """
    if isinstance(symbol, NoChord) or symbol.chordKind == "none":
        return chord_of(NO_CHORD), ""
    if not isinstance(symbol, ChordSymbol) or symbol.root(find=False) is None:
        return None, "a chord symbol without a root is left out, and the chord before it goes on"
    root = ROOT_NAMES[symbol.root().pitchClass]
    bass = symbol.bass(find=False)
    slash = (
        f"/{ROOT_NAMES[bass.pitchClass]}" if bass is not None and bass.pitchClass != symbol.root().pitchClass else ""
    )
    kind = _kind_suffix(symbol.chordKind)
    spelled = None if kind is None else root + _with_degrees(kind, symbol.getChordStepModifications()) + slash
    kind_text = printable(symbol.chordKindStr or "")
    written = root + kind_text + slash if kind_text else None
    for text in (spelled, written):
        chord = _read(text)
        if chord is not None:
            return chord, ""
    shown = written or spelled or f"{root} {printable(symbol.chordKind)}"
    simpler = _read(None if kind is None else root + kind + slash)
    if simpler is not None:
        return simpler, f"the chord {shown} is read as {simpler.symbol}"
    return None, f"the chord {shown} is unknown; it is left out, and the chord before it goes on"


def _read(text: str | None) -> Chord | None:
    if text is None:
        return None
    try:
        return chord_of(text)
    except ChordSymbolError:
        return None


def _kind_suffix(kind: str) -> str | None:
    """How a kind of music21 is spelled behind the root; None for one that it does not know."""
    if kind == _POWER:
        return "5"
    return str(CHORD_TYPES[kind][1][0]) if kind in CHORD_TYPES else None


def _with_degrees(suffix: str, degrees: list[ChordStepModification]) -> str:
    """A suffix with its degrees behind it, in order; degrees that are taken away are written as `no5`."""
    for degree in sorted(degrees, key=lambda each: each.degree):
        number, alter = degree.degree, round(degree.interval.semitones) if degree.interval else 0
        if degree.modType == "subtract":
            suffix += f"no{number}"
        elif number == 7:
            suffix = (
                _SEVENTHS.get(alter, "?") + suffix if suffix.startswith("sus") else suffix + _SEVENTHS.get(alter, "?")
            )
        else:
            accidental = _ACCIDENTALS.get(alter, "?")
            upper = _UPPER.get(number, number) if degree.modType == "add" else number
            suffix += f"{accidental}{upper}" if accidental else f"add{upper}"
    return suffix
