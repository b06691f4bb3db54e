"""A recipe: one object that ties together how a model encodes its music, is trained, improvises and is described.

To add one, write a subclass of `Recipe` and add a row to `recipes.table`.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from jazzcore.corpus.corpus import Corpus
from jazzcore.errors import SettingError
from jazzcore.evaluation.collapse import Sampling
from jazzcore.improvise.form import Form, Passage, SoloChoice
from jazzcore.models.bundle import Bundle, EncodedMusic, Shape
from jazzcore.models.request import OnEpoch, TrainingRequest
from jazzcore.music.solo import Solo


@dataclass(frozen=True, slots=True)
class CorpusSummary:
    """What a recipe learns from a corpus.

    `chord_bars` counts as the assignment does: the bars, and an empty entry before each piece. The shapes are those of
    the one-hot X (m, Tx, n_values) and Y (Tx, m, n_values). For a recipe of events, values are notes, unique values are
    the different steps (time and interval) from note to note, and X and Y are the segments of an epoch. `remarks` are
    sentences on what to expect of the corpus.
    """

    pieces: int
    bars: int
    notes: int
    values: int
    unique_values: int
    x_shape: tuple[int, int, int]
    y_shape: tuple[int, int, int]
    chord_bars: int
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe(ABC):
    """What every recipe has: its name and title, and the defaults of its epochs and its temperature.

    `rhythm_temperature` is a default too, or None where rhythm and pitch are chosen together. Class variables say what
    a recipe can do: go on from a primer, regenerate bars of a solo, keep the weights of the best epoch instead of the
    last. `music_type` is the type of the encoded music, a dataclass that `music.documents` can read and write.
    """

    can_continue: ClassVar[bool] = False
    can_regenerate: ClassVar[bool] = False
    keeps_best_epoch: ClassVar[bool] = False
    music_type: ClassVar[type]

    name: str
    title: str
    epochs: int
    temperature: float
    rhythm_temperature: float | None = None

    @property
    def targets_a_loss(self) -> int:
        """Over how many choices of the network a loss is summed."""
        return 1

    @abstractmethod
    def encode(self, corpus: Corpus) -> EncodedMusic:
        """Encode the music of a corpus for the network. Raises CorpusError where there is too little."""

    @abstractmethod
    def weight_shapes(self, music: EncodedMusic) -> tuple[Shape, ...]:
        """The shapes of the weights of a network that learns this music, in a bundle's order."""

    @abstractmethod
    def describe(self, corpus: Corpus) -> CorpusSummary:
        """Describe what is learnt from a corpus. Raises CorpusError where there is too little."""

    @abstractmethod
    def train(
        self,
        request: TrainingRequest,
        on_epoch: OnEpoch,
        should_stop: Callable[[], bool],
        start: Bundle | None = None,
    ) -> Bundle:
        """Train a model. Import TensorFlow inside this method and nowhere else: only the worker process calls it.

        Parameters
        ----------
        request : TrainingRequest
            The music, and for how many epochs to train at most.
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
        """

    @abstractmethod
    def improvise(self, bundle: Bundle, form: Form, choice: SoloChoice, rng: np.random.Generator) -> Solo:
        """Improvise a solo; the same arguments give the same solo.

        Parameters
        ----------
        bundle : Bundle
            A model of this recipe.
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

    def regenerate(self, bundle: Bundle, passage: Passage, choice: SoloChoice, rng: np.random.Generator) -> Solo:
        """Improvise some bars of a solo again and keep the others.

        Parameters
        ----------
        bundle : Bundle
            A model of this recipe.
        passage : Passage
            The solo and its bars to regenerate.
        choice : SoloChoice
            Temperatures, top-p and the instrument.
        rng : numpy.random.Generator
            The source of randomness.

        Returns
        -------
        Solo
            The solo with the new bars.

        Raises
        ------
        SettingError
            For bars that the solo does not have, and where the recipe cannot regenerate.

        """
        raise self._cannot("regenerate bars")

    def findings(self, bundle: Bundle, solo: Solo, sampling: Sampling) -> tuple[str, ...]:
        """Find what went wrong in a solo, beyond what is looked for in solos of every recipe.

        Parameters
        ----------
        bundle : Bundle
            The model that played it.
        solo : Solo
            The solo.
        sampling : Sampling
            The temperatures and top-p it was sampled by.

        Returns
        -------
        tuple of str
            Sentences for people.
        """
        return ()

    def has_music_for(self, chart_count: int, music: EncodedMusic) -> bool:
        """Tell whether the music of a bundle fits its charts.

        Parameters
        ----------
        chart_count : int
            How many charts the bundle has.
        music : encoded music
            The music of the bundle.

        Returns
        -------
        bool
            False where the bundle is to be refused.
        """
        return True

    def _cannot(self, deed: str) -> SettingError:
        return SettingError(
            f"A model of the recipe {self.name!r} cannot {deed}; choose a model of another recipe, such as studio."
        )
