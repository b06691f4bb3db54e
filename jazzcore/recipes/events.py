"""Recipes of events: notes on a grid in any meter, learnt over the chords they sound with."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from typing import ClassVar

import numpy as np

from jazzcore.corpus.corpus import Corpus
from jazzcore.encoding.events.events import (
    IOIS,
    VALIDATION_EVERY,
    EncodedEvents,
    events_of,
    ioi_class,
    validation_melodies,
)
from jazzcore.encoding.events.features import INTERVALS, NOTE_WIDTH
from jazzcore.improvise.events import improvise_events, regenerate_events
from jazzcore.improvise.form import Form, Passage, SoloChoice
from jazzcore.models.bundle import Bundle, Shape
from jazzcore.models.events.weights import event_shapes
from jazzcore.models.request import OnEpoch, TrainingRequest
from jazzcore.models.settings import EventSettings
from jazzcore.music.solo import Solo
from jazzcore.recipes.recipe import CorpusSummary, Recipe

ENOUGH_NOTES = 2000

_MEASURED = ((250, 5.3), (800, 4.4), (2900, 4.2), (9000, 3.9), (154_000, 3.5))
"""Notes learnt from, and nats a note on other solos: solos of the Weimar Jazz Database by the studio's recipe."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventRecipe(Recipe):
    """A recipe that learns the melody of each piece note by note. Weights are in the order of `event_shapes`."""

    can_continue: ClassVar[bool] = True
    can_regenerate: ClassVar[bool] = True
    keeps_best_epoch: ClassVar[bool] = True
    music_type: ClassVar[type] = EncodedEvents

    settings: EventSettings

    def encode(self, corpus: Corpus) -> EncodedEvents:
        """Encode the melody of each piece; every eighth one is held out."""
        melodies = tuple(map(events_of, corpus.pieces))
        return EncodedEvents(melodies=melodies, validation=validation_melodies(melodies))

    def weight_shapes(self, music: EncodedEvents) -> tuple[Shape, ...]:
        """The shapes of the network whose size suits the number of notes."""
        return tuple(event_shapes(self.settings.size_for(music.note_count)).values())

    def describe(self, corpus: Corpus) -> CorpusSummary:
        """Count notes, steps from note to note, and the segments of an epoch."""
        music = self.encode(corpus)
        steps = [
            (ioi_class(b.onset_tick - a.onset_tick), b.pitch - a.pitch)
            for melody in music.melodies
            for a, b in pairwise(melody)
        ]
        length = self.settings.size_for(music.note_count).steps
        segments = sum(-(-(len(melody) - 1) // length) for melody in music.melodies)
        return CorpusSummary(
            pieces=len(corpus.pieces),
            bars=corpus.bar_count,
            notes=corpus.note_count,
            values=corpus.note_count,
            unique_values=len(set(steps)),
            x_shape=(segments, length, NOTE_WIDTH),
            y_shape=(length, segments, IOIS + INTERVALS),
            chord_bars=corpus.bar_count + len(corpus.pieces),
            remarks=size_remarks(len(corpus.pieces), corpus.note_count),
        )

    def train(
        self,
        request: TrainingRequest,
        on_epoch: OnEpoch,
        should_stop: Callable[[], bool],
        start: Bundle | None = None,
    ) -> Bundle:
        """Train as `train_events` does; see `Recipe.train`."""
        from jazzcore.models.events.training import train_events  # noqa: PLC0415 - TensorFlow, in the worker only

        return train_events(self.settings, request, on_epoch, should_stop, start)

    def improvise(self, bundle: Bundle, form: Form, choice: SoloChoice, rng: np.random.Generator) -> Solo:
        """Play a few candidates and keep the one most like real solos; see `Recipe.improvise`."""
        (notes_rng,) = rng.spawn(1)
        return improvise_events(bundle, form, choice, notes_rng)

    def regenerate(self, bundle: Bundle, passage: Passage, choice: SoloChoice, rng: np.random.Generator) -> Solo:
        """Play a few candidates and keep the one that the next note fits best; see `Recipe.regenerate`."""
        return regenerate_events(bundle, passage, choice, rng)

    def has_music_for(self, chart_count: int, music: EncodedEvents) -> bool:
        """Tell whether there is a melody for each chart; see `Recipe.has_music_for`."""
        return len(music.melodies) == chart_count


def size_remarks(piece_count: int, note_count: int) -> tuple[str, ...]:
    """Say what to expect of a corpus that is small for a recipe of events.

    Parameters
    ----------
    piece_count : int
        The pieces of the corpus.
    note_count : int
        Their notes.

    Returns
    -------
    tuple of str
        One text, or none where the corpus is large enough.
    """
    remarks = []
    if note_count < ENOUGH_NOTES:
        few, few_nats = min(_MEASURED, key=lambda measured: abs(measured[0] - note_count))
        many, many_nats = _MEASURED[-1]
        remarks.append(
            f"{note_count:,} notes are few for this recipe: trained on {few:,} notes of real solos it predicted the "
            f"next note of others at {few_nats:.1f} nats, trained on {many:,} at {many_nats:.1f} (0 would be certain). "
            f"Learn from {ENOUGH_NOTES:,} notes or more, or take the course's recipe."
        )
    if piece_count < VALIDATION_EVERY:
        remarks.append(
            f"With fewer than {VALIDATION_EVERY} pieces none is held out for validation, so training does not notice "
            "when it begins to learn by heart: train for few epochs."
        )
    return (" ".join(remarks),) if remarks else ()
