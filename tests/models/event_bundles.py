"""Bundles of events made in memory: melodies drawn from a seed, weights drawn from a seed or small enough to train."""

from dataclasses import replace

import numpy as np

from jazzcore.encoding.events.events import EncodedEvents, Event, Events
from jazzcore.models.bundle import Bundle, EpochLoss
from jazzcore.models.request import TrainingRequest
from jazzcore.models.settings import EventSettings, EventSize
from jazzcore.music.chords.table import chord_of
from jazzcore.music.leadsheet import ChordEvent, LeadSheet, Meter, bars_of
from jazzcore.recipes.events import EventRecipe
from jazzcore.recipes.table import STUDIO

FOUR_FOUR = Meter()
TINY = EventSize(
    least_notes=0,
    embedding=8,
    units=8,
    hidden=8,
    batch_size=2,
    steps=16,
    learning_rate=0.01,
    dropout=0.2,
    input_dropout=0.1,
    recurrent_dropout=0.1,
    ema_decay=0.9,
)
TINY_STUDIO = replace(STUDIO, settings=EventSettings(sizes=(TINY,), patience=50))
SYMBOLS = ("Dm7", "G7", "Cmaj7", "A7b9")


def event_chart(bar_count: int = 8, meter: Meter = FOUR_FOUR) -> LeadSheet:
    """A chart of a chord a bar."""
    chords = tuple(
        ChordEvent(bar.onset_quarter, chord_of(SYMBOLS[index % len(SYMBOLS)]))
        for index, bar in enumerate(bars_of(meter, bar_count))
    )
    return LeadSheet("A chord a bar", (), chords, bars_of(meter, bar_count), 140.0, "test")


def event_line(seed: int, end_tick: int = 8 * 48) -> Events:
    """A melody of eighths and quarters by steps and small leaps."""
    rng = np.random.default_rng(seed)
    notes: list[Event] = []
    tick, pitch = int(rng.choice([0, 6, 12])), int(rng.integers(56, 66))
    while tick < end_tick:
        ticks = int(rng.choice([6, 6, 6, 12, 24]))
        notes.append(Event(tick, int(rng.integers(3, ticks + 1)), pitch, 80))
        tick += ticks
        pitch += int(rng.choice([-4, -2, -1, 1, 2, 3])) - (pitch > 70) + (pitch < 50)
    return tuple(notes)


def event_request(
    recipe: EventRecipe = TINY_STUDIO, epochs: int = 3, seed: int = 1, validation: tuple[int, ...] = (3,)
) -> TrainingRequest:
    """A request to learn three melodies of four."""
    return TrainingRequest(
        recipe=recipe.name,
        music=EncodedEvents(melodies=tuple(map(event_line, range(4))), validation=validation),
        charts=(event_chart(),) * 4,
        corpus_name="Test corpus",
        corpus_digest="0" * 64,
        epochs=epochs,
        seed=seed,
    )


def random_event_bundle(seed: int = 0, recipe: EventRecipe = STUDIO) -> Bundle:
    """A bundle whose network was never trained; its weights make clear choices."""
    rng = np.random.default_rng(seed)
    request = event_request(recipe)
    shapes = recipe.weight_shapes(request.music)
    weights = tuple(rng.normal(0, 1 / np.sqrt(shape[0]), shape).astype(np.float32) for shape in shapes)
    return Bundle(
        recipe=recipe.name,
        music=request.music,
        weights=weights,
        optimizer=(np.ones((), np.float32), *(np.zeros_like(weight) for weight in (*weights, *weights))),
        charts=request.charts,
        corpus_name=request.corpus_name,
        corpus_digest=request.corpus_digest,
        seed=seed,
        losses=(EpochLoss(1, 5.0, 4.5), EpochLoss(2, 4.0, 4.25), EpochLoss(3, 3.5, 4.75)),
        created="2026-11-22T03:00:00+00:00",
        versions=(("numpy", "2"),),
    )
