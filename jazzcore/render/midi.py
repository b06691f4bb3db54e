"""Arrangements as MIDI files; `render.sounding` reads them back.

The first track of a file has title, tempo, meters and chord symbols (as text), then comes a named track a part, which
begins with its volume and its pan; 480 ticks make a quarter. Every note is closed and one tick long or more, and no
pitch of a part is struck while it sounds.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from fractions import Fraction
from io import BytesIO
from itertools import chain

import mido
import pretty_midi

from jazzcore.band.arrangement import Arrangement, Part, without_clashes
from jazzcore.errors import RenderError
from jazzcore.music.leadsheet import Bar
from jazzcore.music.limits import LARGEST_MIDI_NUMBER, PLAYABLE_TEMPOS_BPM
from jazzcore.music.notes import Note, tick_of

TICKS_A_QUARTER = 480

CHARSET = "utf-8"
_MICROSECONDS_A_MINUTE = 60_000_000
_MOST_PARTS = 15
VOLUME_CONTROL, _PAN_CONTROL = 7, 10
_LAST_QUARTER = 20_000


def midi_bytes(arrangement: Arrangement) -> bytes:
    """An arrangement as a standard MIDI file; equal arrangements give equal bytes. Raises RenderError."""
    _check(arrangement)
    microseconds_a_quarter = round(_MICROSECONDS_A_MINUTE / arrangement.tempo_bpm)
    song = pretty_midi.PrettyMIDI(
        resolution=TICKS_A_QUARTER,
        # pretty_midi rounds the microseconds down: half of one more keeps them.
        initial_tempo=_MICROSECONDS_A_MINUTE / (microseconds_a_quarter + 0.5),
        charset=CHARSET,
    )

    def seconds(quarter: Fraction) -> float:
        return float(song.tick_to_time(tick_of(quarter, TICKS_A_QUARTER)))

    song.time_signature_changes = [
        pretty_midi.TimeSignature(bar.meter.beats, bar.meter.unit, seconds(bar.onset_quarter))
        for bar in _meter_changes(arrangement.bars)
    ]
    song.text_events = [
        pretty_midi.Text(event.chord.symbol, seconds(event.onset_quarter)) for event in arrangement.chords
    ]
    for part in arrangement.parts:
        track = pretty_midi.Instrument(part.program, part.is_drums, part.name)
        track.notes = [
            pretty_midi.Note(note.velocity, note.pitch, seconds(note.onset_quarter), seconds(note.end_quarter))
            for note in without_clashes(map(_on_ticks, part.notes))
        ]
        track.control_changes = [
            pretty_midi.ControlChange(VOLUME_CONTROL, part.volume, 0),
            pretty_midi.ControlChange(_PAN_CONTROL, part.pan, 0),
        ]
        song.instruments.append(track)
    return _titled(song, arrangement.title)


def _check(arrangement: Arrangement) -> None:
    title, parts, tempo = arrangement.title, arrangement.parts, arrangement.tempo_bpm
    slowest, fastest = PLAYABLE_TEMPOS_BPM
    notes = tuple(chain.from_iterable(part.notes for part in parts))
    if not notes:
        raise RenderError(f"{title}: no part has a note, so there is nothing to play; choose other music.")
    if not slowest <= tempo <= fastest:
        raise RenderError(f"{title}: a tempo of {tempo:g} cannot be played; choose one from {slowest} to {fastest}.")
    if len(parts) > _MOST_PARTS:
        raise RenderError(f"{title}: {len(parts)} parts do not fit into a MIDI file; leave at most {_MOST_PARTS}.")
    if max(note.end_quarter for note in notes) > _LAST_QUARTER:
        raise RenderError(f"{title}: the music is longer than {_LAST_QUARTER} quarters; choose fewer bars.")
    for part in parts:
        _check_part(part)


def _check_part(part: Part) -> None:
    bad = next((note for note in part.notes if not _is_playable(note)), None)
    if bad is not None:
        raise RenderError(
            f"The part {part.name} has a note that MIDI cannot hold (pitch {bad.pitch}, velocity {bad.velocity}, "
            f"at quarter {float(bad.onset_quarter):g}); pitches go from 0 to 127, velocities from 1, time from 0."
        )
    for label, number in (("program", part.program), ("volume", part.volume), ("pan", part.pan)):
        if not 0 <= number <= LARGEST_MIDI_NUMBER:
            raise RenderError(
                f"The part {part.name} has the {label} {number}; choose one from 0 to {LARGEST_MIDI_NUMBER}."
            )


def _is_playable(note: Note) -> bool:
    return (
        0 <= note.pitch <= LARGEST_MIDI_NUMBER and 1 <= note.velocity <= LARGEST_MIDI_NUMBER and note.onset_quarter >= 0
    )


def _on_ticks(note: Note) -> Note:
    first = tick_of(note.onset_quarter, TICKS_A_QUARTER)
    last = max(tick_of(note.end_quarter, TICKS_A_QUARTER), first + 1)
    return replace(
        note,
        onset_quarter=Fraction(first, TICKS_A_QUARTER),
        duration_quarter=Fraction(last - first, TICKS_A_QUARTER),
    )


def _meter_changes(bars: Iterable[Bar]) -> Iterator[Bar]:
    """The bars whose meter differs from that of the bar before."""
    meter = None
    for bar in bars:
        if bar.meter != meter:
            yield bar
        meter = bar.meter


def _titled(song: pretty_midi.PrettyMIDI, title: str) -> bytes:
    """The bytes of a song whose first track bears the title, which pretty_midi cannot write itself."""
    untitled, titled = BytesIO(), BytesIO()
    song.write(untitled)
    untitled.seek(0)
    file = mido.MidiFile(file=untitled, charset=CHARSET)
    file.tracks[0].insert(0, mido.MetaMessage("track_name", name=title))
    file.save(file=titled)
    return titled.getvalue()
