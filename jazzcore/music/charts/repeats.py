"""Repeats, endings and jumps: the order in which written bars are played, of charts and of scores.

A repeat without a beginning goes back to where the last one ended, as players read it (music21's expander goes back to
the first bar), every ending is played in its passes, and after a jump (D.C., D.S.) repeats are not taken again and the
last endings hold.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

MOST_PASSES = 16


class Jump(Enum):
    """Where a bar sends the player at its end, once."""

    DA_CAPO = "D.C."
    DAL_SEGNO = "D.S."


@dataclass(frozen=True, slots=True)
class Marks:
    """What a bar says about the order of play.

    `passes` is how often the section that ends here is played in all (1: no repeat sign); a bar with `endings` is
    played in those passes only; `leaves_for_coda` and `is_fine` hold after a jump.
    """

    begins_repeat: bool = False
    passes: int = 1
    endings: tuple[int, ...] = ()
    jump: Jump | None = None
    is_segno: bool = False
    is_coda: bool = False
    leaves_for_coda: bool = False
    is_fine: bool = False


def order_of_play(marks: Sequence[Marks], most_bars: int) -> tuple[int, ...]:
    """Put bars into the order in which they are played.

    Parameters
    ----------
    marks : sequence of Marks
        The marks of each written bar.
    most_bars : int
        How many bars are played at most.

    Returns
    -------
    tuple of int
        The indices of the bars. It has `most_bars` + 1 entries where the piece is longer. A bar is missing where the
        marks do not fit together.
    """
    return _Player(marks).played(most_bars)


class _Player:
    """Plays bars by their marks and notes down which."""

    def __init__(self, marks: Sequence[Marks]) -> None:
        self._marks = marks
        self._last_endings = _last_endings(marks)
        self._section = 0
        self._pass = 1
        self._has_jumped = False

    def played(self, most_bars: int) -> tuple[int, ...]:
        """The indices of the bars, one more than `most_bars` at most."""
        order: list[int] = []
        index = 0
        while index < len(self._marks) and len(order) <= most_bars:
            self._enter(index)
            if not self._is_in_this_pass(index):
                index += 1
                continue
            order.append(index)
            index = self._next(index)
        return tuple(order)

    def _enter(self, index: int) -> None:
        """Begin a new section where one begins: at its sign, or after the endings of the one before."""
        begins = self._marks[index].begins_repeat
        is_past_endings = index > 0 and self._marks[index - 1].endings and not self._marks[index].endings
        if (begins or is_past_endings) and self._section != index:
            self._section, self._pass = index, 1

    def _is_in_this_pass(self, index: int) -> bool:
        endings = self._marks[index].endings
        wanted = self._last_endings[index] if self._has_jumped else self._pass
        return not endings or wanted in endings

    def _next(self, index: int) -> int:
        """The bar after one that has been played."""
        mark = self._marks[index]
        if self._has_jumped:
            if mark.is_fine:
                return len(self._marks)
            if mark.leaves_for_coda:
                return next((at for at, later in enumerate(self._marks) if later.is_coda and at > index), index + 1)
            return index + 1
        if mark.passes > 1:
            if self._pass < max(mark.passes if not mark.endings else 1, self._last_endings[index]):
                self._pass += 1
                return self._section
            if not mark.endings:
                self._section, self._pass = index + 1, 1
        if mark.jump is not None:
            self._has_jumped = True
            segnos = [at for at in range(index + 1) if self._marks[at].is_segno]
            return segnos[-1] if mark.jump is Jump.DAL_SEGNO and segnos else 0
        return index + 1


def _last_endings(marks: Sequence[Marks]) -> tuple[int, ...]:
    """For every bar the highest number in its group of endings; 0 for a bar that is played always."""
    last = [max(mark.endings, default=0) for mark in marks]
    for index in range(1, len(marks)):
        if last[index] and not marks[index].begins_repeat:
            last[index] = max(last[index], last[index - 1])
    for index in reversed(range(len(marks) - 1)):
        if last[index] and not marks[index + 1].begins_repeat:
            last[index] = max(last[index], last[index + 1])
    return tuple(last)
