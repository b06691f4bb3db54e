"""Chord charts as a musician types them, and back.

    [A] |: Dm7 | G7 | Cmaj7 |1 A7 :|2 % |

Bars end with `|` or with the line. A bar is divided among its chords evenly (`Dm7 G7`; in 4/4 one, two or four) or at
its strong beats. `/` is a part in which the chord before goes on, and `%` repeats the bar played before. `|: :|`
repeat, `|1` and `|2` are endings. Before the chords of a bar there may be a time signature (`3/4`), which holds until
the next one, and before those of the first bar a pickup: `(1) G7` is one beat long, `(1/8) G7` an eighth. `N.C.` is no
chord, and a name such as `[A]` is ignored. Roots keep the names they are given, qualities get their canonical spelling.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from jazzcore.errors import ChartError
from jazzcore.music.charts.bar_texts import bar_text
from jazzcore.music.charts.reading import FIRST_METER, GOES_ON, REPEATS, ChartFault, read_chart
from jazzcore.music.leadsheet import Bar, ChordEvent, LeadSheet, Meter, by_bar

_BARS_A_LINE = 4


def parse_chart(
    text: str, title: str = "Changes", tempo_bpm: float = 120.0, key: str | None = None, source: str = "typed in"
) -> LeadSheet:
    """Read a chart; the inverse of `format_chart`.

    Parameters
    ----------
    text : str
        The text.
    title : str
        The title of the chart.
    tempo_bpm : float
        Its tempo, in quarters a minute.
    key : str, optional
        Its key in words.
    source : str
        Where it comes from, for people.

    Returns
    -------
    LeadSheet
        The chart, its repeats written out.

    Raises
    ------
    ChartError
        For the first fault of the text; `check_chart` finds them all.
    """
    chart = read_chart(text)
    if chart.faults:
        fault = chart.faults[0]
        raise ChartError(fault.sentence, text, fault.start, fault.end)
    first_bar = 0 if chart.has_pickup else 1
    return LeadSheet(title, (), chart.chords, chart.bars, tempo_bpm, source, key, first_bar)


def check_chart(text: str) -> tuple[ChartFault, ...]:
    """The faults of a chart's text, in its order, at most 64; none if it can be read."""
    return read_chart(text).faults


def format_chart(chart: LeadSheet) -> str:
    """A chart as text, four bars a line; the inverse of `parse_chart` for chords on beats.

    A chord off the beat is written on the beat before; of bar numbers only a first one of 0, a pickup, is kept.
    """
    pickup = chart.bars[: _pickup_bars(chart)]
    texts = list(_bar_texts(chart.bars, by_bar(chart.chords, chart.bars), len(pickup)))
    breaks = [0, *range(len(pickup) + _BARS_A_LINE, len(texts), _BARS_A_LINE), len(texts)]
    return "\n".join(" | ".join(texts[start:end]) for start, end in pairwise(breaks))


def _pickup_bars(chart: LeadSheet) -> int:
    lengths = [bar.meter.bar_quarter for bar in chart.bars[:2]]
    return int(chart.first_bar == 0 and len(lengths) > 1 and lengths[0] <= lengths[1])


def _bar_texts(bars: Sequence[Bar], laid: Sequence[tuple[ChordEvent, ...]], pickups: int) -> Iterator[str]:
    """The text of each bar, with the signature that stands before it; the first bars may be a pickup."""
    meter = FIRST_METER
    for index, bar in enumerate(bars):
        words = []
        following = bars[max(index, pickups)].meter
        if following != meter:
            words.append(_meter_text(following))
            meter = following
        if index < pickups:
            words.append(f"({bar.meter.beats if bar.meter.unit == meter.unit else _meter_text(bar.meter)})")
        if index > 0 and _is_again(bars[index - 1 : index + 1], laid[index - 1 : index + 1]):
            words.append(REPEATS)
        elif laid[index] or index >= pickups:
            words.append(bar_text(laid[index], bar) if laid[index] else GOES_ON)
        yield " ".join(words)


def _is_again(bars: Sequence[Bar], laid: Sequence[tuple[ChordEvent, ...]]) -> bool:
    """Whether the second of two bars is the first over again, from its first beat on."""
    before, after = (
        [(event.onset_quarter - bar.onset_quarter, event.chord) for event in events]
        for bar, events in zip(bars, laid, strict=True)
    )
    return bars[0].meter == bars[1].meter and before == after and bool(before) and not before[0][0]


def _meter_text(meter: Meter) -> str:
    return f"{meter.beats}/{meter.unit}"
