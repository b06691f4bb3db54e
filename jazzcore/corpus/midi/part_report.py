"""What a person should know of a part before choosing it.

A note plays in the bar of its quantised onset. Shares are whole percents.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from math import inf
from statistics import median_low

from jazzcore.corpus.midi.song import MidiSong, MidiTrack, bars_of_song
from jazzcore.corpus.midi.voices import voices_of
from jazzcore.corpus.rhythm.quantise import quantise
from jazzcore.music.instruments import program_family, program_name
from jazzcore.music.leadsheet import Bar
from jazzcore.music.notes import note_name

_NEAR_QUARTER = 0.25
"""Only an onset this near before a bar line can be quantised across it: the widest step of the grid."""


@dataclass(frozen=True, slots=True)
class _DoubleRules:
    """When two parts are doubles. Chosen by hand; benchmarks/corpus/parts.py measures it."""

    together_quarter: float = 1 / 12
    """Notes that begin within so much begin together."""
    least_share: float = 0.9
    """Of the notes of either part, so many are in the other one."""
    fewest_notes: int = 8
    """A shorter part doubles nothing."""


_DOUBLES = _DoubleRules()


@dataclass(frozen=True, slots=True)
class PartReport:
    """A pitched part of a song; `index` finds it among the song's tracks, pitches are MIDI numbers.

    `one_voice_percent` is the share of the sounding time in which one note sounds. `single_onset_percent`,
    `double_onset_percent` and `chord_onset_percent` are the shares of moments at which one note, two, or more begin,
    `step_percent` the share of moves from one top note to the next by one to four semitones, `rest_percent` the share
    of silence from the first note to the last. `doubled_by` names the parts that play the same.
    """

    index: int
    name: str
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
    bars_played: int
    step_percent: int
    rest_percent: int
    doubled_by: tuple[str, ...]

    @property
    def pitch_range(self) -> str:
        """The range as note names: `G3 to C6`."""
        return f"{note_name(self.lowest_pitch)} to {note_name(self.highest_pitch)}"

    @property
    def notes_a_bar(self) -> float:
        """How many notes a bar has in which the part plays."""
        return self.note_count / self.bars_played


def describe_parts(song: MidiSong) -> tuple[PartReport, ...]:
    """Describe every part that has pitches, in the song's order; drums are left out."""
    bars = bars_of_song(song)
    pitched = {index: track for index, track in enumerate(song.tracks) if not track.is_drums}
    doubled = doubles(song.tracks)
    return tuple(
        _report(index, track, bars, tuple(song.tracks[other].label for other in sorted(doubled[index])))
        for index, track in pitched.items()
    )


def _report(index: int, track: MidiTrack, bars: Sequence[Bar], doubled_by: tuple[str, ...]) -> PartReport:
    pitches = [note.pitch for note in track.notes]
    voices = voices_of(track.notes)
    return PartReport(
        index=index,
        name=track.label,
        instrument=program_name(track.program),
        family=program_family(track.program),
        note_count=len(track.notes),
        lowest_pitch=min(pitches),
        middle_pitch=median_low(pitches),
        highest_pitch=max(pitches),
        distinct_pitches=len(set(pitches)),
        one_voice_percent=round(100 * voices.one_voice),
        single_onset_percent=round(100 * voices.single_onsets),
        double_onset_percent=round(100 * voices.double_onsets),
        chord_onset_percent=round(100 * voices.chord_onsets),
        bars_played=_bars_played(track, bars),
        step_percent=round(100 * voices.steps),
        rest_percent=round(100 * voices.silence),
        doubled_by=doubled_by,
    )


def _bars_played(track: MidiTrack, bars: Sequence[Bar]) -> int:
    """How many bars hold a quantised onset. Only an onset just before a bar line can move across it."""
    bar_onsets = [*(float(bar.onset_quarter) for bar in bars), inf]
    played = set()
    for note in track.notes:
        number = bisect_right(bar_onsets, float(note.onset_quarter))
        if bar_onsets[number] - float(note.onset_quarter) < _NEAR_QUARTER:
            number = bisect_right(bar_onsets, float(quantise(note.onset_quarter)))
        played.add(number)
    return len(played)


def doubles(tracks: Sequence[MidiTrack]) -> tuple[frozenset[int], ...]:
    """Find the parts that play one another's notes: in unison or at the octave, or as a chorus effect of two tracks.

    Nine of ten notes of a double begin together on one pitch class. Drums, and parts of fewer than eight notes, double
    nothing. The result has the indices of the doubles of each track.
    """
    lines = [
        [] if track.is_drums else sorted((note.pitch % 12, float(note.onset_quarter)) for note in track.notes)
        for track in tracks
    ]
    found: list[set[int]] = [set() for _ in tracks]
    for one, line in enumerate(lines):
        for other in range(one):
            if _are_double(line, lines[other]):
                found[one].add(other)
                found[other].add(one)
    return tuple(map(frozenset, found))


def _are_double(one: Sequence[tuple[int, float]], other: Sequence[tuple[int, float]]) -> bool:
    fewer, more = sorted((one, other), key=len)
    if len(fewer) < _DOUBLES.fewest_notes or len(fewer) < _DOUBLES.least_share * len(more):
        return False
    least = _DOUBLES.least_share * len(more)
    return _matched(fewer, more) >= least and _matched(more, fewer) >= least


def _matched(line: Sequence[tuple[int, float]], other: Sequence[tuple[int, float]]) -> int:
    """How many notes of a line begin together with a note of the same pitch class in the other line."""
    matched = 0
    for pitch_class, onset in line:
        near = bisect_left(other, (pitch_class, onset - _DOUBLES.together_quarter))
        matched += near < len(other) and other[near] <= (pitch_class, onset + _DOUBLES.together_quarter)
    return matched
