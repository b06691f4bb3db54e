"""The key of a piece, estimated from its chords and its melody.

Each of the 24 keys gets a score. It counts how its profile correlates with the pitch classes, how long chords sound
that can be its tonic, the cadences that lead to one, and the first and last chord.

References
----------
Krumhansl, "Cognitive Foundations of Musical Pitch", 1990 (the profiles are Krumhansl and Kessler's ratings).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

import numpy as np

from jazzcore.errors import ChordSymbolError
from jazzcore.music.chords.names import key_of, name_at
from jazzcore.music.chords.table import ChordSymbol, parse_symbol
from jazzcore.music.leadsheet import ChordEvent
from jazzcore.music.notes import Note

MAJOR, MINOR = "major", "minor"

_PROFILES: Mapping[str, tuple[float, ...]] = {
    MAJOR: (6.35, 2.23, 3.48, 2.33, 4.38, 4.09, 2.52, 5.19, 2.39, 3.66, 2.29, 2.88),
    MINOR: (6.33, 2.68, 3.52, 5.38, 2.60, 3.53, 2.54, 4.75, 3.98, 2.69, 3.34, 3.17),
}
_NAMES = {
    mode: tuple(name_at(key_of("C", mode).transposed(semitones).tonic_fifths) for semitones in range(12))
    for mode in (MAJOR, MINOR)
}
"""The usual names of the twelve tonics, from C up."""
_TONIC_CHORDS = {MAJOR: "maj7", MINOR: "m6"}


@dataclass(frozen=True, slots=True)
class _Weights:
    """What counts for a key besides its profile.

    `tonics`: how well the families of chords serve as a tonic. A blues rests on dominant sevenths, modal pieces on sus
    chords. `second_degrees`, `second_degree`: where a chord stands on the root a tone below, a minor seventh is more
    often its second degree than a tonic; so these qualities count only that share. `root`, `melody`: the weights of the
    roots and the melody beside the chords in the profile. `tonic`, `cadence`, `first`, `last`: the weights of the time
    on the tonic, of the cadences to it, and of the first and the last chord.
    """

    tonics: Mapping[str, Mapping[str, float]]
    second_degrees: frozenset[str]
    second_degree: float
    root: float
    melody: float
    tonic: float
    cadence: float
    first: float
    last: float


_WEIGHTS = _Weights(
    tonics={MAJOR: {"maj": 1.0, "dom": 0.4, "sus": 0.3}, MINOR: {"min": 1.0, "sus": 0.3}},
    second_degrees=frozenset({"m7", "m9", "m11"}),
    second_degree=0.5,
    root=0.4,
    melody=0.4,
    tonic=2.0,
    cadence=1.0,
    first=0.2,
    last=0.3,
)
"""Chosen by hand; benchmarks/corpus/chords.py and benchmarks/corpus/readings.py measure them."""


@dataclass(frozen=True, slots=True)
class Key:
    """A major or minor key by the pitch class of its tonic."""

    tonic: int
    mode: str

    @property
    def name(self) -> str:
        """The key in words: `F major`."""
        return f"{_NAMES[self.mode][self.tonic]} {self.mode}"

    @property
    def tonic_chord(self) -> str:
        """The symbol of the chord to hear all of a piece against: the one whose fitting scale is mostly the key's."""
        return f"{_NAMES[self.mode][self.tonic]}{_TONIC_CHORDS[self.mode]}"


KEYS = tuple(Key(tonic, mode) for mode in _PROFILES for tonic in range(12))


def guess_key(melody: Sequence[Note], chords: Sequence[ChordEvent], end_quarter: Fraction) -> Key:
    """Estimate the key of a melody and its changes.

    Parameters
    ----------
    melody : sequence of Note
        The melody; it may be empty.
    chords : sequence of ChordEvent
        The changes, each until the next one; they may be empty.
    end_quarter : Fraction
        The end of the last chord, in quarters.

    Returns
    -------
    Key
        The likeliest key.
    """
    spans = _spans(chords, end_quarter)
    heard = _heard(melody, spans)
    return max(KEYS, key=lambda key: _correlation(key, heard) + _harmonic_evidence(key, spans))


_Spans = list[tuple[ChordSymbol, float]]


def _spans(chords: Sequence[ChordEvent], end_quarter: Fraction) -> _Spans:
    """The chords that have a name, with their lengths in quarters; equal neighbours are one."""
    spans: _Spans = []
    ends = [*(event.onset_quarter for event in chords[1:]), end_quarter]
    for event, end in zip(chords, ends, strict=False):
        try:
            symbol = parse_symbol(event.chord.symbol)
        except ChordSymbolError:
            continue
        length = float(end - event.onset_quarter)
        if spans and spans[-1][0] == symbol:
            length += spans.pop()[1]
        spans.append((symbol, length))
    return spans


def _heard(melody: Sequence[Note], spans: _Spans) -> list[float]:
    """How much is heard of each pitch class, in the chords and, by its weight, in the melody."""
    harmony, line = [0.0] * 12, [0.0] * 12
    for symbol, length in spans:
        for pitch_class in symbol.pitch_classes:
            harmony[pitch_class] += length / len(symbol.pitch_classes)
        harmony[symbol.root] += length * _WEIGHTS.root
    for note in melody:
        line[note.pitch % 12] += float(note.duration_quarter)
    harmony_total, line_total = sum(harmony) or 1.0, sum(line) or 1.0
    return [h / harmony_total + _WEIGHTS.melody * m / line_total for h, m in zip(harmony, line, strict=True)]


def _correlation(key: Key, heard: list[float]) -> float:
    """Pearson's correlation of the key's profile with what is heard; 0 where every pitch class is heard alike."""
    if max(heard) == min(heard):
        return 0.0
    profile = _PROFILES[key.mode]
    rotated = [profile[(pitch_class - key.tonic) % 12] for pitch_class in range(12)]
    return float(np.corrcoef(rotated, heard)[0, 1])


def _harmonic_evidence(key: Key, spans: _Spans) -> float:
    if not spans:
        return 0.0
    total = sum(length for _, length in spans) or 1.0
    below = (key.tonic - 2) % 12
    has_below = any(symbol.root == below and symbol.quality.family in _WEIGHTS.tonics[MAJOR] for symbol, _ in spans)
    share = _WEIGHTS.second_degree if has_below else 1.0

    def as_tonic(symbol: ChordSymbol) -> float:
        """How well a chord serves as the key's tonic, from 0 to 1."""
        if symbol.root != key.tonic:
            return 0.0
        worth = _WEIGHTS.tonics[key.mode].get(symbol.quality.family, 0.0)
        return worth * share if symbol.quality.suffix in _WEIGHTS.second_degrees else worth

    arrivals = [
        as_tonic(symbol)
        for (before, _), (symbol, _) in pairwise(spans)
        if before.quality.family in ("dom", "sus") and (symbol.root - before.root) % 12 == 5
    ]
    rest = sum(length * as_tonic(symbol) for symbol, length in spans) / total
    cadence = sum(arrivals) / max(len(arrivals), 1)
    first, last = as_tonic(spans[0][0]), as_tonic(spans[-1][0])
    return _WEIGHTS.tonic * rest + _WEIGHTS.cadence * cadence + _WEIGHTS.first * first + _WEIGHTS.last * last
