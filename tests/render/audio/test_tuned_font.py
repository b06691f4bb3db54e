import struct
from pathlib import Path

from jazzcore.render.audio.soundfont import BUNDLED_SOUND_FONT, is_sound_font
from jazzcore.render.audio.tuned_font import tuned

ROOT_KEY, LOOP_START, LOOP_END, SAMPLE, PAN = 58, 2, 3, 53, 17

Zone = dict[int, int]


def chunk(name: bytes, data: bytes) -> bytes:
    return name + struct.pack("<I", len(data)) + data + bytes(len(data) % 2)


def font(instruments: list[list[Zone]], samples: list[tuple[int, int, int]]) -> bytes:
    """A sound font of instruments with zones of generators, and samples with loop start, loop end and root key."""
    generators, zones, heads = b"", b"", b""
    for instrument in instruments:
        heads += struct.pack("<20sH", b"instrument", len(zones) // 4)
        for zone in instrument:
            zones += struct.pack("<HH", len(generators) // 4, 0)
            generators += b"".join(struct.pack("<Hh", kind, amount) for kind, amount in zone.items())
    heads += struct.pack("<20sH", b"EOI", len(zones) // 4)
    zones += struct.pack("<HH", len(generators) // 4, 0)
    headers = b"".join(
        struct.pack("<20sIIIIIBbHH", b"sample", 0, 500, begin, end, 22050, root, 7, 0, 1)
        for begin, end, root in samples
    )
    lists = {b"ibag": zones, b"imod": bytes(10), b"igen": generators + bytes(4), b"inst": heads}
    body = b"pdta" + b"".join(chunk(name, data) for name, data in lists.items())
    body += chunk(b"shdr", headers + struct.pack("<20sIIIIIBbHH", b"EOS", 0, 0, 0, 0, 0, 0, 0, 0, 0))
    return chunk(b"RIFF", b"sfbk" + chunk(b"LIST", b"sdta" + bytes(1001)) + chunk(b"LIST", body))


def last_chunk(data: bytes, name: bytes) -> bytes:
    at = data.rindex(name)
    return data[at + 8 : at + 8 + int.from_bytes(data[at + 4 : at + 8], "little")]


def headers_used(data: bytes) -> list[tuple[int, int, int]]:
    """Loop start, loop end and root key of the sample of each zone that has one."""
    headers = list(struct.iter_unpack("<20sIIIIIBbHH", last_chunk(data, b"shdr")))
    assert headers[-1][0].startswith(b"EOS")
    assert all((header[2], header[5], header[7]) == (500, 22050, 7) for header in headers[:-1])
    used = [amount for kind, amount in struct.iter_unpack("<HH", last_chunk(data, b"igen")) if kind == SAMPLE]
    return [(headers[i][3], headers[i][4], headers[i][6]) for i in used]


def test_each_zone_gets_its_own_root_key_and_loop() -> None:
    zones = [{ROOT_KEY: 72, SAMPLE: 0}, {SAMPLE: 0}, {LOOP_START: -30, LOOP_END: -20, SAMPLE: 0}, {SAMPLE: 1}]
    assert headers_used(tuned(font([zones], [(100, 200, 60), (300, 400, 50)]))) == [
        (100, 200, 72),
        (100, 200, 60),
        (70, 180, 60),
        (300, 400, 50),
    ]


def test_the_first_zone_without_a_sample_speaks_for_its_instrument_alone() -> None:
    one = [{ROOT_KEY: 80, LOOP_END: 5}, {SAMPLE: 0}, {ROOT_KEY: 81, SAMPLE: 0}]
    other = [{SAMPLE: 0}, {ROOT_KEY: 40, SAMPLE: 0}]
    assert headers_used(tuned(font([one, other], [(100, 200, 60)]))) == [
        (100, 205, 80),
        (100, 205, 81),
        (100, 200, 60),
        (100, 200, 40),
    ]


def test_a_root_key_that_is_no_key_counts_as_none() -> None:
    assert headers_used(tuned(font([[{ROOT_KEY: -1, SAMPLE: 0}]], [(100, 200, 60)]))) == [(100, 200, 60)]


def test_loop_points_are_not_moved_twice() -> None:
    once = tuned(font([[{LOOP_START: 9, PAN: 250, SAMPLE: 0}]], [(100, 200, 60)]))
    assert headers_used(tuned(once)) == headers_used(once) == [(109, 200, 60)]
    assert struct.pack("<Hh", PAN, 250) in last_chunk(once, b"igen")


def test_the_embedded_font_stays_whole_with_its_sound_untouched(tmp_path: Path) -> None:
    before = BUNDLED_SOUND_FONT.read_bytes()
    after = tuned(before)
    path = tmp_path / "tuned.sf2"
    path.write_bytes(after)
    assert is_sound_font(path)
    assert int.from_bytes(after[4:8], "little") == len(after) - 8
    sound = slice(8, before.rindex(b"LIST"))
    assert after[sound] == before[sound]
    assert len(last_chunk(after, b"shdr")) > len(last_chunk(before, b"shdr"))
