"""MIDI files built in memory, byte by byte, so that tests can say exactly what is right or wrong in them."""

QUARTER = 96
END = b"\x00\xff\x2f\x00"


def number(value: int) -> bytes:
    """A variable-length number."""
    digits = [value & 0x7F]
    while value := value >> 7:
        digits.append(0x80 | value & 0x7F)
    return bytes(reversed(digits))


def on(pitch: int, delta: int = 0, channel: int = 0, velocity: int = 80) -> bytes:
    """A note-on event, `delta` ticks after the event before it."""
    return number(delta) + bytes([0x90 | channel, pitch, velocity])


def off(pitch: int, delta: int = 0, channel: int = 0) -> bytes:
    """A note-off event."""
    return number(delta) + bytes([0x80 | channel, pitch, 0])


def note(pitch: int, ticks: int, delta: int = 0, channel: int = 0) -> bytes:
    """A note of `ticks` ticks."""
    return on(pitch, delta, channel) + off(pitch, ticks, channel)


def chord(pitches: tuple[int, ...], ticks: int, delta: int = 0, channel: int = 0) -> bytes:
    """Notes that begin and end together."""
    begin = b"".join(on(pitch, 0 if index else delta, channel) for index, pitch in enumerate(pitches))
    return begin + b"".join(off(pitch, 0 if index else ticks, channel) for index, pitch in enumerate(pitches))


def program(value: int, channel: int = 0) -> bytes:
    """A program change."""
    return bytes([0, 0xC0 | channel, value])


def meta(kind: int, payload: bytes, delta: int = 0) -> bytes:
    """A meta event."""
    return number(delta) + bytes([0xFF, kind]) + number(len(payload)) + payload


def name(text: str | bytes) -> bytes:
    """A track name."""
    return meta(0x03, text if isinstance(text, bytes) else text.encode("latin-1"))


def tempo(usec: int, delta: int = 0) -> bytes:
    """A tempo, in microseconds a quarter."""
    return meta(0x51, usec.to_bytes(3), delta)


def meter(beats: int, power: int, delta: int = 0) -> bytes:
    """A time signature: `beats` notes of one (2 ** `power`)-th to the bar."""
    return meta(0x58, bytes([beats, power, 24, 8]), delta)


def chunk(kind: bytes, content: bytes) -> bytes:
    """A chunk with its true length."""
    return kind + len(content).to_bytes(4) + content


def midi(*tracks: bytes, file_format: int = 1, division: int = QUARTER) -> bytes:
    """A MIDI file of these tracks' events."""
    header = b"".join(value.to_bytes(2) for value in (file_format, len(tracks), division))
    return chunk(b"MThd", header) + b"".join(chunk(b"MTrk", events) for events in tracks)


def song(melody_name: str = "Melody", chords_name: str = "Chords") -> bytes:
    """Two bars of 4/4 at 100: eight quarters of melody from C5 up over Cmaj7 and G7, with bass and drums."""
    return midi(
        tempo(600_000) + meter(4, 2) + END,
        name(chords_name) + chord((60, 64, 67, 71), 384) + chord((59, 62, 65, 67), 384) + END,
        name("Bass") + program(32, 1) + note(36, 384, channel=1) + note(43, 384, channel=1) + END,
        name("Drums") + b"".join(note(38, 48, 48, channel=9) for _ in range(8)) + END,
        name(melody_name)
        + program(65, 2)
        + b"".join(note(pitch, 96, channel=2) for pitch in (72, 74, 76, 77, 79, 81, 83, 84))
        + END,
    )
