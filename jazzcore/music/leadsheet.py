"""Lead sheets: a melody over chords in bars. All kinds of files become lead sheets.

Times are fractions of a quarter note, from the start of the first bar.
"""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import accumulate
from typing import Annotated, TypeVar

from jazzcore.music.limits import (
    MOST_BARS,
    MOST_CHORDS,
    MOST_NOTES,
    BarNumber,
    Beats,
    ChordPitches,
    MeterUnit,
    MidiTempo,
    Name,
    Sentence,
    Sentences,
    SwingRatio,
    Symbol,
    at_most,
)
from jazzcore.music.notes import Note

_COMPOUND_UNIT = 8


@dataclass(frozen=True, slots=True)
class Meter:
    """A time signature: `beats` notes of one `unit`-th to the bar."""

    beats: Beats = 4
    unit: MeterUnit = 4

    @property
    def is_compound(self) -> bool:
        """Whether its beats go in threes, as in 6/8, 9/8 and 12/8."""
        return self.unit >= _COMPOUND_UNIT and self.beats % 3 == 0

    @property
    def bar_quarter(self) -> Fraction:
        """The length of a bar in quarters."""
        return Fraction(4 * self.beats, self.unit)


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar: where it begins, in quarters, and its meter."""

    onset_quarter: Fraction
    meter: Meter

    @property
    def end_quarter(self) -> Fraction:
        """Where the next bar begins, in quarters."""
        return self.onset_quarter + self.meter.bar_quarter


@dataclass(frozen=True, slots=True)
class Chord:
    """A chord as it is named and as it sounds: a symbol, and MIDI pitches from low to high."""

    symbol: Symbol
    pitches: ChordPitches


@dataclass(frozen=True, slots=True)
class ChordEvent:
    """A chord from its onset, in quarters, until the next one."""

    onset_quarter: Fraction
    chord: Chord


Notes = Annotated[tuple[Note, ...], at_most(MOST_NOTES)]
Chords = Annotated[tuple[ChordEvent, ...], at_most(MOST_CHORDS)]
Bars = Annotated[tuple[Bar, ...], at_most(MOST_BARS)]


@dataclass(frozen=True, slots=True)
class LeadSheet:
    """A melody with its changes.

    `melody` and `chords` are in order of onset, `bars` follow each other without a gap and the first
    begins at 0. `source` says where it came from, for people; `first_bar` numbers the first bar as the source does;
    `swing_ratio` is how long the first eighth of a beat is played against the second (the notes are written straight);
    `silence_after_quarter` is how long the source's melody still rests after the last bar of an excerpt;
    `remarks` are sentences for people about what of the source is not here as it was written.
    A lead sheet without melody is a chart: changes to play over.
    """

    title: Name
    melody: Notes
    chords: Chords
    bars: Bars
    tempo_bpm: MidiTempo
    source: Sentence
    key: Name | None = None
    first_bar: BarNumber = 1
    swing_ratio: SwingRatio = 1.0
    silence_after_quarter: Fraction = Fraction(0)
    remarks: Sentences = ()

    @property
    def end_quarter(self) -> Fraction:
        """The length of the piece in quarters."""
        return self.bars[-1].end_quarter if self.bars else Fraction(0)


Event = TypeVar("Event", Note, ChordEvent)


def bars_of(meter: Meter, count: int) -> tuple[Bar, ...]:
    """Lay bars of one meter one after the other.

    Parameters
    ----------
    meter : Meter
        Their meter.
    count : int
        How many there are.

    Returns
    -------
    tuple of Bar
        The bars, the first at 0.
    """
    return tuple(Bar(index * meter.bar_quarter, meter) for index in range(count))


def strong_beats(meter: Meter) -> tuple[Fraction, ...]:
    """The strong beats of a bar, in quarters from its bar line.

    Beats go in twos and a last three (4/4 is 2+2, 3/4 is 3, 7/8 is 2+2+3), compound ones in threes (6/8 is 3+3).
    """
    if meter.is_compound:
        groups = [3] * (meter.beats // 3)
    else:
        groups = [2] * (meter.beats // 2)
        if meter.beats % 2:
            groups[-1:] = [groups[-1] + 1] if groups else [1]
    return tuple(Fraction(4 * beat, meter.unit) for beat in accumulate(groups[:-1], initial=0))


def bar_index(bars: tuple[Bar, ...], onset_quarter: Fraction) -> int:
    """Find the bar that holds a moment.

    Parameters
    ----------
    bars : tuple of Bar
        The bars in order.
    onset_quarter : Fraction
        The moment, in quarters.

    Returns
    -------
    int
        The index of the bar; moments outside belong to the first or the last bar.
    """
    found = bisect_right(bars, onset_quarter, key=lambda bar: bar.onset_quarter) - 1
    return min(max(found, 0), len(bars) - 1)


def chord_at(chords: tuple[ChordEvent, ...], onset_quarter: Fraction) -> ChordEvent:
    """Find the chord that sounds at a moment.

    Parameters
    ----------
    chords : tuple of ChordEvent
        The chords, in order of onset.
    onset_quarter : Fraction
        The moment, in quarters.

    Returns
    -------
    ChordEvent
        The chord; the first one before any has begun.

    Raises
    ------
    ValueError
        Where there are no chords.
    """
    if not chords:
        raise ValueError("chord_at needs one chord or more, got none")
    found = bisect_right(chords, onset_quarter, key=lambda event: event.onset_quarter) - 1
    return chords[max(found, 0)]


def by_bar(events: Iterable[Event], bars: tuple[Bar, ...]) -> tuple[tuple[Event, ...], ...]:
    """Sort notes or chords into the bars in which they begin.

    Parameters
    ----------
    events : iterable of Note or of ChordEvent
        The notes or chords to sort.
    bars : tuple of Bar
        The bars in order.

    Returns
    -------
    tuple of tuples
        One tuple a bar.
    """
    laid: list[list[Event]] = [[] for _ in bars]
    for event in events:
        laid[bar_index(bars, event.onset_quarter)].append(event)
    return tuple(tuple(bar) for bar in laid)


def opening(sheet: LeadSheet, longest_sec: float) -> LeadSheet:
    """Cut a lead sheet after the last bar that ends within a time.

    Parameters
    ----------
    sheet : LeadSheet
        The lead sheet.
    longest_sec : float
        The time in seconds, at the sheet's tempo.

    Returns
    -------
    LeadSheet
        Its first bars, at least one; the sheet itself if it is short enough.
    """
    longest_quarter = longest_sec * sheet.tempo_bpm / 60
    bars = sheet.bars[:1] + tuple(bar for bar in sheet.bars[1:] if bar.end_quarter <= longest_quarter)
    if bars == sheet.bars:
        return sheet
    end = bars[-1].end_quarter
    melody = (
        replace(note, duration_quarter=min(note.end_quarter, end) - note.onset_quarter)
        for note in sheet.melody
        if note.onset_quarter < end
    )
    chords = tuple(event for event in sheet.chords if event.onset_quarter < end)
    return replace(sheet, melody=tuple(melody), chords=chords, bars=bars)


def passage(sheet: LeadSheet, first_note: int, note_count: int) -> LeadSheet:
    """Cut some notes out of a melody, in their own bars and over their chords.

    Parameters
    ----------
    sheet : LeadSheet
        The lead sheet.
    first_note : int
        The first note, counted from 0 in order of onset.
    note_count : int
        How many notes there are.

    Returns
    -------
    LeadSheet
        The passage, its first bar at 0.

    Raises
    ------
    ValueError
        Where the melody has fewer notes.
    """
    notes = sorted(sheet.melody)[first_note : first_note + note_count]
    if len(notes) < max(note_count, 1):
        raise ValueError(f"passage needs {note_count} notes from {first_note} on; the melody has {len(sheet.melody)}")
    first, last = (bar_index(sheet.bars, note.onset_quarter) for note in (notes[0], notes[-1]))
    bars = sheet.bars[first : last + 1]
    start, end = bars[0].onset_quarter, bars[-1].end_quarter
    chords = [event for event in sheet.chords if start < event.onset_quarter < end]
    if sheet.chords:
        chords.insert(0, replace(chord_at(sheet.chords, start), onset_quarter=start))
    return replace(
        sheet,
        melody=tuple(
            replace(
                note,
                onset_quarter=note.onset_quarter - start,
                duration_quarter=min(note.end_quarter, end) - note.onset_quarter,
            )
            for note in notes
        ),
        chords=tuple(replace(event, onset_quarter=event.onset_quarter - start) for event in chords),
        bars=tuple(replace(bar, onset_quarter=bar.onset_quarter - start) for bar in bars),
        first_bar=sheet.first_bar + first,
        silence_after_quarter=Fraction(0),
    )


def repeated(chart: LeadSheet, bar_count: int) -> LeadSheet:
    """Repeat the changes of a chart. A melody is left out.

    Parameters
    ----------
    chart : LeadSheet
        The chart.
    bar_count : int
        Bars of the longer chart.

    Returns
    -------
    LeadSheet
        A chart of `bar_count` bars: the same changes over and over.

    Raises
    ------
    ValueError
        Where the chart has no bars.
    """
    if not chart.bars:
        raise ValueError("repeated needs a chart with bars, got none")
    length = chart.end_quarter
    rounds = -(-bar_count // len(chart.bars))
    bars = [Bar(bar.onset_quarter + length * n, bar.meter) for n in range(rounds) for bar in chart.bars][:bar_count]
    chords = (
        replace(event, onset_quarter=event.onset_quarter + length * n) for n in range(rounds) for event in chart.chords
    )
    end = bars[-1].end_quarter if bars else Fraction(0)
    return replace(
        chart, melody=(), bars=tuple(bars), chords=tuple(event for event in chords if event.onset_quarter < end)
    )
