"""The changes of a bar as a musician writes them: `Dm7 G7`, one chord for each part of the bar.

A bar of 4/4 has room for one, two or four chords, one of 3/4 for one or three. `/` is a part, and `%` a whole bar, in
which the chord before goes on.
"""

from collections.abc import Sequence
from fractions import Fraction

from jazzcore.errors import ChordSymbolError
from jazzcore.music.beats import beats_of, divisions_of
from jazzcore.music.chords.table import chord_of
from jazzcore.music.leadsheet import Bar, ChordEvent

_GOES_ON, _WHOLE_BAR_GOES_ON = "/", "%"


def bar_text(events: Sequence[ChordEvent], bar: Bar) -> str:
    """Write the chords of a bar; the inverse of `bar_events` for chords on beats.

    Parameters
    ----------
    events : sequence of ChordEvent
        The chords that begin in the bar.
    bar : Bar
        The bar.

    Returns
    -------
    str
        The text, each chord on its beat; a chord off the beat stands on the beat before.
    """
    beats = [bar.onset_quarter + beat for beat in beats_of(bar.meter)]
    symbols: dict[Fraction, str] = {}
    for event in events:
        symbols[max(beat for beat in beats if beat <= event.onset_quarter)] = event.chord.symbol
    if not symbols:
        return _WHOLE_BAR_GOES_ON
    places = next(places for places in _divisions(bar) if set(symbols) <= set(places))
    return " ".join(symbols.get(place, _GOES_ON) for place in places)


def bar_events(text: str, bar: Bar, number: int) -> tuple[ChordEvent, ...]:
    """Read the chords of a bar; the inverse of `bar_text`.

    Parameters
    ----------
    text : str
        What a person has written.
    bar : Bar
        The bar.
    number : int
        Its number, for messages.

    Returns
    -------
    tuple of ChordEvent
        The chords that begin in the bar.

    Raises
    ------
    ChordSymbolError
        For a wrong number of chords, or a symbol that cannot be read; it names the bar and the text.
    """
    written = text.replace("|", " ").split()
    if written in ([], [_WHOLE_BAR_GOES_ON]):
        return ()
    divisions = {len(places): places for places in _divisions(bar)}
    if len(written) not in divisions:
        room = " or ".join(str(count) for count in divisions)
        raise ChordSymbolError(
            f"Bar {number} has {text.strip()!r}, which is {len(written)} chords where there is room for {room}; "
            f"write {_GOES_ON} for a beat on which the chord goes on."
        )
    try:
        return tuple(
            ChordEvent(place, chord_of(symbol))
            for place, symbol in zip(divisions[len(written)], written, strict=True)
            if symbol != _GOES_ON
        )
    except ChordSymbolError as error:
        raise ChordSymbolError(f"Bar {number}: {error}") from error


def _divisions(bar: Bar) -> list[tuple[Fraction, ...]]:
    """The ways to divide a bar among its chords, in quarters of the piece."""
    return [tuple(bar.onset_quarter + place for place in places) for places in divisions_of(bar.meter)]
