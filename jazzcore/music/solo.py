"""A solo: realised notes over the changes they were played on."""

from dataclasses import dataclass

from jazzcore.music.leadsheet import Bars, Chords
from jazzcore.music.limits import Category, Name, ValueTexts
from jazzcore.music.notes import Note


@dataclass(frozen=True, slots=True)
class SoloNote:
    """A note of a solo and the category it has against its chord: C, S, A or X."""

    note: Note
    category: Category


@dataclass(frozen=True, slots=True)
class Solo:
    """Notes in straight (unswung) time with the bars and chords under them.

    `notes` are in order, never overlap and lie inside the bars; `values` are the texts they were realised from.
    """

    title: Name
    notes: tuple[SoloNote, ...]
    chords: Chords
    bars: Bars
    values: ValueTexts
