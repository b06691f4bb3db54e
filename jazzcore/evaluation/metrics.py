"""Fifteen metrics of a melody over changes, and a sixteenth, the harmonic lift. They compare takes with real solos.

H1, H4 and GS16 are those of MusDr (Wu and Yang, "The Jazz Transformer on the Front Line", 2020). A metric is nan if the
melody is too short for it, or if it needs chords and there are none.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

from jazzcore.evaluation.line import BoolArray, IntArray, Line, line_of
from jazzcore.evaluation.tone_kinds import ToneKind, tone_kinds, tone_sets
from jazzcore.music.leadsheet import Bar, ChordEvent
from jazzcore.music.notes import PHRASE_GAP_BEATS, Note
from jazzcore.music.numbers import decimal

GROOVE_POSITIONS = 16
"""Positions of a bar that are compared (Wu and Yang, 2020)."""

WIDE_SEMITONES = 7
"""A leap is wider than a fifth (chosen by hand)."""

MOTIF_INTERVALS = 4
"""Intervals of a motif, which has five notes then (chosen by hand)."""

OFF_BEAT_SHARE = 10
"""A note is off the beat if it lies further than a tenth of a beat from every beat (chosen by hand)."""

_NAN = float("nan")


@dataclass(frozen=True, slots=True)
class Metrics:
    """The metrics of one melody, as `METRICS` defines them; nan where the melody does not allow one."""

    notes_per_bar: float
    bar_entropy_bits: float
    four_bar_entropy_bits: float
    groove_similarity: float
    range_semitones: float
    mean_interval_semitones: float
    repeated_percent: float
    leap_percent: float
    ioi_entropy_bits: float
    off_beat_percent: float
    notes_per_phrase: float
    chord_tone_percent: float
    outside_percent: float
    strong_chord_tone_percent: float
    motif_reuse_percent: float


@dataclass(frozen=True, slots=True)
class MetricDefinition:
    """What a metric is called, its unit (empty for a plain number), the decimals it is shown with, and its meaning."""

    title: str
    unit: str
    decimals: int
    definition: str

    def text(self, value: float) -> str:
        """A value with the metric's decimals, without its unit."""
        return decimal(value, self.decimals)


METRICS = MappingProxyType(
    {
        "notes_per_bar": MetricDefinition("Notes a bar", "", 1, "How many notes begin in a bar, on average."),
        "bar_entropy_bits": MetricDefinition(
            "Pitch variety in a bar (H1)",
            "bits",
            2,
            "Entropy of the pitch classes within a bar, averaged over the bars with notes: 0 is one pitch only, "
            "3.6 is all twelve alike.",
        ),
        "four_bar_entropy_bits": MetricDefinition(
            "Pitch variety in four bars (H4)",
            "bits",
            2,
            "Entropy of the pitch classes within any four bars in a row, averaged: high where no key is felt.",
        ),
        "groove_similarity": MetricDefinition(
            "Rhythmic likeness of bars (GS16)",
            "",
            2,
            "The share of sixteen positions on which two bars both have an onset or both have none, averaged over "
            "all pairs of bars.",
        ),
        "range_semitones": MetricDefinition(
            "Range", "semitones", 0, "From the lowest note to the highest; an octave is 12."
        ),
        "mean_interval_semitones": MetricDefinition(
            "Mean interval", "semitones", 1, "How far it is from a note to the next, up or down, on average."
        ),
        "repeated_percent": MetricDefinition("Repeated notes", "%", 1, "Notes with the pitch of the note before."),
        "leap_percent": MetricDefinition("Leaps", "%", 1, "Intervals wider than a fifth (7 semitones)."),
        "ioi_entropy_bits": MetricDefinition(
            "Rhythmic variety",
            "bits",
            1,
            "Entropy of the times from one onset to the next: 0 where all are the same.",
        ),
        "off_beat_percent": MetricDefinition(
            "Off-beat onsets", "%", 0, "Notes that begin further than a tenth of a beat from any beat."
        ),
        "notes_per_phrase": MetricDefinition(
            "Notes a phrase",
            "",
            0,
            "Notes in a phrase, on average; a new phrase begins where onsets lie 1.5 beats or more apart.",
        ),
        "chord_tone_percent": MetricDefinition(
            "Chord tones", "%", 0, "Notes that belong to the chord they sound over."
        ),
        "outside_percent": MetricDefinition(
            "Outside notes",
            "%",
            1,
            "Notes that belong neither to the chord nor to its scales, and do not lead to such a note by a semitone.",
        ),
        "strong_chord_tone_percent": MetricDefinition(
            "Chord tones on beats 1 and 3", "%", 0, "Of the notes that begin on a strong beat, those of the chord."
        ),
        "motif_reuse_percent": MetricDefinition(
            "Motif reuse",
            "%",
            0,
            "Runs of four intervals that occur again, in any key, elsewhere in the take.",
        ),
    }
)
"""Each metric's definition by its name in `Metrics`, in the same order."""


def metrics(notes: Iterable[Note], bars: Sequence[Bar], chords: Sequence[ChordEvent]) -> Metrics:
    """Measure a melody.

    Parameters
    ----------
    notes : iterable of Note
        The melody.
    bars : sequence of Bar
        The bars under it.
    chords : sequence of ChordEvent
        The chords under it, in order of onset.

    Returns
    -------
    Metrics
        The fifteen metrics.

    Raises
    ------
    ValueError
        Where there are no bars.
    ChordSymbolError
        For a chord whose symbol cannot be read.

    References
    ----------
    Wu and Yang, "The Jazz Transformer on the Front Line: Exploring the Shortcomings of AI-composed Music through
    Quantitative Measures", 2020 (H1, H4, GS16).
    """
    line = line_of(notes, bars)
    intervals, iois = np.diff(line.pitches), np.diff(line.ticks)
    kinds = tone_kinds(line, chords)
    over_chords = kinds[kinds != ToneKind.NO_CHORD]
    strong = kinds[line.is_strong & (kinds != ToneKind.NO_CHORD)]
    return Metrics(
        notes_per_bar=len(line.ticks) / line.bar_count,
        bar_entropy_bits=_pitch_entropy(line, 1),
        four_bar_entropy_bits=_pitch_entropy(line, 4),
        groove_similarity=_groove_similarity(line),
        range_semitones=float(np.ptp(line.pitches)) if len(line.pitches) else _NAN,
        mean_interval_semitones=_mean(np.abs(intervals)),
        repeated_percent=100 * _mean(intervals == 0),
        leap_percent=100 * _mean(np.abs(intervals) > WIDE_SEMITONES),
        ioi_entropy_bits=_entropy_of(iois),
        off_beat_percent=100 * _mean(_is_off_beat(line)),
        notes_per_phrase=_notes_per_phrase(line, iois),
        chord_tone_percent=100 * _mean(over_chords == ToneKind.CHORD),
        outside_percent=100 * _mean(over_chords == ToneKind.OUTSIDE),
        strong_chord_tone_percent=100 * _mean(strong == ToneKind.CHORD),
        motif_reuse_percent=100 * _mean(_is_reused(intervals)),
    )


def harmonic_lift(notes: Iterable[Note], bars: Sequence[Bar], chords: Sequence[ChordEvent]) -> float:
    """Measure how much a melody follows its changes; parameters and errors are those of `metrics`.

    The lift is the percentage of chord tones, less the mean of that percentage over the same changes in the eleven
    other keys. In all twelve keys together, a note is a chord tone as often as its chord has tones. So the mean follows
    from the sizes of the chords alone.

    Returns
    -------
    float
        The lift in percentage points; nan where no note sounds over a chord.
    """
    line = line_of(notes, bars)
    tones, _ = tone_sets(line, chords)
    is_tone = tones[np.arange(len(line.pitches)), line.pitches % 12]
    sizes = tones.sum(axis=1)
    sounding = sizes > 0
    share = _mean(is_tone[sounding])
    return 100 * (share - (_mean(sizes[sounding]) - share) / 11)


def _pitch_entropy(line: Line, bar_count: int) -> float:
    """The mean entropy of the pitch classes in every `bar_count` bars in a row that have a note."""
    counts = np.zeros((line.bar_count + 1, 12))
    np.add.at(counts, (line.bars + 1, line.pitches % 12), 1)
    summed = counts.cumsum(axis=0)
    width = min(bar_count, line.bar_count)
    windows = summed[width:] - summed[:-width]
    totals = windows.sum(axis=1)
    shares = windows[totals > 0] / totals[totals > 0, None]
    return _mean(-np.sum(shares * np.log2(np.where(shares > 0, shares, 1)), axis=1))


def _groove_similarity(line: Line) -> float:
    """The mean over pairs of bars of the share of positions alike in both, counted by the bars with a note on each."""
    count = line.bar_count
    if count < 2:
        return _NAN
    lengths = np.diff(line.bar_ticks)[line.bars]
    positions = (2 * GROOVE_POSITIONS * line.in_bar + lengths) // (2 * lengths) + GROOVE_POSITIONS * line.bars
    onsets = np.zeros(count * GROOVE_POSITIONS, np.bool_)
    onsets[np.clip(positions, 0, len(onsets) - 1)] = True
    with_onset = onsets.reshape(count, GROOVE_POSITIONS).sum(axis=0)
    differing = float((with_onset * (count - with_onset)).sum())
    return 1 - differing / (GROOVE_POSITIONS * count * (count - 1) / 2)


def _is_off_beat(line: Line) -> BoolArray:
    past = line.in_bar % line.beat_ticks
    away = np.minimum(past, line.beat_ticks - past)
    return np.asarray(OFF_BEAT_SHARE * away > line.beat_ticks)


def _notes_per_phrase(line: Line, iois: IntArray) -> float:
    if not len(line.ticks):
        return _NAN
    gap, beat = PHRASE_GAP_BEATS.as_integer_ratio()
    return len(line.ticks) / (1 + int((iois * beat >= gap * line.beat_ticks[:-1]).sum()))


def _is_reused(intervals: IntArray) -> BoolArray:
    """Whether each run of `MOTIF_INTERVALS` intervals occurs more than once."""
    if len(intervals) < MOTIF_INTERVALS:
        return np.zeros(0, np.bool_)
    runs = np.lib.stride_tricks.sliding_window_view(intervals, MOTIF_INTERVALS)
    codes = (runs + 128) @ (256 ** np.arange(MOTIF_INTERVALS))
    _, index, counts = np.unique(codes, return_inverse=True, return_counts=True)
    return np.asarray(counts[index] > 1)


def _entropy_of(numbers: IntArray) -> float:
    """The entropy in bits of how often each number occurs."""
    if not len(numbers):
        return _NAN
    shares = np.unique(numbers, return_counts=True)[1] / len(numbers)
    return float(-np.sum(shares * np.log2(shares)))


def _mean(numbers: npt.NDArray[np.bool_ | np.int64 | np.float64]) -> float:
    return float(np.mean(numbers)) if len(numbers) else _NAN
