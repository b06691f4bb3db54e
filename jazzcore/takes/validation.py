"""What a take that comes from outside must be before it is played: numbers in range, notes in order, bars without gaps.

Each check raises ValueError or TypeError, whose text follows on `cannot be read`.
"""

from collections.abc import Sequence
from dataclasses import fields
from itertools import pairwise
from typing import get_type_hints

from jazzcore.band.settings import BandSettings, PartSettings
from jazzcore.music.leadsheet import Bar, ChordEvent, LeadSheet
from jazzcore.music.notes import Note
from jazzcore.music.solo import Solo
from jazzcore.takes.take import Origin, TakeSettings

_MOST_BARS, _MOST_CHORDS, _MOST_NOTES, _MOST_REGENERATED = 2_000, 8_000, 10_000, 200
_MOST_CHORD_PITCHES = 32
_LONGEST_TEXT, _LONGEST_SYMBOL = 300, 60
_MOST_BEATS = 32
_UNITS = {1, 2, 4, 8, 16, 32}
_TEMPOS_BPM, _SWING_RATIOS = (4, 1000), (1, 3)
_MIDI = range(128)
_CATEGORIES = set("CSAX")


def check_settings(settings: TakeSettings) -> None:
    """The kinds of all settings, whose ranges they have checked themselves."""
    _check_kinds(settings)
    _check_kinds(settings.band)
    for part in settings.band.parts.values():
        _check_kinds(part)


def check_origin(origin: Origin) -> None:
    """The changes a take was played over, what it went on from, and the bars regenerated."""
    for sheet in (origin.chart, *([origin.primer] if origin.primer else [])):
        _check_sheet(sheet)
    _check_text(origin.recipe, origin.corpus_name, origin.corpus_digest, origin.bundle_digest)
    _demand(len(origin.regenerated) <= _MOST_REGENERATED, f"bars were regenerated {len(origin.regenerated)} times")
    _demand(min((origin.seed, *(regenerated.seed for regenerated in origin.regenerated))) >= 0, "a seed is below 0")


def check_solo(solo: Solo) -> None:
    """The notes of a solo in its bars, over its chords."""
    _check_text(solo.title)
    notes = [played.note for played in solo.notes]
    _check_music(solo.bars, solo.chords, notes)
    _demand(all(a.end_quarter <= b.onset_quarter for a, b in pairwise(notes)), "its notes overlap")
    _demand(not notes or notes[-1].end_quarter <= solo.bars[-1].end_quarter, "a note is longer than its bars")
    _demand({played.category for played in solo.notes} <= _CATEGORIES, "a note has an unknown category")
    _demand(len(solo.values) <= _MOST_NOTES, f"it has {len(solo.values)} values")
    _check_text(*solo.values)


def _check_sheet(sheet: LeadSheet) -> None:
    _check_text(sheet.title, sheet.source, sheet.key or "", *sheet.remarks)
    _demand(_TEMPOS_BPM[0] <= sheet.tempo_bpm <= _TEMPOS_BPM[1], f"its tempo is {sheet.tempo_bpm}")
    _demand(_SWING_RATIOS[0] <= sheet.swing_ratio <= _SWING_RATIOS[1], f"its swing is {sheet.swing_ratio}")
    _check_music(sheet.bars, sheet.chords, sheet.melody)


def _check_music(bars: Sequence[Bar], chords: Sequence[ChordEvent], notes: Sequence[Note]) -> None:
    _demand(1 <= len(bars) <= _MOST_BARS, f"it has {len(bars)} bars")
    _demand(bars[0].onset_quarter == 0, "its first bar does not begin at 0")
    _demand(
        all(1 <= bar.meter.beats <= _MOST_BEATS and bar.meter.unit in _UNITS for bar in bars), "it has an unknown meter"
    )
    _demand(all(a.end_quarter == b.onset_quarter for a, b in pairwise(bars)), "its bars have gaps")
    _demand(len(chords) <= _MOST_CHORDS, f"it has {len(chords)} chords")
    _demand(all(a.onset_quarter < b.onset_quarter for a, b in pairwise(chords)), "its chords are in no order")
    _demand(all(0 <= event.onset_quarter < bars[-1].end_quarter for event in chords), "a chord is outside its bars")
    for event in chords:
        _check_text(event.chord.symbol, most=_LONGEST_SYMBOL)
        _demand(len(event.chord.pitches) <= _MOST_CHORD_PITCHES, "a chord has too many notes")
        _demand(all(pitch in _MIDI for pitch in event.chord.pitches), "a chord has a pitch that MIDI has not")
    _demand(len(notes) <= _MOST_NOTES, f"it has {len(notes)} notes")
    _demand(all(note.pitch in _MIDI and note.velocity in _MIDI[1:] for note in notes), "a note is none of MIDI's")
    _demand(all(0 <= note.onset_quarter < note.end_quarter for note in notes), "a note has no length")
    _demand(all(note.onset_quarter < bars[-1].end_quarter for note in notes), "a note is outside its bars")


def _check_kinds(settings: TakeSettings | BandSettings | PartSettings) -> None:
    """Raises TypeError where a field is not of the type it is declared with; whole numbers may stand for others."""
    hints = get_type_hints(type(settings))
    for field in fields(settings):
        value, kind = getattr(settings, field.name), hints[field.name]
        kinds = (int, float) if kind is float else kind
        if not isinstance(value, kinds) or isinstance(value, bool) != (kind is bool):
            raise TypeError(f"{field.name} is {str(value)[:_LONGEST_TEXT]!r}")


def _check_text(*texts: str, most: int = _LONGEST_TEXT) -> None:
    _demand(all(isinstance(text, str) and len(text) <= most for text in texts), "a text is too long")


def _demand(holds: bool, otherwise: str) -> None:
    if not holds:
        raise ValueError(otherwise)
