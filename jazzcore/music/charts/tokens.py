"""A chord chart's text cut into bars of words and signs, each with its place in the text.

Places are character offsets. Bar lines are `|`, `||`, `|:`, `:|`, `:|:`, `::`, `|]` and the end of a line; a name in
square brackets (`[A]`, `[Bridge]`) is ignored.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

_TOKEN = re.compile(
    r"(?P<line>\[?[:|]{0,3}\|[:|]{0,3}\]?|::|\n)"
    r"|(?P<name>\[[^\[\]|\n]*\])"
    r"|(?P<word>(?:\([^()|\n]*\)|[^\s|:\[\]])+|\S)"
)


@dataclass(frozen=True, slots=True)
class Token:
    """A word or sign of the text, and its first and last place in it."""

    text: str
    start: int
    end: int


@dataclass(slots=True)
class WrittenBar:
    """The words between two bar lines; `opens` and `closes` are the repeat signs at its ends."""

    words: list[Token] = field(default_factory=list)
    opens: Token | None = None
    closes: Token | None = None


def written_bars(text: str) -> Iterator[WrittenBar]:
    """The bars of a text that hold words; a repeat sign belongs to the bar with words beside it.

    A sign that ends a repeat before any bar comes with a bar without words.
    """
    bar = WrittenBar()
    waiting: WrittenBar | None = None
    for match in _TOKEN.finditer(text):
        token = Token(match.group(), *match.span())
        if match["word"]:
            bar.words.append(token)
            continue
        if match["name"]:
            continue
        closes, opens = _repeats(token.text)
        if bar.words:
            if waiting:
                yield waiting
            waiting, bar = bar, WrittenBar()
        if closes:
            waiting = waiting or WrittenBar(opens=bar.opens)
            waiting.closes = token
        if opens:
            bar.opens = token
    yield from (left for left in (waiting, bar) if left and (left.words or left.opens or left.closes))


def _repeats(line: str) -> tuple[bool, bool]:
    """Whether a bar line ends a repeat, and whether it begins one."""
    bare = line.strip("[]")
    return bare.startswith(":"), bare.endswith(":")
