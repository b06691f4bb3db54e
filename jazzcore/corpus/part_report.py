"""What a person should know of a part before choosing it.

Bars and channels are counted from 1, as people do; a note plays in the bar of its quantised onset; shares are whole
percents.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median_low

import pretty_midi

from jazzcore.corpus.quantise import quantise
from jazzcore.corpus.song import MidiTrack
from jazzcore.corpus.voices import voices_of
from jazzcore.music.leadsheet import Bar
from jazzcore.music.notes import note_name


@dataclass(frozen=True, slots=True)
class PartReport:
    """A pitched part of a song; `index` finds it among the song's tracks, pitches are MIDI numbers.

    `one_voice_percent` is the share of the sounding time in which one note sounds. `single_onset_percent`,
    `double_onset_percent` and `chord_onset_percent` are the shares of moments at which one note, two, or more begin.
    """

    index: int
    name: str
    channel: int
    program: int
    instrument: str
    family: str
    note_count: int
    lowest_pitch: int
    middle_pitch: int
    highest_pitch: int
    distinct_pitches: int
    one_voice_percent: int
    single_onset_percent: int
    double_onset_percent: int
    chord_onset_percent: int
    first_bar: int
    last_bar: int
    bars_played: int

    @property
    def pitch_range(self) -> str:
        """The range as note names: `G3 to C6`."""
        return f"{note_name(self.lowest_pitch)} to {note_name(self.highest_pitch)}"


def report_part(index: int, track: MidiTrack, bars: Sequence[Bar]) -> PartReport:
    """Describe a pitched part of one note or more among the bars of its song."""
    pitches = [note.pitch for note in track.notes]
    voices = voices_of(track.notes)
    bar_onsets = [float(bar.onset_quarter) for bar in bars]
    played = {bisect_right(bar_onsets, float(quantise(note.onset_quarter))) for note in track.notes}
    return PartReport(
        index=index,
        name=part_name(track),
        channel=track.channel + 1,
        program=track.program,
        instrument=pretty_midi.program_to_instrument_name(track.program),
        family=pretty_midi.program_to_instrument_class(track.program),
        note_count=len(track.notes),
        lowest_pitch=min(pitches),
        middle_pitch=median_low(pitches),
        highest_pitch=max(pitches),
        distinct_pitches=len(set(pitches)),
        one_voice_percent=round(100 * voices.one_voice),
        single_onset_percent=round(100 * voices.single_onsets),
        double_onset_percent=round(100 * voices.double_onsets),
        chord_onset_percent=round(100 * voices.chord_onsets),
        first_bar=min(played),
        last_bar=max(played),
        bars_played=len(played),
    )


def part_name(track: MidiTrack) -> str:
    """The name of a part or, where it has none, that of its instrument."""
    return track.name or pretty_midi.program_to_instrument_name(track.program)
