"""Repeat signs and endings of a chord chart: which do not fit, and what they mean for the order of play.

A `:|` without a `|:` goes back to where the last repeat ended, or to the first bar. Endings are numbered from 1, each
but the last closes with `:|`, and what follows the last one is played once.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from jazzcore.music.charts.repeats import Marks
from jazzcore.music.charts.tokens import Token


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


def misfits_of(signs: Sequence[Signs]) -> tuple[Misfit, ...]:
    """Find the signs that do not fit, in the order of the bars."""
    check = _Check()
    for bar in signs:
        check.pass_bar(bar)
    check.end_section()
    return tuple(check.misfits)


def marks_of(signs: Sequence[Signs], first: int) -> tuple[Marks, ...]:
    """Tell what signs that fit mean for the order of play.

    Parameters
    ----------
    signs : sequence of Signs
        The signs of each bar.
    first : int
        The bar to which a repeat without a beginning goes back: 1 after a pickup, else 0.

    Returns
    -------
    tuple of Marks
        The marks of each bar.
    """
    begins_after_pickup = bool(first and signs and not (signs[0].opens or signs[0].ending))
    number = 0
    marks = []
    for index, bar in enumerate(signs):
        number = _number(bar.ending) or (0 if bar.opens else number)
        is_pickup = begins_after_pickup and index < first
        marks.append(
            Marks(
                begins_repeat=bool(bar.opens) or (begins_after_pickup and index == first),
                passes=2 if bar.closes and not is_pickup else 1,
                endings=(number,) if number else (),
            )
        )
    return tuple(marks)


class _Check:
    """Passes over the bars and notes down the signs that do not fit.

    `_opened` is the sign that began the section, `_first_ending` its first ending, `_ending` the number of the last
    one, and `_closed` the sign after which another ending has to come.
    """

    def __init__(self) -> None:
        self.misfits: list[Misfit] = []
        self._begin_section()

    def _begin_section(self, opened: Token | None = None) -> None:
        self._opened = opened
        self._ending = 0
        self._first_ending: Token | None = None
        self._closed: Token | None = None

    def pass_bar(self, bar: Signs) -> None:
        """Check the signs of the next bar."""
        if bar.opens:
            self.end_section(bar.opens)
        if self._closed and _number(bar.ending) != self._ending + 1:
            self.end_section()
        if bar.ending:
            self._enter(bar.ending)
        if bar.closes and self._first_ending:
            self._closed = bar.closes
        elif bar.closes:
            self._begin_section()

    def _enter(self, sign: Token) -> None:
        """Enter an ending: the first one, or the next one after having gone back."""
        number = _number(sign)
        if self._closed:
            self._ending, self._closed = number, None
        elif number == 1 and not self._first_ending:
            self._ending, self._first_ending = 1, sign
        elif number == 1:
            self.misfits.append(Misfit(sign, "These endings need a repeat sign |: of their own before them."))
        else:
            self.misfits.append(
                Misfit(sign, f"Ending {number} has to come right after ending {number - 1} and its :| sign.")
            )

    def end_section(self, opened: Token | None = None) -> None:
        """Note what was left open in a section, and begin the next one."""
        if self._closed:
            following = self._ending + 1
            self.misfits.append(Misfit(self._closed, f"Ending {following} has to come after this; write |{following}."))
        elif self._ending == 1 and self._first_ending:
            self.misfits.append(Misfit(self._first_ending, "This ending is never closed; write :| at its end."))
        elif self._opened and not self._first_ending:
            self.misfits.append(Misfit(self._opened, "This repeat is never closed; write :| at its end."))
        self._begin_section(opened)


def _number(ending: Token | None) -> int:
    """The number of an ending, 0 for none."""
    return int(ending.text.rstrip(".")) if ending else 0
