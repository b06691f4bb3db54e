"""Chord symbols as the `harmony` elements of MusicXML 4.0: a kind, and degrees that are added to it or altered.

The text of a kind is what a program shows behind the root, the degrees are what it plays.
"""

from functools import cache
from xml.etree.ElementTree import Element, SubElement

from jazzcore.music.chords.table import NO_CHORD
from jazzcore.render.score.named_chords import NamedChord

_KINDS = {
    "major": (0, 4, 7),
    "minor": (0, 3, 7),
    "augmented": (0, 4, 8),
    "diminished": (0, 3, 6),
    "dominant": (0, 4, 7, 10),
    "major-seventh": (0, 4, 7, 11),
    "minor-seventh": (0, 3, 7, 10),
    "diminished-seventh": (0, 3, 6, 9),
    "augmented-seventh": (0, 4, 8, 10),
    "half-diminished": (0, 3, 6, 10),
    "major-minor": (0, 3, 7, 11),
    "major-sixth": (0, 4, 7, 9),
    "minor-sixth": (0, 3, 7, 9),
    "dominant-ninth": (0, 4, 7, 10, 14),
    "major-ninth": (0, 4, 7, 11, 14),
    "minor-ninth": (0, 3, 7, 10, 14),
    "dominant-11th": (0, 7, 10, 14, 17),
    "minor-11th": (0, 3, 7, 10, 14, 17),
    "dominant-13th": (0, 4, 7, 10, 14, 21),
    "major-13th": (0, 4, 7, 11, 14, 21),
    "minor-13th": (0, 3, 7, 10, 14, 21),
    "suspended-second": (0, 2, 7),
    "suspended-fourth": (0, 5, 7),
    "power": (0, 7),
}
"""Kinds by their tones, as the table of harmony has them (an eleventh chord without its third)."""
_ADDED = {9: (6, 0), 10: (7, 0), 11: (7, 1), 13: (9, -1), 14: (9, 0), 15: (9, 1), 17: (11, 0), 18: (11, 1)} | {
    20: (13, -1),
    21: (13, 0),
}
"""Tones that a degree can add: its number and its accidental; of a seventh that from the minor one."""
_ALTERED_FIFTHS = {6: -1, 8: 1}
_FIFTH = 7
_SIGNS = str.maketrans({"b": "♭", "#": "♯"})

_Degree = tuple[int, int, str]
"""A degree: its number, its accidental, whether it is added or altered."""


def harmony_of(chord: NamedChord | None, text: str) -> Element:
    """The element of a chord, or of its text alone where it is none that the table of harmony knows."""
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
    fitting = ((kind, _degrees(set(base), set(tones))) for kind, base in _KINDS.items())
    return min(((kind, degrees) for kind, degrees in fitting if degrees is not None), key=lambda one: len(one[1]))


def _degrees(base: set[int], tones: set[int]) -> tuple[_Degree, ...] | None:
    """What makes a kind's tones these; None where only taking tones away could."""
    missing, extra = base - tones, sorted(tones - base)
    fifth = next((tone for tone in extra if tone in _ALTERED_FIFTHS), None)
    if missing not in (set(), {_FIFTH}):
        return None
    added = [tone for tone in extra if tone != fifth]
    if any(tone not in _ADDED for tone in added):
        return None
    altered: list[_Degree] = [] if fifth is None else [(5, _ALTERED_FIFTHS[fifth], "alter")]
    return (*altered, *((*_ADDED[tone], "add") for tone in added))
