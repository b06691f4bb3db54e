"""What a person may choose of a song: parts by their index among its tracks, bars counted from 1."""

from jazzcore.corpus.midi.song import MidiSong, MidiTrack, bars_of_song
from jazzcore.errors import CorpusError
from jazzcore.music.leadsheet import Bar


def check_pitched(song: MidiSong) -> None:
    """Raises CorpusError for a song that has no part with pitches."""
    if all(track.is_drums for track in song.tracks):
        cause = "has only drums" if song.tracks else "has no notes"
        raise CorpusError(f"{song.name} {cause}; choose a file with a melody and chords.")


def pitched_part(song: MidiSong, index: int) -> MidiTrack:
    """The pitched part at an index; raises CorpusError."""
    if not 0 <= index < len(song.tracks) or song.tracks[index].is_drums:
        raise CorpusError(f"{song.name} has no pitched part number {index + 1}; choose one of the parts listed.")
    return song.tracks[index]


def chosen_bars(song: MidiSong, bars: tuple[int, int] | None) -> tuple[tuple[Bar, ...], int]:
    """The bars of a range that holds both its ends (None: all), and the number of the first; raises CorpusError."""
    all_bars = bars_of_song(song)
    first, last = bars or (1, len(all_bars))
    if not 1 <= first <= last <= len(all_bars):
        raise CorpusError(
            f"{song.name} has bars 1 to {len(all_bars)}, not {first} to {last}; choose a range within them."
        )
    return all_bars[first - 1 : last], first
