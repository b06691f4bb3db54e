"""The bundled corpus: the etudes that come with the project, read from their MIDI files."""

from jazzcore.corpus.corpus import Corpus, corpus_of
from jazzcore.corpus.etude_midi import etude_sheet
from jazzcore.corpus.shipped import ETUDES, ROOT

ABC_FOLDER = ETUDES / "abc"
MIDI_FOLDER = ETUDES / "midi"


def bundled_etudes() -> Corpus:
    """Read the etudes in the order of their numbers; raises CorpusError when one is damaged or none is there."""
    paths = sorted(MIDI_FOLDER.glob("*.mid"))
    return corpus_of(
        "Bundled etudes", tuple(etude_sheet(path.read_bytes(), path.relative_to(ROOT).as_posix()) for path in paths)
    )
