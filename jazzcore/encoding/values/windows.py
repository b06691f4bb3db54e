"""Training windows: pieces of the value sequence as integer ids.

An id is an index into the sorted vocabulary. `NO_VALUE` (-1) stands for the one-hot row of zeros: no input, or a target
without loss.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from jazzcore.errors import CorpusError

IdArray = npt.NDArray[np.int32]
IdSequences = tuple[tuple[int, ...], ...]
NO_VALUE = -1
STRETCH = 100
ENOUGH_TO_VALIDATE = 1000
"""Values of a stretch, and values a corpus needs before any is set aside (chosen by hand)."""


@dataclass(frozen=True, slots=True)
class Windows:
    """Windows over a vocabulary of `value_count`: `x` (m, Tx) and `y` (Tx, m), both of ids."""

    x: IdArray
    y: IdArray
    value_count: int


def one_hot(ids: IdArray, value_count: int) -> npt.NDArray[np.float32]:
    """Turn ids into one-hot rows.

    Parameters
    ----------
    ids : array of int
        Ids of any shape; `NO_VALUE` becomes a row of zeros.
    value_count : int
        How many values the vocabulary has.

    Returns
    -------
    array (..., value_count) of float32
        The rows.
    """
    with_empty_row = np.vstack([np.eye(value_count, dtype=np.float32), np.zeros((1, value_count), np.float32)])
    return with_empty_row[ids]


@dataclass(frozen=True, slots=True)
class WindowPlan:
    """How windows of `length` (Tx) values are cut out of the sequences.

    With a `count`, that many windows are cut at random places, or one for every `step` values if that is more. Without,
    one is cut every `step` values. If it `starts_empty`, the first input is no value and every later value is a target.
    If not, the only target is the value after the window.
    """

    length: int
    count: int | None
    step: int
    starts_empty: bool

    @property
    def span(self) -> int:
        """How many values in a row a window needs."""
        return self.length if self.starts_empty else self.length + 1

    @property
    def first_target(self) -> int:
        """The first step, from 0, that has a target."""
        return 0 if self.starts_empty else self.length - 1


def count_windows(sequences: IdSequences, plan: WindowPlan) -> int:
    """Count the windows that `cut_windows` cuts.

    Parameters
    ----------
    sequences : tuple of tuples of int
        The ids of each piece.
    plan : WindowPlan
        How the windows are cut.

    Returns
    -------
    int
        The number of windows, 1 or more.

    Raises
    ------
    CorpusError
        When no sequence is as long as a window.
    """
    place_count = sum(max(len(ids) - plan.span + 1, 0) for ids in sequences)
    if not place_count:
        longest = max(map(len, sequences), default=0)
        raise CorpusError(
            f"The longest piece has {longest} values, fewer than the {plan.span} of a window; "
            "choose a longer piece or more bars."
        )
    if plan.count is None:
        return -(-place_count // plan.step)
    return max(plan.count, sum(map(len, sequences)) // plan.step)


def cut_windows(sequences: IdSequences, value_count: int, plan: WindowPlan, rng: np.random.Generator) -> Windows:
    """Cut windows out of sequences of ids; none reaches over the end of a sequence.

    Parameters
    ----------
    sequences : tuple of tuples of int
        The ids of each piece.
    value_count : int
        The size of the vocabulary.
    plan : WindowPlan
        How the windows are cut.
    rng : numpy.random.Generator
        Draws the places of windows that a plan with a `count` cuts.

    Returns
    -------
    Windows
        As many as `count_windows` gives.

    Raises
    ------
    CorpusError
        When no sequence is as long as a window.
    """
    count = count_windows(sequences, plan)
    places = [(index, start) for index, ids in enumerate(sequences) for start in range(len(ids) - plan.span + 1)]
    if plan.count is None:
        chosen = places[:: plan.step]
    else:
        chosen = [places[place] for place in rng.integers(len(places), size=count)]
    rows = np.array([sequences[index][start : start + plan.span] for index, start in chosen], np.int32)
    nothing = np.full((len(rows), 1), NO_VALUE, np.int32)
    if plan.starts_empty:
        x, y = np.hstack([nothing, rows[:, 1:]]), np.hstack([rows[:, 1:], nothing])
    else:
        x, y = rows[:, :-1], np.hstack([np.repeat(nothing, plan.length - 1, axis=1), rows[:, -1:]])
    return Windows(np.ascontiguousarray(x), np.ascontiguousarray(y.T), value_count)


def split_validation(sequences: IdSequences, span: int) -> tuple[IdSequences, IdSequences]:
    """Set every tenth stretch of `STRETCH` values aside for validation.

    Parameters
    ----------
    sequences : tuple of tuples of int
        The ids of each piece.
    span : int
        How many values in a row a window needs; shorter stretches are not set aside.

    Returns
    -------
    tuple of two such tuples
        The training sequences and the validation sequences; the latter are empty for fewer than `ENOUGH_TO_VALIDATE`
        values in all.
    """
    if sum(map(len, sequences)) < ENOUGH_TO_VALIDATE:
        return sequences, ()
    training: list[tuple[int, ...]] = []
    validation: list[tuple[int, ...]] = []
    stretches = 0
    for ids in sequences:
        begin = 0
        for start in range(0, len(ids), STRETCH):
            stretches += 1
            stretch = ids[start : start + STRETCH]
            if stretches % 10 == 0 and len(stretch) >= span:
                training.append(ids[begin:start])
                validation.append(stretch)
                begin = start + STRETCH
        training.append(ids[begin:])
    return tuple(training), tuple(validation)
