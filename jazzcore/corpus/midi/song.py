"""A MIDI file as it was played: parts with their notes, tempo and meter, before any rounding.

Times are exact fractions of a quarter note from the start of the file; bars are numbered from 1.
"""

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import pairwise

from jazzcore.corpus.rhythm.quantise import quantise
from jazzcore.music.leadsheet import Bar, Meter
from jazzcore.music.notes import Note

_FINEST_CUT_UNIT = 16


@dataclass(frozen=True, slots=True)
class TempoChange:
    """A tempo from its onset, in quarters, until the next change; beats are quarters."""

    onset_quarter: Fraction
    bpm: float


@dataclass(frozen=True, slots=True)
class MeterChange:
    """A meter from its onset, in quarters, until the next change."""

    onset_quarter: Fraction
    meter: Meter


@dataclass(frozen=True, slots=True)
class TimedText:
    """A text in a MIDI file at its onset, in quarters; `kind` is text, lyrics, marker or cue_marker."""

    onset_quarter: Fraction
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class MidiTrack:
    """A part: the notes of one channel of one track, in the order of their note-on events.

    `channel` counts from 0, `program` is the General MIDI program (0 to 127) it begins with.
    """

    name: str
    channel: int
    program: int
    is_drums: bool
    notes: tuple[Note, ...]


@dataclass(frozen=True)
class MidiSong:
    """A MIDI file: its name to show, the SHA-256 of its bytes, its changes, the parts that have notes, its short texts.

    The first tempo and the first meter stand at 0. `remarks` are sentences about what was not read as it stands.
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
    """The bars of a song, the first at 0, as many as its notes need as played and as quantised.

    A change of meter within a bar cuts it short there or, where no meter has that length, waits for the next bar line.
    """
    end = song.end_quarter
    last_onset = max(
        (quantise(note.onset_quarter) for track in song.tracks for note in track.notes[-1:]), default=Fraction(-1)
    )
    laid: list[Bar] = []
    onset, index = Fraction(0), 0
    while onset < end or onset <= last_onset:
        while index + 1 < len(song.meters) and song.meters[index + 1].onset_quarter <= onset:
            index += 1
        bar = Bar(onset, song.meters[index].meter)
        if index + 1 < len(song.meters) and song.meters[index + 1].onset_quarter < bar.end_quarter:
            bar = Bar(onset, cut_meter(bar.meter, song.meters[index + 1].onset_quarter - onset))
        laid.append(bar)
        onset = bar.end_quarter
    return tuple(laid)


def main_tempo_bpm(song: MidiSong, start_quarter: Fraction, end_quarter: Fraction) -> float:
    """The tempo that holds for most quarters of a span, in quarters a minute."""
    held: dict[float, Fraction] = {}
    onsets = [change.onset_quarter for change in song.tempos] + [max(end_quarter, song.tempos[-1].onset_quarter)]
    for change, (onset, end) in zip(song.tempos, pairwise(onsets), strict=True):
        length = min(end, end_quarter) - max(onset, start_quarter)
        held[change.bpm] = held.get(change.bpm, Fraction(0)) + max(length, Fraction(0))
    return max(held, key=lambda bpm: held[bpm])


def cut_meter(meter: Meter, length_quarter: Fraction) -> Meter:
    """The meter of a bar of the given length, counted as coarsely as may be; the meter itself where there is none."""
    units = (meter.unit * 2**power for power in range(_FINEST_CUT_UNIT.bit_length()))
    for unit in units:
        beats = length_quarter * unit / 4
        if unit <= max(meter.unit, _FINEST_CUT_UNIT) and beats.denominator == 1:
            return Meter(int(beats), unit)
    return meter
