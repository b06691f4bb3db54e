"""A recipe of one class and one row: it learns how often each pitch comes and plays quarters of likely ones.

Run as a program it is the studio's worker, with that row in its table.
"""

import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import partial
from typing import ClassVar

import numpy as np

from jazzcore import pipeline
from jazzcore.corpus.corpus import Corpus
from jazzcore.encoding.values.theory import chord_theory
from jazzcore.improvise.form import Form, SoloChoice
from jazzcore.models.bundle import Bundle, EpochLoss, Shape
from jazzcore.models.request import EpochResult, OnEpoch, TrainingRequest, untrained_bundle
from jazzcore.music.leadsheet import chord_at
from jazzcore.music.limits import MidiNumber
from jazzcore.music.notes import Note
from jazzcore.music.solo import Solo, SoloNote
from jazzcore.recipes.recipe import CorpusSummary, Recipe
from jazzcore.recipes.table import RECIPES
from jazzcore.training.worker import main


@dataclass(frozen=True, slots=True, kw_only=True)
class Pitches:
    """A corpus as the pitches of each piece."""

    pitches: tuple[tuple[MidiNumber, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Histogram(Recipe):
    """A histogram of pitches (128,)."""

    music_type: ClassVar[type] = Pitches

    def encode(self, corpus: Corpus) -> Pitches:
        return Pitches(pitches=tuple(tuple(note.pitch for note in piece.melody) for piece in corpus.pieces))

    def weight_shapes(self, music: Pitches) -> tuple[Shape, ...]:
        return ((128,),)

    def describe(self, corpus: Corpus) -> CorpusSummary:
        shape = (len(corpus.pieces), 1, 128)
        notes, bars = corpus.note_count, corpus.bar_count
        return CorpusSummary(
            pieces=len(corpus.pieces),
            bars=bars,
            notes=notes,
            values=notes,
            unique_values=128,
            x_shape=shape,
            y_shape=shape,
            chord_bars=bars,
            remarks=("It learns a histogram.",),
        )

    def train(
        self,
        request: TrainingRequest,
        on_epoch: OnEpoch,
        should_stop: Callable[[], bool],
        start: Bundle | None = None,
    ) -> Bundle:
        """Each epoch counts another piece."""
        bundle = untrained_bundle(request, start, (("numpy", np.__version__),))
        counts = bundle.weights[0] if bundle.weights else np.zeros(128, np.float32)
        for epoch in range(bundle.epochs + 1, bundle.epochs + request.epochs + 1):
            piece = request.music.pitches[epoch % len(request.music.pitches)]
            counts = counts + np.bincount(piece, minlength=128).astype(np.float32)
            bundle = replace(bundle, weights=(counts,), losses=(*bundle.losses, EpochLoss(epoch, 1 / epoch)))
            on_epoch(bundle.losses[-1], EpochResult(*[partial(replace, bundle)] * 2))
            if should_stop():
                break
        return bundle

    def improvise(self, bundle: Bundle, form: Form, choice: SoloChoice, rng: np.random.Generator) -> Solo:
        chart, counts = form.chart, bundle.weights[0].astype(np.float64)
        onsets = [Fraction(quarter) for quarter in range(int(chart.end_quarter))][: form.value_count]
        notes = []
        for onset in onsets:
            pitch = int(rng.choice(128, p=counts / counts.sum()))
            category = chord_theory(chord_at(chart.chords, onset).chord.pitches).category(pitch)
            notes.append(SoloNote(Note(onset, Fraction(1), pitch), category))
        return Solo(chart.title, tuple(notes), chart.chords, chart.bars, ())


HISTOGRAM = Histogram(name="histogram", title="Histogram: how often each pitch comes", epochs=3, temperature=0.5)

if __name__ == "__main__":
    RECIPES[HISTOGRAM.name] = HISTOGRAM
    sys.exit(main(pipeline.train))
