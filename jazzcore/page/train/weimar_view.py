"""The Weimar Jazz Database as a corpus: the path of its file, and the choice of solos."""

from collections.abc import Callable, Iterable
from math import ceil, floor
from pathlib import Path

import streamlit as st

from jazzcore.corpus.corpus import Corpus
from jazzcore.corpus.weimar.lead_sheets import CREDIT
from jazzcore.corpus.weimar.solos import WeimarFilter, WeimarSolo, chosen
from jazzcore.page.shared import cache
from jazzcore.page.shared.cache import FileVersion

NAME = "Weimar Jazz Database"
FILE_NAME = "wjazzd.db"

_INSTRUMENTS = {
    "as": "Alto sax",
    "bcl": "Bass clarinet",
    "bs": "Baritone sax",
    "cl": "Clarinet",
    "cor": "Cornet",
    "g": "Guitar",
    "p": "Piano",
    "ss": "Soprano sax",
    "tb": "Trombone",
    "tp": "Trumpet",
    "ts": "Tenor sax",
    "ts-c": "C melody sax",
    "vib": "Vibraphone",
}


def show() -> Corpus | None:
    """Show the path and the filters, and return the corpus of the chosen solos. Raises CorpusError."""
    own = cache.studio().home / FILE_NAME
    written = st.text_input(
        f"Path of {FILE_NAME}",
        str(own) if own.exists() else "",
        key="weimar_path",
        persist_state="page",
        help=f"The file is only read. If it is saved as {own}, the page finds it.",
    )
    if not written.strip():
        st.caption(f"Download {FILE_NAME} from jazzomat.hfm-weimar.de, then enter its path here.")
        return None
    file = _file(Path(written.strip()).expanduser())
    solos = cache.weimar_solos(file)
    taken = chosen(solos, _wanted(solos, str(file)))
    st.caption(f"{len(taken):,} of {len(solos):,} solos  \n{CREDIT}")
    if not taken:
        return None
    return cache.weimar_corpus(file, tuple(solo.melid for solo in taken), _corpus_name(taken, solos))


def _wanted(solos: tuple[WeimarSolo, ...], key: str) -> WeimarFilter:
    """Show the filters; an empty field leaves nothing out."""
    performers = _some_of("Performer", (solo.performer for solo in solos), key)
    left, right = st.columns(2)
    with left:
        instruments = _some_of("Instrument", (solo.instrument for solo in solos), key, _instrument)
        feels = _some_of("Feel", (solo.feel for solo in solos), key, str.capitalize)
    with right:
        styles = _some_of("Style", (solo.style for solo in solos), key, str.capitalize)
        title = st.text_input("Title", key=f"title-{key}", placeholder="Part of it", persist_state="page")
    tempos = _range("Tempo of the solo", [solo.tempo_bpm for solo in solos], key, "%d bpm")
    years = _range("Year", [solo.year for solo in solos if solo.year is not None], key, "%d")
    return WeimarFilter(performers, instruments, styles, feels, tempos, years, title)


def _some_of(label: str, names: Iterable[str], key: str, shown: Callable[[str], str] = str) -> tuple[str, ...]:
    options = sorted(set(filter(None, names)))
    return tuple(
        st.multiselect(label, options, format_func=shown, key=f"{label}-{key}", placeholder="Any", persist_state="page")
    )


def _range(label: str, found: list[float] | list[int], key: str, form: str) -> tuple[int, int] | None:
    """Show a slider over the range of numbers; returns None while it leaves nothing out."""
    ends = (floor(min(found, default=0)), ceil(max(found, default=0)))
    if ends[0] == ends[1]:
        return None
    low, high = st.slider(label, *ends, ends, format=form, key=f"{label}-{key}", persist_state="page")
    return None if (low, high) == ends else (low, high)


def _instrument(short: str) -> str:
    return _INSTRUMENTS.get(short, short)


def _corpus_name(taken: tuple[WeimarSolo, ...], solos: tuple[WeimarSolo, ...]) -> str:
    """A name that says what was chosen: all solos, one solo, one performer's solos, or how many."""
    if len(taken) == len(solos):
        return NAME
    if len(taken) == 1:
        return f"{taken[0].title} ({taken[0].performer})"
    performers = {solo.performer for solo in taken}
    whose = performers.pop() if len(performers) == 1 else "Weimar"
    return f"{whose}, {len(taken)} solos"


def _file(path: Path) -> FileVersion:
    try:
        stat = path.stat()
    except (OSError, ValueError):
        return FileVersion(path, 0, 0)
    return FileVersion(path, stat.st_mtime_ns, stat.st_size)
