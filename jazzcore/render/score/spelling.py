"""The names of a line's pitches, by chord, key and direction.

A tone of the chord is named as the chord does: the third of Eb7 is G, its seventh Db. A tone of the key is named as the
key does. Any other note that moves on by a semitone is named after its goal: D# to E, Eb to D. All others are named as
the chord's own key would. Names stand on the line of fifths (C is 0, G 1, F -1); none has a double accidental.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from jazzcore.music.chords.names import FIFTHS_OF_TONE, KeyName, fifths_of, key_of, name_at
from jazzcore.render.score.named_chords import NamedChord

_FIFTHS_OF_TONE = {**FIFTHS_OF_TONE, 15: FIFTHS_OF_TONE[3]}
"""The names of chord tones in steps of fifths; a sharp ninth is written as the minor third it sounds as."""
_USUAL = range(-7, 12)
"""Cb to E#."""
_WHITE_KEYS = frozenset({-7, 11})
_SIGNATURES = {"min": -3, "aeo": -3, "dor": -2, "mix": -1, "phr": -4, "lyd": 1, "loc": -5}
"""Modes by their first letters: how many fifths the signature lies from the tonic."""
_SEMITONE_FIFTHS = 5


@dataclass(frozen=True, slots=True)
class Spelling:
    """A written pitch: letter, accidental (-1 flat, 1 sharp) and octave (middle C has 4)."""

    step: str
    alter: int
    octave: int

    @property
    def staff_place(self) -> int:
        """Its place among all lines and spaces, 28 for middle C."""
        return 7 * self.octave + "CDEFGAB".index(self.step)

    def higher(self, octaves: int) -> "Spelling":
        """The same name some octaves higher."""
        return Spelling(self.step, self.alter, self.octave + octaves)


def signature_of(key: KeyName) -> int:
    """The accidentals of a key's signature: sharps above 0, flats below."""
    return key.tonic_fifths + _SIGNATURES.get(key.mode.strip(" -").lower()[:3], 0)


def spelled(pitches: Sequence[int], chords: Sequence[NamedChord | None], key: KeyName) -> tuple[Spelling, ...]:
    """Name the pitches of a line.

    Parameters
    ----------
    pitches : sequence of int
        The MIDI pitches, as they are written.
    chords : sequence of NamedChord or None
        The chord under each of them.
    key : KeyName
        The key they are written in.

    Returns
    -------
    tuple of Spelling
        A name for each pitch.
    """
    names: list[int] = []
    for index in reversed(range(len(pitches))):
        following = (pitches[index + 1] - pitches[index], names[-1]) if names else (0, 0)
        names.append(_fifths(pitches[index] % 12, chords[index], key, following))
    return tuple(_spelling(pitch, fifths) for pitch, fifths in zip(pitches, reversed(names), strict=True))


def _spelling(pitch: int, fifths: int) -> Spelling:
    name = name_at(fifths)
    alter = name.count("#") - name.count("b")
    return Spelling(name[0], alter, (pitch - alter) // 12 - 1)


def _fifths(pitch_class: int, chord: NamedChord | None, key: KeyName, following: tuple[int, int]) -> int:
    """The place of a name on the line of fifths; `following` is the way to the next note, and that one's name."""
    if chord is not None:
        above = (pitch_class - 7 * chord.root) % 12
        for semitones in chord.quality.semitones:
            fifths = chord.root + _FIFTHS_OF_TONE[semitones]
            if semitones % 12 == above and fifths in _USUAL:
                return fifths
    signature = signature_of(key)
    of_key = _name_in(key, pitch_class)
    if of_key in range(signature - 1, signature + 6):
        return of_key
    semitones, name = following
    if semitones in (1, -1):
        moving = name + semitones * _SEMITONE_FIFTHS
        if moving in _USUAL and moving not in _WHITE_KEYS:
            return moving
    if chord is None:
        return of_key
    return _name_in(key_of(chord.root_name, "minor" if 3 in chord.quality.semitones else "major"), pitch_class)


def _name_in(key: KeyName, pitch_class: int) -> int:
    return fifths_of(key.root_names[pitch_class])
