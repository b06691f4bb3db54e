"""The theory behind the values, as music21 teaches it: spelling, intervals, and the scale that fits a chord.

Pitches are MIDI numbers, spelled as music21 spells them by default (C C# D E- E F F# G G# A B- B). The course's grammar
knows two scales only, major and Dorian, and it compares the names of tones and not their sound. Both are part of what a
value means, so models depend on them, and they are not taken from the table of scales (`music.chords.scales`).
"""

from dataclasses import dataclass
from functools import cache
from typing import Any

from jazzcore.music.notes import PITCH_NAMES

_TONICS = ("C", "C#", "D-", "D", "D#", "E-", "E", "F", "F#", "G", "G#", "A", "B-", "B", "C-")
_MINOR_THIRD = "m3"


@dataclass(frozen=True, slots=True)
class ChordTheory:
    """The names of a chord's tones, of its scale's, and of the pitches a semitone from a tone."""

    tones: frozenset[str]
    scale: frozenset[str]
    approaches: frozenset[str]

    def category(self, pitch: int) -> str:
        """The category of a MIDI pitch over this chord: C, S, A or X, in this order of precedence."""
        name = PITCH_NAMES[pitch % 12]
        kinds = (("C", self.tones), ("S", self.scale), ("A", self.approaches))
        return next((category for category, names in kinds if name in names), "X")


def _music21() -> Any:  # noqa: ANN401 - it has no types
    """music21 (the library), loaded with the first value: it takes longer than all other modules together."""
    import music21  # noqa: PLC0415 - see above

    return music21


@cache
def chord_theory(pitches: tuple[int, ...]) -> ChordTheory:
    """The theory of a chord given by its MIDI pitches: the major scale that fits a major chord, else the Dorian."""
    classes = [pitch % 12 for pitch in pitches]
    neighbours = [(pitch_class + step) % 12 for pitch_class in classes for step in (1, -1)]
    m21 = _music21()
    is_major = bool(pitches) and m21.chord.Chord([m21.pitch.Pitch(pitch) for pitch in pitches]).quality == "major"
    return ChordTheory(
        tones=frozenset(PITCH_NAMES[pitch_class] for pitch_class in classes),
        scale=_fitting_scale(frozenset(classes), is_major) if pitches else frozenset(),
        approaches=frozenset(PITCH_NAMES[pitch_class] for pitch_class in neighbours),
    )


@cache
def span_names(from_pitch: int, to_pitch: int) -> tuple[str, str]:
    """Name the span in which an interval lies: from a minor third below to a minor third above it.

    Parameters
    ----------
    from_pitch : int
        The MIDI pitch before.
    to_pitch : int
        The MIDI pitch after.

    Returns
    -------
    tuple of str
        The directed names of the upper and the lower end, as `P5` and `A1`.
    """
    interval, pitch = _music21().interval, _music21().pitch
    moved = interval.Interval(pitch.Pitch(from_pitch), pitch.Pitch(to_pitch))
    upper = interval.add([moved, _MINOR_THIRD])
    lower = interval.subtract([moved, _MINOR_THIRD])
    return upper.directedName, lower.directedName


@cache
def semitones(directed_name: str) -> int:
    """The size of a directed interval name in semitones, negative downwards."""
    return int(_music21().interval.Interval(directed_name).semitones)


@cache
def _scales(is_major: bool) -> tuple[tuple[int, frozenset[int], frozenset[str]], ...]:
    """Each tonic's scale: the tonic's MIDI pitch, the scale's pitch classes, the scale's pitch names."""
    scales = _music21().scale
    kind = scales.MajorScale if is_major else scales.DorianScale
    realised = [(_music21().pitch.Pitch(tonic), kind(tonic).getPitches()) for tonic in _TONICS]
    return tuple(
        (int(tonic.ps), frozenset(p.pitchClass for p in pitches), frozenset(p.name for p in pitches))
        for tonic, pitches in realised
    )


def _fitting_scale(pitch_classes: frozenset[int], is_major: bool) -> frozenset[str]:
    """The names of the scale that shares most pitch classes.

    Of equally good scales it is the one with the highest tonic, then the last spelling. This is music21's own choice
    (`ConcreteScale.derive`), made without realising every scale again for every chord.
    """
    ranked = sorted(_scales(is_major), key=lambda scale: (len(pitch_classes & scale[1]), scale[0]))
    return ranked[-1][2]
