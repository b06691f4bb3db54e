"""The harmonic context: bars and chords of a chart as arrays, for looking up the bar and chord at a tick.

For each chord and each pitch class there is a row that describes the chord from that pitch class. It holds the tones of
the chord and of its scale, rotated so that the pitch class is 0; the degree of the pitch class over the root; the same
tones of the next chord; and how far the next root is from this one. So the same music in another key gives the same
rows.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from jazzcore.errors import ChordSymbolError
from jazzcore.music.chords.scales import fitting_scale
from jazzcore.music.chords.table import NO_CHORD, name_chord, parse_symbol
from jazzcore.music.leadsheet import Chord, LeadSheet
from jazzcore.music.notes import tick_of

NO_ROOT = 12
_ONE_CHORD = 12 + 12 + 13
ROW = _ONE_CHORD + 12 + 12 + 13
"""The length of a row."""

RowArray = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Harmony:
    """A chord: its root (`NO_ROOT` for none), and which pitch classes are its tones and its scale's."""

    root: int
    tones: tuple[int, ...]
    scale: tuple[int, ...]


@dataclass(frozen=True, slots=True, eq=False)
class HarmonicContext:
    """Bars and chords: `bar_ticks` and `chord_ticks` are onsets, `rows` is (n_chords, 12, ROW).

    `first_bar` numbers the first bar as the chart's source does.
    """

    bar_ticks: tuple[int, ...]
    end_tick: int
    chord_ticks: tuple[int, ...]
    harmonies: tuple[Harmony, ...]
    rows: RowArray
    tempo_bpm: float
    swing_ratio: float
    first_bar: int

    def bar_at(self, tick: int) -> int:
        """The index of the bar that holds a tick; ticks outside belong to the first or the last bar."""
        return max(bisect_right(self.bar_ticks, tick) - 1, 0)

    def chord_at(self, tick: int) -> int:
        """The index of the chord that sounds at a tick, the first one before any has begun."""
        return max(bisect_right(self.chord_ticks, tick) - 1, 0)

    def degree(self, chord: int, pitch: int) -> int:
        """Measure a pitch from the root of a chord.

        Parameters
        ----------
        chord : int
            The index of the chord.
        pitch : int
            The MIDI pitch.

        Returns
        -------
        int
            The semitones above the root, 0 to 11; `NO_ROOT` where there is no root.
        """
        root = self.harmonies[chord].root
        return NO_ROOT if root == NO_ROOT else (pitch - root) % 12

    def ticks_left(self, chord: int, tick: int) -> int:
        """Measure how long a chord still lasts.

        Parameters
        ----------
        chord : int
            The index of the chord.
        tick : int
            From when on.

        Returns
        -------
        int
            The ticks until the next chord, or until the end.
        """
        following = chord + 1
        return (self.chord_ticks[following] if following < len(self.chord_ticks) else self.end_tick) - tick


def context_of(chart: LeadSheet) -> HarmonicContext:
    """The harmonic context of a chart or lead sheet. Without chords it has one, `N.C.`."""
    harmonies = tuple(harmony_of(event.chord) for event in chart.chords) or (harmony_of(Chord(NO_CHORD, ())),)
    return HarmonicContext(
        bar_ticks=tuple(tick_of(bar.onset_quarter) for bar in chart.bars),
        end_tick=tick_of(chart.end_quarter),
        chord_ticks=tuple(tick_of(event.onset_quarter) for event in chart.chords) or (0,),
        harmonies=harmonies,
        rows=_rows(harmonies),
        tempo_bpm=chart.tempo_bpm,
        swing_ratio=chart.swing_ratio,
        first_bar=chart.first_bar,
    )


@lru_cache(maxsize=4096)
def harmony_of(chord: Chord) -> Harmony:
    """Root, tones and scale of a chord, by its symbol; by its pitches where the symbol is not one of the table."""
    try:
        symbol = parse_symbol(chord.symbol if chord.pitches else NO_CHORD)
    except ChordSymbolError:
        name = name_chord(chord.pitches)
        if name == NO_CHORD:
            return Harmony(NO_ROOT, (), ())
        symbol = parse_symbol(name)
    scale = fitting_scale(symbol.quality.semitones)
    return Harmony(symbol.root, symbol.pitch_classes, tuple((symbol.root + step) % 12 for step in scale))


def _rows(harmonies: Sequence[Harmony]) -> RowArray:
    """The rows (n_chords, 12, ROW) of chords in order."""
    known = {harmony: _rotated(harmony) for harmony in set(harmonies)}
    rotated = np.stack([known[harmony] for harmony in harmonies])
    following = np.vstack([rotated[1:], rotated[-1:]])[:, :, :24]
    motion = np.zeros((len(harmonies), 12, 13), np.float32)
    for index, harmony in enumerate(harmonies):
        motion[index, :, _motion(harmony, harmonies[min(index + 1, len(harmonies) - 1)])] = 1
    return np.concatenate([rotated, following, motion], axis=2)


def _rotated(harmony: Harmony) -> RowArray:
    """A chord seen from each pitch class, (12, 37): tones, scale and degree."""
    row = np.zeros((12, _ONE_CHORD), np.float32)
    for pitch_class in range(12):
        row[pitch_class, [(tone - pitch_class) % 12 for tone in harmony.tones]] = 1
        row[pitch_class, [12 + (tone - pitch_class) % 12 for tone in harmony.scale]] = 1
        row[pitch_class, 24 + (NO_ROOT if harmony.root == NO_ROOT else (pitch_class - harmony.root) % 12)] = 1
    return row


def _motion(one: Harmony, other: Harmony) -> int:
    return NO_ROOT if NO_ROOT in (one.root, other.root) else (other.root - one.root) % 12
