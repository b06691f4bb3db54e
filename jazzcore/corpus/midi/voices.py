"""How many notes of a part sound and begin together, and how it moves.

These are measures to compare parts by, so they are floats. The notes themselves stay exact.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from jazzcore.music.notes import Note

_TOGETHER_QUARTER = 1 / 16
"""Onsets within so much are one; chosen by hand."""
_WIDEST_STEP = 4
"""Semitones of a move that still counts as a step, chosen by hand."""


@dataclass(frozen=True, slots=True)
class Voices:
    """How a part moves, in shares from 0 to 1.

    `one_voice` is the share of the sounding time with one voice. `single_onsets`, `double_onsets` and `chord_onsets`
    are the shares of onsets with one note, with two, and with more. `steps` is the share of moves from one top note to
    the next by one to four semitones, `silence` the share of silence from the first note to the last.
    """

    one_voice: float
    single_onsets: float
    double_onsets: float
    chord_onsets: float
    steps: float
    silence: float


def voices_of(notes: Sequence[Note]) -> Voices:
    """Measure a part of one note or more."""
    spans = sorted((float(note.onset_quarter), float(note.end_quarter)) for note in notes)
    struck = _struck_together(notes)
    sizes = [len(pitches) for pitches in struck]
    moves = [abs(later - earlier) for earlier, later in pairwise(map(max, struck)) if later != earlier]
    alone, sounding = _sounding_quarters(spans)
    whole = max(end for _, end in spans) - spans[0][0]
    return Voices(
        one_voice=alone / sounding if sounding else 1.0,
        single_onsets=sizes.count(1) / len(sizes),
        double_onsets=sizes.count(2) / len(sizes),
        chord_onsets=sum(size > 2 for size in sizes) / len(sizes),
        steps=sum(move <= _WIDEST_STEP for move in moves) / len(moves) if moves else 0.0,
        silence=1 - sounding / whole if whole else 0.0,
    )


def single_onset_share(notes: Sequence[Note]) -> float:
    """Measure `single_onsets` alone, of a part of one note or more."""
    struck = _struck_together(notes)
    return sum(len(pitches) == 1 for pitches in struck) / len(struck)


def _sounding_quarters(spans: list[tuple[float, float]]) -> tuple[float, float]:
    """For how many quarters exactly one note sounds, and for how many any does."""
    changes = sorted([(onset, 1) for onset, _ in spans] + [(end, -1) for _, end in spans])
    alone = sounding = before = 0.0
    voices = 0
    for moment, group in groupby(changes, key=lambda change: change[0]):
        if voices:
            sounding += moment - before
        if voices == 1:
            alone += moment - before
        voices += sum(step for _, step in group)
        before = moment
    return alone, sounding


def _struck_together(notes: Sequence[Note]) -> list[list[int]]:
    """The pitches that begin together, in order of onset; onsets within a sixteenth of a quarter are one."""
    struck = sorted((float(note.onset_quarter), note.pitch) for note in notes)
    together: list[list[int]] = []
    begin = -1.0
    for onset, pitch in struck:
        if together and onset - begin <= _TOGETHER_QUARTER:
            together[-1].append(pitch)
        else:
            together.append([pitch])
            begin = onset
    return together
