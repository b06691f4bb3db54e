"""From the parts of a MIDI song to what is learned from it: a proposal, and the lead sheet of a choice.

Parts go by their index among the song's tracks. Bars are counted from 1; a range of bars holds both its ends.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache
from itertools import chain
from pathlib import PurePath

from jazzcore.corpus.midi.changes import Changes, changes
from jazzcore.corpus.midi.choice import Choice, Excerpt, check_pitched, chosen_bars, excerpt_of, pitched_part
from jazzcore.corpus.midi.part_ranking import (
    bass_part,
    bass_reason,
    harmony_reason,
    harmony_score,
    has_chords,
    melody_reason,
    melody_score,
)
from jazzcore.corpus.midi.part_report import PartReport, describe_parts
from jazzcore.corpus.midi.song import MidiSong, MidiTrack, bars_of_song, main_tempo_bpm
from jazzcore.corpus.rhythm.timing import Timing, quantised
from jazzcore.errors import CorpusError
from jazzcore.music.leadsheet import Bar, ChordEvent, LeadSheet, bar_index
from jazzcore.music.notes import Note

LONGEST_HEARD_SEC = 60
_FEWEST_NOTES = 2


@dataclass(frozen=True, slots=True)
class Proposal:
    """Which parts to take for melody, chords and bass, which bars, and the reasons in words.

    `chords` is None where no part plays chords, `bass` where none plays a bass.
    """

    melody: tuple[int, ...]
    melody_reason: str
    chords: int | None
    chords_reason: str
    bass: int | None
    bass_reason: str
    bars: tuple[int, int]
    bars_reason: str

    @property
    def choice(self) -> Choice:
        """The proposal as a choice."""
        return Choice(self.melody, self.chords, self.bass, self.bars)


def propose(song: MidiSong, parts: Sequence[PartReport]) -> Proposal:
    """Propose what to learn from a song.

    Parameters
    ----------
    song : MidiSong
        The song.
    parts : sequence of PartReport
        Its pitched parts, as `describe_parts` gives them.

    Returns
    -------
    Proposal
        The parts of melody, chords and bass, and the bars from the melody's first note to its last.

    Raises
    ------
    CorpusError
        No part can be the melody.

    """
    check_pitched(song)
    all_bars = bars_of_song(song)
    bar_count = len(all_bars)
    melodies = [part for part in parts if part.note_count >= _FEWEST_NOTES]
    if not melodies:
        raise CorpusError(f"{song.name} has no part of more than one note; choose a file with a melody and chords.")
    melody = max(melodies, key=lambda part: melody_score(part, bar_count))
    harmonies = [part for part in parts if has_chords(part)]
    chords = max(harmonies, key=lambda part: (part is not melody, harmony_score(part, bar_count)), default=None)
    bass = bass_part(song, (melody.index, chords.index if chords else None))
    line = written_line((song.tracks[melody.index],), all_bars).notes
    return Proposal(
        melody=(melody.index,),
        melody_reason=melody_reason(melody, bar_count),
        chords=chords.index if chords else None,
        chords_reason=(
            ("the only part with chords: " if chords is melody else "") + harmony_reason(chords, bar_count)
            if chords
            else "no part plays chords"
        ),
        bass=bass,
        bass_reason=(
            "no part plays low notes one at a time; the lowest notes of the chords are heard as the bass"
            if bass is None
            else bass_reason(next(part for part in parts if part.index == bass), bar_count)
        ),
        bars=(bar_index(all_bars, line[0].onset_quarter) + 1, bar_index(all_bars, line[-1].onset_quarter) + 1),
        bars_reason="from the melody's first note to its last",
    )


def proposed_sheet(song: MidiSong) -> LeadSheet:
    """Make the lead sheet of what is proposed; raises CorpusError where no part can be the melody."""
    choice = propose(song, describe_parts(song)).choice
    return lead_sheet(song, choice, changes(song, choice))


def lead_sheet(song: MidiSong, choice: Choice, found: Changes) -> LeadSheet:
    """Make the lead sheet of a choice: its melody as it would be written, over the changes found for it.

    Parameters
    ----------
    song : MidiSong
        The song.
    choice : Choice
        The melody's parts and the bars.
    found : Changes
        The changes of the same choice, corrected or as they were found.

    Returns
    -------
    LeadSheet
        The lead sheet, its first bar at 0.

    Raises
    ------
    CorpusError
        The song has no such part or bar, or fewer than two notes of the melody begin in the bars.

    """
    excerpt = excerpt_of(song, choice)
    return sheet_of_line(song, excerpt, written_line(_melody(song, excerpt), bars_of_song(song)), found)


def sheet_of_line(song: MidiSong, excerpt: Excerpt, line: Timing, found: Changes) -> LeadSheet:
    """Lay a melody and its changes into the bars of an excerpt.

    Parameters
    ----------
    song : MidiSong
        The song, for tempo and names.
    excerpt : Excerpt
        The bars, and the parts that the melody was taken from.
    line : Timing
        The melody as it is written, of the whole song.
    found : Changes
        The changes in these bars.

    Returns
    -------
    LeadSheet
        The lead sheet, its first bar at 0.

    Raises
    ------
    CorpusError
        Fewer than two notes of the melody begin in the bars.

    """
    start, end = excerpt.bars[0].onset_quarter, excerpt.bars[-1].end_quarter
    names = " and ".join(part.label for part in _melody(song, excerpt))
    inside = [note for note in line.notes if excerpt.holds(note.onset_quarter)]
    if len(inside) < _FEWEST_NOTES:
        count = "only one note" if inside else "no notes"
        raise CorpusError(
            f"{song.name} has {count} in {excerpt.numbers} of the part {names}; choose other bars or another part."
        )
    next_onset = min((note.onset_quarter for note in line.notes if note.onset_quarter >= end), default=end)
    tempo_bpm = main_tempo_bpm(song, start, end)
    return LeadSheet(
        title=PurePath(song.name).stem,
        melody=tuple(replace(note, onset_quarter=note.onset_quarter - start) for note in inside),
        chords=tuple(ChordEvent(event.onset_quarter - start, event.chord) for event in found.events),
        bars=tuple(Bar(bar.onset_quarter - start, bar.meter) for bar in excerpt.bars),
        tempo_bpm=tempo_bpm,
        source=f"{song.name}, melody {names}, changes: {found.source}, {excerpt.numbers}",
        key=found.key,
        first_bar=excerpt.first_bar,
        swing_ratio=line.swing_ratio,
        silence_after_quarter=next_onset - end,
        remarks=((found.remark,) if found.remark else ()) + timing_remarks(line, tempo_bpm),
    )


def part_sheet(song: MidiSong, index: int, bars: tuple[int, int] | None) -> LeadSheet:
    """Take one part by itself, as it was played, to be heard.

    Parameters
    ----------
    song : MidiSong
        The song.
    index : int
        The index of the part.
    bars : tuple of int, or None
        The first and the last bar; None for all.

    Returns
    -------
    LeadSheet
        The part from the first of these bars in which it begins a note, a minute at most; without changes.

    Raises
    ------
    CorpusError
        The song has no such part or bar, or the part is silent there.

    """
    track = pitched_part(song, index)
    chosen, first_bar = chosen_bars(song, bars)
    begins = [note.onset_quarter for note in track.notes]
    silent = next((count for count, bar in enumerate(chosen) if _any_in(begins, bar)), None)
    if silent is None:
        raise CorpusError(
            f"{song.name} has no notes in bars {first_bar} to {first_bar + len(chosen) - 1} of the part "
            f"{track.label}; choose other bars or another part."
        )
    heard = chosen[silent:]
    start = heard[0].onset_quarter
    tempo_bpm = main_tempo_bpm(song, start, heard[-1].end_quarter)
    end = min(heard[-1].end_quarter, start + Fraction(LONGEST_HEARD_SEC * tempo_bpm / 60))
    return LeadSheet(
        title=track.label,
        melody=tuple(
            replace(
                note,
                onset_quarter=note.onset_quarter - start,
                duration_quarter=min(note.end_quarter, end) - note.onset_quarter,
            )
            for note in track.notes
            if start <= note.onset_quarter < end
        ),
        chords=(),
        bars=tuple(Bar(bar.onset_quarter - start, bar.meter) for bar in heard if bar.onset_quarter < end),
        tempo_bpm=tempo_bpm,
        source=f"{song.name}, {track.label}",
        first_bar=first_bar + silent,
    )


@lru_cache(maxsize=16)
def written_line(parts: tuple[MidiTrack, ...], bars: tuple[Bar, ...]) -> Timing:
    """Write out parts as one line; the result is cached.

    Parameters
    ----------
    parts : tuple of MidiTrack
        The parts. Of notes that several of them play alike, one is taken.
    bars : tuple of Bar
        The bars of the whole song.

    Returns
    -------
    Timing
        The notes as they would be written, and how they were played.

    """
    timing = quantised(tuple(chain.from_iterable(part.notes for part in parts)), bars)
    return timing if len(parts) == 1 else replace(timing, notes=_without_repeats(timing.notes))


def timing_remarks(timing: Timing, tempo_bpm: float) -> tuple[str, ...]:
    """Tell how a line was played.

    Parameters
    ----------
    timing : Timing
        The line.
    tempo_bpm : float
        Its tempo, in quarters a minute.

    Returns
    -------
    tuple of str
        One sentence; none where it was played as it is written.

    """
    if timing.swing_ratio == 1 and not timing.error_quarter:
        return ()
    feel = "straight" if timing.swing_ratio == 1 else f"with swing {timing.swing_ratio:.1f} : 1"
    error_ms = timing.error_quarter * 60_000 / tempo_bpm
    return (f"The melody was played {feel}; its notes began {error_ms:.0f} ms from where they are written on average.",)


def _melody(song: MidiSong, excerpt: Excerpt) -> tuple[MidiTrack, ...]:
    return tuple(song.tracks[part] for part in excerpt.choice.melody)


def _without_repeats(notes: Sequence[Note]) -> tuple[Note, ...]:
    """The notes, where one is taken of those that several parts play alike."""
    distinct: dict[tuple[Fraction, int], Note] = {}
    for note in notes:
        distinct.setdefault((note.onset_quarter, note.pitch), note)
    return tuple(distinct.values())


def _any_in(onsets: Sequence[Fraction], bar: Bar) -> bool:
    return any(bar.onset_quarter <= onset < bar.end_quarter for onset in onsets)
