"""Which part is most likely the melody, and which the chords.

A score is a weighted sum of shares from 0 to 1, so that every reason can be said. Names and instruments are
hints: each weighs less than what a part plays.
"""

import re
from collections.abc import Callable

from jazzcore.corpus.midi.part_report import PartReport

MIN_STACKED_PERCENT = 20
"""A part of which fewer onsets are two notes or more plays no chords."""

_ENOUGH_PITCHES = 20
_HINT = 0.5

_MELODY_FAMILIES = {"Brass", "Reed", "Pipe", "Synth Lead"}
_HARMONY_FAMILIES = {"Piano", "Organ", "Guitar", "Ensemble", "Synth Pad"}
_OTHER_FAMILIES = {"Bass", "Percussive", "Sound Effects"}
_BASS_FAMILIES = {"Bass"}
_MELODY_NAMES = re.compile(r"melod|solo|lead|vocal|theme", re.IGNORECASE)
_HARMONY_NAMES = re.compile(r"chord|comp|harmon|piano|rhythm", re.IGNORECASE)
_BASS_NAMES = re.compile(r"bass", re.IGNORECASE)
_OTHER_NAMES = re.compile(r"bass|drum|perc|cymbal|snare|kick", re.IGNORECASE)

_Share = Callable[[PartReport, int], float]

_MELODY_TERMS: tuple[tuple[float, _Share], ...] = (
    (3.0, lambda part, _: part.single_onset_percent / 100),
    (3.0, lambda part, bar_count: part.bars_played / bar_count),
    (2.0, lambda part, _: _between(part.middle_pitch, 48, 60)),
    (2.0, lambda part, _: min(part.distinct_pitches / _ENOUGH_PITCHES, 1.0)),
    (1.5, lambda part, _: _between(part.step_percent, 40, 80)),
    (1.0, lambda part, _: _between(part.notes_a_bar, 1, 3) - _between(part.notes_a_bar, 14, 20)),
    (0.5, lambda part, _: _between(part.rest_percent, 0, 5) - _between(part.rest_percent, 80, 95)),
)
_HARMONY_TERMS: tuple[tuple[float, _Share], ...] = (
    (3.0, lambda part, _: (part.chord_onset_percent + part.double_onset_percent / 2) / 100),
    (3.0, lambda part, bar_count: part.bars_played / bar_count),
    (1.0, lambda part, _: _between(part.middle_pitch, 40, 52)),
    (0.5, lambda part, _: 1 - part.rest_percent / 100),
)


def melody_score(part: PartReport, bar_count: int) -> float:
    """How much a part is like a melody: notes one by one, by step, through the piece, above the bass, of many pitches.

    About 0 to 1; a hint from name or instrument adds or takes a little.
    """
    return _score(_MELODY_TERMS, _hint(part, _MELODY_FAMILIES, _MELODY_NAMES), part, bar_count)


def harmony_score(part: PartReport, bar_count: int) -> float:
    """How much a part is like chords: notes together, held, through the piece, not below the bass; about 0 to 1."""
    return _score(_HARMONY_TERMS, _hint(part, _HARMONY_FAMILIES, _HARMONY_NAMES), part, bar_count)


def in_words(part: PartReport, bar_count: int) -> str:
    """What a part plays, in words that follow its name."""
    together = part.double_onset_percent + part.chord_onset_percent
    return _joined(
        f"plays one note at a time {part.one_voice_percent} % of the time",
        part.pitch_range,
        f"{part.note_count} notes in {part.bars_played} of {bar_count} bars",
        f"begins two or more together {together} % of the time" if together else "",
        f"moves by step {part.step_percent} % of the time",
        f"rests {part.rest_percent} % of it" if part.rest_percent else "",
        f"is played by {part.instrument}" if part.name != part.instrument else "",
        _doubled(part),
    )


def melody_reason(part: PartReport, bar_count: int) -> str:
    """Why a part would be the melody, in words that follow `as it`."""
    return _joined(
        f"plays one note at a time {part.one_voice_percent} % of the time",
        part.pitch_range,
        f"{part.note_count} notes in {part.bars_played} of {bar_count} bars",
        f"moves by step {part.step_percent} % of the time",
        f"rests {part.rest_percent} % of it" if part.rest_percent else "",
        *_said_by_name(part, _MELODY_FAMILIES, _MELODY_NAMES),
        _doubled(part),
    )


def harmony_reason(part: PartReport, bar_count: int) -> str:
    """Why a part would be the chords, in words that follow `as it`."""
    return _joined(
        f"begins two or more notes together {part.double_onset_percent + part.chord_onset_percent} % of the time",
        f"sounds in {part.bars_played} of {bar_count} bars",
        *_said_by_name(part, _HARMONY_FAMILIES, _HARMONY_NAMES),
        _doubled(part),
    )


def bass_reason(part: PartReport, bar_count: int) -> str:
    """Why a part would be the bass, in words that follow `as it`."""
    return _joined(
        f"plays one note at a time {part.one_voice_percent} % of the time",
        f"lies lowest, {part.pitch_range}",
        f"sounds in {part.bars_played} of {bar_count} bars",
        *_said_by_name(part, _BASS_FAMILIES, _BASS_NAMES),
        _doubled(part),
    )


def has_chords(part: PartReport) -> bool:
    """Whether a part can carry the changes."""
    return part.double_onset_percent + part.chord_onset_percent >= MIN_STACKED_PERCENT


def _between(value: float, low: float, high: float) -> float:
    """0 up to `low`, 1 from `high` on, a straight line between."""
    return min(max((value - low) / (high - low), 0.0), 1.0)


def _score(terms: tuple[tuple[float, _Share], ...], hint: float, part: PartReport, bar_count: int) -> float:
    score = sum(weight * share(part, bar_count) for weight, share in terms) + _HINT * hint
    most = sum(weight for weight, _ in terms)
    return score / most


def _said_by_name(part: PartReport, families: set[str], names: re.Pattern[str]) -> tuple[str, ...]:
    """What name and instrument say for a role, in words."""
    return (
        f"is named {part.name}" if names.search(part.name) else "",
        f"is played by {part.instrument}" if part.family in families and part.name != part.instrument else "",
    )


def _doubled(part: PartReport) -> str:
    return f"is doubled by {' and '.join(part.doubled_by)}" if part.doubled_by else ""


def _joined(*reasons: str) -> str:
    return ", ".join(reason for reason in reasons if reason)


def _hint(part: PartReport, families: set[str], names: re.Pattern[str]) -> float:
    """What instrument and name say for a role: from -2 to 2."""
    fits = (part.family in families) + bool(names.search(part.name))
    differs = (part.family in _OTHER_FAMILIES) + bool(_OTHER_NAMES.search(part.name))
    return fits - differs
