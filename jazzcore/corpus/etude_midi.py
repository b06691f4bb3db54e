"""The MIDI form of the bundled etudes: a lead sheet as bytes, and those bytes as the same lead sheet.

The file has format 1 and 480 ticks a quarter, which hold sixteenths and triplets exactly. The first track bears the
title. It carries tempo, meter, texts with key and swing ratio, and the chord symbols as markers. It ends where the last
bar ends. The tracks Melody, Chords and Bass follow. All eighths are straight.
"""

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from io import BytesIO

import mido

from jazzcore.errors import CorpusError, JazzError
from jazzcore.music.chords.table import chord_of
from jazzcore.music.leadsheet import ChordEvent, LeadSheet, Meter, bars_of
from jazzcore.music.notes import Note

_TICKS_PER_QUARTER = 480
_COPYRIGHT = "CC0-1.0, The jazz studio"
_KEY, _SWING = "Key", "Swing ratio"
_TENOR_SAXOPHONE, _PIANO, _ACOUSTIC_BASS = 66, 0, 32
_CHORD_VELOCITY, _BASS_VELOCITY = 56, 72

_Timed = tuple[int, mido.Message]


def etude_bytes(sheet: LeadSheet) -> bytes:
    """Write a lead sheet of one meter, which begins with bar 1, as a MIDI file; the inverse of `etude_sheet`.

    Raises CorpusError for a time between two ticks.
    """
    end = _tick(sheet.end_quarter)
    file = mido.MidiFile(type=1, ticks_per_beat=_TICKS_PER_QUARTER)
    file.tracks.append(_track(sheet.title, _conducting(sheet), end))
    file.tracks.append(_part("Melody", 0, _TENOR_SAXOPHONE, sheet.melody, end))
    file.tracks.append(_part("Chords", 1, _PIANO, _held(sheet, slice(1, None), _CHORD_VELOCITY), end))
    file.tracks.append(_part("Bass", 2, _ACOUSTIC_BASS, _held(sheet, slice(0, 1), _BASS_VELOCITY), end))
    written = BytesIO()
    file.save(file=written)
    return written.getvalue()


def etude_sheet(data: bytes, source: str) -> LeadSheet:
    """Read the lead sheet that `etude_bytes` wrote.

    Parameters
    ----------
    data : bytes
        The MIDI file.
    source : str
        What the lead sheet names as its source.

    Returns
    -------
    LeadSheet
        The lead sheet.

    Raises
    ------
    CorpusError
        The file is damaged.
    """
    try:
        conducting, melody = mido.MidiFile(file=BytesIO(data)).tracks[:2]
        remarks = dict(message.text.split(": ") for message in conducting if message.type == "text")
        first = {message.type: message for message in reversed(conducting)}
        meter = Meter(first["time_signature"].numerator, first["time_signature"].denominator)
        end = _quarter(sum(message.time for message in conducting))
        return LeadSheet(
            title=first["track_name"].name,
            melody=tuple(_notes(melody)),
            chords=tuple(
                ChordEvent(_quarter(tick), chord_of(message.text))
                for tick, message in _timed(conducting)
                if message.type == "marker"
            ),
            bars=bars_of(meter, int(end / meter.bar_quarter)),
            tempo_bpm=round(mido.tempo2bpm(first["set_tempo"].tempo), 2),
            source=source,
            key=remarks.get(_KEY),
            swing_ratio=float(remarks[_SWING]),
        )
    except (JazzError, OSError, EOFError, ValueError, LookupError) as error:
        raise CorpusError(
            f"{source}: this etude is damaged; run `python -m tools.build_etudes` to build it again."
        ) from error


def _conducting(sheet: LeadSheet) -> Iterator[_Timed]:
    meter = sheet.bars[0].meter
    yield 0, mido.MetaMessage("copyright", text=_COPYRIGHT)
    if sheet.key is not None:
        yield 0, mido.MetaMessage("text", text=f"{_KEY}: {sheet.key}")
    yield 0, mido.MetaMessage("text", text=f"{_SWING}: {sheet.swing_ratio}")
    yield 0, mido.MetaMessage("set_tempo", tempo=mido.bpm2tempo(sheet.tempo_bpm))
    yield 0, mido.MetaMessage("time_signature", numerator=meter.beats, denominator=meter.unit)
    for event in sheet.chords:
        yield _tick(event.onset_quarter), mido.MetaMessage("marker", text=event.chord.symbol)


def _held(sheet: LeadSheet, voices: slice, velocity: int) -> Iterator[Note]:
    """Some voices of every chord, each held until the next chord begins; the bass is voice 0."""
    ends = (*(event.onset_quarter for event in sheet.chords[1:]), sheet.end_quarter)
    for event, end in zip(sheet.chords, ends, strict=True):
        for pitch in event.chord.pitches[voices]:
            yield Note(event.onset_quarter, end - event.onset_quarter, pitch, velocity)


def _part(name: str, channel: int, program: int, notes: Iterable[Note], end_tick: int) -> mido.MidiTrack:
    """A track of notes; at one tick the notes that end come before those that begin."""
    edges: list[tuple[int, bool, Note]] = []
    for note in notes:
        edges += [(_tick(note.onset_quarter), True, note), (_tick(note.end_quarter), False, note)]
    messages: list[_Timed] = [(0, mido.Message("program_change", channel=channel, program=program))]
    for tick, begins, note in sorted(edges):
        kind, velocity = ("note_on", note.velocity) if begins else ("note_off", 0)
        messages.append((tick, mido.Message(kind, channel=channel, note=note.pitch, velocity=velocity)))
    return _track(name, messages, end_tick)


def _track(name: str, messages: Iterable[_Timed], end_tick: int) -> mido.MidiTrack:
    track = mido.MidiTrack([mido.MetaMessage("track_name", name=name)])
    now = 0
    for tick, message in (*messages, (end_tick, mido.MetaMessage("end_of_track"))):
        track.append(message.copy(time=tick - now))
        now = tick
    return track


def _notes(track: Sequence[mido.Message]) -> Iterator[Note]:
    """The notes of a part that never sounds one pitch twice at once, in order of their ends."""
    begun: dict[int, tuple[int, int]] = {}
    for tick, message in _timed(track):
        if message.type == "note_on":
            begun[message.note] = tick, message.velocity
        elif message.type == "note_off":
            onset_tick, velocity = begun.pop(message.note)
            yield Note(_quarter(onset_tick), _quarter(tick - onset_tick), message.note, velocity)


def _timed(track: Iterable[mido.Message]) -> Iterator[_Timed]:
    now = 0
    for message in track:
        now += message.time
        yield now, message


def _tick(quarter: Fraction) -> int:
    tick = quarter * _TICKS_PER_QUARTER
    if tick.denominator != 1:
        raise CorpusError(f"{quarter} quarters lie between two ticks of a MIDI file; use sixteenths and triplets.")
    return int(tick)


def _quarter(tick: int) -> Fraction:
    return Fraction(tick, _TICKS_PER_QUARTER)
