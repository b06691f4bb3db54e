"""Which part is most likely the melody, and which the chords.

A score is a weighted sum of shares from 0 to 1, so that every reason can be said. Names and instruments are
hints: each weighs less than what a part plays.
"""

import re
from collections.abc import Callable

from jazzcore.corpus.part_report import PartReport

MIN_STACKED_PERCENT = 20
"""A part of which fewer onsets are two notes or more plays no chords."""

_ENOUGH_PITCHES = 20
_HINT = 0.5

_MELODY_FAMILIES = {"Brass", "Reed", "Pipe", "Synth Lead"}
_HARMONY_FAMILIES = {"Piano", "Organ", "Guitar", "Ensemble", "Synth Pad"}
_OTHER_FAMILIES = {"Bass", "Percussive", "Sound Effects"}
_MELODY_NAMES = re.compile(r"melod|solo|lead|vocal|theme", re.IGNORECASE)
_HARMONY_NAMES = re.compile(r"chord|comp|harmon|piano|rhythm", re.IGNORECASE)
_OTHER_NAMES = re.compile(r"bass|drum|perc|cymbal|snare|kick", re.IGNORECASE)

_Share = Callable[[PartReport, int], float]

_MELODY_TERMS: tuple[tuple[float, _Share], ...] = (
    (3.0, lambda part, _: part.single_onset_percent / 100),
    (3.0, lambda part, bar_count: part.bars_played / bar_count),
    (2.0, lambda part, _: _between(part.middle_pitch, 48, 60)),
    (2.0, lambda part, _: min(part.distinct_pitches / _ENOUGH_PITCHES, 1.0)),
    (_HINT, lambda part, _: _hint(part, _MELODY_FAMILIES, _MELODY_NAMES)),
)
_HARMONY_TERMS: tuple[tuple[float, _Share], ...] = (
    (3.0, lambda part, _: (part.chord_onset_percent + part.double_onset_percent / 2) / 100),
    (3.0, lambda part, bar_count: part.bars_played / bar_count),
    (1.0, lambda part, _: _between(part.middle_pitch, 40, 52)),
    (_HINT, lambda part, _: _hint(part, _HARMONY_FAMILIES, _HARMONY_NAMES)),
)


def melody_score(part: PartReport, bar_count: int) -> float:
    """How much a part is like a melody: notes one by one, through the piece, above the bass, of many pitches."""
    return sum(weight * share(part, bar_count) for weight, share in _MELODY_TERMS)


def harmony_score(part: PartReport, bar_count: int) -> float:
    """How much a part is like chords: notes together, through the piece, not below the bass."""
    return sum(weight * share(part, bar_count) for weight, share in _HARMONY_TERMS)


def has_chords(part: PartReport) -> bool:
    """Whether a part can carry the changes."""
    return part.double_onset_percent + part.chord_onset_percent >= MIN_STACKED_PERCENT


def _between(value: float, low: float, high: float) -> float:
    """0 up to `low`, 1 from `high` on, a straight line between."""
    return min(max((value - low) / (high - low), 0.0), 1.0)


def _hint(part: PartReport, families: set[str], names: re.Pattern[str]) -> float:
    """What instrument and name say for a role: from -2 to 2."""
    fits = (part.family in families) + bool(names.search(part.name))
    differs = (part.family in _OTHER_FAMILIES) + bool(_OTHER_NAMES.search(part.name))
    return fits - differs
