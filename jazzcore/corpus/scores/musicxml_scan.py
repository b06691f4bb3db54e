"""The first pass over the bytes of a MusicXML file: expat walks them, counts, and stops at the first cap.

Nothing is built and nothing is fetched. A document type may be named, as most programs do, but may declare nothing.
"""

import re
from collections import Counter
from xml.parsers import expat

from jazzcore.corpus.sandbox.scan_error import ScanError

MAX_ELEMENTS = 400_000
MAX_DEPTH = 40
MAX_OF_A_KIND = {"note": 30_000, "measure": 10_000, "part": 200, "harmony": 10_000}
NUMBERS = {
    "actual-notes": (1, 100),
    "alter": (-4, 4),
    "bass-alter": (-4, 4),
    "beat-type": (1, 64),
    "beats": (1, 64),
    "chromatic": (-60, 60),
    "degree-alter": (-4, 4),
    "degree-value": (1, 20),
    "diatonic": (-60, 60),
    "divisions": (1, 100_000),
    "duration": (0, 10_000_000),
    "fifths": (-11, 11),
    "inversion": (0, 12),
    "multiple-rest": (0, 500),
    "normal-notes": (1, 100),
    "octave": (-2, 12),
    "octave-change": (-6, 6),
    "offset": (-10_000_000, 10_000_000),
    "root-alter": (-4, 4),
    "staff": (1, 8),
    "staves": (1, 8),
}
"""The least and the greatest value of what is read as a number; a meter may be a sum, like 3+2."""

MOST_PASSES = 64
_PASSES = {"repeat": "times", "ending": "number"}
_WHOLE_NUMBER = re.compile(r"\d+")
_LONGEST_NUMBER = 20
_TOO_LARGE = "export a part of it, or choose another file"
_SAFE = "export it again from a notation program"


def scan_musicxml(data: bytes) -> None:
    """Check that bytes are XML within the caps; raises ScanError."""
    walk = _Walk()
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = walk.start_document_type
    parser.EntityDeclHandler = walk.declare_entity
    parser.StartElementHandler = walk.start
    parser.EndElementHandler = walk.end
    parser.CharacterDataHandler = walk.text
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise ScanError(f"is no XML that can be read ({_place(error)})", _SAFE) from None


def _place(error: Exception) -> str:
    return f"line {error.lineno}" if isinstance(error, expat.ExpatError) else "its encoding is unknown"


class _Walk:
    """What has been met so far."""

    def __init__(self) -> None:
        self._depth = 0
        self._elements = 0
        self._counts: Counter[str] = Counter()
        self._number: str | None = None

    def start_document_type(
        self, name: str, system_id: str | None, public_id: str | None, has_internal_subset: bool
    ) -> None:
        """Refuse a document type that declares something."""
        if has_internal_subset:
            raise ScanError("declares its own document type", _SAFE)

    def declare_entity(self, *declaration: object) -> None:
        """Refuse entities."""
        raise ScanError("declares entities", _SAFE)

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Count one more element."""
        self._depth += 1
        self._elements += 1
        self._counts[name] += name in MAX_OF_A_KIND
        if self._depth > MAX_DEPTH:
            raise ScanError(f"nests more than {MAX_DEPTH} elements", _SAFE)
        if self._elements > MAX_ELEMENTS:
            raise ScanError(f"has more than {MAX_ELEMENTS:,} elements", _TOO_LARGE)
        if self._counts[name] > MAX_OF_A_KIND.get(name, 0):
            raise ScanError(f"has more than {MAX_OF_A_KIND[name]:,} of the element {name}", _TOO_LARGE)

        self._number = "" if name in NUMBERS else None
        passes = _WHOLE_NUMBER.findall(attributes.get(_PASSES.get(name, ""), ""))
        for number in passes:
            _check_number("number of passes", number, (0, MOST_PASSES))

    def text(self, text: str) -> None:
        """Keep the text of an element that holds a number, no more than a number can be long."""
        if self._number is not None:
            self._number = (self._number + text)[: _LONGEST_NUMBER + 1]

    def end(self, name: str) -> None:
        """Leave an element; its number must lie in its range."""
        self._depth -= 1
        if self._number is not None and name in NUMBERS:
            for summand in self._number.split("+"):
                _check_number(name, summand.strip(), NUMBERS[name])
        self._number = None


def _check_number(name: str, text: str, limits: tuple[int, int]) -> None:
    try:
        is_allowed = not text or (len(text) <= _LONGEST_NUMBER and limits[0] <= float(text) <= limits[1])
    except ValueError:
        is_allowed = False
    if not is_allowed:
        raise ScanError(f"has {text!r} for its {name}, where {limits[0]:,} to {limits[1]:,} is allowed", _SAFE)
