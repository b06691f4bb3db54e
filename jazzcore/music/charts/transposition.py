"""Charts in other keys, and over several choruses."""

from dataclasses import replace

from jazzcore.errors import SettingError
from jazzcore.music.chords.names import fitting_key, key_name, named_in
from jazzcore.music.chords.table import ChordSymbol, parse_symbol
from jazzcore.music.leadsheet import Bar, Chord, ChordEvent, LeadSheet
from jazzcore.music.limits import MOST_CHORUSES


def transposed(chart: LeadSheet, semitones: int) -> LeadSheet:
    """Transpose a chart. Its chords stand in close position then, named as in the new key; a melody is left out.

    Parameters
    ----------
    chart : LeadSheet
        The chart. Without a key in words, the key that fits its chords best gives the names.
    semitones : int
        How many semitones higher.

    Returns
    -------
    LeadSheet
        The chart in the other key.

    Raises
    ------
    ChordSymbolError
        For a chord whose symbol cannot be read.
    """
    stated = key_name(chart.key) if chart.key else None
    key = (stated or fitting_key(event.chord for event in chart.chords)).transposed(semitones)

    def moved(chord: Chord) -> Chord:
        if not chord.pitches:
            return chord
        symbol = parse_symbol(chord.symbol)
        root, bass = ((pitch_class + semitones) % 12 for pitch_class in (symbol.root, symbol.bass))
        return named_in(key, ChordSymbol(root, symbol.quality, bass))

    chords = tuple(replace(event, chord=moved(event.chord)) for event in chart.chords)
    return replace(chart, melody=(), chords=chords, key=str(key) if stated else chart.key)


def with_choruses(chart: LeadSheet, count: int) -> LeadSheet:
    """Play a chart several times over, its pickup (bars numbered 0 and below) once. A melody is left out.

    Parameters
    ----------
    chart : LeadSheet
        The chart.
    count : int
        How often, 1 to 8.

    Returns
    -------
    LeadSheet
        The longer chart.

    Raises
    ------
    SettingError
        For another count.
    """
    if not 1 <= count <= MOST_CHORUSES:
        raise SettingError(f"{count} choruses cannot be played; choose 1 to {MOST_CHORUSES}.")
    pickup, form = chart.bars[: max(1 - chart.first_bar, 0)], chart.bars[max(1 - chart.first_bar, 0) :]
    start = form[0].onset_quarter if form else chart.end_quarter
    shifts = [n * (chart.end_quarter - start) for n in range(count)]
    again = [event for event in chart.chords if event.onset_quarter >= start]
    return replace(
        chart,
        melody=(),
        bars=(*pickup, *(Bar(bar.onset_quarter + shift, bar.meter) for shift in shifts for bar in form)),
        chords=(
            *(event for event in chart.chords if event.onset_quarter < start),
            *(ChordEvent(event.onset_quarter + shift, event.chord) for shift in shifts for event in again),
        ),
    )
