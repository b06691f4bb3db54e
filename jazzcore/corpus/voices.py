"""How many notes a part sounds and begins at a time.

These are measures to compare parts by, so they are floats; the notes themselves stay exact.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from jazzcore.corpus.harmony_part import TOGETHER_QUARTER
from jazzcore.music.notes import Note

_TOGETHER_QUARTER = float(TOGETHER_QUARTER)


@dataclass(frozen=True, slots=True)
class Voices:
    """Shares from 0 to 1: of the sounding time with one voice, of the onsets with one note, with two, with more."""

    one_voice: float
    single_onsets: float
    double_onsets: float
    chord_onsets: float


def voices_of(notes: Sequence[Note]) -> Voices:
    """Measure a part of one note or more."""
    spans = sorted((float(note.onset_quarter), float(note.end_quarter)) for note in notes)
    sizes = _onset_sizes([onset for onset, _ in spans])
    return Voices(
        one_voice=_one_voice_share(spans),
        single_onsets=sizes.count(1) / len(sizes),
        double_onsets=sizes.count(2) / len(sizes),
        chord_onsets=sum(size > 2 for size in sizes) / len(sizes),
    )


def _one_voice_share(spans: list[tuple[float, float]]) -> float:
    """The share of the sounding time in which exactly one note sounds; 1 where no note has a length."""
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
    return alone / sounding if sounding else 1.0


def _onset_sizes(onsets: list[float]) -> list[int]:
    """How many notes begin together at each onset, in order; onsets within a sixteenth of a quarter are one."""
    sizes: list[int] = []
    begin = -1.0
    for onset in onsets:
        if sizes and onset - begin <= _TOGETHER_QUARTER:
            sizes[-1] += 1
        else:
            sizes.append(1)
            begin = onset
    return sizes
