"""The metrics counted the slow way, note by note and in exact fractions, to hold the arrays against."""

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from fractions import Fraction
from itertools import combinations, pairwise
from math import log2
from statistics import fmean

from jazzcore.music.chords.table import ROOT_NAMES, chord_of, parse_symbol
from jazzcore.music.leadsheet import Bar, ChordEvent
from jazzcore.music.notes import Note

COLOURS = {
    "maj": (2, 5, 6, 9, 11),
    "min": (2, 5, 9, 10),
    "dom": (1, 2, 3, 5, 6, 8, 9),
    "m7b5": (1, 2, 5, 8),
    "dim": (2, 5, 8, 9, 11),
    "aug": (2, 6, 10),
    "sus": (1, 2, 4, 9, 10),
}
"""The colour tones of each family of chords, written out by hand."""

STRONG = {(4, 4): (0, 2), (3, 4): (0,), (5, 4): (0, 2), (6, 8): (0, Fraction(3, 2)), (7, 8): (0, 1, 2)}
BEAT = {(6, 8): Fraction(3, 2)}
NOTHING = float("nan")


class NaiveMetrics:
    """Notes on the twelfths of a quarter over bars and chords, counted one by one."""

    def __init__(self, notes: Iterable[Note], bars: Sequence[Bar], chords: Sequence[ChordEvent]) -> None:
        self.notes = sorted(notes, key=lambda note: (note.onset_quarter, note.pitch))
        self.bars = bars
        self.chords = chords
        self.steps = [(b.pitch - a.pitch, b.onset_quarter - a.onset_quarter) for a, b in pairwise(self.notes)]
        self.kinds = [self.kind(index) for index in range(len(self.notes))]

    def bar(self, note: Note) -> int:
        return next(i for i in reversed(range(len(self.bars))) if self.bars[i].onset_quarter <= note.onset_quarter)

    def position(self, note: Note) -> Fraction:
        return note.onset_quarter - self.bars[self.bar(note)].onset_quarter

    def meter(self, note: Note) -> tuple[int, int]:
        meter = self.bars[self.bar(note)].meter
        return meter.beats, meter.unit

    def symbol(self, note: Note) -> str:
        begun = [event for event in self.chords if event.onset_quarter <= note.onset_quarter] or self.chords[:1]
        return begun[-1].chord.symbol if begun else "N.C."

    def belongs(self, note: Note) -> str:
        if self.symbol(note) == "N.C.":
            return "none"
        symbol = parse_symbol(self.symbol(note))
        above = (note.pitch - symbol.root) % 12
        if above in {step % 12 for step in symbol.quality.semitones}:
            return "chord"
        return "colour" if above in COLOURS[symbol.quality.family] else "foreign"

    def kind(self, index: int) -> str:
        kind = self.belongs(self.notes[index])
        if kind != "foreign":
            return kind
        following = self.notes[index + 1 : index + 2]
        leads = any(
            abs(note.pitch - self.notes[index].pitch) == 1 and self.belongs(note) in ("chord", "colour")
            for note in following
        )
        return "approach" if leads else "outside"

    def notes_per_bar(self) -> float:
        return len(self.notes) / len(self.bars)

    def pitch_entropy(self, width: int) -> float:
        width = min(width, len(self.bars))
        found = []
        for first in range(len(self.bars) - width + 1):
            classes = [note.pitch % 12 for note in self.notes if first <= self.bar(note) < first + width]
            if classes:
                found.append(entropy(classes))
        return mean(found)

    def bar_entropy_bits(self) -> float:
        return self.pitch_entropy(1)

    def four_bar_entropy_bits(self) -> float:
        return self.pitch_entropy(4)

    def groove_similarity(self) -> float:
        lines = [bar.onset_quarter for bar in self.bars]
        onsets: list[set[int]] = [set() for _ in self.bars]
        for note in self.notes:
            bar = self.bar(note)
            length = self.bars[bar].meter.bar_quarter
            position = int(16 * self.position(note) / length + Fraction(1, 2))
            if position == 16 and bar + 1 < len(lines):
                bar, position = bar + 1, 0
            onsets[bar].add(min(position, 15))
        return mean([1 - len(a ^ b) / 16 for a, b in combinations(onsets, 2)])

    def range_semitones(self) -> float:
        pitches = [note.pitch for note in self.notes]
        return max(pitches) - min(pitches) if pitches else NOTHING

    def mean_interval_semitones(self) -> float:
        return mean([abs(interval) for interval, _ in self.steps])

    def repeated_percent(self) -> float:
        return 100 * mean([interval == 0 for interval, _ in self.steps])

    def leap_percent(self) -> float:
        return 100 * mean([abs(interval) > 7 for interval, _ in self.steps])

    def ioi_entropy_bits(self) -> float:
        return entropy([ioi for _, ioi in self.steps])

    def off_beat_percent(self) -> float:
        away = []
        for note in self.notes:
            beat = BEAT.get(self.meter(note), Fraction(1))
            within = (self.position(note) / beat) % 1
            away.append(min(within, 1 - within) > Fraction(1, 10))
        return 100 * mean(away)

    def notes_per_phrase(self) -> float:
        if not self.notes:
            return NOTHING
        phrases = 1
        for note, (_, ioi) in zip(self.notes, self.steps, strict=False):
            phrases += ioi / BEAT.get(self.meter(note), Fraction(1)) >= Fraction(3, 2)
        return len(self.notes) / phrases

    def chord_tone_percent(self) -> float:
        return 100 * mean([kind == "chord" for kind in self.kinds if kind != "none"])

    def outside_percent(self) -> float:
        return 100 * mean([kind == "outside" for kind in self.kinds if kind != "none"])

    def strong_chord_tone_percent(self) -> float:
        strong = [
            kind == "chord"
            for note, kind in zip(self.notes, self.kinds, strict=True)
            if kind != "none" and self.position(note) in STRONG[self.meter(note)]
        ]
        return 100 * mean(strong)

    def motif_reuse_percent(self) -> float:
        intervals = [interval for interval, _ in self.steps]
        runs = [tuple(intervals[i : i + 4]) for i in range(len(intervals) - 3)]
        return 100 * mean([runs.count(run) > 1 for run in runs])


def naive_lift(notes: Sequence[Note], bars: Sequence[Bar], chords: Sequence[ChordEvent]) -> float:
    """The chord-tone percentage less its mean under the changes written out in the eleven other keys."""
    shares = [NaiveMetrics(notes, bars, moved(chords, by)).chord_tone_percent() for by in range(12)]
    return shares[0] - fmean(shares[1:])


def moved(chords: Sequence[ChordEvent], semitones: int) -> tuple[ChordEvent, ...]:
    """Changes so many semitones higher."""
    return tuple(ChordEvent(event.onset_quarter, chord_of(higher(event.chord.symbol, semitones))) for event in chords)


def higher(symbol: str, semitones: int) -> str:
    if symbol == "N.C.":
        return symbol
    parsed = parse_symbol(symbol)
    return ROOT_NAMES[(parsed.root + semitones) % 12] + parsed.quality.suffix


def entropy(items: Sequence[Hashable]) -> float:
    counts = Counter(items).values()
    return -sum(n / len(items) * log2(n / len(items)) for n in counts) if items else NOTHING


def mean(numbers: Sequence[float]) -> float:
    return fmean(numbers) if numbers else NOTHING
