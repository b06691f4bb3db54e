"""Recipes of values: the assignment's tokens, learnt in windows and realised as notes over the changes."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import chain
from typing import ClassVar

import numpy as np

from jazzcore.corpus.corpus import Corpus
from jazzcore.encoding.values.analysis import values_of
from jazzcore.encoding.values.vocabulary import EncodedValues, encode
from jazzcore.encoding.values.windows import count_windows, split_validation
from jazzcore.evaluation.collapse import Sampling, value_findings
from jazzcore.evaluation.learning import vocabulary_findings
from jazzcore.improvise.form import Form, SoloChoice
from jazzcore.improvise.realise import realise
from jazzcore.improvise.values import improvise_values
from jazzcore.models.bundle import Bundle, Shape
from jazzcore.models.request import OnEpoch, TrainingRequest
from jazzcore.models.settings import ValueSettings
from jazzcore.music.solo import Solo
from jazzcore.recipes.recipe import CorpusSummary, Recipe

MANY_WINDOWS = 5000
"""Windows of an epoch that takes about a second, so that a hundred of them are worth a remark."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueRecipe(Recipe):
    """A recipe that learns a sequence of values for each piece.

    Weights are in the network's order: for each LSTM kernel (inputs, 4 units), recurrent kernel (units, 4 units) and
    bias (4 units), with the gates in the order input, forget, cell, output; then the dense kernel (units, n_values) and
    bias (n_values).
    """

    music_type: ClassVar[type] = EncodedValues

    settings: ValueSettings

    @property
    def targets_a_loss(self) -> int:
        """The targets of a window; the course's last one is empty."""
        windows = self.settings.windows
        return windows.length - windows.first_target - windows.starts_empty

    def encode(self, corpus: Corpus) -> EncodedValues:
        """Encode the values of each piece. Raises CorpusError for a piece without chords, or too short ones."""
        sequences = (chain.from_iterable(values_of(sheet, self.settings.with_rests)) for sheet in corpus.pieces)
        music = encode(tuple(map(tuple, sequences)))
        self._window_count(music)
        return music

    def weight_shapes(self, music: EncodedValues) -> tuple[Shape, ...]:
        """The shapes of the LSTM layers and of the dense layer."""
        shapes: list[Shape] = []
        inputs = value_count = len(music.vocabulary)
        for units in self.settings.lstm_units:
            shapes += [(inputs, 4 * units), (units, 4 * units), (4 * units,)]
            inputs = units
        return (*shapes, (inputs, value_count), (value_count,))

    def describe(self, corpus: Corpus) -> CorpusSummary:
        """Count values and windows, and find what cannot be learnt. Raises CorpusError for too short pieces."""
        music = self.encode(corpus)
        windows, length, value_count = self._window_count(music), self.settings.windows.length, len(music.vocabulary)
        span = self.settings.windows.span
        remarks = vocabulary_findings(*split_validation(music.sequences, span))
        if windows >= MANY_WINDOWS:
            remarks += (
                f"An epoch has {windows:,} windows, which takes long: begin with a few epochs, or with less music.",
            )
        return CorpusSummary(
            pieces=len(corpus.pieces),
            bars=corpus.bar_count,
            notes=corpus.note_count,
            values=sum(map(len, music.sequences)),
            unique_values=value_count,
            x_shape=(windows, length, value_count),
            y_shape=(length, windows, value_count),
            chord_bars=corpus.bar_count + len(corpus.pieces),
            remarks=remarks,
        )

    def train(
        self,
        request: TrainingRequest,
        on_epoch: OnEpoch,
        should_stop: Callable[[], bool],
        start: Bundle | None = None,
    ) -> Bundle:
        """Train as `train_values` does; see `Recipe.train`."""
        from jazzcore.models.values.training import train_values  # noqa: PLC0415 - TensorFlow, in the worker only

        return train_values(self.settings, request, on_epoch, should_stop, start)

    def improvise(self, bundle: Bundle, form: Form, choice: SoloChoice, rng: np.random.Generator) -> Solo:
        """Choose values by the pitch's temperature, then realise them as notes; see `Recipe.improvise`."""
        if form.primer:
            raise self._cannot("go on from a primer")
        values_rng, pitches_rng = rng.spawn(2)
        primer_length = self.settings.windows.length if self.settings.primed else 0
        values = improvise_values(bundle, form, choice.pitch, values_rng, primer_length)
        return realise(values, form.chart, choice.instrument, pitches_rng)

    def findings(self, bundle: Bundle, solo: Solo, sampling: Sampling) -> tuple[str, ...]:
        """Find whether the solo uses far fewer values than the music learnt; see `Recipe.findings`."""
        music: EncodedValues = bundle.music
        return value_findings(solo.values, music.texts, sampling)

    def _window_count(self, music: EncodedValues) -> int:
        plan = self.settings.windows
        learnt, _ = split_validation(music.sequences, plan.span)
        return count_windows(learnt, plan)
