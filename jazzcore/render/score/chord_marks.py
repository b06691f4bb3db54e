"""Chord symbols as the `harmony` elements of MusicXML 4.0: a kind, and degrees that are added to it or altered.

A program shows the text of the kind behind the root, and plays the degrees.
"""

from functools import cache
from xml.etree.ElementTree import Element, SubElement

from jazzcore.music.chords.table import DEGREES, NO_CHORD, quality_of
from jazzcore.render.score.named_chords import NamedChord

_KINDS = {
    "major": "",
    "minor": "m",
    "augmented": "aug",
    "diminished": "dim",
    "dominant": "7",
    "major-seventh": "maj7",
    "minor-seventh": "m7",
    "diminished-seventh": "dim7",
    "augmented-seventh": "7#5",
    "half-diminished": "m7b5",
    "major-minor": "mmaj7",
    "major-sixth": "6",
    "minor-sixth": "m6",
    "dominant-ninth": "9",
    "major-ninth": "maj9",
    "minor-ninth": "m9",
    "dominant-11th": "11",
    "minor-11th": "m11",
    "dominant-13th": "13",
    "major-13th": "maj13",
    "minor-13th": "m13",
    "suspended-second": "sus2",
    "suspended-fourth": "sus4",
    "power": "5",
}
"""The kinds of MusicXML 4.0, each with the quality of the harmony table that has its tones."""
_MINOR_SEVENTH_ALTER = 1
"""MusicXML counts the accidental of a seventh from the minor one."""
_ALTERED_FIFTHS = {6: -1, 8: 1}
_FIFTH, _LOWEST_ADDED = 7, 9
_SIGNS = str.maketrans({"b": "♭", "#": "♯"})

_Degree = tuple[int, int, str]
"""A degree: its number, its accidental, whether it is added or altered."""


def harmony_of(chord: NamedChord | None, text: str) -> Element:
    """Write a chord as a `harmony` element.

    Parameters
    ----------
    chord : NamedChord or None
        The chord; None where the harmony table does not know it.
    text : str
        Its symbol, which is shown where there is no chord.

    Returns
    -------
    Element
        The element: root, kind, bass and degrees.

    References
    ----------
    MusicXML 4.0, W3C Music Notation Community Group, 2021.
    """
    harmony = Element("harmony", {"print-frame": "no"})
    if chord is None:
        root = SubElement(harmony, "root")
        SubElement(root, "root-step", {"text": ""}).text = "C"
        SubElement(harmony, "kind", {"text": text}).text = "none" if text == NO_CHORD else "other"
        return harmony
    kind, degrees = _kind_of(chord.quality.semitones)
    _put_name(harmony, "root", chord.root_name)
    SubElement(harmony, "kind", {"text": chord.quality.suffix.translate(_SIGNS)}).text = kind
    if chord.bass_name:
        _put_name(harmony, "bass", chord.bass_name)
    for number, alter, change in degrees:
        degree = SubElement(harmony, "degree", {"print-object": "no"})
        SubElement(degree, "degree-value").text = str(number)
        SubElement(degree, "degree-alter").text = str(alter)
        SubElement(degree, "degree-type").text = change
    return harmony


def _put_name(harmony: Element, of: str, name: str) -> None:
    element = SubElement(harmony, of)
    SubElement(element, f"{of}-step").text = name[0]
    if alter := name.count("#") - name.count("b"):
        SubElement(element, f"{of}-alter").text = str(alter)


@cache
def _kind_of(tones: tuple[int, ...]) -> tuple[str, tuple[_Degree, ...]]:
    """The kind that needs fewest degrees for these tones, and they."""
    fitting = ((kind, _degrees(set(quality_of(suffix).semitones), set(tones))) for kind, suffix in _KINDS.items())
    return min(((kind, degrees) for kind, degrees in fitting if degrees is not None), key=lambda one: len(one[1]))


def _degrees(base: set[int], tones: set[int]) -> tuple[_Degree, ...] | None:
    """The degrees that turn a kind's tones into these; None if tones would have to be removed."""
    missing, extra = base - tones, sorted(tones - base)
    fifth = next((tone for tone in extra if tone in _ALTERED_FIFTHS), None)
    if missing not in (set(), {_FIFTH}):
        return None
    added = [tone for tone in extra if tone != fifth]
    if any(tone < _LOWEST_ADDED for tone in added):
        return None
    altered: list[_Degree] = [] if fifth is None else [(5, _ALTERED_FIFTHS[fifth], "alter")]
    return (*altered, *((*_degree(tone), "add") for tone in added))


def _degree(tone: int) -> tuple[int, int]:
    number, alter = DEGREES[tone]
    return number, alter + _MINOR_SEVENTH_ALTER if number == 7 else alter
