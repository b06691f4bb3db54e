"""The theory behind the values, as music21 teaches it: spelling, intervals, and the scale that fits a chord.

Pitches are MIDI numbers, spelled as music21 spells them by default (C C# D E- E F F# G G# A B- B).
"""

from dataclasses import dataclass
from functools import cache

from music21 import chord as m21_chord
from music21 import interval as m21_interval
from music21 import pitch as m21_pitch
from music21 import scale as m21_scale

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


@cache
def chord_theory(pitches: tuple[int, ...]) -> ChordTheory:
    """The theory of a chord given by its MIDI pitches: the major scale that fits a major chord, else the Dorian."""
    classes = [pitch % 12 for pitch in pitches]
    neighbours = [(pitch_class + step) % 12 for pitch_class in classes for step in (1, -1)]
    is_major = bool(pitches) and m21_chord.Chord([m21_pitch.Pitch(pitch) for pitch in pitches]).quality == "major"
    return ChordTheory(
        tones=frozenset(PITCH_NAMES[pitch_class] for pitch_class in classes),
        scale=_fitting_scale(frozenset(classes), is_major) if pitches else frozenset(),
        approaches=frozenset(PITCH_NAMES[pitch_class] for pitch_class in neighbours),
    )


@cache
def span_names(from_pitch: int, to_pitch: int) -> tuple[str, str]:
    """The directed names of the interval between two MIDI pitches plus and minus a minor third."""
    moved = m21_interval.Interval(m21_pitch.Pitch(from_pitch), m21_pitch.Pitch(to_pitch))
    upper = m21_interval.add([moved, _MINOR_THIRD])
    lower = m21_interval.subtract([moved, _MINOR_THIRD])
    return upper.directedName, lower.directedName


@cache
def semitones(directed_name: str) -> int:
    """The size of a directed interval name in semitones, negative downwards."""
    return int(m21_interval.Interval(directed_name).semitones)


@cache
def _scales(is_major: bool) -> tuple[tuple[int, frozenset[int], frozenset[str]], ...]:
    """Each tonic's scale: the tonic's MIDI pitch, the scale's pitch classes, the scale's pitch names."""
    kind = m21_scale.MajorScale if is_major else m21_scale.DorianScale
    realised = [(m21_pitch.Pitch(tonic), kind(tonic).getPitches()) for tonic in _TONICS]
    return tuple(
        (int(tonic.ps), frozenset(p.pitchClass for p in pitches), frozenset(p.name for p in pitches))
        for tonic, pitches in realised
    )


def _fitting_scale(pitch_classes: frozenset[int], is_major: bool) -> frozenset[str]:
    """The names of the scale that shares most pitch classes; of equals the highest tonic, of those the last spelling.

    This is music21's own choice (`ConcreteScale.derive`), made without realising every scale anew for every chord.
    """
    ranked = sorted(_scales(is_major), key=lambda scale: (len(pitch_classes & scale[1]), scale[0]))
    return ranked[-1][2]
