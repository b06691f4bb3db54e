"""Training: one compiled step over windows of integer ids.

The optimiser's state is saved in the bundle, so that further training starts where this one stopped.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
import tensorflow as tf

from jazzcore.encoding.values.vocabulary import EncodedValues, encode
from jazzcore.encoding.values.windows import Windows, cut_windows, split_validation
from jazzcore.errors import TrainingError
from jazzcore.models.bundle import Bundle, EpochLoss, FloatArray
from jazzcore.models.optimizers import Optimizer, versions
from jazzcore.models.request import EpochResult, OnEpoch, TrainingRequest, untrained_bundle
from jazzcore.models.settings import ValueSettings
from jazzcore.models.values.network import Network, initial_weights


def train_values(
    settings: ValueSettings,
    request: TrainingRequest,
    on_epoch: OnEpoch,
    should_stop: Callable[[], bool],
    start: Bundle | None = None,
) -> Bundle:
    """Train a network over values.

    Parameters
    ----------
    settings : ValueSettings
        The network, and how it is trained.
    request : TrainingRequest
        The music, an EncodedValues, and for how many epochs to train.
    on_epoch : function of EpochLoss and EpochResult
        Called after each epoch.
    should_stop : function
        Asked after each epoch; training ends where it gives True.
    start : Bundle, optional
        The bundle to train further; fresh weights unless given.

    Returns
    -------
    Bundle
        The model after the last epoch.

    Raises
    ------
    TrainingError
        When `start` does not fit the request, or the loss is no longer a number.
    CorpusError
        When the corpus is shorter than a window.

    """
    bundle = untrained_bundle(request, start, versions())
    bundle = replace(bundle, music=_music(request.music, start))
    music: EncodedValues = bundle.music
    value_count = len(music.vocabulary)
    learnt, validation = split_validation(music.sequences, settings.windows.span)
    windows_rng, order_rng = (np.random.default_rng(s) for s in np.random.SeedSequence(request.seed).spawn(2))
    windows = cut_windows(learnt, value_count, settings.windows, windows_rng)
    validation_windows = cut_windows(validation, value_count, settings.windows, windows_rng) if validation else None
    weights = bundle.weights or initial_weights(settings, value_count, request.seed)
    trainer = _Trainer(settings, weights, bundle.optimizer)
    losses = list(bundle.losses)

    def of_epoch() -> Bundle:
        return replace(bundle, weights=trainer.weights(), optimizer=(), losses=tuple(losses))

    def whole() -> Bundle:
        return replace(of_epoch(), optimizer=trainer.state())

    for epoch in range(bundle.epochs + 1, bundle.epochs + request.epochs + 1):
        training = trainer.epoch(windows, order_rng)
        if not np.isfinite(training):
            raise TrainingError(f"The loss of epoch {epoch} is {training}; train again with another seed.")
        losses.append(EpochLoss(epoch, training, trainer.loss(validation_windows) if validation_windows else None))
        on_epoch(losses[-1], EpochResult(whole, of_epoch))
        if should_stop():
            break
    return whole()


class _Trainer:
    """A network and its optimiser, with compiled functions for a step and for a loss."""

    def __init__(self, settings: ValueSettings, weights: Sequence[FloatArray], state: Sequence[FloatArray]) -> None:
        self._settings = settings
        self._network = Network(weights, settings.dropout)
        self._optimizer = Optimizer(settings.optimizer, self._network.variables, state)
        length = settings.windows.length
        ids, targets = tf.TensorSpec((None, length), tf.int32), tf.TensorSpec((length, None), tf.int32)
        seed = tf.TensorSpec((2,), tf.int32)
        self._step = tf.function(self._train_on, input_signature=(ids, targets, seed), autograph=False)
        self._loss = tf.function(self._loss_of, input_signature=(ids, targets), autograph=False)

    def epoch(self, windows: Windows, rng: np.random.Generator) -> float:
        """Train on every window once, in random order; the mean loss of a window during the epoch."""
        order = rng.permutation(len(windows.x))
        total = 0.0
        for begin in range(0, len(order), self._settings.batch_size):
            batch = order[begin : begin + self._settings.batch_size]
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
        """The optimiser's state as it stands."""
        return self._optimizer.state()

    def _loss_of(self, ids: tf.Tensor, targets: tf.Tensor, dropout_seed: tf.Tensor | None = None) -> tf.Tensor:
        """Cross-entropy summed over the steps, mean over the batch.

        The course's last target is a row of zeros. It adds no loss, but TensorFlow's gradient of it is that of the
        logits' log-sum-exp: a pull towards smaller logits with which Keras trains the assignment, and without which
        the losses end below the published ones.
        """
        first_step = self._settings.windows.first_target
        logits = self._network.logits(ids, first_step, dropout_seed)
        losses = tf.nn.softmax_cross_entropy_with_logits(tf.one_hot(targets[first_step:], logits.shape[-1]), logits)
        return tf.reduce_sum(losses) / tf.cast(tf.shape(ids)[0], losses.dtype)

    def _train_on(self, ids: tf.Tensor, targets: tf.Tensor, dropout_seed: tf.Tensor) -> tf.Tensor:
        with tf.GradientTape() as tape:
            loss = self._loss_of(ids, targets, dropout_seed)
        gradients = tape.gradient(loss, self._network.variables)
        rate = self._settings.learning_rate / (1.0 + self._settings.decay * self._optimizer.iterations)
        self._optimizer.apply(gradients, rate)
        return loss


def _music(music: EncodedValues, start: Bundle | None) -> EncodedValues:
    """The music in the vocabulary of the bundle to train further."""
    if start is None or start.music.vocabulary == music.vocabulary:
        return music
    try:
        return encode(music.texts, start.music.vocabulary)
    except KeyError as unknown:
        raise TrainingError(
            f"The corpus holds the value {unknown}, which the model has never met; train again on this corpus."
        ) from unknown
