import keras
import numpy as np
import pytest
import tensorflow as tf

from jazzcore.encoding.events.events import Events
from jazzcore.encoding.events.features import (
    INTERVALS,
    IOIS,
    NOTE_MEMORY,
    NOTE_WIDTH,
    PLACE_WIDTH,
    VELOCITIES,
    FeatureTracker,
)
from jazzcore.encoding.events.harmonic_context import HarmonicContext, context_of
from jazzcore.models.bundle import Bundle
from jazzcore.models.events.network import EventNetwork, initial_event_weights
from jazzcore.models.events.sampler import EventSampler
from jazzcore.models.events.weights import event_shapes
from jazzcore.models.settings import STUDIO_SETTINGS
from tests.models.event_bundles import TINY, TINY_STUDIO, event_chart, random_event_bundle

pytestmark = pytest.mark.tensorflow

LAYERS = ("time", "place", "ioi", "interval", "duration", "velocity")


def keras_logits(bundle: Bundle, notes: np.ndarray, places: np.ndarray) -> list[np.ndarray]:
    """The same network out of Keras layers: times, intervals, durations, velocities."""
    size, w = TINY, dict(zip(event_shapes(TINY), bundle.weights, strict=True))
    heard, there = keras.Input((None, NOTE_WIDTH)), keras.Input((None, PLACE_WIDTH))
    embedding = keras.layers.Dense(size.embedding, "relu")
    lstm = keras.layers.LSTM(size.units, return_sequences=True)
    time_layer, place_layer = (keras.layers.Dense(size.hidden, "relu") for _ in range(2))
    heads = [keras.layers.Dense(count) for count in (IOIS, INTERVALS, IOIS, VELOCITIES)]
    ways = [keras.layers.Dense(count, use_bias=False) for count in (IOIS, INTERVALS)]
    embedded = embedding(heard)
    hidden = lstm(embedded)
    concatenate = keras.layers.Concatenate()
    time = time_layer(concatenate([hidden, embedded, heard[..., NOTE_MEMORY:]]))
    place = place_layer(concatenate([hidden, embedded, there]))
    outputs = [
        heads[0](time) + ways[0](heard),
        heads[1](place) + ways[1](there),
        heads[2](place),
        heads[3](place),
    ]
    model = keras.Model([heard, there], outputs)
    embedding.set_weights([w["embedding kernel"], w["embedding bias"]])
    lstm.set_weights([w["lstm kernel"], w["lstm recurrent kernel"], w["lstm bias"]])
    for layer, name in zip([time_layer, place_layer, *heads], LAYERS, strict=True):
        layer.set_weights([w[f"{name} kernel"], w[f"{name} bias"]])
    for layer, name in zip(ways, ("ioi linear", "interval linear"), strict=True):
        layer.set_weights([w[name]])
    return [np.asarray(output) for output in model([notes, places])]


def single_precision_rows(context: HarmonicContext, line: Events) -> tuple[np.ndarray, np.ndarray]:
    """The rows of a line as the sampler hears them; training keeps them in half precision."""
    tracker = FeatureTracker(context)
    steps = len(line) - 1
    notes, places = np.zeros((steps, NOTE_WIDTH), np.float32), np.zeros((steps, PLACE_WIDTH), np.float32)
    for step in range(steps):
        tracker.update(line[step])
        tracker.fill_note(notes[step])
        tracker.fill_place(places[step], line[step + 1].onset_tick)
    return notes, places


def test_network_sampler_and_keras_agree() -> None:
    """Two lines side by side; the network in two segments with its state embedded over."""
    bundle = random_event_bundle(recipe=TINY_STUDIO)
    context = context_of(event_chart())
    lines = [line[:30] for line in bundle.music.melodies[:2]]
    notes, places = map(np.stack, zip(*(single_precision_rows(context, line) for line in lines), strict=True))
    expected = keras_logits(bundle, notes, places)

    network = EventNetwork(TINY, bundle.weights)
    state = (tf.zeros((2, TINY.units)),) * 2
    segments = []
    for part in (slice(0, 15), slice(15, None)):
        by_time = (tf.constant(rows.transpose(1, 0, 2)[part]) for rows in (notes, places))
        logits, state = network.logits(*by_time, state)
        segments.append(logits)
    for index, of_keras in enumerate(expected):
        fused = np.concatenate([segment[index] for segment in segments]).transpose(1, 0, 2)
        assert np.abs(fused - of_keras).max() < 1e-5

    sampler = EventSampler(bundle.weights, context, 2)
    lasting = [0, 0]
    for step in range(29):
        times = sampler.step([line[step]._replace(duration_ticks=0) for line in lines], lasting)
        played = (times, *sampler.predict([line[step + 1].onset_tick for line in lines]))
        lasting = [line[step].duration_ticks for line in lines]
        for ours, of_keras in zip(played, expected, strict=True):
            assert np.abs(ours - of_keras[:, step]).max() < 1e-5


def test_fresh_weights_follow_the_seed_and_begin_remembering() -> None:
    size = STUDIO_SETTINGS.sizes[0]
    first, again, other = (initial_event_weights(size, seed) for seed in (1, 1, 2))
    named = dict(zip(event_shapes(size), first, strict=True))

    assert [weight.shape for weight in first] == list(event_shapes(size).values())
    assert all(np.array_equal(a, b) for a, b in zip(first, again, strict=True))
    assert not np.array_equal(first[0], other[0])
    assert named["lstm bias"].tolist() == [0] * size.units + [1] * size.units + [0] * (2 * size.units)
    assert not named["interval linear"].any()
