"""What is chosen of a song. Parts go by their index among the song's tracks, bars are counted from 1."""

from dataclasses import dataclass
from fractions import Fraction

from jazzcore.corpus.midi.song import MidiSong, MidiTrack, bars_of_song
from jazzcore.errors import CorpusError
from jazzcore.music.leadsheet import Bar


@dataclass(frozen=True, slots=True)
class Choice:
    """The parts of a melody, of chords and bass, and the bars.

    A melody may move through several parts. `chords` and `bass` are None for no part. `bars` are the first and the last
    bar, None for all.
    """

    melody: tuple[int, ...]
    chords: int | None
    bass: int | None
    bars: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A choice with the bars it names; `first_bar` is the number of the first one."""

    choice: Choice
    bars: tuple[Bar, ...]
    first_bar: int

    def holds(self, onset_quarter: Fraction) -> bool:
        """Whether a moment of the song lies in these bars."""
        return self.bars[0].onset_quarter <= onset_quarter < self.bars[-1].end_quarter

    @property
    def numbers(self) -> str:
        """The numbers of the bars in words: `bars 5 to 8`."""
        return f"bars {self.first_bar} to {self.first_bar + len(self.bars) - 1}"


def excerpt_of(song: MidiSong, choice: Choice) -> Excerpt:
    """Find the parts and bars of a choice in a song.

    Parameters
    ----------
    song : MidiSong
        The song.
    choice : Choice
        The choice.

    Returns
    -------
    Excerpt
        The choice with its bars.

    Raises
    ------
    CorpusError
        The song has no such part or bar, or the choice has no melody.

    """
    check_pitched(song)
    if not choice.melody:
        raise CorpusError(f"{song.name} needs one part or more for the melody; choose it among the parts listed.")
    for part in (*choice.melody, choice.chords, choice.bass):
        if part is not None:
            pitched_part(song, part)
    return Excerpt(choice, *chosen_bars(song, choice.bars))


def check_pitched(song: MidiSong) -> None:
    """Raise CorpusError for a song that has no part with pitches."""
    if all(track.is_drums for track in song.tracks):
        cause = "has only drums" if song.tracks else "has no notes"
        raise CorpusError(f"{song.name} {cause}; choose a file with a melody and chords.")


def pitched_part(song: MidiSong, index: int) -> MidiTrack:
    """Find a part that is not drums.

    Parameters
    ----------
    song : MidiSong
        The song.
    index : int
        The index of the part among the song's tracks.

    Returns
    -------
    MidiTrack
        The part.

    Raises
    ------
    CorpusError
        The song has no such part, or it plays drums.

    """
    if not 0 <= index < len(song.tracks) or song.tracks[index].is_drums:
        raise CorpusError(f"{song.name} has no pitched part number {index + 1}; choose one of the parts listed.")
    return song.tracks[index]


def chosen_bars(song: MidiSong, bars: tuple[int, int] | None) -> tuple[tuple[Bar, ...], int]:
    """Find the bars of a range.

    Parameters
    ----------
    song : MidiSong
        The song.
    bars : tuple of int, or None
        The numbers of the first and the last bar; None for all.

    Returns
    -------
    tuple of Bar
        The bars, in quarters of the song.
    int
        The number of the first one.

    Raises
    ------
    CorpusError
        The song has no such bars.

    """
    all_bars = bars_of_song(song)
    first, last = bars or (1, len(all_bars))
    if not 1 <= first <= last <= len(all_bars):
        raise CorpusError(
            f"{song.name} has bars 1 to {len(all_bars)}, not {first} to {last}; choose a range within them."
        )
    return all_bars[first - 1 : last], first
