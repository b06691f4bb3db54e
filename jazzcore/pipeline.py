"""The flow from music files to sound, with a function for each step.

The functions in their order: read, collect, encode, train, improvise, arrange, to_midi, to_sound. A recipe encodes
music either as values or as events.

file -> LeadSheet -> Corpus -> encoding (values | events) -> model -> Bundle
                                                                        |
page <- sound <- MIDI <- Arrangement <- Solo <- improviser <------------+
"""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import numpy as np

from jazzcore.band import accompany
from jazzcore.band.arrangement import Arrangement
from jazzcore.band.settings import BandSettings
from jazzcore.corpus.corpus import Corpus, corpus_of
from jazzcore.corpus.sources import Source, read_sources
from jazzcore.improvise.form import Form, SoloChoice
from jazzcore.models.bundle import Bundle
from jazzcore.models.request import OnEpoch, TrainingRequest, chart_of
from jazzcore.music.leadsheet import LeadSheet
from jazzcore.music.solo import Solo
from jazzcore.recipes.recipe import Recipe
from jazzcore.recipes.table import recipe_named
from jazzcore.render.audio.render import Audio, render_audio
from jazzcore.render.midi import midi_bytes


def read(paths: Iterable[Path]) -> Iterator[Source]:
    """Read files and folders: each file gives a source, with its lead sheets or with the problem of reading it."""
    return read_sources(paths)


def collect(name: str, pieces: tuple[LeadSheet, ...]) -> Corpus:
    """Collect lead sheets into a corpus.

    Parameters
    ----------
    name : str
        The name of the corpus.
    pieces : tuple of LeadSheet
        The pieces. Those without a melody are left out, and so are those with the same music as an earlier one.

    Returns
    -------
    Corpus
        The corpus.

    Raises
    ------
    CorpusError
        Where no piece has a melody.
    """
    return corpus_of(name, pieces)


def encode(corpus: Corpus, recipe: Recipe, epochs: int, seed: int) -> TrainingRequest:
    """Encode a corpus, and make the request to train a recipe on it.

    Parameters
    ----------
    corpus : Corpus
        The music.
    recipe : Recipe
        The recipe, which says how the music is encoded and which model is trained.
    epochs : int
        For how many epochs to train at most.
    seed : int
        The seed of the training.

    Returns
    -------
    TrainingRequest
        The request, to be trained in this process or in the worker process.

    Raises
    ------
    CorpusError
        Where there is too little music to learn from.
    """
    return TrainingRequest(
        recipe=recipe.name,
        music=recipe.encode(corpus),
        charts=tuple(map(chart_of, corpus.pieces)),
        corpus_name=corpus.name,
        corpus_digest=corpus.digest,
        epochs=epochs,
        seed=seed,
    )


def train(
    request: TrainingRequest, on_epoch: OnEpoch, should_stop: Callable[[], bool], start: Bundle | None = None
) -> Bundle:
    """Train a bundle, with TensorFlow. The page leaves this to the worker process.

    Parameters
    ----------
    request : TrainingRequest
        The recipe, the music, and for how many epochs to train at most.
    on_epoch : function of EpochLoss and EpochResult
        Called after each epoch.
    should_stop : function
        Asked after each epoch; training ends where it gives True.
    start : Bundle, optional
        The bundle to train further; fresh weights unless given.

    Returns
    -------
    Bundle
        The trained model.

    Raises
    ------
    TrainingError
        When `start` does not fit the request, or the loss is no longer a number.
    CorpusError
        When there is too little music to learn from.
    """
    return recipe_named(request.recipe).train(request, on_epoch, should_stop, start)


def improvise(bundle: Bundle, form: Form, choice: SoloChoice, rng: np.random.Generator) -> Solo:
    """Let a bundle improvise a solo; the same arguments give the same solo.

    Parameters
    ----------
    bundle : Bundle
        The model.
    form : Form
        The chart to play over, once or for a number of values, and the primer that the solo continues, if any.
    choice : SoloChoice
        Temperatures, top-p and the instrument.
    rng : numpy.random.Generator
        The source of randomness.

    Returns
    -------
    Solo
        The solo; its last bar is a whole bar.

    Raises
    ------
    SettingError
        For a chart without chords, and for a primer where the recipe cannot continue one.
    """
    return recipe_named(bundle.recipe).improvise(bundle, form, choice, rng)


def arrange(solo: Solo, settings: BandSettings, rng: np.random.Generator) -> Arrangement:
    """Arrange a solo for the band: add piano, bass and drums to it.

    Parameters
    ----------
    solo : Solo
        The solo.
    settings : BandSettings
        Tempo, feel, and the parts with their instruments and volumes.
    rng : numpy.random.Generator
        The source of randomness; each part draws from a stream of its own.

    Returns
    -------
    Arrangement
        The notes of all parts but the muted ones.

    Raises
    ------
    ChordSymbolError
        For a chord whose symbol cannot be read.
    """
    return accompany.arrange(solo, settings, rng)


def to_midi(arrangement: Arrangement) -> bytes:
    """Write an arrangement as a MIDI file. Raises RenderError."""
    return midi_bytes(arrangement)


def to_sound(midi: bytes) -> Audio:
    """Render a MIDI file to sound. Raises RenderError."""
    return render_audio(midi)
