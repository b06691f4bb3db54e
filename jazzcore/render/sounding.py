"""MIDI files of the studio read back: when their notes sound. `render.midi` writes them.

Swing and human timing are in these times, so a picture of the music moves with its sound.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

import mido

from jazzcore.errors import RenderError
from jazzcore.render.midi import CHARSET

_DRUM_CHANNEL = 9
_MICROSECONDS_A_SECOND = 1_000_000


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


def sounding_sec(midi: bytes) -> float:
    """How long a file of `midi_bytes` sounds, in seconds. Raises RenderError for a file that leaves notes open."""
    seconds, last_note_sec, sounding = 0.0, 0.0, set[tuple[int, int]]()
    try:
        for message in mido.MidiFile(file=BytesIO(midi), charset=CHARSET):
            seconds += message.time
            if message.type in {"note_on", "note_off"}:
                begins = message.type == "note_on" and message.velocity > 0
                change = sounding.add if begins else sounding.discard
                change((message.channel, message.note))
                last_note_sec = seconds
    except _UNREADABLE as error:
        raise _refusal(error, "it is not played") from error
    if sounding:
        raise RenderError("This MIDI file leaves a note sounding, so it is not played; make the take again.")
    return last_note_sec


def sounding_notes(midi: bytes) -> tuple[SoundingPart, ...]:
    """The parts of a file of `midi_bytes` in its order. Raises RenderError for bytes that are no such file."""
    try:
        file = mido.MidiFile(file=BytesIO(midi), charset=CHARSET)
        (tempo,) = (message.tempo for message in file.tracks[0] if message.type == "set_tempo")
    except _UNREADABLE as error:
        raise _refusal(error, "its notes cannot be shown") from error
    sec_a_tick = tempo / _MICROSECONDS_A_SECOND / file.ticks_per_beat
    return tuple(
        SoundingPart(
            track.name,
            any(message.type == "note_on" and message.channel == _DRUM_CHANNEL for message in track),
            tuple(sorted(_notes(track, sec_a_tick))),
        )
        for track in file.tracks[1:]
    )


def parts_alone(midi: bytes) -> dict[str, bytes]:
    """Each part of a file of `midi_bytes` that has notes, as a file of its own, by its name. Raises RenderError."""
    try:
        file = mido.MidiFile(file=BytesIO(midi), charset=CHARSET)
        heading, *tracks = file.tracks
    except _UNREADABLE as error:
        raise _refusal(error, "its parts cannot be played alone") from error
    alone = {}
    for track in tracks:
        if any(message.type == "note_on" for message in track):
            data = BytesIO()
            mido.MidiFile(
                type=file.type, ticks_per_beat=file.ticks_per_beat, charset=CHARSET, tracks=[heading, track]
            ).save(file=data)
            alone[track.name] = data.getvalue()
    return alone


_UNREADABLE = (OSError, EOFError, ValueError, LookupError, mido.KeySignatureError)


def _refusal(error: Exception, consequence: str) -> RenderError:
    return RenderError(f"This is no MIDI file of the studio ({error}), so {consequence}; make the take again.")


def _notes(track: mido.MidiTrack, sec_a_tick: float) -> Iterator[SoundingNote]:
    tick, onsets = 0, dict[int, int]()
    for message in track:
        tick += message.time
        if message.type == "note_on" and message.velocity:
            onsets[message.note] = tick
        elif message.type in {"note_on", "note_off"} and message.note in onsets:
            yield SoundingNote(onsets.pop(message.note) * sec_a_tick, tick * sec_a_tick, message.note)
