"""The assignment's own MIDI file, read as the assignment reads it.

The course rounds every onset and duration by itself, takes notes that begin and end together for chords, and learns
from 18 bars. With these rules every value of the course's reference comes out equal. All other files are read by
`midi`.
"""

from collections.abc import Sequence
from fractions import Fraction
from functools import lru_cache
from math import lcm

from jazzcore.corpus.midi.changes import Changes, melody_notes
from jazzcore.corpus.midi.choice import Choice, excerpt_of
from jazzcore.corpus.midi.parts import sheet_of_line
from jazzcore.corpus.midi.song import MidiSong
from jazzcore.corpus.rhythm.quantise import quantise, quantise_duration
from jazzcore.corpus.rhythm.timing import Timing
from jazzcore.music.analysis.key import guess_key
from jazzcore.music.chords.table import name_chord
from jazzcore.music.leadsheet import Chord, ChordEvent, LeadSheet
from jazzcore.music.notes import Note

COURSE_DIGEST = "0da8322ceab36b036682b5ece0c315193f7b701a3340a0ca5a523b107c6f428d"
"""The SHA-256 of the file."""
_MELODY, _CHORDS, _BARS = "Guitar", "Piano", (120, 137)
_TOGETHER_QUARTER = Fraction(1, 16)


def is_course_file(song: MidiSong) -> bool:
    """Whether a song was read from the assignment's own file."""
    return song.digest == COURSE_DIGEST


def course_sheet(song: MidiSong) -> LeadSheet:
    """Make the lead sheet of the assignment's excerpt of its own file."""
    parts = {track.name: index for index, track in enumerate(song.tracks)}
    excerpt = excerpt_of(song, Choice((parts[_MELODY],), parts[_CHORDS], None, _BARS))
    chords = song.tracks[parts[_CHORDS]]
    events = tuple(event for event in course_chords(chords.notes) if excerpt.holds(event.onset_quarter))
    key = guess_key(melody_notes(song, excerpt), events, excerpt.bars[-1].end_quarter).name
    found = Changes(events, (), key, None, f"played by {chords.label}")
    return sheet_of_line(song, excerpt, course_line(song.tracks[parts[_MELODY]].notes), found)


def course_line(notes: Sequence[Note]) -> Timing:
    """Write out a part by the rule of the course: onsets and durations each go to the nearest point of the grid."""
    rounded = (
        Note(quantise(note.onset_quarter), quantise_duration(note.duration_quarter), note.pitch, note.velocity)
        for note in notes
    )
    return Timing(tuple(sorted(rounded, key=lambda note: (note.onset_quarter, -note.pitch))), 1.0, 0.0)


def course_chords(notes: Sequence[Note]) -> tuple[ChordEvent, ...]:
    """Find the chords of a part whose notes stand in the order of their note-on events.

    A note that belongs to no chord yet begins one. It takes every later note whose onset and end both lie within a
    sixteenth of a quarter of its own. Two or more notes are a chord, at the quantised onset of the first. Of two chords
    at one onset the later one counts.
    """
    found: dict[Fraction, Chord] = {}
    for members in _groups(notes):
        if len(members) > 1:
            found[quantise(members[0].onset_quarter)] = _named(tuple(sorted({note.pitch for note in members})))
    return tuple(ChordEvent(onset, found[onset]) for onset in sorted(found))


def _groups(notes: Sequence[Note]) -> list[list[Note]]:
    """Notes that begin and end together; a note may stand in several groups."""
    per_quarter = lcm(_TOGETHER_QUARTER.denominator, *{note.onset_quarter.denominator for note in notes},
                      *{note.duration_quarter.denominator for note in notes})  # fmt: skip
    onsets = [_ticks(note.onset_quarter, per_quarter) for note in notes]
    ends = [onset + _ticks(note.duration_quarter, per_quarter) for onset, note in zip(onsets, notes, strict=True)]
    reach = _ticks(_TOGETHER_QUARTER, per_quarter)
    taken = [False] * len(notes)
    groups = []
    for first, is_taken in enumerate(taken):
        if is_taken:
            continue
        members = [notes[first]]
        for later in range(first + 1, len(notes)):
            if onsets[later] - onsets[first] > reach:
                break
            if abs(ends[later] - ends[first]) <= reach:
                members.append(notes[later])
                taken[later] = True
        groups.append(members)
    return groups


def _ticks(time_quarter: Fraction, per_quarter: int) -> int:
    """A time as a whole number of ticks; comparing integers is many times faster than comparing fractions."""
    return time_quarter.numerator * (per_quarter // time_quarter.denominator)


@lru_cache(maxsize=4096)
def _named(pitches: tuple[int, ...]) -> Chord:
    return Chord(name_chord(pitches), pitches)
