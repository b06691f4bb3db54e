"""What a take has in common with the pieces a model learnt from: runs of notes with the same intervals and rhythm.

Two notes in a row make a step: the interval in semitones and the inter-onset class. Equal steps in the same order are a
copied run, in whatever key. Every step of a piece that begins a group of `SEED_STEPS` equal to one of the take is
followed as far as both agree (seed and extend, as in Altschul et al., "Basic local alignment search tool", 1990). So no
run is missed, and none reaches over the end of a piece.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from jazzcore.encoding.events.events import IOIS, ioi_classes
from jazzcore.evaluation.line import IntArray
from jazzcore.music.leadsheet import LeadSheet, bar_index
from jazzcore.music.notes import Note, tick_of

SEED_STEPS = 3
"""Steps that have to be equal before a run is followed; shorter runs say nothing (chosen by hand)."""
_STEP_BITS = 14


@dataclass(frozen=True, slots=True)
class CopiedRun:
    """Notes in a row that a piece of the corpus has too.

    `first_note` counts the notes of the take from 0, `piece_note` those of the piece; `piece` is the index of the
    piece, `bar` the number of the bar in which the run begins there, as the piece numbers its bars.
    """

    first_note: int
    note_count: int
    piece: int
    piece_note: int
    title: str
    bar: int


class CorpusIndex:
    """The melodies of a corpus, laid out for finding what a take has copied from them."""

    def __init__(self, pieces: Sequence[LeadSheet]) -> None:
        """Index the melodies of lead sheets, each in the order of its onsets."""
        self._pieces = tuple(pieces)
        self._melodies = tuple(tuple(_in_order(piece.melody)) for piece in pieces)
        # A negative step after each piece is equal to none of a take.
        steps = [np.append(_steps_of(melody), -1) for melody in self._melodies]
        self._starts = np.cumsum([0, *map(len, steps)])[:-1]
        self._steps = np.concatenate([*steps, np.full(SEED_STEPS, -1)])
        seeds = _seeds_of(self._steps)
        self._order = np.argsort(seeds, kind="stable").astype(np.int32)
        self._seeds = seeds[self._order]

    def copied_runs(
        self, notes: Iterable[Note], least_notes: int, without: Collection[int] = ()
    ) -> tuple[CopiedRun, ...]:
        """Find what notes have in common with the pieces.

        Parameters
        ----------
        notes : iterable of Note
            The notes of a take.
        least_notes : int
            The shortest run to look for; runs of fewer than `SEED_STEPS` + 1 notes are never found.
        without : collection of int
            Indices of pieces to leave out.

        Returns
        -------
        tuple of CopiedRun
            The runs, the longest first. None lies within another; where pieces share a run, the first of them is named.
        """
        steps = _steps_of(_in_order(notes))
        take, corpus = self._seeded(steps, without)
        ends = take + self._extended(steps, take, corpus)
        order = np.lexsort((corpus, -ends, take))
        take, corpus, ends = take[order], corpus[order], ends[order]
        reached = np.maximum.accumulate(np.append(-1, ends))[:-1]
        kept = np.flatnonzero((ends > reached) & (ends - take + 1 >= least_notes))
        by_length = kept[np.argsort(take[kept] - ends[kept], kind="stable")]
        return tuple(self._run(int(take[at]), int(ends[at] - take[at]) + 1, int(corpus[at])) for at in by_length)

    def _seeded(self, steps: IntArray, without: Collection[int]) -> tuple[IntArray, IntArray]:
        """Where runs begin in the take and in the corpus: at equal seeds that no equal step precedes."""
        seeds = _seeds_of(steps)
        begin, end = (np.searchsorted(self._seeds, seeds, side) for side in ("left", "right"))
        counts = end - begin
        take = np.repeat(np.arange(len(seeds)), counts)
        within = np.arange(len(take)) - np.repeat(counts.cumsum() - counts, counts)
        corpus = self._order[np.repeat(begin, counts) + within].astype(np.int64)
        before = np.where(take > 0, steps[take - 1], -2) if len(take) else take
        kept = before != self._steps[corpus - 1]
        if without:
            kept &= ~np.isin(np.searchsorted(self._starts, corpus, side="right") - 1, list(without))
        return take[kept], corpus[kept]

    def _extended(self, steps: IntArray, take: IntArray, corpus: IntArray) -> IntArray:
        """How many equal steps follow from each place in the take and in the corpus."""
        ended = np.append(steps, -2)
        lengths = np.full(len(take), SEED_STEPS)
        growing = np.arange(len(take))
        while len(growing):
            reach = lengths[growing]
            alike = ended[take[growing] + reach] == self._steps[corpus[growing] + reach]
            growing = growing[alike]
            lengths[growing] += 1
        return lengths

    def _run(self, first: int, count: int, place: int) -> CopiedRun:
        piece = int(np.searchsorted(self._starts, place, side="right")) - 1
        sheet, piece_note = self._pieces[piece], place - int(self._starts[piece])
        bar = sheet.first_bar + bar_index(sheet.bars, self._melodies[piece][piece_note].onset_quarter)
        return CopiedRun(first, count, piece, piece_note, sheet.title, bar)


def _in_order(notes: Iterable[Note]) -> list[Note]:
    return sorted(notes, key=lambda note: (note.onset_quarter, note.pitch))


def _steps_of(notes: Sequence[Note]) -> IntArray:
    """The steps (notes - 1,) between notes in order, as numbers from 0 below 2 ** `_STEP_BITS`."""
    ticks = np.array([tick_of(note.onset_quarter) for note in notes], np.int64)
    pitches = np.array([note.pitch for note in notes], np.int64)
    return (np.diff(pitches) + 127) * IOIS + ioi_classes(np.diff(ticks))


def _seeds_of(steps: IntArray) -> IntArray:
    """The number (steps - SEED_STEPS + 1,) of each group of steps; negative where one of them is."""
    if len(steps) < SEED_STEPS:
        return np.zeros(0, np.int64)
    groups = np.lib.stride_tricks.sliding_window_view(steps, SEED_STEPS)
    numbers = groups @ (1 << _STEP_BITS * np.arange(SEED_STEPS))
    return np.where((groups < 0).any(axis=1), -1, numbers)
