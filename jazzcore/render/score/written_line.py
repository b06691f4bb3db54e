"""A played line as a musician writes it down, on the grid of twelfths of a quarter.

Every beat has one of a few divisions: sixteenths, triplets, sextuplets, or one of these in each half. A line that keeps
to them is written exactly as it is, unless an end alone needs a finer division. In any other line, onsets move to the
nearest place of their beat's division. Ends are articulation, so they move to an eighth or a triplet, or to the next
note where little silence would be left.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from itertools import chain, combinations, pairwise, product

from jazzcore.errors import RenderError
from jazzcore.music.beats import beats_of
from jazzcore.music.leadsheet import Bar
from jazzcore.music.notes import GRID_QUARTER, TICKS_QUARTER, Note

EIGHTH = TICKS_QUARTER // 2
TRIPLET = TICKS_QUARTER // 3

_SIXTEENTHS, _TRIPLETS, _SEXTUPLETS = (frozenset(range(0, TICKS_QUARTER, step)) for step in (3, TRIPLET, 2))
_OF_AN_EIGHTH = (frozenset({0, 3}), frozenset({0, 2, 4}))


@dataclass(frozen=True, slots=True)
class Beat:
    """A beat: where it begins and how long it is, in ticks."""

    onset_tick: int
    ticks: int

    @property
    def end_tick(self) -> int:
        """Where the next beat begins."""
        return self.onset_tick + self.ticks


@dataclass(frozen=True, slots=True)
class WrittenSpan:
    """When a note is written to begin and to end, in ticks."""

    onset_tick: int
    end_tick: int


def exact_tick(quarter: Fraction) -> int:
    """A moment in ticks; raises RenderError for one that lies between them."""
    if quarter % GRID_QUARTER:
        raise RenderError(f"Quarter {quarter} lies between twelfths of a quarter, so it cannot be written in notes.")
    return int(quarter / GRID_QUARTER)


def beats_in(bar: Bar) -> tuple[Beat, ...]:
    """The beats of a bar; raises RenderError for a meter whose beats lie between twelfths of a quarter."""
    onsets = [exact_tick(bar.onset_quarter + beat) for beat in beats_of(bar.meter)]
    return tuple(Beat(first, end - first) for first, end in pairwise([*onsets, exact_tick(bar.end_quarter)]))


def written_line(notes: Sequence[Note], bars: Sequence[Bar]) -> tuple[WrittenSpan, ...]:
    """Decide when the notes of a line are written to begin and end.

    Parameters
    ----------
    notes : sequence of Note
        Notes in order that never overlap.
    bars : sequence of Bar
        The bars under them.

    Returns
    -------
    tuple of WrittenSpan
        A span for each note.

    Raises
    ------
    RenderError
        Where a note or a beat lies off the grid of twelfths of a quarter.
    """
    played = [WrittenSpan(exact_tick(note.onset_quarter), exact_tick(note.end_quarter)) for note in notes]
    beats = tuple(chain.from_iterable(map(beats_in, bars)))
    if _keeps_to_divisions(played, beats):
        return tuple(played)
    onsets_of = _places((span.onset_tick for span in played), beats)
    onsets: list[int] = []
    grids: dict[Beat, frozenset[int]] = {}
    for beat in beats:
        division, places = _moved(onsets_of[beat], beat.ticks)
        onsets += (beat.onset_tick + place for place in places)
        grids[beat] = _ends(division, beat.ticks)
    nexts = [*onsets[1:], beats[-1].end_tick]
    return tuple(
        WrittenSpan(onset, _end(onset, span.end_tick, following, grids))
        for onset, span, following in zip(onsets, played, nexts, strict=True)
    )


@cache
def _divisions(ticks: int) -> tuple[frozenset[int], ...]:
    """The divisions of a beat of a length, as places from its beginning; the usual ones first."""
    cells = range(0, ticks, EIGHTH)
    mixed = [
        frozenset(start + place for start, cell in zip(cells, kinds, strict=True) for place in cell)
        for kinds in product(_OF_AN_EIGHTH, repeat=len(cells))
    ]
    usual = (_SIXTEENTHS, _TRIPLETS, *mixed, _SEXTUPLETS) if ticks == TICKS_QUARTER else mixed
    return tuple(frozenset(place for place in division if place < ticks) for division in usual)


def _places(ticks: Iterable[int], beats: Sequence[Beat]) -> dict[Beat, list[int]]:
    """Onsets by the beat they lie in, as places from its beginning; both in order."""
    places: dict[Beat, list[int]] = defaultdict(list)
    remaining = iter(beats)
    beat = next(remaining, None)
    for tick in ticks:
        while beat is not None and tick >= beat.end_tick:
            beat = next(remaining, None)
        if beat is None:
            break
        places[beat].append(tick - beat.onset_tick)
    return places


def _keeps_to_divisions(line: Sequence[WrittenSpan], beats: Sequence[Beat]) -> bool:
    """Whether a line is as one writes: no beat is divided finer than by sixteenths or triplets for an end alone."""
    onsets = _places((span.onset_tick for span in line), beats)
    everything = _places(sorted({tick for span in line for tick in (span.onset_tick, span.end_tick)}), beats)
    for beat, places in everything.items():
        found = _holding(places, beat.ticks)
        if not found or (found[0] not in _coarse(beat.ticks) and found[0] != _holding(onsets[beat], beat.ticks)[0]):
            return False
    return True


def _holding(places: Iterable[int], ticks: int) -> list[frozenset[int]]:
    return [division for division in _divisions(ticks) if division.issuperset(places)]


def _coarse(ticks: int) -> tuple[frozenset[int], ...]:
    return _divisions(ticks)[: 2 if ticks == TICKS_QUARTER else 1]


def _moved(onsets: Sequence[int], ticks: int) -> tuple[frozenset[int], Sequence[int]]:
    """The division of a beat to which its notes are nearest, and their places in it.

    Where there are more notes than any division has places, each stays at its tick.
    """
    choices = (
        (sum(abs(place - onset) for place, onset in zip(places, onsets, strict=True)), order, division, places)
        for order, division in enumerate(_divisions(ticks))
        for places in combinations(sorted(division), len(onsets))
    )
    everywhere = frozenset(range(ticks))
    nearest = min(choices, default=(0, 0, everywhere, onsets), key=lambda choice: choice[:2])
    return nearest[2], nearest[3]


def _ends(division: frozenset[int], ticks: int) -> frozenset[int]:
    """Where notes may end in a beat of a division: at its eighths or its triplets, and with it."""
    is_triplets = ticks == TICKS_QUARTER and division in (_TRIPLETS, _SEXTUPLETS)
    return frozenset({*range(0, ticks, TRIPLET if is_triplets else EIGHTH), ticks})


def _end(onset: int, played_end: int, following: int, grids: dict[Beat, frozenset[int]]) -> int:
    """Where a note is written to end: near its played end, after its onset, at the next note at the latest."""
    beat = next((beat for beat in grids if beat.onset_tick <= played_end < beat.end_tick), None)
    if beat is None or played_end >= following:
        return following
    ends = [beat.onset_tick + place for place in grids[beat]]
    end = min((tick for tick in ends if tick > onset), key=lambda tick: (abs(tick - played_end), -tick))
    least_rest = TRIPLET if beat.onset_tick + TRIPLET in ends else EIGHTH
    is_short = following - end < least_rest and end not in (beat.onset_tick, beat.end_tick)
    return following if end > following or is_short else end
