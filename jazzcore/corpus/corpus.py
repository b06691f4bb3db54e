"""A corpus: the lead sheets a model learns from."""

import hashlib
from dataclasses import dataclass
from functools import cached_property

from jazzcore.errors import CorpusError
from jazzcore.music.leadsheet import LeadSheet
from jazzcore.music.limits import Name


@dataclass(frozen=True)
class Corpus:
    """A named collection of lead sheets, in a fixed order."""

    name: Name
    pieces: tuple[LeadSheet, ...]

    @cached_property
    def digest(self) -> str:
        """A SHA-256 over the music of all pieces, in hexadecimal: equal music, equal digest."""
        music = [(p.melody, p.chords, p.bars, p.tempo_bpm) for p in self.pieces]
        return hashlib.sha256(repr(music).encode()).hexdigest()

    @property
    def note_count(self) -> int:
        """How many melody notes all pieces have."""
        return sum(len(piece.melody) for piece in self.pieces)

    @property
    def bar_count(self) -> int:
        """How many bars all pieces have."""
        return sum(len(piece.bars) for piece in self.pieces)


def corpus_of(name: str, pieces: tuple[LeadSheet, ...]) -> Corpus:
    """Collect lead sheets, each music once.

    Parameters
    ----------
    name : str
        The name of the corpus.
    pieces : tuple of LeadSheet
        The lead sheets. Those without a melody are left out, and so are those whose music is already there.

    Returns
    -------
    Corpus
        The corpus, in the same order.

    Raises
    ------
    CorpusError
        No piece has a melody.
    """
    kept: dict[object, LeadSheet] = {}
    for piece in pieces:
        if piece.melody:
            kept.setdefault((piece.melody, piece.chords), piece)
    if not kept:
        raise CorpusError(f"{name}: no piece has a melody, so there is nothing to learn; choose another file or part.")
    return Corpus(name, tuple(kept.values()))
