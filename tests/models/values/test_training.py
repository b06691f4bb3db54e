from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import keras
import numpy as np
import pytest
import tensorflow as tf

from jazzcore import pipeline
from jazzcore.corpus.corpus import corpus_of
from jazzcore.corpus.course_file import course_sheet
from jazzcore.corpus.midi.reader import read_midi
from jazzcore.encoding.values.vocabulary import encode
from jazzcore.encoding.values.windows import NO_VALUE, cut_windows
from jazzcore.errors import CorpusError, TrainingError
from jazzcore.models.bundle import Bundle, EpochLoss
from jazzcore.models.request import EpochResult, OnEpoch, TrainingRequest
from jazzcore.models.values.network import Network, initial_weights
from jazzcore.models.values.sampler import Sampler
from jazzcore.recipes.table import COURSE, DEEPJAZZ, RECIPES
from jazzcore.recipes.values import ValueRecipe
from tests.models.bundles import CHART, VOCABULARY, random_bundle

pytestmark = pytest.mark.tensorflow


def request(recipe: ValueRecipe = COURSE, epochs: int = 3, seed: int = 1, count: int = 120) -> TrainingRequest:
    rng = np.random.default_rng(5)
    piece = tuple(VOCABULARY[i] for i in rng.integers(len(VOCABULARY), size=count))
    return TrainingRequest(
        recipe=recipe.name,
        music=encode((piece,)),
        charts=(CHART,),
        corpus_name="Test",
        corpus_digest="0" * 64,
        epochs=epochs,
        seed=seed,
    )


def never() -> bool:
    return False


def ignore(loss: EpochLoss, result: EpochResult) -> None:
    del loss, result


def train(
    asked: TrainingRequest,
    on_epoch: OnEpoch,
    should_stop: Callable[[], bool],
    start: Bundle | None = None,
    recipe: ValueRecipe | None = None,
) -> Bundle:
    return (recipe or RECIPES[asked.recipe]).train(asked, on_epoch, should_stop, start)


def changed(recipe: ValueRecipe, **settings: object) -> ValueRecipe:
    return replace(recipe, settings=replace(recipe.settings, **settings))


def keras_logits(recipe: ValueRecipe, bundle: Bundle, ids: np.ndarray) -> np.ndarray:
    """The same network out of Keras layers."""
    inputs = keras.Input((ids.shape[1], len(bundle.music.vocabulary)))
    hidden = inputs
    for units in recipe.settings.lstm_units:
        hidden = keras.layers.LSTM(units, return_sequences=True)(hidden)
    model = keras.Model(inputs, keras.layers.Dense(len(bundle.music.vocabulary))(hidden))
    model.set_weights(list(bundle.weights))
    one_hot = np.vstack([np.eye(len(bundle.music.vocabulary)), np.zeros(len(bundle.music.vocabulary))])[ids]
    return np.asarray(model(one_hot.astype(np.float32)))


@pytest.mark.parametrize(
    "recipe", [COURSE, DEEPJAZZ, changed(COURSE, lstm_units=(8,))], ids=["course", "deepjazz", "wide"]
)
def test_network_sampler_and_keras_agree(recipe: ValueRecipe) -> None:
    """The recipe of 8 units has fewer gates than values, so that its kernel is looked up."""
    bundle = random_bundle(recipe=recipe)
    ids = np.random.default_rng(1).integers(len(VOCABULARY), size=(3, 12)).astype(np.int32)
    ids[:, 0] = NO_VALUE
    expected = keras_logits(recipe, bundle, ids)

    fused = Network(bundle.weights).logits(tf.constant(ids)).numpy().transpose(1, 0, 2)
    sampler = Sampler(bundle.weights)
    stepped = np.array([sampler.step(None if value == NO_VALUE else int(value)) for value in ids[0]])

    assert np.abs(fused - expected).max() < 1e-5
    assert np.abs(stepped - expected[0]).max() < 1e-5


@pytest.mark.parametrize(("value_count", "parameters"), [(90, 45_530), (78, 41_678)])
def test_the_course_network_has_the_published_size(value_count: int, parameters: int) -> None:
    assert sum(weight.size for weight in initial_weights(COURSE.settings, value_count, 0)) == parameters


@pytest.mark.parametrize("recipe", [COURSE, changed(DEEPJAZZ, dropout=0.0)], ids=["adam", "rmsprop"])
def test_an_epoch_updates_the_weights_as_keras_does(recipe: ValueRecipe) -> None:
    """One batch an epoch, so that the order of the windows is of no account; loss and gradient are Keras's own."""
    recipe = changed(recipe, batch_size=1000, lstm_units=(16,))
    asked = request(recipe, epochs=4)
    ours = train(asked, ignore, never, recipe=recipe)

    theirs = keras_training(recipe, asked, epochs=4)

    for weight, expected in zip(ours.weights, theirs, strict=True):
        assert np.abs(weight - expected).max() < 2e-4


def keras_training(recipe: ValueRecipe, asked: TrainingRequest, epochs: int) -> list[np.ndarray]:
    encoded = asked.music
    value_count = len(encoded.vocabulary)
    rng = np.random.default_rng(np.random.SeedSequence(asked.seed).spawn(2)[0])
    windows = cut_windows(encoded.sequences, value_count, recipe.settings.windows, rng)
    inputs = keras.Input((recipe.settings.windows.length, value_count))
    hidden = keras.layers.LSTM(recipe.settings.lstm_units[0], return_sequences=True)(inputs)
    model = keras.Model(inputs, keras.layers.Dense(value_count)(hidden))
    model.set_weights(list(initial_weights(recipe.settings, value_count, asked.seed)))
    rate = keras.optimizers.schedules.InverseTimeDecay(recipe.settings.learning_rate, 1, recipe.settings.decay)
    optimizer = {"adam": keras.optimizers.Adam, "rmsprop": keras.optimizers.RMSprop}[recipe.settings.optimizer](rate)
    rows = np.vstack([np.eye(value_count, dtype=np.float32), np.zeros((1, value_count), np.float32)])
    first_step = recipe.settings.windows.first_target
    x, y = rows[windows.x], rows[windows.y.T[:, first_step:]]
    for _ in range(epochs):
        with tf.GradientTape() as tape:
            losses = keras.losses.categorical_crossentropy(y, model(x)[:, first_step:], from_logits=True)
            loss = tf.reduce_sum(losses) / len(x)
        optimizer.apply(tape.gradient(loss, model.trainable_variables), model.trainable_variables)
    return model.get_weights()


@pytest.mark.parametrize("seed", [1, 2, 3, 4, 5])
def test_losses_follow_the_published_ones(course_request: TrainingRequest, seed: int) -> None:
    losses = [loss.training for loss in train(replace(course_request, seed=seed), ignore, never).losses]

    assert 125 <= losses[0] <= 135
    assert 8.5 <= losses[-1] <= 10.5


@pytest.fixture(scope="module")
def course_request(shared: Path) -> TrainingRequest:
    name = "original_metheny.mid"
    song = read_midi((shared / "data" / name).read_bytes(), name)
    sheet = course_sheet(song)
    return pipeline.encode(corpus_of("Course", (sheet,)), COURSE, 100, 1)


@pytest.mark.parametrize("recipe", [COURSE, DEEPJAZZ], ids=["course", "deepjazz"])
def test_the_same_seed_trains_the_same_model(recipe: ValueRecipe) -> None:
    first, second, other = (train(request(recipe, seed=seed), ignore, never) for seed in (1, 1, 2))

    assert first.losses == second.losses != other.losses


def test_training_on_continues_as_if_it_had_never_stopped() -> None:
    recipe = changed(COURSE, batch_size=1000)
    through = train(request(recipe, epochs=6), ignore, never, recipe=recipe)

    half = train(request(recipe, epochs=3), ignore, never, recipe=recipe)
    resumed = train(request(recipe, epochs=3), ignore, never, start=half, recipe=recipe)

    assert [loss.epoch for loss in resumed.losses] == [1, 2, 3, 4, 5, 6]
    assert np.allclose(
        [loss.training for loss in resumed.losses], [loss.training for loss in through.losses], rtol=1e-5
    )


def test_stop_keeps_what_was_learnt() -> None:
    seen: list[int] = []

    bundle = train(request(epochs=50), lambda loss, _: seen.append(loss.epoch), lambda: len(seen) == 2)

    assert seen == [1, 2]
    assert bundle.epochs == 2


def test_the_bundle_after_an_epoch_is_the_model_as_it_stands() -> None:
    bundles: list[Bundle] = []

    last = train(request(epochs=2), lambda _, result: bundles.append(result.bundle()), never)

    assert [each.epochs for each in bundles] == [1, 2]
    assert not np.array_equal(bundles[0].weights[0], last.weights[0])
    assert np.array_equal(bundles[1].weights[0], last.weights[0])


def test_a_checkpoint_is_the_model_of_its_epoch_without_the_optimiser_s_state() -> None:
    checkpoints: list[Bundle] = []

    last = train(request(epochs=2), lambda _, result: checkpoints.append(result.of_epoch()), never)

    first = train(request(epochs=1), ignore, never)
    for checkpoint, expected in zip(checkpoints, (first, last), strict=True):
        assert checkpoint.losses == expected.losses
        assert all(map(np.array_equal, checkpoint.weights, expected.weights))
        assert (checkpoint.optimizer, bool(expected.optimizer)) == ((), True)


def test_a_large_corpus_is_judged_on_what_was_held_out() -> None:
    losses = train(request(epochs=1, count=1100), ignore, never).losses

    assert losses[0].validation is not None
    assert train(request(epochs=1), ignore, never).losses[0].validation is None


def test_values_the_model_never_met_are_refused() -> None:
    start = train(request(epochs=1), ignore, never)
    foreign = replace(request(), music=encode((("X,3.000",) * 40,)))

    with pytest.raises(TrainingError, match=r"X,3\.000"):
        train(foreign, ignore, never, start=start)


def test_another_recipe_cannot_train_on() -> None:
    start = train(request(epochs=1), ignore, never)

    with pytest.raises(TrainingError, match=r"'course'.*'deepjazz'"):
        train(request(DEEPJAZZ), ignore, never, start=start)


def test_a_corpus_shorter_than_a_window_is_refused() -> None:
    with pytest.raises(CorpusError, match="29 values, fewer than the 30 of a window"):
        train(request(count=29), ignore, never)
