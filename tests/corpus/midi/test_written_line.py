from dataclasses import replace
from fractions import Fraction

from jazzcore.corpus.course_file import course_line
from jazzcore.corpus.midi.parts import timing_remarks, written_line
from jazzcore.corpus.midi.song import MidiTrack
from jazzcore.corpus.rhythm.timing import Timing
from jazzcore.music.leadsheet import Meter, bars_of
from jazzcore.music.notes import Note

BARS = bars_of(Meter(), 4)


def part(*onsets: str, pitch: int = 60) -> MidiTrack:
    return MidiTrack("", 0, 0, False, tuple(Note(Fraction(onset), Fraction(1, 2), pitch) for onset in onsets))


def test_a_melody_that_moves_from_part_to_part_is_one_line_in_order() -> None:
    first, second = part("0", "1/2", "8"), part("4", "9/2", pitch=72)
    line = written_line((first, second), BARS).notes
    assert [(note.onset_quarter, note.pitch) for note in line] == [
        (0, 60),
        (Fraction(1, 2), 60),
        (4, 72),
        (Fraction(9, 2), 72),
        (8, 60),
    ]


def test_what_parts_play_alike_is_taken_once() -> None:
    unison, octave = part("0", "1/2", "1"), part("0", "1/2", "1", pitch=72)
    assert len(written_line((unison, unison), BARS).notes) == 3
    assert len(written_line((unison, octave), BARS).notes) == 6
    twice = replace(unison, notes=unison.notes * 2)
    assert len(written_line((twice,), BARS).notes) == 6  # one part keeps all its notes


def test_the_course_rounds_each_note_by_itself() -> None:
    swung = part("0", "2/3", "1", "5/3", "2", "8/3")
    assert [str(note.onset_quarter % 1) for note in course_line(swung.notes).notes] == ["0", "2/3"] * 3
    assert [str(note.onset_quarter % 1) for note in written_line((swung,), BARS).notes] == ["0", "1/2"] * 3
    assert course_line(swung.notes).swing_ratio == 1.0


def test_a_remark_says_how_it_was_played() -> None:
    assert timing_remarks(Timing((), 1.0, 0.0), 120) == ()
    assert timing_remarks(Timing((), 1.66, 0.02), 120) == (
        "The melody was played with swing 1.7 : 1; its notes began 10 ms from where they are written on average.",
    )
    assert timing_remarks(Timing((), 1.0, 0.02), 60)[0].startswith("The melody was played straight; its notes began 20")
