"""The parts that play beside melody and chords, told by how many notes they begin at a time and how low they lie."""

from collections.abc import Collection
from dataclasses import dataclass
from statistics import median_low

from jazzcore.corpus.midi.part_ranking import MIN_STACKED_PERCENT
from jazzcore.corpus.midi.song import MidiSong
from jazzcore.corpus.midi.voices import single_onset_share

_BELOW_PITCH = 52
_ONE_VOICE = 0.75


@dataclass(frozen=True, slots=True)
class Accompaniment:
    """The part that plays the chords and the part that plays the bass; None for no part."""

    chords: int | None
    bass: int | None


def bass_part(song: MidiSong, others: Collection[int | None]) -> int | None:
    """The lowest part that plays one note at a time below E3, but for the others; None where there is none."""
    lows = sorted(
        (median_low(note.pitch for note in track.notes), index)
        for index, track in enumerate(song.tracks)
        if not track.is_drums and index not in others
    )
    return next(
        (
            index
            for pitch, index in lows
            if pitch < _BELOW_PITCH and single_onset_share(song.tracks[index].notes) >= _ONE_VOICE
        ),
        None,
    )


def supporting_parts(song: MidiSong, others: Collection[int | None]) -> tuple[int, ...]:
    """The parts that play chords, but for the others."""
    return tuple(
        index
        for index, track in enumerate(song.tracks)
        if not track.is_drums
        and index not in others
        and 100 * (1 - single_onset_share(track.notes)) >= MIN_STACKED_PERCENT
    )
