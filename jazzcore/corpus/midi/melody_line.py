"""The melody of a song as it would be written, from one part or from several that it moves through."""

from collections.abc import Sequence
from functools import lru_cache
from itertools import chain

from jazzcore.corpus.midi.song import MidiTrack
from jazzcore.corpus.rhythm.quantise import quantise, quantise_duration
from jazzcore.corpus.rhythm.timing import Timing, quantised
from jazzcore.music.leadsheet import Bar
from jazzcore.music.notes import Note


@lru_cache(maxsize=16)
def written_line(parts: tuple[MidiTrack, ...], bars: tuple[Bar, ...]) -> Timing:
    """The parts as one line, as played timing would be written; at once the second time."""
    timing = quantised(tuple(chain.from_iterable(part.notes for part in parts)), bars)
    return Timing(_without_repeats(timing.notes, len(parts)), timing.swing_ratio, timing.error_quarter)


def course_line(parts: Sequence[MidiTrack]) -> Timing:
    """The parts as one line by the rule of the course: onsets and durations each to the nearest point of the grid."""
    notes = (
        Note(quantise(note.onset_quarter), quantise_duration(note.duration_quarter), note.pitch, note.velocity)
        for note in chain.from_iterable(part.notes for part in parts)
    )
    in_order = tuple(sorted(notes, key=lambda note: (note.onset_quarter, -note.pitch)))
    return Timing(_without_repeats(in_order, len(parts)), 1.0, 0.0)


def timing_remarks(timing: Timing, tempo_bpm: float) -> tuple[str, ...]:
    """How a line was played, in a sentence; none where it was played as it is written."""
    if timing.swing_ratio == 1 and not timing.error_quarter:
        return ()
    feel = "straight" if timing.swing_ratio == 1 else f"with swing {timing.swing_ratio:.1f} : 1"
    error_ms = timing.error_quarter * 60_000 / tempo_bpm
    return (f"The melody was played {feel}; its notes began {error_ms:.0f} ms from where they are written on average.",)


def _without_repeats(notes: tuple[Note, ...], part_count: int) -> tuple[Note, ...]:
    """Of the notes that several parts play alike, one."""
    if part_count == 1:
        return notes
    distinct: dict[tuple[object, int], Note] = {}
    for note in notes:
        distinct.setdefault((note.onset_quarter, note.pitch), note)
    return tuple(distinct.values())
