"""Training: one compiled step over windows of integer ids.

The optimisers are TensorFlow's fused update operations, with Keras's defaults; their state travels in the bundle so
that training goes on where it stopped.
"""

import datetime
import platform
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import tensorflow as tf

from jazzcore.encoding.values.vocabulary import EncodedValues, encode
from jazzcore.encoding.values.windows import Windows, cut_windows, split_validation
from jazzcore.errors import TrainingError
from jazzcore.models.bundle import EpochLoss, FloatArray, ValueBundle
from jazzcore.models.epoch_result import EpochResult, OnEpoch
from jazzcore.models.request import ValueRequest
from jazzcore.models.settings import ValueRecipe
from jazzcore.models.values.network import Network, initial_weights


def train(
    request: ValueRequest, on_epoch: OnEpoch, should_stop: Callable[[], bool], start: ValueBundle | None = None
) -> ValueBundle:
    """Train for `request.epochs` epochs, from fresh weights or on from `start`, and return the bundle.

    After each epoch `on_epoch` gets its losses and what was learnt, then `should_stop` is asked. Raises TrainingError
    when `start` does not fit the corpus or the loss is no longer a number, CorpusError when the corpus is shorter than
    a window.
    """
    if start is not None and start.recipe != request.recipe:
        raise TrainingError(
            f"The model was trained by the recipe {start.recipe.name!r} and cannot be trained on by "
            f"{request.recipe.name!r}; choose the same recipe, or train again."
        )
    encoded = _encoded(request, start)
    value_count = len(encoded.vocabulary)
    learnt, held = split_validation(encoded.sequences, request.recipe.windows.span)
    windows_rng, order_rng = (np.random.default_rng(s) for s in np.random.SeedSequence(request.seed).spawn(2))
    windows = cut_windows(learnt, value_count, request.recipe.windows, windows_rng)
    validation_windows = cut_windows(held, value_count, request.recipe.windows, windows_rng) if held else None
    weights = start.weights if start else initial_weights(request.recipe, value_count, request.seed)
    trainer = _Trainer(request.recipe, weights, start.optimizer if start else ())
    losses = list(start.losses) if start else []
    bundle = ValueBundle(
        recipe=request.recipe,
        vocabulary=encoded.vocabulary,
        sequences=encoded.sequences,
        weights=(),
        optimizer=(),
        charts=request.charts,
        corpus_name=request.corpus_name,
        corpus_digest=request.corpus_digest,
        seed=request.seed,
        losses=(),
        created=datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
        versions=versions(),
    )

    def of_epoch() -> ValueBundle:
        return replace(bundle, weights=trainer.weights(), losses=tuple(losses))

    def kept() -> ValueBundle:
        return replace(of_epoch(), optimizer=trainer.state())

    first_epoch = losses[-1].epoch + 1 if losses else 1
    for epoch in range(first_epoch, first_epoch + request.epochs):
        training = trainer.epoch(windows, order_rng)
        if not np.isfinite(training):
            raise TrainingError(f"The loss of epoch {epoch} is {training}; train again with another seed.")
        losses.append(EpochLoss(epoch, training, trainer.loss(validation_windows) if validation_windows else None))
        on_epoch(losses[-1], EpochResult(kept, of_epoch))
        if should_stop():
            break
    return kept()


class _Trainer:
    """A network and its optimiser, with compiled functions for a step and for a loss."""

    def __init__(self, recipe: ValueRecipe, weights: Sequence[FloatArray], state: Sequence[FloatArray]) -> None:
        self._recipe = recipe
        self._network = Network(recipe, weights)
        self._update = _UPDATES[recipe.optimizer]
        self._iterations = tf.Variable(state[0] if state else np.float32(0))
        slots = state[1:] or [np.zeros_like(weight) for weight in (*weights, *weights)]
        self._trained = [
            Trained(variable, tf.Variable(first), tf.Variable(second))
            for variable, first, second in zip(
                self._network.variables, slots[: len(weights)], slots[len(weights) :], strict=True
            )
        ]
        length = recipe.windows.length
        ids, targets = tf.TensorSpec((None, length), tf.int32), tf.TensorSpec((length, None), tf.int32)
        seed = tf.TensorSpec((2,), tf.int32)
        self._step = tf.function(self._train_on, input_signature=(ids, targets, seed), autograph=False)
        self._loss = tf.function(self._loss_of, input_signature=(ids, targets), autograph=False)

    def epoch(self, windows: Windows, rng: np.random.Generator) -> float:
        """Train on every window once, in random order; the mean loss of a window during the epoch."""
        order = rng.permutation(len(windows.x))
        total = 0.0
        for begin in range(0, len(order), self._recipe.batch_size):
            batch = order[begin : begin + self._recipe.batch_size]
            dropout_seed = rng.integers(2**31, size=2, dtype=np.int32)
            total += float(self._step(windows.x[batch], windows.y[:, batch], dropout_seed)) * len(batch)
        return total / len(order)

    def loss(self, windows: Windows) -> float:
        """The mean loss of a window, without dropout or training."""
        return float(self._loss(windows.x, windows.y))

    def weights(self) -> tuple[FloatArray, ...]:
        """The network's weights as they stand."""
        return self._network.weights()

    def state(self) -> tuple[FloatArray, ...]:
        """The optimiser's state as it stands: iterations, then its slots."""
        firsts, seconds = ([t.first for t in self._trained], [t.second for t in self._trained])
        return (self._iterations.numpy(), *(slot.numpy() for slot in (*firsts, *seconds)))

    def _loss_of(self, ids: tf.Tensor, targets: tf.Tensor, dropout_seed: tf.Tensor | None = None) -> tf.Tensor:
        """Cross-entropy summed over the steps, mean over the batch.

        The course's last target is a row of zeros. It adds no loss, but TensorFlow's gradient of it is that of the
        logits' log-sum-exp: a pull towards smaller logits with which Keras trains the assignment, and without which
        the losses end below the published ones.
        """
        first_step = self._recipe.windows.first_target
        logits = self._network.logits(ids, first_step, dropout_seed)
        losses = tf.nn.softmax_cross_entropy_with_logits(tf.one_hot(targets[first_step:], logits.shape[-1]), logits)
        return tf.reduce_sum(losses) / tf.cast(tf.shape(ids)[0], losses.dtype)

    def _train_on(self, ids: tf.Tensor, targets: tf.Tensor, dropout_seed: tf.Tensor) -> tf.Tensor:
        with tf.GradientTape() as tape:
            loss = self._loss_of(ids, targets, dropout_seed)
        gradients = tape.gradient(loss, self._network.variables)
        rate = self._recipe.learning_rate / (1.0 + self._recipe.decay * self._iterations)
        iteration = self._iterations.assign_add(1.0)
        for trained, gradient in zip(self._trained, gradients, strict=True):
            self._update(trained, tf.convert_to_tensor(gradient), rate, iteration)
        return loss


@dataclass(frozen=True, slots=True)
class Trained:
    """A variable with its optimiser's two slots of the same shape."""

    variable: tf.Variable
    first: tf.Variable
    second: tf.Variable


def adam(trained: Trained, gradient: tf.Tensor, rate: tf.Tensor, iteration: tf.Tensor) -> None:
    """Adam (Kingma and Ba, 2015) with beta 0.9 and 0.999."""
    tf.raw_ops.ResourceApplyAdam(
        var=trained.variable.handle,
        m=trained.first.handle,
        v=trained.second.handle,
        beta1_power=tf.pow(0.9, iteration),
        beta2_power=tf.pow(0.999, iteration),
        lr=rate,
        beta1=0.9,
        beta2=0.999,
        epsilon=1e-7,
        grad=gradient,
    )


def _rmsprop(trained: Trained, gradient: tf.Tensor, rate: tf.Tensor, iteration: tf.Tensor) -> None:
    """RMSprop (Tieleman and Hinton, 2012) with rho 0.9 and no momentum."""
    del iteration
    tf.raw_ops.ResourceApplyRMSProp(
        var=trained.variable.handle,
        ms=trained.first.handle,
        mom=trained.second.handle,
        lr=rate,
        rho=0.9,
        momentum=0.0,
        epsilon=1e-7,
        grad=gradient,
    )


_UPDATES = {"adam": adam, "rmsprop": _rmsprop}


def _encoded(request: ValueRequest, start: ValueBundle | None) -> EncodedValues:
    try:
        return encode(request.sequences, start.vocabulary if start else None)
    except KeyError as unknown:
        raise TrainingError(
            f"The corpus holds the value {unknown}, which the model has never met; train again on this corpus."
        ) from unknown


def versions() -> tuple[tuple[str, str], ...]:
    """What a bundle says of the libraries that trained it."""
    return (("python", platform.python_version()), ("tensorflow", tf.__version__), ("numpy", np.__version__))
