"""Solos for the tests of notation: written out by ticks, or drawn by Hypothesis on the divisions of the beat."""

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise

from hypothesis import strategies as st

from jazzcore.music.chords.table import chord_of
from jazzcore.music.leadsheet import Bar, ChordEvent, Meter, bars_of
from jazzcore.music.notes import GRID_QUARTER, Note
from jazzcore.music.solo import Solo, SoloNote
from jazzcore.render.score.written_line import beats_in

METERS = tuple(
    Meter(*numbers) for numbers in ((4, 4), (3, 4), (5, 4), (6, 8), (7, 8), (12, 8), (2, 2), (3, 2), (7, 16))
)
CHANGES = ("Dm7", "G7b9", "Cmaj7", "A7#5", "Bbm7b5", "Eb7alt", "F#dim7/C", "N.C.")
_QUARTER_DIVISIONS = ((0, 3, 6, 9), (0, 4, 8), (0, 2, 4, 6, 8, 10), (0, 3, 6, 8, 10), (0, 2, 4, 6, 9))


def solo_of(
    ticks: Sequence[tuple[int, int]], bars: int = 1, meter: Meter | None = None, pitches: Sequence[int] = ()
) -> Solo:
    """A solo of notes from one tick to another, over C major throughout unless pitches lead elsewhere."""
    line = pitches or [60] * len(ticks)
    notes = (
        Note(onset * GRID_QUARTER, (end - onset) * GRID_QUARTER, pitch)
        for (onset, end), pitch in zip(ticks, line, strict=True)
    )
    chords = (ChordEvent(Fraction(0), chord_of("C")),)
    return Solo("Test", tuple(SoloNote(note, "C") for note in notes), chords, bars_of(meter or Meter(), bars), ())


@st.composite
def _bars(draw: st.DrawFn) -> tuple[Bar, ...]:
    bars: list[Bar] = []
    for meter in draw(st.lists(st.sampled_from(METERS), min_size=1, max_size=4)):
        bars.append(Bar(bars[-1].end_quarter if bars else Fraction(0), meter))
    return tuple(bars)


@st.composite
def _solo_between(draw: st.DrawFn, bars: tuple[Bar, ...], bounds: list[int], may_rest: bool = True) -> Solo:
    """A solo of two notes or more from some bounds to the next ones, over a chord a bar."""
    kept = [bounds[0], *draw(st.lists(st.sampled_from(bounds[1:]), min_size=2, unique=True).map(sorted))]
    spans = list(pairwise(kept if may_rest else sorted({*kept, bounds[-1]})))
    rests = draw(st.sets(st.integers(0, len(spans) - 1), max_size=len(spans) - 2)) if may_rest else set[int]()
    notes = tuple(
        SoloNote(Note(onset * GRID_QUARTER, (end - onset) * GRID_QUARTER, draw(st.integers(40, 90))), "C")
        for index, (onset, end) in enumerate(spans)
        if index not in rests
    )
    symbols = draw(st.lists(st.sampled_from(CHANGES[:-1]), min_size=len(bars), max_size=len(bars)))
    chords = tuple(ChordEvent(bar.onset_quarter, chord_of(symbol)) for bar, symbol in zip(bars, symbols, strict=True))
    return Solo("Drawn", notes, chords, bars, ())


@st.composite
def written_solos(draw: st.DrawFn) -> Solo:
    """A solo whose notes begin and end on a division of each beat, as one writes; finer ones are full of notes."""
    bars, may_rest = draw(_bars()), draw(st.booleans())
    divisions = _QUARTER_DIVISIONS[: 2 if may_rest else None]
    bounds: list[int] = []
    for beat in (beat for bar in bars for beat in beats_in(bar)):
        plain = tuple(range(0, beat.ticks, 3))
        places = draw(st.sampled_from(divisions)) if beat.ticks == 12 else plain
        bounds += (beat.onset_tick + place for place in places)
    return draw(_solo_between(bars, [*bounds, beat.end_tick], may_rest))


@st.composite
def played_solos(draw: st.DrawFn) -> Solo:
    """A solo whose notes begin and end at any tick, as one plays."""
    bars = draw(_bars())
    return draw(_solo_between(bars, list(range(int(bars[-1].end_quarter / GRID_QUARTER) + 1))))
