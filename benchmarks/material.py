"""What is measured: the course file where it is at hand, else what comes with the project."""

from functools import cache
from pathlib import Path

import numpy as np

from jazzcore import pipeline
from jazzcore.corpus.corpus import Corpus, corpus_of
from jazzcore.corpus.course_file import course_sheet
from jazzcore.corpus.etudes import MIDI_FOLDER, bundled_etudes
from jazzcore.corpus.midi.reader import read_midi
from jazzcore.corpus.midi.song import MidiSong
from jazzcore.encoding.values.vocabulary import EncodedValues
from jazzcore.encoding.values.windows import Windows, cut_windows, split_validation
from jazzcore.library.models import SHIPPED_FOLDER
from jazzcore.models.bundle import Bundle
from jazzcore.models.request import TrainingRequest
from jazzcore.models.settings import COURSE_SETTINGS
from jazzcore.music.leadsheet import LeadSheet
from jazzcore.recipes.table import COURSE, load_bundle

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
def course_request() -> TrainingRequest:
    """100 epochs of the course's recipe."""
    corpus: Corpus = corpus_of("course file", (course_file_sheet(),)) if COURSE_FILE.exists() else bundled_etudes()
    return pipeline.encode(corpus, COURSE, COURSE.epochs, SEED)


def course_windows() -> Windows:
    """The windows of that request."""
    music: EncodedValues = course_request().music
    plan = COURSE_SETTINGS.windows
    learnt, _ = split_validation(music.sequences, plan.span)
    return cut_windows(learnt, len(music.vocabulary), plan, np.random.default_rng(SEED))


def shipped_bundle() -> Bundle:
    """The model of the course's recipe that comes with the project."""
    return load_bundle(SHIPPED_FOLDER / "etudes-course")


def shipped_studio() -> Bundle:
    """The model of the studio's recipe that comes with the project."""
    return load_bundle(SHIPPED_FOLDER / "etudes-studio")
