"""A sound font made ready for symusic, which reads root keys and loops only from sample headers.

A zone of an instrument may give its sample another root key and other loop points, and many do. symusic 0.5.9 ignores
the root key, so notes sound up to two octaves off, and it reads beyond the sample where loop points move back. Here
each zone gets a sample header of its own that holds both. Layouts: SoundFont 2.04, sections 5, 7 and 8.1.2.
"""

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from jazzcore.music.limits import LARGEST_MIDI_NUMBER

_GENERATOR = np.dtype([("kind", "<u2"), ("amount", "<u2")])
_ZONE = np.dtype([("first_generator", "<u2"), ("first_modulator", "<u2")])
_INSTRUMENT = np.dtype([("name", "S20"), ("first_zone", "<u2")])
_SAMPLE_HEADER = np.dtype(
    [
        ("name", "S20"),
        ("start", "<u4"),
        ("end", "<u4"),
        ("loop_start", "<u4"),
        ("loop_end", "<u4"),
        ("rate", "<u4"),
        ("root_key", "u1"),
        ("correction", "i1"),
        ("link", "<u2"),
        ("kind", "<u2"),
    ]
)

_LOOP_START, _LOOP_END, _SAMPLE, _ROOT_KEY = 2, 3, 53, 58
_NOT_GIVEN = -32_768
_RIFF_HEADER_BYTES = 12

Integers = npt.NDArray[np.int64]


def tuned(font: bytes) -> bytes:
    """The same sound font with the root key and loop points of each zone in a sample header of its own."""
    lists_at, chunks = _articulation(font)
    generators = np.frombuffer(chunks[b"igen"], _GENERATOR).copy()
    headers = np.frombuffer(chunks[b"shdr"], _SAMPLE_HEADER)
    zones = _Zones(chunks, generators)

    names_sample = np.flatnonzero(generators["kind"] == _SAMPLE)
    zone = zones.of_generator[names_sample]
    wanted = np.stack(
        [
            generators["amount"][names_sample].astype(np.int64),
            zones.amounts(_ROOT_KEY, _NOT_GIVEN)[zone],
            zones.amounts(_LOOP_START, 0)[zone],
            zones.amounts(_LOOP_END, 0)[zone],
        ],
        axis=1,
    )  # (zones with a sample, 4)
    distinct, which = np.unique(wanted, axis=0, return_inverse=True)
    sample, root_key, loop_start, loop_end = distinct.T

    made = headers[sample]
    is_key = (root_key >= 0) & (root_key <= LARGEST_MIDI_NUMBER)
    made["root_key"] = np.where(is_key, root_key, made["root_key"])
    made["loop_start"] = made["loop_start"] + loop_start
    made["loop_end"] = made["loop_end"] + loop_end
    generators["amount"][names_sample] = which.reshape(-1)
    generators["amount"][np.isin(generators["kind"], (_LOOP_START, _LOOP_END))] = 0

    chunks |= {b"igen": generators.tobytes(), b"shdr": made.tobytes() + headers[-1:].tobytes()}
    body = b"pdta" + b"".join(_chunk(name, data) for name, data in chunks.items())
    return _chunk(b"RIFF", font[8:lists_at] + _chunk(b"LIST", body))


class _Zones:
    """The zones of all instruments and what their generators say."""

    def __init__(self, chunks: dict[bytes, bytes], generators: npt.NDArray[np.void]) -> None:
        first_generators = np.frombuffer(chunks[b"ibag"], _ZONE)["first_generator"]
        first_zones = np.frombuffer(chunks[b"inst"], _INSTRUMENT)["first_zone"]
        self.generators = generators
        self.count = len(first_generators)
        self.of_generator = np.searchsorted(first_generators, np.arange(len(generators)), side="right") - 1
        self.first_of_instrument = first_zones[
            np.searchsorted(first_zones, np.arange(self.count), side="right") - 1
        ].astype(np.int64)
        self.has_sample = self._own(_SAMPLE) != _NOT_GIVEN

    def amounts(self, kind: int, default: int) -> Integers:
        """The amount of a kind of generator in each zone: its own, else that of the instrument, else the default."""
        own = self._own(kind)
        global_ = np.where(self.has_sample[self.first_of_instrument], _NOT_GIVEN, own[self.first_of_instrument])
        found = np.where(own == _NOT_GIVEN, global_, own)
        return np.where(found == _NOT_GIVEN, default, found)

    def _own(self, kind: int) -> Integers:
        own = np.full(self.count, _NOT_GIVEN, np.int64)
        given = np.flatnonzero(self.generators["kind"] == kind)
        own[self.of_generator[given]] = self.generators["amount"][given].astype(np.int16)
        return own


def _articulation(font: bytes) -> tuple[int, dict[bytes, bytes]]:
    """Where the last list of a sound font begins, which says how samples are played, and its chunks in order."""
    begin, end = next(
        (begin, end)
        for name, begin, end in _chunks(font, _RIFF_HEADER_BYTES, len(font))
        if name == b"LIST" and font[begin : begin + 4] == b"pdta"
    )
    return begin - 8, {name: font[first:last] for name, first, last in _chunks(font, begin + 4, end)}


def _chunks(data: bytes, begin: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    while begin < end:
        size = int.from_bytes(data[begin + 4 : begin + 8], "little")
        yield data[begin : begin + 4], begin + 8, begin + 8 + size
        begin += 8 + size + size % 2


def _chunk(name: bytes, data: bytes) -> bytes:
    return name + len(data).to_bytes(4, "little") + data + bytes(len(data) % 2)
