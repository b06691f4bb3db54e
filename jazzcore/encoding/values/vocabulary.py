"""Vocabularies: the sorted unique values of a corpus, and sequences of them as ids."""

from dataclasses import dataclass
from itertools import chain

from jazzcore.encoding.values.windows import IdSequences

ValueSequences = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class EncodedValues:
    """A corpus as ids: `vocabulary` is sorted, `sequences` holds a tuple of ids a piece."""

    vocabulary: tuple[str, ...]
    sequences: IdSequences


def encode(sequences: ValueSequences, vocabulary: tuple[str, ...] | None = None) -> EncodedValues:
    """Value texts of each piece as ids into the sorted vocabulary, or into the one given.

    Raises KeyError for a value that the given vocabulary lacks.
    """
    ordered = vocabulary if vocabulary is not None else tuple(sorted(set(chain.from_iterable(sequences))))
    ids = {value: index for index, value in enumerate(ordered)}
    return EncodedValues(ordered, tuple(tuple(ids[value] for value in piece) for piece in sequences))
