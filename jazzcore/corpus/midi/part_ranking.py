"""Which part is most likely the melody, which the chords, which the bass, and the reasons in words.

A score is a weighted sum of shares from 0 to 1, so that every reason can be told. Names and instruments are hints:
each weighs less than what a part plays.
"""

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from statistics import median_low

from jazzcore.corpus.midi.part_report import PartReport
from jazzcore.corpus.midi.song import MidiSong
from jazzcore.corpus.midi.voices import single_onset_share

_Share = Callable[[PartReport, int], float]


@dataclass(frozen=True, slots=True)
class _Role:
    """How a role is scored: weighted shares of what a part plays, and the instruments and names that hint at it."""

    terms: tuple[tuple[float, _Share], ...]
    families: frozenset[str]
    names: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class _Ranking:
    """The limits and weights. Chosen by hand; benchmarks/corpus/parts.py measures them."""

    least_stacked_percent: int = 20
    """A part of which fewer onsets are two notes or more plays no chords."""
    hint: float = 0.5
    """The weight of a name or an instrument."""
    bass_below_pitch: int = 52
    """E3: the middle note of a bass lies lower."""
    bass_single_onsets: float = 0.75
    """Of its onsets, so many are single notes."""
    other_families: frozenset[str] = frozenset({"Bass", "Percussive", "Sound Effects"})
    other_names: re.Pattern[str] = re.compile(r"bass|drum|perc|cymbal|snare|kick", re.IGNORECASE)
    """Instruments and names that hint at neither melody nor chords."""


_RANKING = _Ranking()


def _between(value: float, low: float, high: float) -> float:
    """0 up to `low`, 1 from `high` on, a straight line between."""
    return min(max((value - low) / (high - low), 0.0), 1.0)


_MELODY = _Role(
    terms=(
        (3.0, lambda part, _: part.single_onset_percent / 100),
        (3.0, lambda part, bar_count: part.bars_played / bar_count),
        (2.0, lambda part, _: _between(part.middle_pitch, 48, 60)),
        (2.0, lambda part, _: _between(part.distinct_pitches, 0, 20)),
        (1.5, lambda part, _: _between(part.step_percent, 40, 80)),
        (1.0, lambda part, _: _between(part.notes_a_bar, 1, 3) - _between(part.notes_a_bar, 14, 20)),
        (0.5, lambda part, _: _between(part.rest_percent, 0, 5) - _between(part.rest_percent, 80, 95)),
    ),
    families=frozenset({"Brass", "Reed", "Pipe", "Synth Lead"}),
    names=re.compile(r"melod|solo|lead|vocal|theme", re.IGNORECASE),
)
_CHORDS = _Role(
    terms=(
        (3.0, lambda part, _: (part.chord_onset_percent + part.double_onset_percent / 2) / 100),
        (3.0, lambda part, bar_count: part.bars_played / bar_count),
        (1.0, lambda part, _: _between(part.middle_pitch, 40, 52)),
        (0.5, lambda part, _: 1 - part.rest_percent / 100),
    ),
    families=frozenset({"Piano", "Organ", "Guitar", "Ensemble", "Synth Pad"}),
    names=re.compile(r"chord|comp|harmon|piano|rhythm", re.IGNORECASE),
)
_BASS = _Role(terms=(), families=frozenset({"Bass"}), names=re.compile(r"bass", re.IGNORECASE))


def melody_score(part: PartReport, bar_count: int) -> float:
    """Measure how much a part is like a melody.

    A melody has single notes, steps and many pitches, plays through the piece, and lies above the bass. A hint from
    name or instrument adds or takes a little.

    Parameters
    ----------
    part : PartReport
        The part.
    bar_count : int
        How many bars the song has.

    Returns
    -------
    float
        About 0 to 1.
    """
    return _score(_MELODY, part, bar_count)


def harmony_score(part: PartReport, bar_count: int) -> float:
    """Measure how much a part is like chords: notes together, held, through the piece, not below the bass.

    Parameters
    ----------
    part : PartReport
        The part.
    bar_count : int
        How many bars the song has.

    Returns
    -------
    float
        About 0 to 1.
    """
    return _score(_CHORDS, part, bar_count)


def in_words(part: PartReport, bar_count: int) -> str:
    """Tell what a part plays.

    Parameters
    ----------
    part : PartReport
        The part.
    bar_count : int
        How many bars the song has.

    Returns
    -------
    str
        Words that follow the name of the part.
    """
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
    """Tell why a part would be the melody.

    Parameters
    ----------
    part : PartReport
        The part.
    bar_count : int
        How many bars the song has.

    Returns
    -------
    str
        Words that follow `as it`.
    """
    return _joined(
        f"plays one note at a time {part.one_voice_percent} % of the time",
        part.pitch_range,
        f"{part.note_count} notes in {part.bars_played} of {bar_count} bars",
        f"moves by step {part.step_percent} % of the time",
        f"rests {part.rest_percent} % of it" if part.rest_percent else "",
        *_said_by_name(part, _MELODY),
        _doubled(part),
    )


def harmony_reason(part: PartReport, bar_count: int) -> str:
    """Tell why a part would be the chords.

    Parameters
    ----------
    part : PartReport
        The part.
    bar_count : int
        How many bars the song has.

    Returns
    -------
    str
        Words that follow `as it`.
    """
    return _joined(
        f"begins two or more notes together {part.double_onset_percent + part.chord_onset_percent} % of the time",
        f"sounds in {part.bars_played} of {bar_count} bars",
        *_said_by_name(part, _CHORDS),
        _doubled(part),
    )


def bass_reason(part: PartReport, bar_count: int) -> str:
    """Tell why a part would be the bass.

    Parameters
    ----------
    part : PartReport
        The part.
    bar_count : int
        How many bars the song has.

    Returns
    -------
    str
        Words that follow `as it`.
    """
    return _joined(
        f"plays one note at a time {part.one_voice_percent} % of the time",
        f"lies lowest, {part.pitch_range}",
        f"sounds in {part.bars_played} of {bar_count} bars",
        *_said_by_name(part, _BASS),
        _doubled(part),
    )


def has_chords(part: PartReport) -> bool:
    """Whether a part can carry the changes."""
    return part.double_onset_percent + part.chord_onset_percent >= _RANKING.least_stacked_percent


def bass_part(song: MidiSong, others: Collection[int | None]) -> int | None:
    """Find the bass: the lowest part that plays one note at a time below E3.

    Parameters
    ----------
    song : MidiSong
        The song.
    others : collection of int or None
        The parts to leave out, by their index.

    Returns
    -------
    int or None
        The index of the part; None where there is none.
    """
    lows = sorted(
        (median_low(note.pitch for note in track.notes), index)
        for index, track in enumerate(song.tracks)
        if not track.is_drums and index not in others
    )
    return next(
        (
            index
            for pitch, index in lows
            if pitch < _RANKING.bass_below_pitch
            and single_onset_share(song.tracks[index].notes) >= _RANKING.bass_single_onsets
        ),
        None,
    )


def supporting_parts(song: MidiSong, others: Collection[int | None]) -> tuple[int, ...]:
    """Find the parts that play chords.

    Parameters
    ----------
    song : MidiSong
        The song.
    others : collection of int or None
        The parts to leave out, by their index.

    Returns
    -------
    tuple of int
        Their indices.
    """
    return tuple(
        index
        for index, track in enumerate(song.tracks)
        if not track.is_drums
        and index not in others
        and 100 * (1 - single_onset_share(track.notes)) >= _RANKING.least_stacked_percent
    )


def _score(role: _Role, part: PartReport, bar_count: int) -> float:
    score = sum(weight * share(part, bar_count) for weight, share in role.terms) + _RANKING.hint * _hint(part, role)
    return score / sum(weight for weight, _ in role.terms)


def _hint(part: PartReport, role: _Role) -> float:
    """What instrument and name say for a role: from -2 to 2."""
    fits = (part.family in role.families) + bool(role.names.search(part.name))
    differs = (part.family in _RANKING.other_families) + bool(_RANKING.other_names.search(part.name))
    return fits - differs


def _said_by_name(part: PartReport, role: _Role) -> tuple[str, ...]:
    """What name and instrument say for a role, in words."""
    return (
        f"is named {part.name}" if role.names.search(part.name) else "",
        f"is played by {part.instrument}" if part.family in role.families and part.name != part.instrument else "",
    )


def _doubled(part: PartReport) -> str:
    return f"is doubled by {' and '.join(part.doubled_by)}" if part.doubled_by else ""


def _joined(*reasons: str) -> str:
    return ", ".join(reason for reason in reasons if reason)
