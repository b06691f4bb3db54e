"""What the takes of a model are held against: the pieces it learnt from and the bands of real solos."""

from jazzcore.corpus.corpus import Corpus
from jazzcore.evaluation.originality import CorpusIndex
from jazzcore.evaluation.reference_ranges import Bands, bands_for, excerpt_bars
from jazzcore.evaluation.report import Report, report_of
from jazzcore.music.solo import Solo


class Reference:
    """The pieces of a corpus, indexed once, and their bands, measured once for each length of takes."""

    def __init__(self, corpus: Corpus | None = None) -> None:
        """Index a corpus; without one takes are held against the real values that come with the project."""
        self.pieces = corpus.pieces if corpus else ()
        self._name = corpus.name if corpus else ""
        self._index = CorpusIndex(self.pieces) if self.pieces else None
        self._bands: dict[int, Bands] = {}

    def report(self, solo: Solo) -> Report:
        """The report of a solo. Raises ValueError where it has no bars."""
        length = excerpt_bars(len(solo.bars))
        if length not in self._bands:
            self._bands[length] = bands_for(length, self.pieces, self._name)
        return report_of(
            [played.note for played in solo.notes], solo.bars, solo.chords, self._bands[length], self._index
        )
