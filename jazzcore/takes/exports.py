"""The files of a take: a table of formats, names that say what is in them, and a ZIP of several takes.

MIDI and MusicXML carry the take, so that the studio opens it again as it was.
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

LONGEST_NAME = 100

_SPOKEN = str.maketrans({"♭": " flat ", "♯": " sharp ", "#": " sharp ", "'": None, "’": None})
_NO_TITLE = "take"
_MOST_AFTER = len("-999-b-flat.musicxml")
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)
"""The earliest that ZIP knows."""
_FAST = 1


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file: its name, its ending without the dot, its media type, and how it is made of a take.

    `bytes_of` raises RenderError. What is to be read `is_sheet`, and differs by the reader's transposition.
    """

    name: str
    ending: str
    mime: str
    bytes_of: Callable[[Take, Transposition], bytes]
    is_sheet: bool = False


def written(take: WrittenTake, transposition: Transposition = CONCERT) -> bytes:
    """The solo of a take as MusicXML, as an instrument reads it; raises RenderError for what cannot be written."""
    band = take.settings.band
    return musicxml(take.solo, Heading(band.tempo_bpm, style_of(band), take.origin.chart.key), transposition)


def sheet_music(
    take: WrittenTake, transposition: Transposition = CONCERT, bars_a_line: int = BARS_A_LINE
) -> SheetMusic:
    """The solo of a take engraved, as an instrument reads it; raises RenderError."""
    return engrave(written(take, transposition), bars_a_line)


def sheet_pdf(take: WrittenTake, transposition: Transposition = CONCERT) -> bytes:
    """The solo of a take on pages of A4, as an instrument reads it; raises RenderError."""
    return pdf(sheet_music(take, transposition), datetime.fromisoformat(take.created))


def style_of(band: BandSettings) -> str:
    """How a band plays, as it stands above the notes: `Swing`, `Ballad, swing`, `Bossa nova`."""
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
        lambda take, transposition: embed_in_musicxml(take, written(take, transposition)),
        is_sheet=True,
    ),
    Format("PDF", "pdf", "application/pdf", sheet_pdf, is_sheet=True),
)
"""All kinds of files a take can be had as."""


def format_named(name: str) -> Format:
    """The format of a name; raises SettingError."""
    for kind in FORMATS:
        if kind.name == name:
            return kind
    raise SettingError(f"There is no format {name!r}; choose one of {', '.join(kind.name for kind in FORMATS)}.")


def file_stem(take: WrittenTake, name: str = "") -> str:
    """The name of a take's files without ending: the name a person gave it, what is played, recipe and seed.

    Small letters of ASCII, digits and hyphens, so that it is a file's name anywhere.
    """
    changes = take.origin.chart.title
    titles = (name, take.solo.title, changes if changes != take.solo.title else "")
    ending = "-".join(filter(None, (_slug(take.origin.recipe), f"seed-{take.settings.seed}")))
    longest = LONGEST_NAME - len(ending) - _MOST_AFTER
    begin = "-".join(filter(None, map(_slug, titles)))[: longest - 1].strip("-") or _NO_TITLE
    return f"{begin}-{ending}"


def file_name(take: WrittenTake, kind: Format, name: str = "", transposition: Transposition = CONCERT) -> str:
    """The name of a take's file: `blue-sky-studio-seed-7.mid`, and `...-b-flat.pdf` of a transposed sheet.

    `name` is the one a person gave the take.
    """
    reader = f"-{_slug(transposition.name)}" if kind.is_sheet and transposition != CONCERT else ""
    return f"{file_stem(take, name)}{reader}.{kind.ending}"


def zip_of(takes: Iterable[tuple[Take, str]], kinds: Iterable[Format] = FORMATS) -> bytes:
    """The files of some takes, each with the name a person gave it or none, in one ZIP; no two are called alike.

    The same takes give the same bytes, but for the number that each OGG stream draws. Raises RenderError.
    """
    data, stems, chosen = BytesIO(), set[str](), tuple(kinds)
    with zipfile.ZipFile(data, "w") as archive:
        for take, name in takes:
            stem = file_stem(take, name)
            numbered = (stem if number == 1 else f"{stem}-{number}" for number in count(1))
            stems.add(stem := next(one for one in numbered if one not in stems))
            for kind in chosen:
                entry = zipfile.ZipInfo(f"{stem}.{kind.ending}", _ZIP_DATE)
                archive.writestr(entry, kind.bytes_of(take, CONCERT), zipfile.ZIP_DEFLATED, _FAST)
    return data.getvalue()


def _slug(text: str) -> str:
    """A text in small letters of ASCII, digits and hyphens."""
    letters = unicodedata.normalize("NFKD", text.translate(_SPOKEN)).encode("ascii", "ignore").decode().lower()
    return re.sub("[^a-z0-9]+", "-", letters).strip("-")
