"""Pieces without changes. Their melody is heard against the tonic chord of their key."""

from collections.abc import Iterable
from dataclasses import replace

from jazzcore.music.analysis.key import KEYS, Key, guess_key
from jazzcore.music.chords.table import chord_of
from jazzcore.music.leadsheet import Bar, ChordEvent, LeadSheet


def heard_in_key(sheet: LeadSheet) -> LeadSheet:
    """Give a lead sheet without chords the tonic chord of its key in every bar.

    The key is the written one, else a guess. A remark says what is lost. A lead sheet with chords stays as it is.
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
    """Put the key's tonic chord into every bar.

    Parameters
    ----------
    key : Key
        The key.
    bars : iterable of Bar
        The bars.

    Returns
    -------
    tuple of ChordEvent
        One chord a bar.
    """
    tonic = chord_of(key.tonic_chord)
    return tuple(ChordEvent(bar.onset_quarter, tonic) for bar in bars)


def cost_of_no_changes(cause: str, key: Key) -> str:
    """Say what is lost where every note is heard against one key.

    Parameters
    ----------
    cause : str
        Why there are no changes; the sentence begins with it.
    key : Key
        The key.

    Returns
    -------
    str
        The sentence.
    """
    return f"{cause}, so every note is heard against {key.name}; the model will learn no changes."
