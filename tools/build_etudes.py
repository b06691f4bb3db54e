"""Build the MIDI files of the bundled etudes from their ABC texts: `python -m tools.build_etudes`."""

from pathlib import Path

from jazzcore.corpus.etude_midi import etude_bytes
from jazzcore.corpus.etudes import ABC_FOLDER, MIDI_FOLDER
from jazzcore.corpus.scores.abc_notation import read_abc
from jazzcore.errors import CorpusError
from jazzcore.music.leadsheet import LeadSheet


def built_etudes() -> dict[str, bytes]:
    """The MIDI file of every ABC text by its file name; raises CorpusError."""
    return {f"{path.stem}.mid": etude_bytes(_etude(path)) for path in sorted(ABC_FOLDER.glob("*.abc"))}


def _etude(path: Path) -> LeadSheet:
    """An etude, which must stand on paper as it sounds."""
    sheet = read_abc(path.read_text(encoding="utf-8"), path.name)
    if sheet.remarks:
        raise CorpusError(f"{path.name}: {sheet.remarks[0]}")
    return sheet


def write_etudes(folder: Path) -> None:
    """Make the folder hold the built files and no other MIDI file; raises CorpusError before it changes anything."""
    files = built_etudes()
    for stale in {path.name for path in folder.glob("*.mid")} - files.keys():
        (folder / stale).unlink()
    for name, data in files.items():
        (folder / name).write_bytes(data)


if __name__ == "__main__":
    write_etudes(MIDI_FOLDER)
