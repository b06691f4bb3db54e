"""Notes of one part that never strike a pitch while it still sounds."""

from collections.abc import Iterable
from dataclasses import replace

from jazzcore.music.notes import Note


def without_clashes(notes: Iterable[Note]) -> tuple[Note, ...]:
    """Notes in order of onset, each ended where its own pitch is struck again.

    Of two notes of one pitch at one onset the longer stays.
    """
    kept: list[Note] = []
    next_of_pitch: dict[int, Note] = {}
    for note in sorted(notes, reverse=True):
        later = next_of_pitch.get(note.pitch)
        if later is not None and later.onset_quarter == note.onset_quarter:
            continue
        closed = note
        if later is not None and later.onset_quarter < note.end_quarter:
            closed = replace(note, duration_quarter=later.onset_quarter - note.onset_quarter)
        kept.append(closed)
        next_of_pitch[note.pitch] = closed
    return tuple(reversed(kept))
