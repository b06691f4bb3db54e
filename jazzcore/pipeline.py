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
    """Files and folders to lead sheets; a file that cannot be read gives its problem instead."""
    return read_sources(paths)


def collect(name: str, pieces: tuple[LeadSheet, ...]) -> Corpus:
    """Lead sheets to a corpus, each music once. Raises CorpusError where none has a melody."""
    return corpus_of(name, pieces)


def encode(corpus: Corpus, recipe: Recipe, epochs: int, seed: int) -> TrainingRequest:
    """A corpus to a request to train a recipe on it. Raises CorpusError where there is too little to learn from."""
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
    """A request to a trained bundle, with TensorFlow: in the worker process only. Raises what the recipe raises."""
    return recipe_named(request.recipe).train(request, on_epoch, should_stop, start)


def improvise(bundle: Bundle, form: Form, choice: SoloChoice, rng: np.random.Generator) -> Solo:
    """A bundle and a form to a solo. Raises SettingError."""
    return recipe_named(bundle.recipe).improvise(bundle, form, choice, rng)


def arrange(solo: Solo, settings: BandSettings, rng: np.random.Generator) -> Arrangement:
    """A solo to an arrangement for the band."""
    return accompany.arrange(solo, settings, rng)


def to_midi(arrangement: Arrangement) -> bytes:
    """An arrangement to a MIDI file. Raises RenderError."""
    return midi_bytes(arrangement)


def to_sound(midi: bytes) -> Audio:
    """A MIDI file to sound. Raises RenderError."""
    return render_audio(midi)
