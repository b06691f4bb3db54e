"""A corpus from files and folders, and what to say of it."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from jazzcore.corpus.corpus import Corpus, corpus_of
from jazzcore.corpus.sources import read_sources
from jazzcore.errors import CorpusError
from jazzcore.music.leadsheet import LeadSheet


def read_corpus(paths: Sequence[Path], say: Callable[[str], None]) -> Corpus:
    """All pieces of files and folders, each once; problems are said and passed over. Raises CorpusError for none."""
    pieces: list[LeadSheet] = []
    for source in read_sources(paths):
        if source.problem:
            say(source.problem)
        pieces += source.pieces
    if not pieces:
        raise CorpusError("There is nothing to learn from; name files with a melody, or a folder of them.")
    corpus = corpus_of(_name(paths), tuple(pieces))
    if again := len(pieces) - len(corpus.pieces):
        say(f"{again} of {len(pieces)} pieces are there more than once and count once.")
    return corpus


def corpus_lines(corpus: Corpus) -> Iterator[str]:
    """What was understood, a line a piece and its remarks under it, and the sum of it."""
    for piece in corpus.pieces:
        yield f"{piece.title}: {', '.join(_facts(piece))}"
        yield f"  from {piece.source}"
        yield from (f"  {remark}" for remark in piece.remarks)
    yield f"{len(corpus.pieces)} pieces, {corpus.bar_count:,} bars, {corpus.note_count:,} notes"


def _facts(piece: LeadSheet) -> Iterable[str]:
    yield f"{len(piece.melody):,} notes"
    yield f"{len(piece.bars)} bars"
    if piece.key:
        yield piece.key
    yield f"{piece.tempo_bpm:.0f} bpm"


def _name(paths: Sequence[Path]) -> str:
    first = paths[0].resolve()
    name = first.name if first.is_dir() else first.stem
    return name if len(paths) == 1 else f"{name} and {len(paths) - 1} more"
