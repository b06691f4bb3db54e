"""A bar of a line as notes and rests: split and tied where the beat must be seen, in tuplets, beamed.

Ticks are twelfths of a quarter. Inside a tuplet, each value sounds two thirds as long as it is written. A zone is a
stretch of one tuplet (quarter triplets over two beats, a beat, or half of one) or of none.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import groupby, pairwise

from jazzcore.music.leadsheet import Bar, Meter, strong_beats
from jazzcore.music.notes import TICKS_QUARTER
from jazzcore.render.score.written_line import EIGHTH, TRIPLET, Beat, WrittenSpan, beats_in, exact_tick

_SIXTEENTH = 3
_PLAIN, _IN_TUPLET = 6, 9
_VALUES = {
    parts: (name, dots)
    for name, whole in (("whole", 288), ("half", 144), ("quarter", 72), ("eighth", 36), ("16th", 18), ("32nd", 9))
    for parts, dots in ((whole, 0), (whole * 3 // 2, 1))
    if whole * 3 % 2 == 0 or not dots
}
"""Written values by their length in sixths of a tick."""
_BEAMS = {"eighth": 1, "16th": 2, "32nd": 3}
_OFFBEAT_VALUES = (TICKS_QUARTER, TICKS_QUARTER + EIGHTH)
_HALF = 2 * TICKS_QUARTER


@dataclass(frozen=True, slots=True)
class Tuplet:
    """So many notes of a value in the time of fewer."""

    actual: int
    normal: int
    value: str


QUARTER_TRIPLET, TRIPLET_OF_EIGHTHS = Tuplet(3, 2, "quarter"), Tuplet(3, 2, "eighth")
SEXTUPLET, TRIPLET_OF_SIXTEENTHS = Tuplet(6, 4, "16th"), Tuplet(3, 2, "16th")
TWELVE, SIX = Tuplet(12, 8, "32nd"), Tuplet(6, 4, "32nd")


@dataclass(frozen=True, slots=True)
class Piece:
    """A written note or rest: its ticks, the index of the span it writes (None is a rest), its value and dots.

    `begins` and `ends` say whether the tuplet does so here; `beams` has a state a level, as MusicXML names it.
    """

    onset_tick: int
    ticks: int
    span: int | None
    value: str
    dots: int = 0
    tuplet: Tuplet | None = None
    begins: bool = False
    ends: bool = False
    beams: tuple[str, ...] = ()

    @property
    def end_tick(self) -> int:
        """Where the next piece begins."""
        return self.onset_tick + self.ticks


@dataclass(frozen=True, slots=True)
class _Zone:
    onset_tick: int
    end_tick: int
    tuplet: Tuplet | None = None


def pieces_of(bar: Bar, spans: Sequence[tuple[int, WrittenSpan]]) -> tuple[Piece, ...]:
    """Write a bar as notes and rests.

    Parameters
    ----------
    bar : Bar
        The bar.
    spans : sequence of (int, WrittenSpan)
        The notes that sound in it, each with its index.

    Returns
    -------
    tuple of Piece
        Notes and rests in order; none where the bar is silent.
    """
    if not spans:
        return ()
    first, end = exact_tick(bar.onset_quarter), exact_tick(bar.end_quarter)
    beats = beats_in(bar)
    strong = [exact_tick(bar.onset_quarter + beat) for beat in _groups(bar.meter)]
    filled = list(_with_rests(spans, first, end))
    bounds = {tick for onset, until, _ in filled for tick in (onset, until)}
    pieces = [
        piece
        for zone in _zones(beats, strong, bounds)
        for onset, until, span in filled
        if max(onset, zone.onset_tick) < min(until, zone.end_tick)
        for piece in _split(max(onset, zone.onset_tick), min(until, zone.end_tick), span, zone, (beats, strong))
    ]
    return tuple(_beamed(pieces, beats, [*strong, end]))


def _groups(meter: Meter) -> Sequence[Fraction]:
    """The strong beats of a bar; where halves are counted, each of them."""
    if meter.unit <= 2:
        return [Fraction(quarter) for quarter in range(0, int(meter.bar_quarter), 2)]
    return strong_beats(meter)


def _with_rests(
    spans: Sequence[tuple[int, WrittenSpan]], first: int, end: int
) -> Iterator[tuple[int, int, int | None]]:
    """The spans within a bar and the rests between them: onset, end, and which span it is."""
    for index, span in spans:
        onset = max(span.onset_tick, first)
        if onset > first:
            yield first, onset, None
        first = min(span.end_tick, end)
        yield onset, first, index
    if first < end:
        yield first, end, None


def _zones(beats: Sequence[Beat], strong: Sequence[int], bounds: set[int]) -> Iterator[_Zone]:
    """A bar as zones, stretches without tuplets joined."""
    zones: list[_Zone] = []
    waiting = list(beats)
    while waiting:
        beat = waiting.pop(0)
        if waiting and beat.onset_tick in strong and _is_quarter_triplet(beat, waiting[0], bounds):
            zones.append(_Zone(beat.onset_tick, waiting.pop(0).end_tick, QUARTER_TRIPLET))
        else:
            zones += _zones_of_beat(beat, bounds)
    for is_plain, alike in groupby(zones, lambda zone: zone.tuplet is None):
        run = list(alike)
        yield from ([_Zone(run[0].onset_tick, run[-1].end_tick)] if is_plain else run)


def _inner(onset: int, end: int, bounds: set[int]) -> list[int]:
    return [tick - onset for tick in bounds if onset < tick < end]


def _is_quarter_triplet(beat: Beat, following: Beat, bounds: set[int]) -> bool:
    inner = _inner(beat.onset_tick, following.end_tick, bounds)
    return (
        beat.ticks == following.ticks == TICKS_QUARTER
        and bool(inner)
        and all(tick % (2 * TRIPLET) == 0 for tick in inner)
    )


def _zones_of_beat(beat: Beat, bounds: set[int]) -> list[_Zone]:
    inner = _inner(beat.onset_tick, beat.end_tick, bounds)
    if all(tick % _SIXTEENTH == 0 for tick in inner):
        return [_Zone(beat.onset_tick, beat.end_tick)]
    cells = [
        _cell(onset, min(onset + EIGHTH, beat.end_tick), bounds)
        for onset in range(beat.onset_tick, beat.end_tick, EIGHTH)
    ]
    if beat.ticks != TICKS_QUARTER or (EIGHTH in inner and any(cell.tuplet is None for cell in cells)):
        return cells
    return [_Zone(beat.onset_tick, beat.end_tick, _tuplet_of(inner))]


def _tuplet_of(inner: Sequence[int]) -> Tuplet:
    """The tuplet of a quarter: a triplet, even with a note of its eighths in two, a sextuplet, or all twelve."""
    if any(tick % 2 for tick in inner):
        return TWELVE
    return SEXTUPLET if sum(tick % TRIPLET != 0 for tick in inner) > 1 else TRIPLET_OF_EIGHTHS


def _cell(onset: int, end: int, bounds: set[int]) -> _Zone:
    """The zone of an eighth, or of a shorter rest of the beat."""
    kinds = ((_SIXTEENTH, None), (2, TRIPLET_OF_SIXTEENTHS), (1, SIX))
    inner = _inner(onset, end, bounds)
    return _Zone(onset, end, next(kind for step, kind in kinds if all(tick % step == 0 for tick in inner)))


def _split(
    onset: int, end: int, span: int | None, zone: _Zone, frame: tuple[Sequence[Beat], Sequence[int]]
) -> Iterator[Piece]:
    """A note or rest within a zone as the longest values that show the beat, from left to right."""
    part = _IN_TUPLET if zone.tuplet else _PLAIN
    while onset < end:
        ticks = next(
            ticks
            for ticks in range(end - onset, 0, -1)
            if ticks * part in _VALUES
            and (zone.tuplet or (_is_readable_rest if span is None else _is_readable)(onset, ticks, *frame))
            and not (span is None and zone.tuplet and _VALUES[ticks * part][1])
        )
        value, dots = _VALUES[ticks * part]
        is_first, is_last = onset == zone.onset_tick, onset + ticks == zone.end_tick
        yield Piece(
            onset, ticks, span, value, dots, zone.tuplet, bool(zone.tuplet) and is_first, bool(zone.tuplet) and is_last
        )
        onset += ticks


def _is_readable(onset: int, ticks: int, beats: Sequence[Beat], strong: Sequence[int]) -> bool:
    """Whether a note hides no beat that must be seen: the strong ones, and from within a beat the others."""
    end = onset + ticks
    if any(onset < tick < end for tick in strong):
        edges = [*strong, beats[-1].end_tick]
        is_even = len({after - before for before, after in pairwise(edges)}) == 1
        ends = [beat.end_tick for beat in beats] if is_even else edges
        return onset in strong and end in ends
    inside = next(beat for beat in beats if beat.onset_tick <= onset < beat.end_tick)
    if end <= inside.end_tick or onset == inside.onset_tick:
        return True
    return inside.ticks == TICKS_QUARTER and onset - inside.onset_tick == EIGHTH and ticks in _OFFBEAT_VALUES


def _is_readable_rest(onset: int, ticks: int, beats: Sequence[Beat], strong: Sequence[int]) -> bool:
    """Whether a rest hides no beat. A half rest may hide one if it fills two beats; dots are for threes only."""
    end = onset + ticks
    inside = next(beat for beat in beats if beat.onset_tick <= onset < beat.end_tick)
    if onset == inside.onset_tick and ticks == inside.ticks:
        return True
    if end <= inside.end_tick:
        return (onset - inside.onset_tick) % ticks == 0
    return onset in strong and ticks == _HALF and (end in strong or end == beats[-1].end_tick)


def _beamed(pieces: Sequence[Piece], beats: Sequence[Beat], edges: Sequence[int]) -> Iterator[Piece]:
    """The pieces with beams: by the beat, four eighths of a group of two beats together."""
    onsets = {beat.onset_tick for beat in beats}
    for first, end in pairwise(edges):
        inside = [piece for piece in pieces if first <= piece.onset_tick < end]
        is_four = len(inside) == 4 and all(piece.span is not None and piece.ticks == EIGHTH for piece in inside)
        if is_four:
            onsets -= {tick for tick in onsets if first < tick < end}

    def group(piece: Piece) -> tuple[int, bool]:
        return max(tick for tick in onsets if tick <= piece.onset_tick), _levels(piece) > 0

    for _, alike in groupby(pieces, group):
        yield from _joined(list(alike))


def _levels(piece: Piece) -> int:
    return 0 if piece.span is None else _BEAMS.get(piece.value, 0)


def _joined(run: Sequence[Piece]) -> Iterator[Piece]:
    """The pieces of one beam: each level begins, goes on or ends; a level of its own is a hook."""
    levels = [0, *map(_levels, run), 0]
    if len(run) < 2 or not levels[1]:
        yield from run
        return
    for place, piece in enumerate(run, start=1):
        beams = []
        for level in range(1, levels[place] + 1):
            before, after = levels[place - 1] >= level, levels[place + 1] >= level
            hook = "backward hook" if levels[place - 1] else "forward hook"
            beams.append(
                {(True, True): "continue", (True, False): "end", (False, True): "begin"}.get((before, after), hook)
            )
        yield replace(piece, beams=tuple(beams))
