"""The first pass over the bytes of a MIDI file, before any parser sees them.

It walks the chunks and events without keeping them, counts, and stops at the first limit that is passed. So the parser
reads what is left in bounded time and memory. Data bytes above 127 are let through and counted. They are clipped later,
as many players do.

References
----------
Standard MIDI Files 1.0 (chunks, variable-length quantities, running status).
"""

from dataclasses import dataclass, field
from itertools import pairwise
from operator import itemgetter

from jazzcore.corpus.sandbox.file_names import shown_name
from jazzcore.corpus.sandbox.scan_error import ScanError
from jazzcore.errors import CorpusError
from jazzcore.music.limits import METER_UNITS

MAX_BYTES = 8_000_000
MAX_TRACKS = 128
MAX_EVENTS = 200_000
MAX_NOTES = 60_000
MAX_NOTES_A_QUARTER = 256
"""In one track; it bounds the notes at one tick too."""
MAX_PAYLOAD_BYTES = 1_000_000
"""System-exclusive data and texts of all tracks together."""
MAX_TEMPO_CHANGES = 10_000
MAX_METER_CHANGES = 1_000
MAX_TICKS = 50_000_000
MAX_QUARTERS = 20_000
MAX_SECONDS = 3_600
MIN_BAR_QUARTERS = 0.5

_TOO_LARGE = "cut it down in a MIDI editor or choose another file"
_NO_MIDI = "choose a file that ends in .mid"

_DATA_BYTES = {0x8: 2, 0x9: 2, 0xA: 2, 0xB: 2, 0xC: 1, 0xD: 1, 0xE: 2}
_LARGEST_DATA_BYTE = 127
_NOTE_ON = 0x9
_META, _SYSEX = 0xFF, (0xF0, 0xF7)
_TEMPO, _METER = 0x51, 0x58
_DEFAULT_TEMPO_USEC = 500_000


@dataclass(slots=True)
class _Tally:
    """What has been counted so far, in all tracks."""

    quarter_ticks: int
    events: int = 0
    notes: int = 0
    quarter: int = 0
    notes_in_quarter: int = 0
    payload_bytes: int = 0
    meter_changes: int = 0
    clipped_bytes: int = 0
    tempos_usec: list[tuple[int, int]] = field(default_factory=list)
    end_tick: int = 0

    @property
    def last_tick(self) -> int:
        """The last tick at which an event may stand."""
        return min(MAX_TICKS, MAX_QUARTERS * self.quarter_ticks)

    def count_note(self, tick: int, label: str) -> None:
        """Count one more note, of the track that is being scanned."""
        self.notes += 1
        if self.notes > MAX_NOTES:
            raise ScanError(f"has more than {MAX_NOTES:,} notes", _TOO_LARGE)
        quarter = tick // self.quarter_ticks
        self.notes_in_quarter = self.notes_in_quarter + 1 if quarter == self.quarter else 1
        self.quarter = quarter
        if self.notes_in_quarter > MAX_NOTES_A_QUARTER:
            raise ScanError(f"has more than {MAX_NOTES_A_QUARTER} notes in one quarter of {label}", _TOO_LARGE)


def scan(data: bytes, name: str) -> int:
    """Check that bytes are a MIDI file of format 0 or 1 within the limits.

    Parameters
    ----------
    data : bytes
        The file.
    name : str
        Its name, for messages.

    Returns
    -------
    int
        How many data bytes of its events lie above 127.

    Raises
    ------
    CorpusError
        It is no such file. The message names it.
    """
    try:
        return _scan_file(data)
    except ScanError as error:
        raise CorpusError(f"{shown_name(name)} {error}") from None


def _scan_file(data: bytes) -> int:
    if not data:
        raise ScanError("is empty", "choose another file")
    if len(data) > MAX_BYTES:
        raise ScanError(f"has {len(data):,} bytes, more than the {MAX_BYTES:,} a MIDI file may have", _TOO_LARGE)
    position, track_count, quarter_ticks = _header(data)
    tally = _Tally(quarter_ticks)
    for number in range(1, track_count + 1):
        label = f"track {number} of {track_count}"
        track, position = _track_chunk(data, position, label)
        try:
            _scan_track(track, tally, label)
        except IndexError:
            raise ScanError(f"is damaged: {label} ends in the middle of an event") from None
    if (seconds := _seconds(tally)) > MAX_SECONDS:
        raise ScanError(f"lasts {seconds:,.0f} seconds, more than the {MAX_SECONDS:,} it may last", _TOO_LARGE)
    return tally.clipped_bytes


def _header(data: bytes) -> tuple[int, int, int]:
    """Where the first track begins, how many tracks there are, and the ticks of a quarter."""
    if data[:4] != b"MThd":
        raise ScanError("is not a MIDI file", _NO_MIDI)
    length = int.from_bytes(data[4:8])
    if len(data) < 14 or length < 6 or 8 + length > len(data):
        raise ScanError("is cut short in its header")
    file_format, tracks, division = (int.from_bytes(data[at : at + 2]) for at in (8, 10, 12))
    if file_format not in (0, 1):
        raise ScanError(f"is a MIDI file of format {file_format}", "export it as format 0 or 1")
    if division & 0x8000:
        raise ScanError("counts time in film frames (SMPTE), not in quarter notes", "export it with ticks per quarter")
    if division == 0:
        raise ScanError("says that a quarter note has 0 ticks", "export it with 24 or more ticks per quarter")
    if not 1 <= tracks <= MAX_TRACKS:
        raise ScanError(f"has {tracks:,} tracks where 1 to {MAX_TRACKS} are allowed", _TOO_LARGE)
    return 8 + length, tracks, division


def _track_chunk(data: bytes, position: int, label: str) -> tuple[bytes, int]:
    """The bytes of the track chunk at `position`, and where the next chunk begins."""
    begin = position + 8
    if begin > len(data):
        raise ScanError(f"is cut short: {label} is missing")
    if data[position : position + 4] != b"MTrk":
        raise ScanError(f"is damaged: {label} does not begin where it should")
    end = begin + int.from_bytes(data[position + 4 : begin])
    if end > len(data):
        raise ScanError(f"is cut short: {label} lacks {end - len(data):,} bytes")
    return data[begin:end], end


def _scan_track(track: bytes, tally: _Tally, label: str) -> None:
    """Count the events of one track; raises IndexError where it ends within an event."""
    position = tick = status = 0
    last_tick = tally.last_tick
    tally.notes_in_quarter = 0
    while position < len(track):
        delta, position = _number(track, position, label)
        tick += delta
        if tick > last_tick:
            raise ScanError(f"has an event at tick {tick:,} of {label}, where {last_tick:,} is the last allowed")
        tally.events += 1
        if tally.events > MAX_EVENTS:
            raise ScanError(f"has more than {MAX_EVENTS:,} events", _TOO_LARGE)
        kind = track[position]
        if kind >= 0xF0:
            if kind != _META:
                status = 0
            position = _skip_long_event(track, position, tick, tally, label)
        else:
            if kind >= 0x80:
                status = kind
                position += 1
            elif not status:
                raise ScanError(f"is damaged: {label} has data without a command")
            command = status >> 4
            values = track[position : position + _DATA_BYTES[command]]
            position += _DATA_BYTES[command]
            if not values.isascii():
                tally.clipped_bytes += sum(value > _LARGEST_DATA_BYTE for value in values)
            if command == _NOTE_ON and track[position - 1]:
                tally.count_note(tick, label)
    if position > len(track):
        raise IndexError
    tally.end_tick = max(tally.end_tick, tick)


def _number(track: bytes, position: int, label: str) -> tuple[int, int]:
    """The variable-length number at `position`, and where the next byte stands."""
    value = 0
    for offset in range(position, position + 4):
        byte = track[offset]
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, offset + 1
    raise ScanError(f"is damaged: {label} has a number of more than 4 bytes")


def _skip_long_event(track: bytes, position: int, tick: int, tally: _Tally, label: str) -> int:
    """Check the meta or system-exclusive event at `position`; gives where the next event begins."""
    kind = track[position]
    if kind == _META:
        meta_type = track[position + 1]
        length, begin = _number(track, position + 2, label)
        _check_meta(meta_type, track[begin : begin + length], tick, tally)
    elif kind in _SYSEX:
        length, begin = _number(track, position + 1, label)
    else:
        raise ScanError(f"is damaged: {label} has the byte {kind:#04x}, which no MIDI file may hold there")
    tally.payload_bytes += length
    if tally.payload_bytes > MAX_PAYLOAD_BYTES:
        raise ScanError(f"has more than {MAX_PAYLOAD_BYTES:,} bytes of texts and device data", _TOO_LARGE)
    return begin + length


def _check_meta(meta_type: int, payload: bytes, tick: int, tally: _Tally) -> None:
    if meta_type == _TEMPO:
        tally.tempos_usec.append((tick, _tempo_usec(payload)))
        if len(tally.tempos_usec) > MAX_TEMPO_CHANGES:
            raise ScanError(f"changes its tempo more than {MAX_TEMPO_CHANGES:,} times", _TOO_LARGE)
    elif meta_type == _METER:
        _check_meter(payload)
        tally.meter_changes += 1
        if tally.meter_changes > MAX_METER_CHANGES:
            raise ScanError(f"changes its meter more than {MAX_METER_CHANGES:,} times", _TOO_LARGE)


def _tempo_usec(payload: bytes) -> int:
    usec = int.from_bytes(payload[:3])
    if len(payload) < 3 or usec == 0:
        raise ScanError("has an impossible tempo (a quarter of 0 seconds)", "set its tempo in a MIDI editor")
    return usec


def _check_meter(payload: bytes) -> None:
    if len(payload) < 4:
        raise ScanError("is damaged: it has an incomplete time signature")
    beats, unit = payload[0], 2 ** payload[1]
    if unit not in METER_UNITS or 4 * beats / unit < MIN_BAR_QUARTERS:
        raise ScanError(f"has the time signature {beats}/{unit}", "set one like 4/4 or 3/4 in a MIDI editor")


def _seconds(tally: _Tally) -> float:
    """How long the file lasts, with all its tempo changes."""
    changes = [
        (0, _DEFAULT_TEMPO_USEC),
        *sorted(tally.tempos_usec, key=itemgetter(0)),
        (tally.end_tick, _DEFAULT_TEMPO_USEC),
    ]
    usec_ticks = sum((later - tick) * usec for (tick, usec), (later, _) in pairwise(changes))
    return usec_ticks / tally.quarter_ticks / 1_000_000
