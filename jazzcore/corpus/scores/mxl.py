"""Compressed MusicXML (.mxl): a zip archive whose META-INF/container.xml names the score in it.

Sizes are checked in the archive's headers first, and again while an entry is unpacked, as headers may lie. Names of
entries are looked up in the archive and are never paths.
"""

import io
import zipfile
import zlib
from xml.etree import ElementTree as ET

from jazzcore.corpus.sandbox.scan_error import ScanError
from jazzcore.corpus.scores.musicxml_scan import scan_musicxml

MAX_ENTRIES = 200
MAX_UNPACKED_BYTES = 16_000_000
MAX_RATIO = 200
MAX_CONTAINER_BYTES = 100_000
ZIP_MAGIC = b"PK"

_CONTAINER = "META-INF/container.xml"
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_IS_ENCRYPTED = 0x1
_TOO_LARGE = "export it anew, without pictures and sounds"


def unpack_mxl(data: bytes) -> bytes:
    """The bytes of the score in an .mxl archive; raises ScanError."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            if len(entries) > MAX_ENTRIES:
                raise ScanError(f"has {len(entries):,} entries, more than {MAX_ENTRIES}", _TOO_LARGE)
            if sum(entry.file_size for entry in entries) > MAX_UNPACKED_BYTES:
                raise ScanError(f"unpacks to more than {MAX_UNPACKED_BYTES:,} bytes", _TOO_LARGE)
            return _unpacked(archive, _score_name(archive), MAX_UNPACKED_BYTES)
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        LookupError,
        NotImplementedError,
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
        raise ScanError(f"unpacks to more than {most_bytes:,} bytes", _TOO_LARGE)
    return data
