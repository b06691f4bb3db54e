"""What the MIDI reader and its child process exchange. Both import it, so it imports next to nothing."""

from typing import TypedDict


class TrackData(TypedDict):
    """The notes of one channel of one track: onset and duration in ticks, pitch, velocity."""

    name: str
    channel: int
    program: int
    notes: list[tuple[int, int, int, int]]


class SongData(TypedDict):
    """A song in ticks: tempos as (tick, microseconds a quarter), meters as (tick, beats, unit), in order.

    Texts are (tick, kind, text), in the order of the tracks.
    """

    quarter_ticks: int
    tempos: list[tuple[int, int]]
    meters: list[tuple[int, int, int]]
    tracks: list[TrackData]
    texts: list[tuple[int, str, str]]
