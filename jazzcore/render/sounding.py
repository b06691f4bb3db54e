"""When the notes of a MIDI file sound: the way back from the files that `midi.midi_bytes` writes.

Swing and loose timing are in them, so that a picture of the music keeps with its sound.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

import mido

from jazzcore.errors import RenderError

_CHARSET = "utf-8"
_DRUM_CHANNEL = 9


@dataclass(frozen=True, slots=True, order=True)
class SoundingNote:
    """A note as it sounds: from when to when in seconds, MIDI pitch."""

    onset_sec: float
    end_sec: float
    pitch: int


@dataclass(frozen=True, slots=True)
class SoundingPart:
    """A named track and its notes in order of onset; the pitches of drums are General MIDI's."""

    name: str
    is_drums: bool
    notes: tuple[SoundingNote, ...]


def sounding_notes(midi: bytes) -> tuple[SoundingPart, ...]:
    """The parts of a file of `midi_bytes` in its order; raises RenderError for bytes that are no such file."""
    try:
        file = mido.MidiFile(file=BytesIO(midi), charset=_CHARSET)
        (tempo,) = (message.tempo for message in file.tracks[0] if message.type == "set_tempo")
    except (OSError, EOFError, ValueError, LookupError, mido.KeySignatureError) as error:
        raise RenderError(
            f"This is no MIDI file of the studio ({error}), so its notes cannot be shown; make the take again."
        ) from error
    sec_a_tick = tempo / 1_000_000 / file.ticks_per_beat
    return tuple(
        SoundingPart(
            track.name,
            any(message.type == "note_on" and message.channel == _DRUM_CHANNEL for message in track),
            tuple(sorted(_notes(track, sec_a_tick))),
        )
        for track in file.tracks[1:]
    )


def _notes(track: mido.MidiTrack, sec_a_tick: float) -> Iterator[SoundingNote]:
    tick, onsets = 0, dict[int, int]()
    for message in track:
        tick += message.time
        if message.type == "note_on" and message.velocity:
            onsets[message.note] = tick
        elif message.type in {"note_on", "note_off"} and message.note in onsets:
            yield SoundingNote(onsets.pop(message.note) * sec_a_tick, tick * sec_a_tick, message.note)
