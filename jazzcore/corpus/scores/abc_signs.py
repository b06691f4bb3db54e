"""The signs of ABC texts: patterns that find them, and the length arithmetic of notes and endings.

References
----------
The ABC standard 2.1.
"""

import re
from fractions import Fraction

from jazzcore.music.charts.repeats import MOST_PASSES, Jump

ANNOTATION_MARKS = ("^", "_", "<", ">", "@")
"""What a quoted text begins with that is no chord symbol."""

FIELD = re.compile(r"\s*([A-Za-z+]):(?![|:])(.*)")
COMMENT = re.compile(r'("[^"]*")|%.*')
_CLEF = re.compile(r"\s+(?:\w+=|treble|bass|alto|tenor|none).*")
_AROUND_EQUALS = re.compile(r"\s*=\s*")
BODY_FIELDS = frozenset("KLMQ")
HEADER_FIELDS = BODY_FIELDS | frozenset("TR")
SIGNS = re.compile(
    r"""(?P<quoted>"[^"]*")
    |!(?P<decoration>[^!\n]{1,40})!|\+(?P<old_decoration>[A-Za-z.]+)\+
    |\[(?P<field>[A-Za-z]:[^\]\n]*)\]
    |\[(?P<group>[^\]|:\d][^\]|]*)\](?P<group_length>\d*/*\d*)
    |(?P<bar>(?::|\[?\|\]?)+)(?:\s*\[?(?P<ending>\d[\d,-]*))?|\[(?P<lone_ending>\d[\d,-]*)
    |(?P<grace>\{[^}]*\})
    |(?P<whole_rest>[ZX]\d*)
    |(?P<note>[\^_=]*[A-Ga-gzx][,']*\d*/*\d*)
    |(?P<tuplet>\(\d(?::\d?){0,2})|(?P<broken>[<>]+)|(?P<tie>-)|(?P<overlay>&)
    |(?P<silent>[\s()~.`\\$*]|y\d*|[H-WYh-w])
    |(?P<unknown>.)""",
    re.VERBOSE | re.DOTALL,
)
_INNER_NOTE = re.compile(r"([\^_=]*([A-Ga-g])([,']*))(\d*/*\d*)")
_LENGTH = re.compile(r"(\d*)(/*)(\d*)")
FRACTION = re.compile(r"(\d{1,3})/(\d{1,3})")
_ENDINGS = re.compile(r"(\d+)(?:-(\d+))?")
DIRECTIONS: dict[str, dict[str, bool | Jump]] = {
    "segno": {"is_segno": True},
    "coda": {"is_coda": True},
    "to coda": {"leaves_for_coda": True},
    "fine": {"is_fine": True},
    "d.c.": {"jump": Jump.DA_CAPO},
    "d.c. al fine": {"jump": Jump.DA_CAPO},
    "d.c. al coda": {"jump": Jump.DA_CAPO},
    "dacapo": {"jump": Jump.DA_CAPO},
    "d.s.": {"jump": Jump.DAL_SEGNO},
    "d.s. al fine": {"jump": Jump.DAL_SEGNO},
    "d.s. al coda": {"jump": Jump.DAL_SEGNO},
}
"""Words and signs about the order of play, as they stand between exclamation or quotation marks."""


def field_line(letter: str, value: str) -> str:
    """Write a field without what music21 cannot use: the clef beside a key, spaces in a tempo.

    Parameters
    ----------
    letter : str
        The letter of the field.
    value : str
        What stands behind the colon.

    Returns
    -------
    str
        The field as one line.
    """
    if letter == "K":
        value = _CLEF.sub("", value)
    elif letter == "Q":
        value = _AROUND_EQUALS.sub("=", value)
    return f"{letter}:{value.strip()}"


def highest(group: str, outer_length: str) -> str:
    """Find the highest note of a group of notes that sound together.

    Parameters
    ----------
    group : str
        The notes, without brackets.
    outer_length : str
        The length behind the brackets.

    Returns
    -------
    str
        The note with its whole length; empty where the group has no note.
    """
    notes = [match.groups() for match in _INNER_NOTE.finditer(group)]
    if not notes:
        return ""
    name, _, _, length = max(notes, key=lambda note: _height(note[1], note[2]))
    return f"{name}{_length(length) * _length(outer_length)}"


def _height(letter: str, octave_marks: str) -> int:
    octave = letter.islower() + octave_marks.count("'") - octave_marks.count(",")
    return 7 * octave + "CDEFGAB".index(letter.upper())


def _length(text: str) -> Fraction:
    match = _LENGTH.fullmatch(text)
    if match is None:
        return Fraction(1)
    number, slashes, divisor = match.groups()
    return Fraction(int(number or 1), max(int(divisor), 1) if divisor else 2 ** len(slashes))


def passes_of(endings: str) -> tuple[int, ...]:
    """Read the passes that an ending is for: `1,3` or `1-3`."""
    numbers: set[int] = set()
    for first, last in _ENDINGS.findall(endings):
        numbers.update(range(int(first), min(int(last or first), MOST_PASSES) + 1))
    return tuple(sorted(number for number in numbers if 1 <= number <= MOST_PASSES))
