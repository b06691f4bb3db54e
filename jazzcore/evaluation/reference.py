"""What the takes of a model are compared with: the pieces it learnt from, and reference ranges of real solos."""

from jazzcore.corpus.corpus import Corpus
from jazzcore.evaluation.originality import CorpusIndex
from jazzcore.evaluation.reference_ranges import ReferenceRanges, excerpt_bars, ranges_for
from jazzcore.evaluation.report import Report, report_of
from jazzcore.music.solo import Solo


class Reference:
    """The pieces of a corpus, indexed once, and their reference ranges, measured once for each length of takes."""

    def __init__(self, corpus: Corpus | None = None) -> None:
        """Index a corpus. Without one, takes are compared with the real values that come with the project."""
        self.pieces = corpus.pieces if corpus else ()
        self._name = corpus.name if corpus else ""
        self._index = CorpusIndex(self.pieces) if self.pieces else None
        self._ranges: dict[int, ReferenceRanges] = {}

    def report(self, solo: Solo) -> Report:
        """The report of a solo. Raises ValueError where it has no bars."""
        length = excerpt_bars(len(solo.bars))
        if length not in self._ranges:
            self._ranges[length] = ranges_for(length, self.pieces, self._name)
        notes = [played.note for played in solo.notes]
        return report_of(notes, solo.bars, solo.chords, self._ranges[length], self._index)
