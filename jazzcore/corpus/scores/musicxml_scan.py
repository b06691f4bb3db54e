"""The first pass over the bytes of a MusicXML file, compressed or not.

Expat walks the XML, counts, and stops at the first limit that is passed. It builds nothing and fetches nothing. A
document type may be named, as most programs do, but may declare nothing.

A compressed file (.mxl) is a zip archive whose META-INF/container.xml names the score in it. Sizes are checked in the
archive's headers first, and again while an entry is unpacked, because headers may lie. Names of entries are looked up
in the archive and are never used as paths.
"""

import io
import re
import zipfile
import zlib
from collections import Counter
from xml.etree import ElementTree as ET
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

MAX_ENTRIES = 200
MAX_UNPACKED_BYTES = 16_000_000
MAX_RATIO = 200
MAX_CONTAINER_BYTES = 100_000
ZIP_MAGIC = b"PK"

_CONTAINER = "META-INF/container.xml"
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_IS_ENCRYPTED = 0x1
_ARCHIVE_TOO_LARGE = "export it again, without pictures and sounds"


def scan_musicxml(data: bytes) -> None:
    """Check that bytes are XML within the limits; raises ScanError."""
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
    """What has been counted so far."""

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
        """Keep the text of an element that holds a number, up to the length of a number."""
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


def unpack_mxl(data: bytes) -> bytes:
    """Unpack the score of an .mxl archive; raises ScanError."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            if len(entries) > MAX_ENTRIES:
                raise ScanError(f"has {len(entries):,} entries, more than {MAX_ENTRIES}", _ARCHIVE_TOO_LARGE)
            if sum(entry.file_size for entry in entries) > MAX_UNPACKED_BYTES:
                raise ScanError(f"unpacks to more than {MAX_UNPACKED_BYTES:,} bytes", _ARCHIVE_TOO_LARGE)
            return _unpacked(archive, _score_name(archive), MAX_UNPACKED_BYTES)
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        LookupError,
        NotImplementedError,  # zipfile raises it for a compression it does not know
        OSError,
        RuntimeError,
        ValueError,
    ):
        raise ScanError("is a damaged archive") from None


def _score_name(archive: zipfile.ZipFile) -> str:
    """The name of the entry that holds the score: as the container says, else the first that looks like one."""
    names = archive.namelist()
    if _CONTAINER in names:
        container = _unpacked(archive, _CONTAINER, MAX_CONTAINER_BYTES)
        scan_musicxml(container)
        root_files = (each for each in ET.fromstring(container).iter() if each.tag.rpartition("}")[2] == "rootfile")  # noqa: S314 - scanned on the line above
        names = [each.get("full-path", "") for each in root_files]
    scores = [name for name in names if name.lower().endswith((".xml", ".musicxml")) and name != _CONTAINER]
    if not scores:
        raise ScanError("is an archive without a MusicXML score", "export it again as MusicXML")
    return scores[0]


def _unpacked(archive: zipfile.ZipFile, name: str, most_bytes: int) -> bytes:
    entry = archive.getinfo(name)
    if entry.compress_type not in _METHODS or entry.flag_bits & _IS_ENCRYPTED:
        raise ScanError("is an archive that is packed in an unusual way, or locked", "export it again as MusicXML")
    if entry.file_size > MAX_RATIO * max(entry.compress_size, 1):
        raise ScanError(f"is packed more than {MAX_RATIO} times smaller")
    with archive.open(entry) as packed:
        data = packed.read(most_bytes + 1)
    if len(data) > most_bytes:
        raise ScanError(f"unpacks to more than {most_bytes:,} bytes", _ARCHIVE_TOO_LARGE)
    return data
