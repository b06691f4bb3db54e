"""From a lead sheet to the course's values, bar by bar."""

from fractions import Fraction

from jazzcore.errors import CorpusError
from jazzcore.music.leadsheet import ChordEvent, LeadSheet, bar_index, by_bar
from jazzcore.music.notes import Note
from jazzcore.values.theory import chord_theory, span_names
from jazzcore.values.value import REST, Value, format_value


def values_of(sheet: LeadSheet, with_rests: bool) -> tuple[tuple[str, ...], ...]:
    """The values of a lead sheet as texts, a tuple a bar.

    Every note is a value, in order of onset. With rests, so are the silences of the first voice, in the bar in which
    they begin. Raises CorpusError when the sheet has no chords.
    """
    if not sheet.chords:
        raise CorpusError(f"{sheet.source}: there are no chords to hear the melody against; choose a part with chords.")
    melody = sorted(sheet.melody, key=lambda note: (note.onset_quarter, -note.pitch))
    rests = _first_voice_rests(sheet, melody) if with_rests else ()
    chords = _by_bar_with_carry(sheet)
    events: list[list[tuple[Fraction, Note | None, Fraction]]] = [[] for _ in sheet.bars]
    for onset, length in rests:
        events[bar_index(sheet.bars, onset)].append((onset, None, length))
    for bar, notes in zip(events, by_bar(melody, sheet.bars), strict=True):
        bar.extend((note.onset_quarter, note, note.duration_quarter) for note in notes)
        bar.sort(key=lambda event: event[0])
    return tuple(_bar_values(bar, bar_chords) for bar, bar_chords in zip(events, chords, strict=True))


def _bar_values(
    events: list[tuple[Fraction, Note | None, Fraction]], chords: tuple[ChordEvent, ...]
) -> tuple[str, ...]:
    values = []
    previous: Note | None = None
    for onset, note, length in events:
        if note is None:
            values.append(Value(REST, length))
            continue
        sounding = [event for event in chords if event.onset_quarter <= onset] or chords[:1]
        category = chord_theory(sounding[-1].chord.pitches).category(note.pitch)
        span = span_names(previous.pitch, note.pitch) if previous else None
        values.append(Value(category, length, span))
        previous = note
    return tuple(format_value(value) for value in values)


def _by_bar_with_carry(sheet: LeadSheet) -> tuple[tuple[ChordEvent, ...], ...]:
    """Each bar's own chords; a bar without any keeps the chord that sounds on."""
    laid: list[list[ChordEvent]] = [[] for _ in sheet.bars]
    for event in sheet.chords:
        laid[bar_index(sheet.bars, event.onset_quarter)].append(event)
    carried: list[tuple[ChordEvent, ...]] = []
    last = sheet.chords[0]
    for bar in laid:
        carried.append(tuple(bar) or (last,))
        last = carried[-1][-1]
    return tuple(carried)


def _first_voice_rests(sheet: LeadSheet, melody: list[Note]) -> list[tuple[Fraction, Fraction]]:
    """Onset and length of the first voice's silences; a note goes to the first voice that is free at its onset."""
    rests = []
    free_at = Fraction(0)
    for note in melody:
        if note.onset_quarter < free_at:
            continue
        if note.onset_quarter > free_at:
            rests.append((free_at, note.onset_quarter - free_at))
        free_at = note.end_quarter
    if free_at < sheet.end_quarter:
        rests.append((free_at, sheet.end_quarter + sheet.silence_after_quarter - free_at))
    return rests
