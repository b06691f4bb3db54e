"""Primers: bars with a melody that a solo goes on from, out of a piece of the corpus or of an earlier solo."""

from dataclasses import replace

from jazzcore.encoding.events.events import Events
from jazzcore.errors import SettingError
from jazzcore.music.instruments import Instrument
from jazzcore.music.leadsheet import Bar, LeadSheet, bar_index, passage
from jazzcore.music.solo import Solo


def closing_bars(sheet: LeadSheet, bar_count: int) -> LeadSheet:
    """Cut out the bars of a lead sheet that end with the bar of its last note.

    Parameters
    ----------
    sheet : LeadSheet
        A piece with a melody.
    bar_count : int
        How many bars, at most; 1 or more.

    Returns
    -------
    LeadSheet
        The bars, the first one at 0.

    Raises
    ------
    SettingError
        For a lead sheet without notes, and for no bar.
    """
    if not sheet.melody or bar_count < 1:
        raise SettingError(f"{sheet.title} has no {bar_count} bars with notes to go on from; choose another piece.")
    bars = sorted(bar_index(sheet.bars, note.onset_quarter) for note in sheet.melody)
    count = sum(bar > bars[-1] - bar_count for bar in bars)
    return passage(sheet, len(bars) - count, count)


def sheet_of(solo: Solo, tempo_bpm: float) -> LeadSheet:
    """Write a solo as a lead sheet.

    Parameters
    ----------
    solo : Solo
        The solo.
    tempo_bpm : float
        The tempo that the lead sheet is given, in quarters a minute.

    Returns
    -------
    LeadSheet
        The notes of the solo as melody, with its bars and chords.
    """
    notes = tuple(played.note for played in solo.notes)
    return LeadSheet(solo.title, notes, solo.chords, solo.bars, tempo_bpm, solo.title)


def joined(primer: LeadSheet, chart: LeadSheet) -> LeadSheet:
    """Put a chart after a primer.

    Parameters
    ----------
    primer : LeadSheet
        Bars with a melody.
    chart : LeadSheet
        The changes to play over.

    Returns
    -------
    LeadSheet
        The bars and chords of both, with the primer's melody.
    """
    moved = primer.end_quarter
    bars = (*primer.bars, *(Bar(bar.onset_quarter + moved, bar.meter) for bar in chart.bars))
    chords = (*primer.chords, *(replace(event, onset_quarter=event.onset_quarter + moved) for event in chart.chords))
    return replace(chart, melody=primer.melody, bars=bars, chords=chords, first_bar=chart.first_bar - len(primer.bars))


def in_register(melody: Events, instrument: Instrument) -> Events:
    """Move a melody by octaves to the middle of an instrument's range.

    Parameters
    ----------
    melody : Events
        The melody, of one note or more.
    instrument : Instrument
        Its lowest and highest pitch make the range.

    Returns
    -------
    Events
        The melody; pitches beyond those of MIDI are cut off.
    """
    middle = (instrument.lowest + instrument.highest) / 2
    octaves = round((middle - sum(event.pitch for event in melody) / len(melody)) / 12)
    return tuple(event._replace(pitch=min(max(event.pitch + 12 * octaves, 0), 127)) for event in melody)
