"""The parts of a MIDI song: what they are, which to learn from, and the lead sheet they make.

Parts are named by their index among the song's tracks. Bars are counted from 1; a range of bars holds both its ends.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import PurePath

from jazzcore.corpus.midi.accompaniment import Accompaniment, bass_part
from jazzcore.corpus.midi.changes import Changes, ChartBar, Excerpt, changes_of
from jazzcore.corpus.midi.choice import check_pitched, chosen_bars, pitched_part
from jazzcore.corpus.midi.melody_line import course_line, timing_remarks, written_line
from jazzcore.corpus.midi.part_ranking import (
    bass_reason,
    harmony_reason,
    harmony_score,
    has_chords,
    melody_reason,
    melody_score,
)
from jazzcore.corpus.midi.part_report import PartReport, report_parts
from jazzcore.corpus.midi.song import MidiSong, bars_of_song, main_tempo_bpm
from jazzcore.corpus.rhythm.timing import Timing
from jazzcore.errors import CorpusError
from jazzcore.music.leadsheet import Bar, ChordEvent, LeadSheet, bar_index

__all__ = [
    "Accompaniment",
    "Changes",
    "ChartBar",
    "PartReport",
    "Proposal",
    "changes",
    "describe_parts",
    "lead_sheet",
    "propose",
]

KNOWN_EXCERPTS = {"0da8322ceab36b036682b5ece0c315193f7b701a3340a0ca5a523b107c6f428d": (120, 137)}
"""Bars to learn from, by the SHA-256 of the file: the course's excerpt of its own file."""

_FEWEST_NOTES = 2


@dataclass(frozen=True, slots=True)
class Proposal:
    """Which parts to take for the melody, which for chords and bass, which bars, and why, in words for people.

    Where no part plays chords, `chords` is None; where none plays a bass, `bass` is.
    """

    melody: tuple[int, ...]
    melody_reason: str
    chords: int | None
    chords_reason: str
    bass: int | None
    bass_reason: str
    bars: tuple[int, int]
    bars_reason: str


def describe_parts(song: MidiSong) -> tuple[PartReport, ...]:
    """Describe every part that has pitches, in the song's order; drums are left out."""
    return report_parts(song, bars_of_song(song))


def propose(song: MidiSong) -> Proposal:
    """Propose what to learn from a song; raises CorpusError where no part can be the melody."""
    check_pitched(song)
    parts = describe_parts(song)
    all_bars = bars_of_song(song)
    bar_count = len(all_bars)
    melodies = [part for part in parts if part.note_count >= _FEWEST_NOTES]
    if not melodies:
        raise CorpusError(f"{song.name} has no part of more than one note; choose a file with a melody and chords.")
    melody = max(melodies, key=lambda part: melody_score(part, bar_count))
    harmonies = [part for part in parts if has_chords(part)]
    chords = max(harmonies, key=lambda part: (part is not melody, harmony_score(part, bar_count)), default=None)
    bass = bass_part(song, (melody.index, chords.index if chords else None))
    known = KNOWN_EXCERPTS.get(song.digest)
    line = _line(song, (melody.index,)).notes
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
        bars=known or (bar_index(all_bars, line[0].onset_quarter) + 1, bar_index(all_bars, line[-1].onset_quarter) + 1),
        bars_reason="the assignment's excerpt" if known else "from the melody's first note to its last",
    )


def changes(
    song: MidiSong,
    melody: tuple[int, ...],
    chords: Accompaniment | int | None,
    bars: tuple[int, int] | None,
    symbols: Mapping[int, str] | None = None,
) -> Changes:
    """The changes in a range of bars (None: all) and what to show of them; the arguments are those of `lead_sheet`."""
    excerpt = _excerpt(song, melody, chords, bars)
    return changes_of(song, excerpt, symbols or {}, is_by_rule=song.digest in KNOWN_EXCERPTS)


def lead_sheet(
    song: MidiSong,
    melody: tuple[int, ...],
    chords: Accompaniment | int | None,
    bars: tuple[int, int] | None,
    symbols: Mapping[int, str] | None = None,
) -> LeadSheet:
    """The lead sheet of a melody and its changes in a range of bars (None: all), quantised, the first bar at 0.

    `melody` are the parts it moves through, `chords` is the part that plays the changes, None for none, over the bass
    that `propose` would take or over a chosen one; `symbols` are the changes of corrected bars by their numbers, as
    `Dm7 G7`. Raises CorpusError for a part or bars that the song has not, and where the bars hold no melody;
    ChordSymbolError for a correction that is no chord symbol.
    """
    found = changes(song, melody, chords, bars, symbols)
    excerpt = _excerpt(song, melody, chords, bars)
    start, end = excerpt.bars[0].onset_quarter, excerpt.bars[-1].end_quarter
    timing = _line(song, melody)
    names = " and ".join(song.tracks[part].label for part in melody)
    notes = timing.notes
    inside = [note for note in notes if start <= note.onset_quarter < end]
    where = f"bars {excerpt.first_bar} to {excerpt.first_bar + len(excerpt.bars) - 1}"
    if len(inside) < _FEWEST_NOTES:
        count = "only one note" if inside else "no notes"
        raise CorpusError(f"{song.name} has {count} in {where} of the part {names}; choose other bars or another part.")
    next_onset = min((note.onset_quarter for note in notes if note.onset_quarter >= end), default=end)
    tempo_bpm = main_tempo_bpm(song, start, end)
    return LeadSheet(
        title=PurePath(song.name).stem,
        melody=tuple(replace(note, onset_quarter=note.onset_quarter - start) for note in inside),
        chords=tuple(ChordEvent(event.onset_quarter - start, event.chord) for event in found.events),
        bars=tuple(Bar(bar.onset_quarter - start, bar.meter) for bar in excerpt.bars),
        tempo_bpm=tempo_bpm,
        source=f"{song.name}, melody {names}, changes: {found.source}, {where}",
        key=found.key,
        first_bar=excerpt.first_bar,
        swing_ratio=timing.swing_ratio,
        silence_after_quarter=next_onset - end,
        remarks=((found.remark,) if found.remark else ()) + timing_remarks(timing, tempo_bpm),
    )


def _line(song: MidiSong, melody: tuple[int, ...]) -> Timing:
    """Parts as one line as it would be written; the course's own file by the course's rule."""
    parts = tuple(song.tracks[part] for part in melody)
    return course_line(parts) if song.digest in KNOWN_EXCERPTS else written_line(parts, bars_of_song(song))


def _excerpt(
    song: MidiSong, melody: tuple[int, ...], chords: Accompaniment | int | None, bars: tuple[int, int] | None
) -> Excerpt:
    """The chosen parts and the bars of a range (None: all)."""
    check_pitched(song)
    if not melody:
        raise CorpusError(f"{song.name} needs one part or more for the melody; choose it among the parts listed.")
    chosen = chords if isinstance(chords, Accompaniment) else Accompaniment(chords, bass_part(song, (*melody, chords)))
    for part in (*melody, chosen.chords, chosen.bass):
        if part is not None:
            pitched_part(song, part)
    return Excerpt(melody, chosen, *chosen_bars(song, bars))
