"""The first pass over the bytes of a notation file, before any parser of music sees them.

The first bytes tell MusicXML from an archive. Only ABC is known by its name.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from jazzcore.corpus.sandbox.file_names import shown_name
from jazzcore.corpus.sandbox.scan_error import ScanError
from jazzcore.corpus.scores.musicxml_scan import ZIP_MAGIC, scan_musicxml, unpack_mxl
from jazzcore.errors import CorpusError

ABC_SUFFIXES = (".abc",)
MUSICXML_SUFFIXES = (".musicxml", ".xml", ".mxl")
NOTATION_SUFFIXES = (*ABC_SUFFIXES, *MUSICXML_SUFFIXES)

MAX_BYTES = 8_000_000
MAX_ABC_BYTES = 200_000
MAX_ABC_TUNES = 200
MAX_ABC_LINE = 4_000
_TUNE = re.compile(r"^X:", re.MULTILINE)

_TOO_LARGE = "cut it down or choose another file"


class NotationKind(StrEnum):
    """What a notation file is."""

    ABC = "abc"
    MUSICXML = "musicxml"


@dataclass(frozen=True, slots=True)
class ScannedNotation:
    """What the parser is given: a score in MusicXML, unpacked, or an ABC text in UTF-8."""

    kind: NotationKind
    data: bytes


def scan_notation(data: bytes, name: str) -> ScannedNotation:
    """Check the bytes of a notation file against the limits.

    Parameters
    ----------
    data : bytes
        The file.
    name : str
        Its name, for messages; it ends in `.abc` where it is ABC.

    Returns
    -------
    ScannedNotation
        What the parser is given.

    Raises
    ------
    CorpusError
        The file is no notation or passes a limit. The message names it.
    """
    try:
        return _scanned(data, name.lower())
    except ScanError as error:
        raise CorpusError(f"{shown_name(name)} {error}") from None


def _scanned(data: bytes, name: str) -> ScannedNotation:
    if not data:
        raise ScanError("is empty", "choose another file")
    if len(data) > MAX_BYTES:
        raise ScanError(f"has {len(data):,} bytes, more than the {MAX_BYTES:,} a score may have", _TOO_LARGE)
    if name.endswith(ABC_SUFFIXES):
        return ScannedNotation(NotationKind.ABC, _abc_text(data).encode())
    score = unpack_mxl(data) if data.startswith(ZIP_MAGIC) else data
    scan_musicxml(score)
    return ScannedNotation(NotationKind.MUSICXML, score)


def _abc_text(data: bytes) -> str:
    """The text of an ABC file: UTF-8, or Latin-1 as older programs write."""
    if len(data) > MAX_ABC_BYTES:
        raise ScanError(f"has {len(data):,} bytes, more than the {MAX_ABC_BYTES:,} an ABC file may have", _TOO_LARGE)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("latin-1")
    if "\0" in text:
        raise ScanError("is not a text", "choose a file in ABC notation")
    if (tunes := len(_TUNE.findall(text))) > MAX_ABC_TUNES:
        raise ScanError(f"has {tunes:,} tunes, more than {MAX_ABC_TUNES}", _TOO_LARGE)
    if any(len(line) > MAX_ABC_LINE for line in text.splitlines()):
        raise ScanError(f"has a line of more than {MAX_ABC_LINE:,} characters", "break its lines")
    return text
