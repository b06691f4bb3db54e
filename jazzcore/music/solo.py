"""A solo: realised notes over the changes they were played on."""

from dataclasses import dataclass
from typing import Annotated

from jazzcore.music.leadsheet import Bar, Chords
from jazzcore.music.limits import MOST_SOLO_BARS, Category, Name, ValueTexts, at_most
from jazzcore.music.notes import Note

SoloBars = Annotated[tuple[Bar, ...], at_most(MOST_SOLO_BARS)]


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
    bars: SoloBars
    values: ValueTexts
