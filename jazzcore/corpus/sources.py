"""Files and folders as sources of a corpus. Each file gives its pieces, or says why it has none.

The suffix tells what a file is. Of a MIDI file the proposed parts are read (see `midi.parts`), of the Weimar Jazz
Database every solo.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from jazzcore.corpus.midi.parts import proposed_sheet
from jazzcore.corpus.midi.reader import read_midi
from jazzcore.corpus.midi.scan import MAX_BYTES as MAX_MIDI_BYTES
from jazzcore.corpus.sandbox.file_names import shown_name
from jazzcore.corpus.scores.reader import read_notation
from jazzcore.corpus.scores.scan import MAX_BYTES as MAX_NOTATION_BYTES
from jazzcore.corpus.scores.scan import NOTATION_SUFFIXES
from jazzcore.corpus.weimar.lead_sheets import read_solos
from jazzcore.corpus.weimar.solos import list_solos
from jazzcore.errors import CorpusError
from jazzcore.music.leadsheet import LeadSheet

MIDI_SUFFIXES = (".mid", ".midi")
DATABASE_SUFFIXES = (".db",)


@dataclass(frozen=True, slots=True)
class Source:
    """A file that was read: its pieces, or none and the sentence that says why."""

    path: Path
    pieces: tuple[LeadSheet, ...]
    problem: str = ""


def read_sources(paths: Iterable[Path]) -> Iterator[Source]:
    """Read files, and all files of a known kind in folders and their subfolders, in the order of their names.

    Each source is given as soon as it is read. A path that does not exist is a source with a problem, and so is a
    folder without such a file.
    """
    for path in paths:
        files = _files_in(path) if path.is_dir() else [path]
        if not files:
            kinds = ", ".join(_READERS)
            yield Source(path, (), f"{path} holds no file to learn from; choose a folder with files in {kinds}.")
        yield from map(_read, files)


def _files_in(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.suffix.lower() in _READERS and path.is_file())


def _read(path: Path) -> Source:
    reader = _READERS.get(path.suffix.lower())
    try:
        if reader is None:
            raise CorpusError(f"{shown_name(path.name)} is of no kind known; choose one of {', '.join(_READERS)}.")
        return Source(path, reader(path))
    except CorpusError as error:
        return Source(path, (), str(error))


def _midi_pieces(path: Path) -> tuple[LeadSheet, ...]:
    return (proposed_sheet(read_midi(_bytes(path, MAX_MIDI_BYTES), path.name)),)


def _notation_pieces(path: Path) -> tuple[LeadSheet, ...]:
    return read_notation(_bytes(path, MAX_NOTATION_BYTES), path.name)


def _database_pieces(path: Path) -> tuple[LeadSheet, ...]:
    return read_solos(path, [solo.melid for solo in list_solos(path) if solo.note_count])


_READERS: dict[str, Callable[[Path], tuple[LeadSheet, ...]]] = {
    **dict.fromkeys(MIDI_SUFFIXES, _midi_pieces),
    **dict.fromkeys(NOTATION_SUFFIXES, _notation_pieces),
    **dict.fromkeys(DATABASE_SUFFIXES, _database_pieces),
}


def _bytes(path: Path, most: int) -> bytes:
    """The bytes of a file that is not too large to be looked at; raises CorpusError."""
    name = shown_name(path.name)
    try:
        size = path.stat().st_size
        if size > most:
            raise CorpusError(f"{name} has {size:,} bytes, more than {most:,}; cut it down or choose another file.")
        return path.read_bytes()
    except OSError as error:
        raise CorpusError(f"{name} cannot be read ({error.strerror}); choose another file.") from error
