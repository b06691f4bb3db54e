"""Exports of takes: a table of file formats, the names of the files, and a ZIP file of several takes.

MIDI and MusicXML files have the take embedded in them, so that the studio can import it again.
"""

import re
import unicodedata
import zipfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from itertools import count

from jazzcore.band.feels import feel_of
from jazzcore.band.settings import BandSettings
from jazzcore.errors import SettingError
from jazzcore.render.audio.compressed import ogg_bytes
from jazzcore.render.score.engraving import SheetMusic, engrave
from jazzcore.render.score.musicxml import BARS_A_LINE, CONCERT, Heading, Transposition, musicxml
from jazzcore.render.score.sheet_pdf import pdf
from jazzcore.takes.embedding import embed_in_midi, embed_in_musicxml
from jazzcore.takes.take import Take, WrittenTake

LONGEST_FILE_NAME = 100

_SPOKEN = str.maketrans({"♭": " flat ", "♯": " sharp ", "#": " sharp ", "'": None, "’": None})
_NO_TITLE = "take"
_MOST_AFTER = len("-999-b-flat.musicxml")
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)
"""The earliest date of the ZIP format. A fixed date makes equal files."""
_FAST_COMPRESSION = 1


@dataclass(frozen=True, slots=True)
class Format:
    """A file format: its name, its file ending without the dot, its media type, and the function that makes the file.

    `bytes_of` raises RenderError. Only sheet music (`is_sheet`) depends on the transposition of the reader.
    """

    name: str
    ending: str
    mime: str
    bytes_of: Callable[[Take, Transposition], bytes]
    is_sheet: bool = False


def to_musicxml(take: WrittenTake, transposition: Transposition = CONCERT) -> bytes:
    """Write the solo of a take as MusicXML.

    Parameters
    ----------
    take : WrittenTake
        The take.
    transposition : Transposition
        That of the reader's instrument.

    Returns
    -------
    bytes
        The MusicXML document.

    Raises
    ------
    RenderError
        Where the solo cannot be written.
    """
    band = take.settings.band
    return musicxml(take.solo, Heading(band.tempo_bpm, style_of(band), take.origin.chart.key), transposition)


def sheet_music(
    take: WrittenTake, transposition: Transposition = CONCERT, bars_a_line: int = BARS_A_LINE
) -> SheetMusic:
    """Engrave the solo of a take.

    Parameters
    ----------
    take : WrittenTake
        The take.
    transposition : Transposition
        That of the reader's instrument.
    bars_a_line : int
        Bars in each line.

    Returns
    -------
    SheetMusic
        The engraved lines.

    Raises
    ------
    RenderError
        Where the solo cannot be written or engraved.
    """
    return engrave(to_musicxml(take, transposition), bars_a_line)


def sheet_pdf(take: WrittenTake, transposition: Transposition = CONCERT) -> bytes:
    """Engrave the solo of a take on A4 pages; parameters and errors are those of `sheet_music`.

    Returns
    -------
    bytes
        A PDF file.
    """
    return pdf(sheet_music(take, transposition), datetime.fromisoformat(take.created))


def style_of(band: BandSettings) -> str:
    """The style in words, as sheet music shows it: `Swing`, `Ballad, swing`, `Bossa nova`."""
    feel = feel_of(band.feel)
    is_uneven = band.swing_ratio > 1
    if feel.title == "Swing":
        return feel.title if is_uneven else "Even eighths"
    return f"{feel.title}, swing" if is_uneven else feel.title


FORMATS = (
    Format("MIDI", "mid", "audio/midi", lambda take, _: embed_in_midi(take)),
    Format("WAV", "wav", "audio/wav", lambda take, _: take.audio.wav),
    Format("OGG", "ogg", "audio/ogg", lambda take, _: ogg_bytes(take.audio.wav)),
    Format(
        "MusicXML",
        "musicxml",
        "application/vnd.recordare.musicxml+xml",
        lambda take, transposition: embed_in_musicxml(take, to_musicxml(take, transposition)),
        is_sheet=True,
    ),
    Format("PDF", "pdf", "application/pdf", sheet_pdf, is_sheet=True),
)
"""All formats in which a take can be exported."""


def format_named(name: str) -> Format:
    """Find a format by its name; raises SettingError for an unknown one."""
    for kind in FORMATS:
        if kind.name == name:
            return kind
    raise SettingError(f"There is no format {name!r}; choose one of {', '.join(kind.name for kind in FORMATS)}.")


def file_stem(take: WrittenTake, name: str = "") -> str:
    """Name the files of a take, without the ending: `my-best-blue-sky-studio-seed-7`.

    Parameters
    ----------
    take : WrittenTake
        The take.
    name : str
        The name that a person gave it, or an empty text.

    Returns
    -------
    str
        Name, titles, recipe and seed in lower-case ASCII letters, digits and hyphens, which every system allows.
    """
    changes = take.origin.chart.title
    titles = (name, take.solo.title, changes if changes != take.solo.title else "")
    ending = "-".join(filter(None, (_slug(take.origin.recipe), f"seed-{take.settings.seed}")))
    longest = LONGEST_FILE_NAME - len(ending) - _MOST_AFTER
    begin = "-".join(filter(None, map(_slug, titles)))[: longest - 1].strip("-") or _NO_TITLE
    return f"{begin}-{ending}"


def file_name(take: WrittenTake, kind: Format, name: str = "", transposition: Transposition = CONCERT) -> str:
    """Name a file of a take: `blue-sky-studio-seed-7.mid`, or `...-b-flat.pdf` for transposed sheet music.

    Parameters
    ----------
    take : WrittenTake
        The take.
    kind : Format
        The format of the file.
    name : str
        The name that a person gave the take, or an empty text.
    transposition : Transposition
        That of the reader's instrument.

    Returns
    -------
    str
        The name, with its ending.
    """
    reader = f"-{_slug(transposition.name)}" if kind.is_sheet and transposition != CONCERT else ""
    return f"{file_stem(take, name)}{reader}.{kind.ending}"


def zip_of(takes: Iterable[tuple[Take, str]], kinds: Iterable[Format] = FORMATS) -> bytes:
    """Put the files of takes into one ZIP file; equal names get a number.

    Parameters
    ----------
    takes : iterable of (Take, str)
        Each take with the name that a person gave it, or an empty text.
    kinds : iterable of Format
        The formats to write of each take.

    Returns
    -------
    bytes
        The ZIP file. The same takes give the same bytes, except for the random serial number of each OGG stream.

    Raises
    ------
    RenderError
        Where a file cannot be made.
    """
    data, stems, chosen = BytesIO(), set[str](), tuple(kinds)
    with zipfile.ZipFile(data, "w") as archive:
        for take, name in takes:
            stem = file_stem(take, name)
            numbered = (stem if number == 1 else f"{stem}-{number}" for number in count(1))
            stems.add(stem := next(one for one in numbered if one not in stems))
            for kind in chosen:
                entry = zipfile.ZipInfo(f"{stem}.{kind.ending}", _ZIP_DATE)
                archive.writestr(entry, kind.bytes_of(take, CONCERT), zipfile.ZIP_DEFLATED, _FAST_COMPRESSION)
    return data.getvalue()


def _slug(text: str) -> str:
    """A text in lower-case ASCII letters, digits and hyphens."""
    letters = unicodedata.normalize("NFKD", text.translate(_SPOKEN)).encode("ascii", "ignore").decode().lower()
    return re.sub("[^a-z0-9]+", "-", letters).strip("-")
