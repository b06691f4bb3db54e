"""MIDI files, read safely: a scan of the bytes, then mido in a child process with limits and a time-out."""

import hashlib
import sys
from collections.abc import Iterator
from fractions import Fraction

from jazzcore.corpus.midi.exchange import SongData, TrackData
from jazzcore.corpus.midi.scan import scan
from jazzcore.corpus.midi.song import MidiSong, MidiTrack, TempoChange, TimedText
from jazzcore.corpus.rhythm.bars import MeterChange
from jazzcore.corpus.sandbox.file_names import printable, shown_name
from jazzcore.corpus.sandbox.process import parsed
from jazzcore.errors import CorpusError, DocumentError
from jazzcore.music.documents import decode
from jazzcore.music.leadsheet import Meter
from jazzcore.music.notes import Note
from jazzcore.music.numbers import counted

DRUM_CHANNEL = 9
TIME_OUT_SEC = 10
_USEC_A_MINUTE = 60_000_000
CHILD_COMMAND = (sys.executable, "-m", "jazzcore.corpus.midi.child")


def read_midi(data: bytes, name: str) -> MidiSong:
    """Read the bytes of a MIDI file. Every note is closed.

    Parameters
    ----------
    data : bytes
        The file.
    name : str
        Its name, for messages.

    Returns
    -------
    MidiSong
        The song as it was played.

    Raises
    ------
    CorpusError
        The file is no MIDI file, is damaged, or passes a limit. The message names it.
    """
    clipped_bytes = scan(data, name)
    shown = shown_name(name)
    answer = parsed(CHILD_COMMAND, data, shown, TIME_OUT_SEC)
    try:
        song = decode(SongData, answer)
    except DocumentError as error:
        raise CorpusError(f"{shown} cannot be read ({error}); export it again.") from error
    return _song(song, shown, hashlib.sha256(data).hexdigest(), tuple(_remarks(clipped_bytes)))


def _remarks(clipped_bytes: int) -> Iterator[str]:
    if clipped_bytes:
        what = counted(clipped_bytes, "value")
        yield f"The file has {what} above 127, which MIDI does not allow; each is read as 127."


def _song(song: SongData, shown: str, digest: str, remarks: tuple[str, ...]) -> MidiSong:
    quarter = song["quarter_ticks"]
    tempos = [TempoChange(Fraction(tick, quarter), round(_USEC_A_MINUTE / usec, 2)) for tick, usec in song["tempos"]]
    meters = [MeterChange(Fraction(tick, quarter), Meter(beats, unit)) for tick, beats, unit in song["meters"]]
    if not tempos or tempos[0].onset_quarter:
        tempos.insert(0, TempoChange(Fraction(0), 120.0))
    if not meters or meters[0].onset_quarter:
        meters.insert(0, MeterChange(Fraction(0), Meter()))
    tracks = tuple(_track(track, quarter) for track in song["tracks"])
    texts = tuple(TimedText(Fraction(tick, quarter), kind, printable(text)) for tick, kind, text in song["texts"])
    return MidiSong(shown, digest, tuple(tempos), tuple(meters), tracks, texts, remarks)


def _track(track: TrackData, quarter_ticks: int) -> MidiTrack:
    notes = tuple(
        Note(Fraction(onset, quarter_ticks), Fraction(duration, quarter_ticks), pitch, velocity)
        for onset, duration, pitch, velocity in track["notes"]
    )
    channel = track["channel"]
    return MidiTrack(printable(track["name"]), channel, track["program"], channel == DRUM_CHANNEL, notes)
