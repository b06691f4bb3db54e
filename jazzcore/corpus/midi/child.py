"""The process that parses an untrusted MIDI file: bytes on stdin, one JSON object on stdout.

`reader` starts it as `python -m jazzcore.corpus.midi.child`. It imports only mido and the standard library, so that it
starts quickly. It limits its own memory and processor time.
"""

import gc
import io
import json
import sys
from collections.abc import Iterable
from contextlib import suppress
from operator import itemgetter
from typing import Any

import mido
from mido.midifiles.meta import MetaSpec, add_meta_spec

from jazzcore.corpus.midi.exchange import SongData, TrackData
from jazzcore.corpus.sandbox.limits import UNREADABLE, limit_resources

MAX_MEMORY_BYTES = 400_000_000
MAX_CPU_SEC = 4
MIDO_FAILURES = (OSError, EOFError, ValueError, LookupError, TypeError)
"""What mido raises over a file that it cannot make sense of."""

_READ_META_TYPES = {0x01, 0x03, 0x05, 0x06, 0x07, 0x2F, 0x51, 0x58}
"""Text, track name, lyrics, marker, cue point, end of track, tempo, meter."""
_LONGEST_TEXT = 40
"""A longer text is no chord symbol, which is all that texts are read for."""


class _Part:
    """The notes of one channel while its track is read."""

    def __init__(self) -> None:
        self.program: int | None = None
        self.notes: list[tuple[int, int, int, int]] = []
        self._sounding: dict[int, int] = {}

    def begin(self, tick: int, pitch: int, velocity: int) -> None:
        """Begin a note; one of the same pitch that still sounds ends here."""
        self.end(tick, pitch)
        self._sounding[pitch] = len(self.notes)
        self.notes.append((tick, 0, pitch, velocity))

    def end(self, tick: int, pitch: int) -> None:
        """End the note of this pitch, if one sounds."""
        index = self._sounding.pop(pitch, None)
        if index is not None:
            onset, _, _, velocity = self.notes[index]
            self.notes[index] = (onset, tick - onset, pitch, velocity)

    def end_all(self, tick: int) -> None:
        """End the notes that nothing has ended."""
        for pitch in tuple(self._sounding):
            self.end(tick, pitch)


def song_data(data: bytes) -> SongData:
    """Parse the bytes of a MIDI file; every note is closed. Raises what mido raises."""
    file = mido.MidiFile(file=io.BytesIO(data), clip=True)
    song = SongData(quarter_ticks=file.ticks_per_beat, tempos=[], meters=[], tracks=[], texts=[])
    parts = [part for track in file.tracks for part in _read_track(track, song)]
    programs = {channel: part.program for _, channel, part in reversed(parts) if part.program is not None}
    song["tracks"] = [
        TrackData(
            name=name,
            channel=channel,
            program=programs.get(channel, 0) if part.program is None else part.program,
            notes=part.notes,
        )
        for name, channel, part in parts
        if part.notes
    ]
    song["tempos"].sort(key=itemgetter(0))
    song["meters"].sort(key=itemgetter(0))
    return song


def _read_track(messages: Iterable[Any], song: SongData) -> list[tuple[str, int, _Part]]:
    """The parts of a track as (name, channel, part); its tempos, meters and texts go into the song."""
    parts: dict[int, _Part] = {}
    name, tick = "", 0
    for message in messages:
        tick += message.time
        match message.type:
            case "note_on" if message.velocity:
                parts.setdefault(message.channel, _Part()).begin(tick, message.note, message.velocity)
            case "note_on" | "note_off":
                parts.setdefault(message.channel, _Part()).end(tick, message.note)
            case "program_change":
                part = parts.setdefault(message.channel, _Part())
                part.program = message.program if part.program is None else part.program
            case "set_tempo":
                song["tempos"].append((tick, message.tempo))
            case "time_signature":
                song["meters"].append((tick, message.numerator, message.denominator))
            case "text" | "lyrics" | "marker" | "cue_marker" if len(message.text) <= _LONGEST_TEXT:
                song["texts"].append((tick, message.type, _decoded(message.text)))
            case "track_name":
                name = name or _decoded(message.name)
    for part in parts.values():
        part.end_all(tick)
    is_mixed = bool(name) and sum(bool(part.notes) for part in parts.values()) > 1
    return [
        (f"{name}, channel {channel + 1}" if is_mixed else name, channel, part)
        for channel, part in sorted(parts.items())
    ]


def _decoded(latin_1: str) -> str:
    """A name that mido has read as Latin-1. It is decoded as UTF-8 where its bytes are UTF-8."""
    with suppress(UnicodeDecodeError):
        return latin_1.encode("latin-1").decode("utf-8")
    return latin_1


def pass_over_other_meta_events() -> None:
    """Let mido skip the events that nothing reads.

    It refuses a file for an odd key signature or frame rate, and drops the delta time of events it does not know.
    """
    for meta_type in set(range(256)) - _READ_META_TYPES:
        members = {"type_byte": meta_type, "attributes": [], "defaults": [], "decode": lambda *_: None}
        add_meta_spec(type(f"MetaSpec_passed_over_{meta_type}", (MetaSpec,), members))


def main() -> int:
    """Read stdin, write stdout, return the exit code."""
    limit_resources(MAX_MEMORY_BYTES, MAX_CPU_SEC)
    gc.disable()  # many objects and no cycles, in a process that ends at once
    pass_over_other_meta_events()
    try:
        song = song_data(sys.stdin.buffer.read())
    except MIDO_FAILURES:
        return UNREADABLE
    sys.stdout.write(json.dumps(song, separators=(",", ":")))
    return 0


if __name__ == "__main__":
    sys.exit(main())
