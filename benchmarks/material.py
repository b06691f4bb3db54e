"""What is measured: the course file where it is at hand, else what comes with the project."""

from functools import cache
from pathlib import Path

from jazzcore.corpus.corpus import Corpus, corpus_of
from jazzcore.corpus.course_file import course_sheet
from jazzcore.corpus.etudes import MIDI_FOLDER, bundled_etudes
from jazzcore.corpus.midi.reader import read_midi
from jazzcore.corpus.midi.song import MidiSong
from jazzcore.encoding.values.windows import Windows
from jazzcore.library.models import SHIPPED_FOLDER
from jazzcore.models.bundle import EventBundle, ValueBundle
from jazzcore.models.request import ValueRequest
from jazzcore.models.settings import COURSE
from jazzcore.models.store import load_bundle
from jazzcore.music.leadsheet import LeadSheet
from jazzcore.pipeline import training_request, training_windows

PROJECT = Path(__file__).resolve().parent.parent
COURSE_FILE = PROJECT.parent / "shared" / "data" / "original_metheny.mid"
SEED = 1


def midi_file() -> Path:
    """The file to read: the course's, else the first bundled etude."""
    return COURSE_FILE if COURSE_FILE.exists() else min(MIDI_FOLDER.glob("*.mid"))


def file_name() -> str:
    """What the table calls the file."""
    return "the course file" if COURSE_FILE.exists() else "a bundled etude (the course file is not here)"


def corpus_name() -> str:
    """What the table calls the corpus to train on."""
    return "the course file" if COURSE_FILE.exists() else "the bundled etudes (the course file is not here)"


def read_song() -> MidiSong:
    """The file as a song, read as an upload is."""
    path = midi_file()
    return read_midi(path.read_bytes(), path.name)


def course_file_sheet() -> LeadSheet:
    """The assignment's excerpt of the course file."""
    return course_sheet(read_song())


@cache
def course_request() -> ValueRequest:
    """100 epochs of the course's recipe."""
    corpus: Corpus = corpus_of("course file", (course_file_sheet(),)) if COURSE_FILE.exists() else bundled_etudes()
    request = training_request(corpus, COURSE, COURSE.epochs, SEED)
    if not isinstance(request, ValueRequest):
        raise TypeError(f"{COURSE.name} does not learn values")
    return request


def course_windows() -> Windows:
    """The windows of that request."""
    return training_windows(course_request().sequences, COURSE, SEED)


def shipped_bundle() -> ValueBundle:
    """The model of the course's recipe that comes with the project."""
    bundle = load_bundle(SHIPPED_FOLDER / "etudes-course")
    if not isinstance(bundle, ValueBundle):
        raise TypeError(f"{bundle.recipe.name} does not play values")
    return bundle


def shipped_studio() -> EventBundle:
    """The model of the studio's recipe that comes with the project."""
    bundle = load_bundle(SHIPPED_FOLDER / "etudes-studio")
    if not isinstance(bundle, EventBundle):
        raise TypeError(f"{bundle.recipe.name} does not play events")
    return bundle
