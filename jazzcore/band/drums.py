"""The drums: the feel's layers in every cell, a fill where a section ends, a long cymbal in the last bar."""

from collections.abc import Iterable, Iterator

import numpy as np

from jazzcore.band.feels import Feel
from jazzcore.band.rhythms import KICK, RIDE, SHORT_UNIT_DRUMS, VELOCITY_A_LEVEL, Layer, choose, length_units, strikes
from jazzcore.band.spans import Cell
from jazzcore.music.notes import Note

SECTION_BARS = 8
"""Bars of a section, as in songs of 32 bars."""

_LAST_LEVELS = {RIDE: 5, KICK: 4}
"""The loudness of the last stroke on each drum (chosen by hand)."""


def drum_part(
    cells: Iterable[Cell], feel: Feel, fill_bars: frozenset[int], last_bar: int | None, rng: np.random.Generator
) -> tuple[Note, ...]:
    """Play the drums.

    Parameters
    ----------
    cells : iterable of Cell
        The stretches of the music, in order.
    feel : Feel
        Whose layers and fills to play.
    fill_bars : frozenset of int
        The numbers of the bars whose last cell gets a fill.
    last_bar : int or None
        The number of the bar with a long last stroke; None where the music goes on.
    rng : numpy.random.Generator
        The source of randomness.

    Returns
    -------
    tuple of Note
        The strokes in order, in straight time; pitches are drum keys of General MIDI.
    """
    notes: list[Note] = []
    for cell, is_last_of_bar in _with_place(tuple(cells)):
        if cell.bar == last_bar:
            notes.extend(_ending(cell) if cell.is_bar_line else ())
            continue
        layers = feel.drums if cell.unit_quarter == 1 else SHORT_UNIT_DRUMS
        if cell.bar in fill_bars and is_last_of_bar and cell.unit_quarter == 1:
            layers = _fill(cell, feel, rng) or layers
        for layer in layers:
            notes.extend(_strokes(cell, layer, rng))
    return tuple(sorted(notes))


def section_ends(bar_count: int, form_bars: int) -> frozenset[int]:
    """Find the bars that end a section: each eighth bar of a form, and its last.

    Parameters
    ----------
    bar_count : int
        Bars of the music.
    form_bars : int
        Bars of a chorus.

    Returns
    -------
    frozenset of int
        Their numbers, from 0.
    """
    return frozenset(
        bar for bar in range(bar_count) if (bar % form_bars + 1) % SECTION_BARS == 0 or bar % form_bars + 1 == form_bars
    )


def _with_place(cells: tuple[Cell, ...]) -> Iterator[tuple[Cell, bool]]:
    """Each cell, and whether it is the last of its bar."""
    for cell, following in zip(cells, [*cells[1:], None], strict=False):
        yield cell, following is None or following.bar != cell.bar


def _fill(cell: Cell, feel: Feel, rng: np.random.Generator) -> tuple[Layer, ...]:
    """One of the feel's fills that last as long as the cell, or nothing."""
    fitting = [fill for fill in feel.fills if length_units(fill[0].rhythms[0].text) == cell.units]
    return fitting[int(rng.integers(len(fitting)))] if fitting else ()


def _strokes(cell: Cell, layer: Layer, rng: np.random.Generator) -> Iterator[Note]:
    rhythm = choose(layer.rhythms, cell, rng)
    for stroke in strikes(rhythm.text) if rhythm else ():
        onset = cell.onset_quarter + stroke.onset_units * cell.unit_quarter
        velocity = VELOCITY_A_LEVEL * int(stroke.sign)
        yield Note(onset, stroke.length_units * cell.unit_quarter, layer.drum, velocity)


def _ending(cell: Cell) -> Iterator[Note]:
    length = cell.end_quarter - cell.onset_quarter
    yield from (
        Note(cell.onset_quarter, length, drum, VELOCITY_A_LEVEL * level) for drum, level in _LAST_LEVELS.items()
    )
