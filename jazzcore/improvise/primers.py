"""Primers: bars with a melody that a solo goes on from, out of a piece of the corpus or of an earlier solo."""

from dataclasses import replace

from jazzcore.encoding.events.events import Events
from jazzcore.errors import SettingError
from jazzcore.music.instruments import Instrument
from jazzcore.music.leadsheet import Bar, LeadSheet, bar_index, passage
from jazzcore.music.solo import Solo


def closing_bars(sheet: LeadSheet, bar_count: int) -> LeadSheet:
    """The bars of a lead sheet that end with the bar of its last note, `bar_count` at most, the first bar at 0.

    Raises SettingError for a lead sheet without notes, or for no bar.
    """
    if not sheet.melody or bar_count < 1:
        raise SettingError(f"{sheet.title} has no {bar_count} bars with notes to go on from; choose another piece.")
    bars = sorted(bar_index(sheet.bars, note.onset_quarter) for note in sheet.melody)
    count = sum(bar > bars[-1] - bar_count for bar in bars)
    return passage(sheet, len(bars) - count, count)


def sheet_of(solo: Solo, tempo_bpm: float) -> LeadSheet:
    """A solo as a lead sheet."""
    notes = tuple(played.note for played in solo.notes)
    return LeadSheet(solo.title, notes, solo.chords, solo.bars, tempo_bpm, solo.title)


def joined(primer: LeadSheet, chart: LeadSheet) -> LeadSheet:
    """A primer with a chart after it; its melody is the primer's."""
    moved = primer.end_quarter
    bars = (*primer.bars, *(Bar(bar.onset_quarter + moved, bar.meter) for bar in chart.bars))
    chords = (*primer.chords, *(replace(event, onset_quarter=event.onset_quarter + moved) for event in chart.chords))
    return replace(chart, melody=primer.melody, bars=bars, chords=chords, first_bar=chart.first_bar - len(primer.bars))


def in_register(line: Events, instrument: Instrument) -> Events:
    """A line moved by octaves to where it lies best on an instrument."""
    middle = (instrument.lowest + instrument.highest) / 2
    octaves = round((middle - sum(event.pitch for event in line) / len(line)) / 12)
    return tuple(event._replace(pitch=min(max(event.pitch + 12 * octaves, 0), 127)) for event in line)
