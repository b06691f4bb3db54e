"""Suggestions for a text that is no chord symbol."""

import re
from difflib import get_close_matches

from jazzcore.errors import ChordSymbolError
from jazzcore.music.chords.table import QUALITIES, parse_symbol

_MOST = 2
_ALIKE = 0.6
"""How many to suggest, and how alike two spellings must be (difflib's default)."""
_TAKEN_APART = re.compile(r"(?P<root>[a-hA-H])(?P<accidental>is|es|s(?!us)|[b#♭♯]?)(?P<suffix>.*?)(?:/(?P<bass>.*))?")
_ACCIDENTALS = {"is": "#", "es": "b", "s": "b", "♭": "b", "♯": "#"}
_SUFFIXES = [quality.suffix for quality in QUALITIES]


def near_spellings(text: str) -> tuple[str, ...]:
    """Up to two chord symbols that are close to a text.

    It is one symbol if the root alone is spelled in another language, else those with a similar quality.
    """
    match = _TAKEN_APART.fullmatch(text)
    if match is None:
        return ()
    letter = match["root"].upper()
    root = ("B" if letter == "H" else letter) + _ACCIDENTALS.get(match["accidental"], match["accidental"])
    bass = match["bass"]
    slash = f"/{bass[0].upper()}{bass[1:]}" if bass else ""
    if _is_symbol(mended := f"{root}{match['suffix']}{slash}"):
        return (mended,)
    alike = get_close_matches(match["suffix"], _SUFFIXES, _MOST, _ALIKE)
    return tuple(filter(_is_symbol, (f"{root}{suffix}{slash}" for suffix in alike)))


def _is_symbol(text: str) -> bool:
    try:
        parse_symbol(text)
    except ChordSymbolError:
        return False
    return True
