"""From a lead sheet to the course's values, bar by bar.

The grid of `music.notes` is the finest time that values have, so time is counted in its ticks here. A time off the
grid, such as a fifth of a beat, goes to the nearest tick.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from jazzcore.encoding.values.theory import chord_theory, span_names
from jazzcore.encoding.values.value import REST, Value, format_value
from jazzcore.errors import CorpusError
from jazzcore.music.leadsheet import LeadSheet
from jazzcore.music.notes import GRID_QUARTER, Note, tick_of


class _Event(NamedTuple):
    """A note, or a rest without pitch, in ticks of the grid."""

    onset: int
    length: int
    pitch: int | None = None

    @property
    def end(self) -> int:
        return self.onset + self.length


class _Sounding(NamedTuple):
    """A chord from the tick at which it begins."""

    onset: int
    pitches: tuple[int, ...]


def values_of(sheet: LeadSheet, with_rests: bool) -> tuple[tuple[str, ...], ...]:
    """Encode a lead sheet as values, one for every note in order of onset.

    Parameters
    ----------
    sheet : LeadSheet
        The lead sheet.
    with_rests : bool
        Whether the silences of the first voice are values too, in the bar in which they begin.

    Returns
    -------
    tuple of tuples of str
        The values as texts, a tuple a bar.

    Raises
    ------
    CorpusError
        Where the sheet has no chords.
    """
    if not sheet.chords:
        raise CorpusError(f"{sheet.source}: there are no chords to hear the melody against; choose a part with chords.")
    bar_lines = [tick_of(bar.onset_quarter) for bar in sheet.bars]
    melody = _on_grid(sorted(sheet.melody, key=lambda note: (note.onset_quarter, -note.pitch)))
    rests = _first_voice_rests(sheet, melody) if with_rests else []
    bars: list[list[_Event]] = [[] for _ in bar_lines]
    for event in (*rests, *melody):
        bars[_bar_of(event.onset, bar_lines)].append(event)
    chords = _by_bar_with_carry(sheet, bar_lines)
    return tuple(
        tuple(_bar_values(sorted(events, key=lambda event: event.onset), bar_chords))
        for events, bar_chords in zip(bars, chords, strict=True)
    )


def _bar_values(events: Sequence[_Event], chords: Sequence[_Sounding]) -> Iterator[str]:
    previous: int | None = None
    for onset, length, pitch in events:
        if pitch is None:
            yield _text(REST, length, None)
            continue
        sounding = [chord for chord in chords if chord.onset <= onset] or chords[:1]
        category = chord_theory(sounding[-1].pitches).category(pitch)
        yield _text(category, length, None if previous is None else span_names(previous, pitch))
        previous = pitch


@lru_cache(maxsize=2**16)
def _text(category: str, length: int, span: tuple[str, str] | None) -> str:
    return format_value(Value(category, length * GRID_QUARTER, span))


def _by_bar_with_carry(sheet: LeadSheet, bar_lines: Sequence[int]) -> list[list[_Sounding]]:
    """Each bar's own chords; a bar without any keeps the chord that sounds on."""
    bars: list[list[_Sounding]] = [[] for _ in bar_lines]
    for event in sheet.chords:
        chord = _Sounding(tick_of(event.onset_quarter), event.chord.pitches)
        bars[_bar_of(chord.onset, bar_lines)].append(chord)
    last = _Sounding(0, sheet.chords[0].chord.pitches)
    for bar in bars:
        bar[:] = bar or [last]
        last = bar[-1]
    return bars


def _first_voice_rests(sheet: LeadSheet, melody: Sequence[_Event]) -> list[_Event]:
    """The first voice's silences; a note goes to the first voice that is free at its onset."""
    rests = []
    free_at = 0
    for note in melody:
        if note.onset < free_at:
            continue
        if note.onset > free_at:
            rests.append(_Event(free_at, note.onset - free_at))
        free_at = note.end
    end = tick_of(sheet.end_quarter)
    if free_at < end:
        rests.append(_Event(free_at, end + tick_of(sheet.silence_after_quarter) - free_at))
    return rests


def _on_grid(melody: Sequence[Note]) -> list[_Event]:
    """Notes in order of onset on the grid: each lasts a step or more, and begins after the one before if it did."""
    placed: list[_Event] = []
    for index, note in enumerate(melody):
        onset = tick_of(note.onset_quarter)
        if placed and melody[index - 1].end_quarter <= note.onset_quarter:
            onset = max(onset, placed[-1].end)
        placed.append(_Event(onset, max(tick_of(note.end_quarter) - onset, 1), note.pitch))
    return placed


def _bar_of(tick: int, bar_lines: Sequence[int]) -> int:
    """The index of the bar that holds a tick; ticks outside belong to the first or last bar."""
    return max(bisect_right(bar_lines, tick) - 1, 0)
