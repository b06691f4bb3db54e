"""The solos of the Weimar Jazz Database: what each one is, and a filter to choose among them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jazzcore.corpus.sandbox.file_names import printable
from jazzcore.corpus.weimar.database import ADVICE, WeimarDatabase, opened
from jazzcore.errors import CorpusError

_TEMPOS_BPM = (20.0, 600.0)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_MODES = {
    "maj": "major",
    "min": "minor",
    "dor": "dorian",
    "mix": "mixolydian",
    "chrom": "chromatic",
    "blues": "blues",
}
_SOLOS = """
SELECT melid, performer, title, titleaddon, solopart, instrument, style, rhythmfeel, avgtempo, key, signature,
  coalesce(notes, 0), coalesce(bars, 0)
FROM solo_info
LEFT JOIN (SELECT melid, count(*) AS notes FROM melody GROUP BY melid) USING (melid)
LEFT JOIN (SELECT melid, count(DISTINCT bar) AS bars FROM beats GROUP BY melid) USING (melid)
ORDER BY melid
"""
_YEARS = """
SELECT melid, recordingdate, releasedate FROM solo_info
LEFT JOIN track_info USING (trackid)
LEFT JOIN record_info ON record_info.recordid = solo_info.recordid
"""


@dataclass(frozen=True, slots=True)
class WeimarSolo:
    """A solo as `solo_info` describes it. `year` and `key` are None where it gives none.

    `title` distinguishes takes and parts of one piece. `instrument` is an abbreviation (`ts`). `style`, `feel` and
    `meter` are as the database writes them (`HARDBOP`, `SWING`, `4/4`), and empty where it gives none.
    """

    melid: int
    performer: str
    title: str
    instrument: str
    style: str
    feel: str
    tempo_bpm: float
    key: str | None
    meter: str
    year: int | None
    note_count: int
    bar_count: int


@dataclass(frozen=True, slots=True)
class WeimarFilter:
    """Which solos are wanted. An empty field, or None, allows all.

    Ranges hold both ends. A range of years leaves out the solos whose year is not known. `title` is a part of the
    title; case does not matter.
    """

    performers: tuple[str, ...] = ()
    instruments: tuple[str, ...] = ()
    styles: tuple[str, ...] = ()
    feels: tuple[str, ...] = ()
    tempos_bpm: tuple[float, float] | None = None
    years: tuple[int, int] | None = None
    title: str = ""

    def takes(self, solo: WeimarSolo) -> bool:
        """Whether a solo is wanted."""
        named = (
            (self.performers, solo.performer),
            (self.instruments, solo.instrument),
            (self.styles, solo.style),
            (self.feels, solo.feel),
        )
        ranges = ((self.tempos_bpm, solo.tempo_bpm), (self.years, solo.year))
        return (
            all(not wanted or name in wanted for wanted, name in named)
            and all(not wanted or (at is not None and wanted[0] <= at <= wanted[1]) for wanted, at in ranges)
            and self.title.strip().casefold() in solo.title.casefold()
        )


def list_solos(path: Path) -> tuple[WeimarSolo, ...]:
    """List the solos of the database at a path, in the order of their `melid`; raises CorpusError."""
    with opened(path) as database:
        return solos_of(database)


def solos_of(database: WeimarDatabase) -> tuple[WeimarSolo, ...]:
    """List the solos of an open database, in the order of their `melid`; raises CorpusError or sqlite3.Error."""
    years = {melid: _year(*dates) for melid, *dates in database.rows(_YEARS)} if database.has_years else {}
    return tuple(_solo(database.name, row, years.get(row[0])) for row in database.rows(_SOLOS))


def chosen(solos: Iterable[WeimarSolo], wanted: WeimarFilter) -> tuple[WeimarSolo, ...]:
    """Choose solos by a filter.

    Parameters
    ----------
    solos : iterable of WeimarSolo
        The solos.
    wanted : WeimarFilter
        The filter.

    Returns
    -------
    tuple of WeimarSolo
        The wanted solos, in their order.
    """
    return tuple(filter(wanted.takes, solos))


def _solo(name: str, row: tuple[Any, ...], year: int | None) -> WeimarSolo:
    melid, performer, title, addon, part, instrument, style, feel, tempo, key, meter, notes, bars = row
    if not isinstance(melid, int) or not isinstance(tempo, float | int):
        raise CorpusError(f"{name} has a solo without number or tempo ({melid!r}, {tempo!r}); {ADVICE}.")
    slowest, fastest = _TEMPOS_BPM
    if not slowest <= tempo <= fastest:
        raise CorpusError(
            f"{name} gives solo {melid} a tempo of {tempo:g}, outside {slowest:g} to {fastest:g}; {ADVICE}."
        )
    parts = (_text(title), _text(addon), f"solo {part}" if isinstance(part, int) and part > 1 else "")
    return WeimarSolo(
        melid=melid,
        performer=_text(performer),
        title=", ".join(filter(None, parts)),
        instrument=_text(instrument),
        style=_text(style),
        feel=_text(feel),
        tempo_bpm=float(tempo),
        key=_key(_text(key)),
        meter=_text(meter),
        year=year,
        note_count=notes,
        bar_count=bars,
    )


def _text(value: object) -> str:
    return printable(value) if isinstance(value, str) else ""


def _key(written: str) -> str | None:
    """A key in words: `Bb-maj` is `Bb major`."""
    tonic, _, mode = written.partition("-")
    return f"{tonic} {_MODES.get(mode, mode)}".strip() or None


def _year(*dates: object) -> int | None:
    """The first year in dates of any format."""
    found = _YEAR.search(" ".join(date for date in dates if isinstance(date, str)))
    return int(found[0]) if found else None
