"""Repeats and endings of a chord chart: the order in which its bars are played, and the signs that do not fit.

A `:|` without a `|:` goes back to where the last repeat ended, or to the first bar. Endings are numbered from 1, each
but the last closes with `:|`, and what follows the last one is played once.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from jazzcore.music.charts.tokens import Token

MOST_BARS = 512


@dataclass(frozen=True, slots=True)
class Signs:
    """What a bar bears: the sign that begins a repeat, the one that ends it, and the number of an ending."""

    opens: Token | None = None
    closes: Token | None = None
    ending: Token | None = None


@dataclass(frozen=True, slots=True)
class Misfit:
    """A sign that does not fit, and what is to be done about it."""

    sign: Token
    sentence: str


def order_of_bars(signs: Sequence[Signs], first: int) -> tuple[tuple[int, ...], tuple[Misfit, ...]]:
    """The indices of the bars as they are played, and the signs that do not fit.

    `first` is the bar to which a repeat without a beginning goes back: 1 after a pickup. Ends soon after 512 bars.
    """
    player = _Player(first)
    for index, bar in enumerate(signs):
        player.play(index, bar)
        if len(player.order) > MOST_BARS:
            break
    player.end_section(len(signs))
    return tuple(player.order), tuple(player.misfits)


class _Player:
    """Plays bars by their signs and notes down which.

    `_section` is the bar to go back to, `_body_end` the bar with which the endings begin, and `_closed` the sign after
    which another ending has to come.
    """

    def __init__(self, section: int) -> None:
        self.order: list[int] = []
        self.misfits: list[Misfit] = []
        self._begin_section(section)

    def _begin_section(self, section: int, opened: Token | None = None) -> None:
        self._section = section
        self._opened = opened
        self._body_end: int | None = None
        self._ending = 0
        self._first_ending: Token | None = None
        self._closed: Token | None = None

    def play(self, index: int, bar: Signs) -> None:
        """Play the bar of that index."""
        if bar.opens:
            self.end_section(index, bar.opens)
        if self._closed and _number(bar.ending) != self._ending + 1:
            self.end_section(index)
        if bar.ending:
            self._enter(index, bar.ending)
        self.order.append(index)
        if bar.closes:
            if self._body_end is None:
                self.order += range(self._section, index + 1)
                self._begin_section(index + 1)
            else:
                self._closed = bar.closes

    def _enter(self, index: int, sign: Token) -> None:
        """Enter an ending: the first one, or the next one after having gone back."""
        number = _number(sign)
        if self._closed and self._body_end is not None:
            self.order += range(self._section, self._body_end)
            self._ending, self._closed = number, None
        elif number == 1 and self._body_end is None:
            self._body_end, self._ending, self._first_ending = index, 1, sign
        elif number == 1:
            self.misfits.append(Misfit(sign, "These endings need a repeat sign |: of their own before them."))
        else:
            self.misfits.append(
                Misfit(sign, f"Ending {number} has to come right after ending {number - 1} and its :| sign.")
            )

    def end_section(self, index: int, opened: Token | None = None) -> None:
        """Go on from a bar afresh, and note what was left open before it."""
        if self._closed:
            following = self._ending + 1
            self.misfits.append(Misfit(self._closed, f"Ending {following} has to come after this; write |{following}."))
        elif self._ending == 1 and self._first_ending:
            self.misfits.append(Misfit(self._first_ending, "This ending is never closed; write :| at its end."))
        elif self._opened and self._body_end is None:
            self.misfits.append(Misfit(self._opened, "This repeat is never closed; write :| at its end."))
        self._begin_section(index, opened)


def _number(ending: Token | None) -> int:
    """The number of an ending, 0 for none."""
    return int(ending.text.rstrip(".")) if ending else 0
