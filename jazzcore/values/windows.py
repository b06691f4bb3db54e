"""Training windows: pieces of the value sequence as integer ids.

An id is an index into the sorted vocabulary; `NO_VALUE` (-1) stands for the all-zero one-hot row: no input,
or a target without loss.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

IdArray = npt.NDArray[np.int32]
NO_VALUE = -1


@dataclass(frozen=True, slots=True)
class Windows:
    """Windows over a vocabulary of `value_count`: `x` (m, Tx) and `y` (Tx, m), both of ids."""

    x: IdArray
    y: IdArray
    value_count: int

    @property
    def one_hot_shapes(self) -> tuple[tuple[int, int, int], tuple[int, int, int]]:
        """The shapes of the course's one-hot X (m, Tx, n_values) and Y (Tx, m, n_values)."""
        (m, tx), n = self.x.shape, self.value_count
        return (m, tx, n), (tx, m, n)


def one_hot(ids: IdArray, value_count: int) -> npt.NDArray[np.float32]:
    """Ids of any shape as one-hot rows (..., value_count); `NO_VALUE` becomes a row of zeros."""
    with_empty_row = np.vstack([np.eye(value_count, dtype=np.float32), np.zeros((1, value_count), np.float32)])
    return with_empty_row[ids]
