"""The flow, one function an arrow.

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
    """Read files and folders to lead sheets; a file that cannot be read gives its problem instead."""
    return read_sources(paths)


def collect(name: str, pieces: tuple[LeadSheet, ...]) -> Corpus:
    """Collect lead sheets to a corpus.

    Parameters
    ----------
    name : str
        The name of the corpus.
    pieces : tuple of LeadSheet
        The pieces; those whose music is there already are left out.

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
    """Encode a corpus to a request to train a recipe on it.

    Parameters
    ----------
    corpus : Corpus
        The music.
    recipe : Recipe
        The recipe that encodes it and learns it.
    epochs : int
        For how many epochs to train at most.
    seed : int
        The seed of the training.

    Returns
    -------
    TrainingRequest
        The request, for this process or the worker's.

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
    """Let a bundle improvise a solo; the same of all gives the same solo.

    Parameters
    ----------
    bundle : Bundle
        The model.
    form : Form
        The chart to play over, the number of values, and a primer to go on from.
    choice : SoloChoice
        Temperatures, top-p and the instrument.
    rng : numpy.random.Generator
        The source of randomness.

    Returns
    -------
    Solo
        The solo, whole to its last bar.

    Raises
    ------
    SettingError
        For a chart without chords, and for a primer where the recipe cannot go on from one.
    """
    return recipe_named(bundle.recipe).improvise(bundle, form, choice, rng)


def arrange(solo: Solo, settings: BandSettings, rng: np.random.Generator) -> Arrangement:
    """Arrange a solo for the band.

    Parameters
    ----------
    solo : Solo
        The solo.
    settings : BandSettings
        Tempo, feel, and the parts with their instruments and volumes.
    rng : numpy.random.Generator
        The source of the band's looseness and of the bass's ways.

    Returns
    -------
    Arrangement
        All parts, note by note.
    """
    return accompany.arrange(solo, settings, rng)


def to_midi(arrangement: Arrangement) -> bytes:
    """Write an arrangement as a MIDI file. Raises RenderError."""
    return midi_bytes(arrangement)


def to_sound(midi: bytes) -> Audio:
    """Render a MIDI file to sound. Raises RenderError."""
    return render_audio(midi)
