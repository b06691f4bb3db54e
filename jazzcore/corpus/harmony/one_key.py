"""Pieces without changes: each of their bars is heard against the tonic chord of their key."""

from collections.abc import Iterable
from dataclasses import replace

from jazzcore.music.analysis.key import KEYS, Key, guess_key
from jazzcore.music.chords.table import chord_of
from jazzcore.music.leadsheet import Bar, ChordEvent, LeadSheet


def heard_in_key(sheet: LeadSheet) -> LeadSheet:
    """The lead sheet itself or, where none of its chords has tones, one in its key, or in its guessed key.

    Its remarks say what that costs.
    """
    if any(event.chord.pitches for event in sheet.chords):
        return sheet
    written = next((key for key in KEYS if key.name == sheet.key), None)
    key = written or guess_key(sheet.melody, (), sheet.end_quarter)
    return replace(
        sheet,
        chords=tonic_chords(key, sheet.bars),
        key=sheet.key or key.name,
        remarks=(*sheet.remarks, cost_of_no_changes("It has no chord symbols", key)),
    )


def tonic_chords(key: Key, bars: Iterable[Bar]) -> tuple[ChordEvent, ...]:
    """The key's tonic chord in every bar."""
    tonic = chord_of(key.tonic_chord)
    return tuple(ChordEvent(bar.onset_quarter, tonic) for bar in bars)


def cost_of_no_changes(cause: str, key: Key) -> str:
    """What is lost where every note is heard against one key, as a sentence that begins with the cause."""
    return f"{cause}, so every note is heard against {key.name}; the model will learn no changes."
