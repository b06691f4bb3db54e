"""The stretches of music that the rhythm section plays over: bars cut into twos, threes and fours, and at the changes.

A bar counts in quarters, or in its own unit if that is shorter. Beats go in twos and a last three (`strong_beats`), and
two twos in a row are a four: 4/4 is 4, 3/4 is 3, 5/4 is 2+3, 7/4 is 4+3, 6/8 is 3+3.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from itertools import pairwise

from jazzcore.music.chords.table import NO_CHORD, ChordSymbol, parse_symbol
from jazzcore.music.leadsheet import Bar, Chord, ChordEvent, Meter, bar_index, strong_beats

_QUARTER = Fraction(1)
_PAIR, _FOUR = 2, 4


@dataclass(frozen=True, slots=True)
class Cell:
    """Two to four beats of a bar (one where a bar has no more): where they begin and end, in quarters.

    `unit_quarter` is the beat that is counted, `bar` the number of the bar from 0, `is_bar_line` whether it begins one.
    """

    onset_quarter: Fraction
    end_quarter: Fraction
    unit_quarter: Fraction
    bar: int
    is_bar_line: bool

    @property
    def units(self) -> Fraction:
        """How many of the counted beats it lasts."""
        return (self.end_quarter - self.onset_quarter) / self.unit_quarter


@dataclass(frozen=True, slots=True)
class ChordSpan:
    """A cell, or a piece of one, under one chord. `change` numbers the changes; `is_change`: its chord begins here."""

    cell: Cell
    symbol: ChordSymbol
    change: int
    is_change: bool


def cells_of(bars: tuple[Bar, ...]) -> tuple[Cell, ...]:
    """The cells of all bars in order."""
    return tuple(
        Cell(bar.onset_quarter + begin, bar.onset_quarter + end, unit, number, begin == 0)
        for number, bar in enumerate(bars)
        for unit in [min(_QUARTER, Fraction(4, bar.meter.unit))]
        for begin, end in pairwise(_boundaries(bar.meter))
    )


def chord_spans(chords: tuple[ChordEvent, ...], bars: tuple[Bar, ...]) -> tuple[ChordSpan, ...]:
    """Cut cells at the changes.

    Parameters
    ----------
    chords : tuple of ChordEvent
        The changes, in order of onset. A chord that is named twice in a row goes on.
    bars : tuple of Bar
        The bars in order.

    Returns
    -------
    tuple of ChordSpan
        The spans in order; the last chord is held to the end, and there are none where no chord is named.

    Raises
    ------
    ChordSymbolError
        For a chord whose symbol cannot be read.
    """
    cells = cells_of(bars)
    spans: list[ChordSpan] = []
    first = 0
    for number, (onset, end, symbol) in enumerate(_changes(chords, bars)):
        while first < len(cells) and cells[first].end_quarter <= onset:
            first += 1
        place = first
        while place < len(cells) and cells[place].onset_quarter < end:
            if symbol != NO_CHORD:
                piece = _piece(cells[place], onset, end)
                spans.append(ChordSpan(piece, parse_symbol(symbol), number, piece.onset_quarter == onset))
            place += 1
    return tuple(spans)


def held_chords(chords: tuple[ChordEvent, ...], bars: tuple[Bar, ...]) -> Iterator[tuple[Fraction, Fraction, Chord]]:
    """Cut chords at the bar lines.

    Parameters
    ----------
    chords : tuple of ChordEvent
        The changes, in order of onset.
    bars : tuple of Bar
        The bars in order.

    Yields
    ------
    tuple of Fraction, Fraction and Chord
        Onset and end of each piece, in quarters, and its chord; the last chord is held to the end.
    """
    if not bars:
        return
    last = bars[-1].end_quarter
    ends = [*(event.onset_quarter for event in chords[1:]), last]
    for event, end in zip(chords, ends, strict=False):
        for bar in bars[bar_index(bars, event.onset_quarter) : bar_index(bars, end) + 1]:
            piece = max(event.onset_quarter, bar.onset_quarter), min(end, bar.end_quarter)
            if piece[0] < piece[1]:
                yield *piece, event.chord


def _changes(chords: tuple[ChordEvent, ...], bars: tuple[Bar, ...]) -> Iterator[tuple[Fraction, Fraction, str]]:
    """Onset, end and symbol of each chord; chords named twice in a row are one."""
    if not bars:
        return
    ends = [*(event.onset_quarter for event in chords[1:]), bars[-1].end_quarter]
    sounding = [event for event, end in zip(chords, ends, strict=False) if event.onset_quarter < end]
    begins = [
        event
        for before, event in zip([None, *sounding], sounding, strict=False)
        if before is None or before.chord.symbol != event.chord.symbol
    ]
    for event, following in zip(begins, [*begins[1:], None], strict=False):
        yield event.onset_quarter, following.onset_quarter if following else ends[-1], event.chord.symbol


def _piece(cell: Cell, onset_quarter: Fraction, end_quarter: Fraction) -> Cell:
    begin, end = max(cell.onset_quarter, onset_quarter), min(cell.end_quarter, end_quarter)
    is_bar_line = cell.is_bar_line and begin == cell.onset_quarter
    return Cell(begin, end, cell.unit_quarter, cell.bar, is_bar_line)


@cache
def _boundaries(meter: Meter) -> tuple[Fraction, ...]:
    """Where cells begin in a bar, and the bar's end, in quarters from the bar line."""
    quarters = meter if meter.unit >= _FOUR else Meter(meter.beats * _FOUR // meter.unit, _FOUR)
    begins = [*strong_beats(quarters), quarters.bar_quarter]
    pair = _PAIR * Fraction(4, quarters.unit)
    kept = [begins[0]]
    for before, begin, after in zip(begins, begins[1:], begins[2:], strict=False):
        joins = kept[-1] == before and begin - before == pair == after - begin
        if not joins:
            kept.append(begin)
    return (*kept, begins[-1])
