"""What the browser draws of a take: bars, chords and the notes of all parts.

Times are seconds of the take's sound. Where a note stands is given as written, before swing and human timing.
`components/common/payloads.d.ts` describes the result.
"""

from fractions import Fraction
from typing import Any

from jazzcore.music.leadsheet import bar_index, chord_at
from jazzcore.music.notes import note_name
from jazzcore.music.solo import SoloNote
from jazzcore.page.shared.colours import CATEGORY_STYLES, COPIED_COLOUR
from jazzcore.render.sounding import SoundingNote, SoundingPart, sounding_notes
from jazzcore.takes.take import Take

_CATEGORIES = {style.category: index for index, style in enumerate(CATEGORY_STYLES)}
_SOLO = "Solo"
_DIGITS = 4


def roll_payload(take: Take, copied: frozenset[int]) -> dict[str, Any]:
    """Describe a take for the browser's piano roll. A muted solo is drawn where it is written.

    Parameters
    ----------
    take : Take
        The take.
    copied : frozenset of int
        The indices of the solo's notes that are copied from the training music.

    Returns
    -------
    dict
        A `Roll` of `payloads.d.ts`, ready for JSON.

    Raises
    ------
    RenderError
        If the MIDI of the take cannot be read.

    """
    solo, sec_per_quarter = take.solo, Fraction(60) / Fraction(take.settings.band.tempo_bpm)
    parts = sounding_notes(take.midi)

    def seconds(quarter: Fraction) -> float:
        return round(float(quarter * sec_per_quarter), _DIGITS)

    played = next((part.notes for part in parts if part.name == _SOLO), None) or tuple(
        SoundingNote(seconds(note.onset_quarter), seconds(note.end_quarter), note.pitch)
        for note in (played.note for played in solo.notes)
    )
    return {
        "id": take.take_id,
        "made_from": take.made_from,
        "title": solo.title,
        "bars": [{"start": seconds(bar.onset_quarter), "beats": bar.meter.beats} for bar in solo.bars],
        "end": seconds(solo.bars[-1].end_quarter if solo.bars else Fraction(0)),
        "chords": [{"start": seconds(event.onset_quarter), "symbol": event.chord.symbol} for event in solo.chords],
        "notes": [
            _times(sounding) | _written(take, note) | {"copied": index in copied}
            for index, (note, sounding) in enumerate(zip(solo.notes, played, strict=True))
        ],
        "parts": [_band_part(part) for part in parts if part.name != _SOLO],
        "sounding_parts": [part.name for part in parts if part.notes],
        "styles": [{"name": s.name, "colour": s.colour, "filling": s.filling} for s in CATEGORY_STYLES],
        "copied_colour": COPIED_COLOUR,
    }


def _times(note: SoundingNote) -> dict[str, Any]:
    return {"start": round(note.onset_sec, _DIGITS), "end": round(note.end_sec, _DIGITS), "pitch": note.pitch}


def _written(take: Take, played: SoloNote) -> dict[str, Any]:
    """A note as it is written: its bar and beat from 1, its length in quarters, its category by index."""
    solo, note = take.solo, played.note
    index = bar_index(solo.bars, note.onset_quarter)
    bar = solo.bars[index]
    return {
        "name": note_name(note.pitch),
        "bar": index + 1,
        "beat": _mixed_number(1 + (note.onset_quarter - bar.onset_quarter) * bar.meter.unit / 4),
        "length": _mixed_number(note.duration_quarter),
        "category": _CATEGORIES[played.category],
        "chord": chord_at(solo.chords, note.onset_quarter).chord.symbol if solo.chords else "",
    }


def _mixed_number(number: Fraction) -> str:
    """A number as musicians write it: `2`, `1/2`, `2 1/3`."""
    whole, rest = divmod(number, 1)
    return " ".join(str(term) for term in (whole, rest) if term) or "0"


def _band_part(part: SoundingPart) -> dict[str, Any]:
    return {"name": part.name, "is_drums": part.is_drums, "notes": [_times(note) for note in part.notes]}
