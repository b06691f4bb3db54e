"""Reading a MIDI file into a lead sheet, against music21's own reader."""

import music21

from benchmarks.material import COURSE_FILE, course_file_sheet, file_name, midi_file, read_song
from benchmarks.report import Result, median_seconds
from jazzcore.corpus.midi.parts import proposed_sheet

RUNS = 9
MUSIC21_RUNS = 3
TIMES_FASTER = 15.0


def read_with_music21() -> None:
    """Parse the file again, past music21's cache."""
    music21.converter.parse(midi_file(), forceSource=True)


def measure() -> tuple[Result, ...]:
    """One row. Of the course file the assignment's excerpt is read, as `jazzcore.course` does."""
    read = course_file_sheet if COURSE_FILE.exists() else lambda: proposed_sheet(read_song())
    our_sec = median_seconds(read, RUNS)
    music21_sec = median_seconds(read_with_music21, MUSIC21_RUNS)
    times = music21_sec / our_sec
    return (
        Result(
            f"reading {file_name()} into a lead sheet, against music21's reader",
            f"{our_sec:.2f} s against {music21_sec:.1f} s: {times:.0f} times faster",
            f">= {TIMES_FASTER:.0f} times faster",
            times >= TIMES_FASTER,
        ),
    )
