"""Songs built in memory from what a piano and a bass play."""

from collections.abc import Iterable
from fractions import Fraction

from jazzcore.corpus.midi.song import MidiSong, MidiTrack, TempoChange, TimedText
from jazzcore.corpus.rhythm.bars import MeterChange
from jazzcore.music.leadsheet import Meter
from jazzcore.music.notes import Note

PIANO, BASS = 0, 1


def struck(onset: float | Fraction, duration: float | Fraction, *pitches: int) -> list[Note]:
    """Notes that begin and end together."""
    return [Note(Fraction(onset), Fraction(duration), pitch) for pitch in pitches]


def part(name: str, notes: Iterable[Note]) -> MidiTrack:
    ordered = tuple(sorted(notes, key=lambda note: note.onset_quarter))
    return MidiTrack(name, 0, 0, is_drums=False, notes=ordered)


def song_of(*tracks: MidiTrack, meter: Meter | None = None, texts: Iterable[TimedText] = ()) -> MidiSong:
    start = Fraction(0)
    return MidiSong(
        name="small.mid",
        digest="",
        tempos=(TempoChange(start, 120.0),),
        meters=(MeterChange(start, meter or Meter()),),
        tracks=tracks,
        texts=tuple(texts),
    )
