"""The bundled corpus: the etudes that come with the project, read from their MIDI files."""

from pathlib import Path

from jazzcore.corpus.corpus import Corpus, corpus_of
from jazzcore.corpus.etude_midi import etude_sheet

PROJECT = Path(__file__).resolve().parents[2]
ABC_FOLDER = PROJECT / "data" / "etudes" / "abc"
MIDI_FOLDER = PROJECT / "data" / "etudes" / "midi"


def bundled_etudes() -> Corpus:
    """The etudes in the order of their numbers; raises CorpusError when one is damaged or none is there."""
    paths = sorted(MIDI_FOLDER.glob("*.mid"))
    return corpus_of(
        "Bundled etudes", tuple(etude_sheet(path.read_bytes(), path.relative_to(PROJECT).as_posix()) for path in paths)
    )
