"""The value grammar: `CATEGORY,DURATION[,<UPPER,LOWER>]`, for example `A,0.250,<P4,m-2>`.

Durations are multiples of a twelfth of a quarter, written as quarters with three decimals. UPPER and LOWER are directed
interval names (`m3`, `P-5`), the span in which the pitch lies, seen from the one before. After Gillick, Tang and
Keller, "Learning Jazz Grammars" (2009).
"""

import re
from dataclasses import dataclass
from fractions import Fraction

from jazzcore.errors import ValueGrammarError
from jazzcore.music.notes import GRID_QUARTER

CATEGORIES = ("C", "S", "A", "X", "R")
"""Chord tone, scale tone, approach tone, arbitrary, rest."""

REST = "R"
_INTERVAL = r"(?:P|M|m|A{1,4}|d{1,4})-?[1-9]\d?"
_VALUE = re.compile(
    rf"(?P<category>[{''.join(CATEGORIES)}]),(?P<duration>\d+\.\d{{3}})(?:,<(?P<upper>{_INTERVAL}),(?P<lower>{_INTERVAL})>)?"
)


@dataclass(frozen=True, slots=True)
class Value:
    """A note or rest: category, duration in quarters, and the span of its interval (None at a bar's first note)."""

    category: str
    duration_quarter: Fraction
    span: tuple[str, str] | None = None


def parse_value(text: str) -> Value:
    """The value a text stands for; the inverse of `format_value`. Raises ValueGrammarError."""
    match = _VALUE.fullmatch(text)
    if match is None:
        raise ValueGrammarError(f"{text!r} is no value; write one like C,0.500 or A,0.250,<P4,m-2>.")
    category = match["category"]
    duration_quarter = round(Fraction(match["duration"]) / GRID_QUARTER) * GRID_QUARTER
    if duration_quarter == 0 or _decimals(duration_quarter) != match["duration"]:
        raise ValueGrammarError(
            f"{text!r} lasts {match['duration']} quarters; take a multiple of 1/12, like 0.250 or 0.333."
        )
    span = (match["upper"], match["lower"]) if match["upper"] else None
    if category == REST and span is not None:
        raise ValueGrammarError(f"{text!r} is a rest with an interval; a rest is written like R,0.500.")
    return Value(category, duration_quarter, span)


def format_value(value: Value) -> str:
    """The text of a value; the inverse of `parse_value`. Raises ValueGrammarError for a duration off the grid."""
    if value.duration_quarter <= 0 or value.duration_quarter % GRID_QUARTER != 0:
        raise ValueGrammarError(f"A value lasts a positive multiple of 1/12 quarter, not {value.duration_quarter}.")
    span = f",<{value.span[0]},{value.span[1]}>" if value.span else ""
    return f"{value.category},{_decimals(value.duration_quarter)}{span}"


def _decimals(quarter: Fraction) -> str:
    return f"{float(quarter):.3f}"
