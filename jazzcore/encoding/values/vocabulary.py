"""Vocabularies: the sorted unique values of a corpus, and its pieces as sequences of their ids."""

from dataclasses import dataclass
from itertools import chain, pairwise
from typing import Annotated

from jazzcore.encoding.values.value import parse_value
from jazzcore.errors import ValueGrammarError
from jazzcore.music.limits import between

MOST_VALUES = 10**6
"""More values than any corpus has different ones."""
ValueSequences = tuple[tuple[str, ...], ...]
ValueId = Annotated[int, between(0, MOST_VALUES)]


@dataclass(frozen=True, slots=True, kw_only=True)
class EncodedValues:
    """A corpus as values: the sorted vocabulary, and the ids of each piece's values.

    Raises ValueError for a vocabulary that is empty, unsorted or has a text that is no value, and for an id outside it.
    """

    vocabulary: tuple[str, ...]
    sequences: tuple[tuple[ValueId, ...], ...]

    def __post_init__(self) -> None:
        try:
            for text in self.vocabulary:
                parse_value(text)
        except ValueGrammarError as error:
            raise ValueError(f"wrong vocabulary: {error}") from error
        if not self.vocabulary or any(first >= second for first, second in pairwise(self.vocabulary)):
            raise ValueError("wrong vocabulary: it is empty or not sorted")
        if max(chain.from_iterable(self.sequences), default=0) >= len(self.vocabulary):
            raise ValueError("a value outside the vocabulary")

    @property
    def texts(self) -> ValueSequences:
        """The values of each piece."""
        return tuple(tuple(self.vocabulary[value_id] for value_id in piece) for piece in self.sequences)


def encode(sequences: ValueSequences, vocabulary: tuple[str, ...] | None = None) -> EncodedValues:
    """Encode the values of each piece as ids.

    Parameters
    ----------
    sequences : tuple of tuples of str
        The values of each piece, as texts.
    vocabulary : tuple of str, optional
        The sorted values to count by; the values of the sequences unless given.

    Returns
    -------
    EncodedValues
        The vocabulary and the ids of each piece.

    Raises
    ------
    KeyError
        For a value that the given vocabulary lacks.
    """
    ordered = vocabulary if vocabulary is not None else tuple(sorted(set(chain.from_iterable(sequences))))
    ids = {value: index for index, value in enumerate(ordered)}
    return EncodedValues(
        vocabulary=ordered, sequences=tuple(tuple(ids[value] for value in piece) for piece in sequences)
    )
