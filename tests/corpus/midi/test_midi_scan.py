import pytest
from hypothesis import given
from hypothesis import strategies as st

from jazzcore.corpus.midi import scan as midi_scan
from jazzcore.corpus.midi.scan import scan
from jazzcore.errors import CorpusError
from tests.corpus.midi.midi_bytes import (
    END,
    QUARTER,
    chunk,
    meta,
    meter,
    midi,
    name,
    note,
    number,
    on,
    program,
    song,
    tempo,
)

HEADER = midi()  # 14 bytes, no tracks
TEN_SECONDS = 10 * 192

REFUSED = {
    "empty": (b"", "is empty"),
    "not MIDI": (b"%PDF-1.7 nothing here to play", "is not a MIDI file"),
    "header cut short": (song()[:11], "is cut short in its header"),
    "header length that lies": (b"MThd\x00\x00\x00\x02" + song()[8:], "is cut short in its header"),
    "last byte missing": (song()[:-1], "is cut short: track 5 of 5 lacks 1 bytes"),
    "last track missing": (midi(END, END)[: -len(chunk(b"MTrk", END))], "is cut short: track 2 of 2 is missing"),
    "chunk too long": (midi(END)[:-8] + (9_999).to_bytes(4) + END, "is cut short: track 1 of 1 lacks 9,995 bytes"),
    "chunk too short": (
        midi(note(60, 96), END).replace(b"MTrk\x00\x00\x00\x08", b"MTrk\x00\x00\x00\x05"),
        "is damaged: track 1 of 2 ends in the middle of an event",
    ),
    "note-off cut short": (midi(b"\x00\x80\x3c"), "is damaged: track 1 of 1 ends in the middle of an event"),
    "note-on cut short": (midi(b"\x00\x90\x3c"), "is damaged: track 1 of 1 ends in the middle of an event"),
    "name cut short": (midi(name("Lead")[:-1]), "is damaged: track 1 of 1 ends in the middle of an event"),
    "unknown chunk": (midi(END).replace(b"MTrk", b"XFIH"), "is damaged: track 1 of 1 does not begin where it should"),
    "format 2": (midi(END, file_format=2), "is a MIDI file of format 2"),
    "SMPTE": (midi(END, division=0xE728), "counts time in film frames (SMPTE)"),
    "zero ticks": (midi(END, division=0), "says that a quarter note has 0 ticks"),
    "no tracks": (HEADER, "has 0 tracks where 1 to 128 are allowed"),
    "many tracks": (midi(*[END] * 129), "has 129 tracks where 1 to 128 are allowed"),
    "vast delta": (midi(note(60, 100_000_000)), "has an event at tick 100,000,000"),
    "vast delta, fine ticks": (midi(note(60, 100_000_000), division=32_767), "has an event at tick 100,000,000"),
    "five-byte number": (midi(b"\x81\x80\x80\x80\x00\x90\x3c\x40"), "has a number of more than 4 bytes"),
    "data without command": (midi(b"\x00\x3c\x40"), "has data without a command"),
    "running status over sysex": (midi(on(60) + b"\x00\xf0\x01\xf7\x00\x3c\x00"), "has data without a command"),
    "system byte": (midi(b"\x00\xf8"), "has the byte 0xf8"),
    "zero tempo": (midi(tempo(0)), "has an impossible tempo"),
    "short tempo": (midi(meta(0x51, b"\x07")), "has an impossible tempo"),
    "no beats": (midi(meter(0, 2)), "has the time signature 0/4"),
    "vast unit": (midi(meter(4, 200)), "has the time signature 4/"),
    "tiny bar": (midi(meter(1, 5)), "has the time signature 1/32"),
    "short meter": (midi(meta(0x58, b"\x04\x02")), "has an incomplete time signature"),
    "long": (midi(note(60, 3_601 * 192)), "lasts 3,601 seconds, more than the 3,600"),
    "slow": (midi(tempo(16_000_000) + note(60, 300 * QUARTER)), "lasts 4,800 seconds"),
}  # fmt: skip


@pytest.mark.parametrize(("data", "cause"), REFUSED.values(), ids=REFUSED)
def test_refuses_in_one_sentence_that_names_file_cause_and_remedy(data: bytes, cause: str) -> None:
    with pytest.raises(CorpusError) as caught:
        scan(data, "take five.mid")
    message = str(caught.value)
    assert message.startswith("take five.mid ")
    assert cause in message
    _, remedy = message.split("; ")
    assert remedy.split()[0] in {"download", "choose", "cut", "export", "set"}
    assert message.endswith(".")
    assert len(message.splitlines()) == 1


def test_accepts_whole_files() -> None:
    scan(song(), "song.mid")
    scan(midi(note(60, 96), file_format=0), "zero.mid")
    scan(midi(END) + b"bytes after the last track", "tail.mid")
    scan(
        midi(b"\x00\xf0\x03\x01\x02\xf7" + note(60, 96) + b"\x00\x3c\x40\x60\x3c\x00"), "sysex, then running status.mid"
    )


CAPS = {
    "MAX_BYTES": (midi(note(60, 1)), 30, "bytes"),
    "MAX_EVENTS": (midi(note(60, 1), note(60, 1)), 4, "events"),
    "MAX_NOTES": (midi(note(60, 1), note(60, 1)), 2, "notes"),
    "MAX_NOTES_A_QUARTER": (midi(note(60, 0), note(60, 0) * 3 + note(60, 1, QUARTER)), 3, "notes in one quarter"),
    "MAX_PAYLOAD_BYTES": (midi(name("abc"), b"\x00\xf0\x02\x01\xf7"), 5, "bytes of texts"),
    "MAX_TEMPO_CHANGES": (midi(tempo(500_000) * 2, tempo(1)), 3, "tempo"),
    "MAX_METER_CHANGES": (midi(meter(4, 2) * 2, meter(3, 2)), 3, "meter"),
    "MAX_SECONDS": (midi(note(60, TEN_SECONDS)), 10, "seconds"),
    "MAX_TICKS": (midi(note(60, 1_000)), 1_000, "tick 1,000"),
    "MAX_QUARTERS": (midi(note(60, 10 * QUARTER)), 10, "tick 960"),
}


@pytest.mark.parametrize(("cap", "case"), CAPS.items(), ids=CAPS)
def test_each_cap_lets_its_value_through_and_refuses_one_more(
    monkeypatch: pytest.MonkeyPatch, cap: str, case: tuple[bytes, int, str]
) -> None:
    data, reached, word = case
    monkeypatch.setattr(midi_scan, cap, reached)
    scan(data, "cap.mid")
    monkeypatch.setattr(midi_scan, cap, reached - 1)
    with pytest.raises(CorpusError, match=word):
        scan(data, "cap.mid")


def test_stops_at_the_cap_and_never_sees_what_follows() -> None:
    million_notes = midi(on(60) + b"\x01\x3c\x40" * 1_000_000 + b"\x00\xf8")
    with pytest.raises(CorpusError, match="has more than 60,000 notes"):
        scan(million_notes, "million.mid")


def test_zero_velocity_is_no_note(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(midi_scan, "MAX_NOTES", 1)
    scan(midi(on(60) + on(60, 96, velocity=0)), "zero.mid")


def test_seconds_follow_every_tempo_whichever_track_it_stands_in(monkeypatch: pytest.MonkeyPatch) -> None:
    # 2 quarters at 0.5 s, 5 at 0.2 s, 4 at 1 s: 6 s in all.
    data = midi(note(60, 11 * QUARTER), tempo(1_000_000, 7 * QUARTER), tempo(200_000, 2 * QUARTER))
    monkeypatch.setattr(midi_scan, "MAX_SECONDS", 6)
    scan(data, "six.mid")
    monkeypatch.setattr(midi_scan, "MAX_SECONDS", 5.99)
    with pytest.raises(CorpusError, match="lasts 6 seconds"):
        scan(data, "six.mid")


@pytest.mark.parametrize(
    ("given_name", "shown"),
    [
        ("../../etc/passwd", "passwd"),
        (r"C:\Users\me\song.mid", "song.mid"),
        ("a\nb\x1b[31m.mid", "ab[31m.mid"),
        ("x" * 500 + ".mid", "x" * 79 + "…"),
        ("\n", "The file"),
        ("", "The file"),
    ],
)
def test_a_name_is_shown_as_one_short_printable_line(given_name: str, shown: str) -> None:
    with pytest.raises(CorpusError) as caught:
        scan(b"", given_name)
    assert str(caught.value) == f"{shown} is empty; choose another file."


@given(st.binary(max_size=300), st.booleans())
def test_any_bytes_pass_or_raise_a_corpus_error(data: bytes, has_header: bool) -> None:
    try:
        scan(midi(data) if has_header else data, "random.mid")
    except CorpusError as error:
        assert str(error).startswith("random.mid ")


@given(st.integers(0, 2**28 - 1))
def test_variable_length_numbers_are_read_as_written(value: int) -> None:
    assert midi_scan._number(number(value) + b"\x55", 0, "track 1") == (value, len(number(value)))


def test_values_above_127_are_let_through_and_counted() -> None:
    assert scan(midi(on(200) + on(60, velocity=255) + program(130), note(60, 96)), "loud.mid") == 3
    assert scan(midi(name("Größe".encode()) + note(60, 96)), "named.mid") == 0
