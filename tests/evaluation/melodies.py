"""Melodies and changes for the tests of metrics: written by hand in a line, or drawn by Hypothesis."""

from fractions import Fraction

from hypothesis import strategies as st

from jazzcore.music.chords.table import QUALITIES, ROOT_NAMES, chord_of
from jazzcore.music.leadsheet import Bar, ChordEvent, Meter
from jazzcore.music.notes import Note

METERS = (Meter(4, 4), Meter(3, 4), Meter(5, 4), Meter(6, 8), Meter(7, 8))
FOUR = Meter(4, 4)


def melody(*played: tuple[float | Fraction, int]) -> tuple[Note, ...]:
    """Notes by onset in quarters and pitch."""
    return tuple(Note(Fraction(onset).limit_denominator(12), Fraction(1, 4), pitch) for onset, pitch in played)


def quarters(*pitches: int) -> tuple[Note, ...]:
    """A note on each quarter."""
    return melody(*((Fraction(beat), pitch) for beat, pitch in enumerate(pitches)))


def changes(*symbols: str, every: int = 4) -> tuple[ChordEvent, ...]:
    """A chord every so many quarters."""
    return tuple(ChordEvent(Fraction(every * index), chord_of(symbol)) for index, symbol in enumerate(symbols))


@st.composite
def bar_lines(draw: st.DrawFn) -> tuple[Bar, ...]:
    bars: list[Bar] = []
    for meter in draw(st.lists(st.sampled_from(METERS), min_size=1, max_size=8)):
        bars.append(Bar(bars[-1].end_quarter if bars else Fraction(0), meter))
    return tuple(bars)


def symbols() -> st.SearchStrategy[str]:
    """Chord symbols of the table, and none."""
    built = st.builds(
        lambda root, quality: root + quality.suffix, st.sampled_from(ROOT_NAMES), st.sampled_from(QUALITIES)
    )
    return st.one_of(st.just("N.C."), built)


@st.composite
def pieces(draw: st.DrawFn) -> tuple[tuple[Note, ...], tuple[Bar, ...], tuple[ChordEvent, ...]]:
    """A melody on the grid, one note at a time, over bars of any meters and changes on the grid."""
    bars = draw(bar_lines())
    end = int(12 * bars[-1].end_quarter)
    ticks = st.sets(st.integers(0, end - 1), max_size=40)
    pitches = st.one_of(st.integers(55, 60), st.integers(0, 127))
    notes = tuple(Note(Fraction(tick, 12), Fraction(1, 12), draw(pitches)) for tick in sorted(draw(ticks)))
    onsets = sorted(draw(st.sets(st.integers(0, end - 1), max_size=8)))
    return notes, bars, tuple(ChordEvent(Fraction(tick, 12), chord_of(draw(symbols()))) for tick in onsets)
