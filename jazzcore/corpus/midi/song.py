"""A MIDI file as it was played: parts with their notes, tempo and meter, before any rounding.

Times are exact fractions of a quarter note from the start of the file. Bars are numbered from 1.
"""

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import pairwise

from jazzcore.corpus.rhythm.bars import MeterChange, bars_until
from jazzcore.corpus.rhythm.quantise import quantise
from jazzcore.music.instruments import program_name
from jazzcore.music.leadsheet import Bar
from jazzcore.music.notes import Note


@dataclass(frozen=True, slots=True)
class TempoChange:
    """A tempo in quarters a minute, from its onset (in quarters) until the next change."""

    onset_quarter: Fraction
    bpm: float


@dataclass(frozen=True, slots=True)
class TimedText:
    """A text in a MIDI file at its onset, in quarters; `kind` is text, lyrics, marker or cue_marker."""

    onset_quarter: Fraction
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class MidiTrack:
    """A part: the notes of one channel of one track, in the order of their note-on events.

    `channel` counts from 0. `program` is the General MIDI program (0 to 127) with which the part begins.
    """

    name: str
    channel: int
    program: int
    is_drums: bool
    notes: tuple[Note, ...]

    @property
    def label(self) -> str:
        """The name of the part or, where it has none, the name of its instrument."""
        return self.name or program_name(self.program)


@dataclass(frozen=True)
class MidiSong:
    """A MIDI file: its tempos and meters, the parts that have notes, and the texts that may be chord symbols.

    `name` is the file's name as the page shows it, `digest` the SHA-256 of its bytes. The first tempo and the first
    meter stand at 0. `remarks` are sentences for people: which values of the file were read as other values.
    """

    name: str
    digest: str
    tempos: tuple[TempoChange, ...]
    meters: tuple[MeterChange, ...]
    tracks: tuple[MidiTrack, ...]
    texts: tuple[TimedText, ...] = ()
    remarks: tuple[str, ...] = ()

    @cached_property
    def end_quarter(self) -> Fraction:
        """When the last note stops, in quarters."""
        notes = (note for track in self.tracks for note in track.notes)
        last = max(notes, key=lambda note: float(note.onset_quarter) + float(note.duration_quarter), default=None)
        return last.end_quarter if last else Fraction(0)


def bars_of_song(song: MidiSong) -> tuple[Bar, ...]:
    """Lay out the bars of a song from 0 until they hold every note, both as it was played and as it is quantised."""
    last_notes = (note for track in song.tracks for note in track.notes[-1:])
    last_onset = max((quantise(note.onset_quarter) for note in last_notes), default=Fraction(-1))
    return bars_until(song.meters, song.end_quarter, last_onset)


def main_tempo_bpm(song: MidiSong, start_quarter: Fraction, end_quarter: Fraction) -> float:
    """Find the tempo that holds longest in a span.

    Parameters
    ----------
    song : MidiSong
        The song.
    start_quarter, end_quarter : Fraction
        The span, in quarters.

    Returns
    -------
    float
        The tempo, in quarters a minute.
    """
    held: dict[float, Fraction] = {}
    onsets = [change.onset_quarter for change in song.tempos] + [max(end_quarter, song.tempos[-1].onset_quarter)]
    for change, (onset, end) in zip(song.tempos, pairwise(onsets), strict=True):
        length = min(end, end_quarter) - max(onset, start_quarter)
        held[change.bpm] = held.get(change.bpm, Fraction(0)) + max(length, Fraction(0))
    return max(held, key=lambda bpm: held[bpm])
