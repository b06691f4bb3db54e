"""Training over events: truncated backpropagation through whole melodies, several of them in a batch.

A melody is cut into segments. The LSTM's state goes on from one segment to the next and begins with zeros at a new
melody. The learning rate rises at first and then falls by a cosine (Loshchilov and Hutter, 2017). What is scored and
kept is a moving average of the weights (Polyak and Juditsky, 1992), that of the best epoch. Losses are in nats a note:
those of the time to the next note and of its interval. Durations and velocities are learnt with a smaller weight.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import tensorflow as tf

from jazzcore.encoding.events.events import EncodedEvents
from jazzcore.encoding.events.features import EventRows, rows_of
from jazzcore.encoding.events.harmonic_context import context_of
from jazzcore.errors import CorpusError, TrainingError
from jazzcore.models.bundle import Bundle, EpochLoss, FloatArray, best_epoch
from jazzcore.models.events.network import EventNetwork, Logits, State, initial_event_weights
from jazzcore.models.events.weights import event_shapes
from jazzcore.models.optimizers import Optimizer, versions
from jazzcore.models.request import EpochResult, OnEpoch, TrainingRequest, untrained_bundle
from jazzcore.models.settings import EventSettings, EventSize


@dataclass(frozen=True, slots=True)
class _Constants:
    """How every network over events is trained; chosen by hand, and measured by `benchmarks.quality.next_note`.

    `rising_share` is the share of a run in which the learning rate rises, `least_rate` the share of the highest rate at
    which it begins and ends. `minor_weight` weighs durations and velocities against times and intervals.
    `most_gradient` is the norm to which gradients are clipped (Pascanu et al., 2013). `scored_steps` is how many notes
    are scored at a time. The first updates count for more in the moving average: its decay after n of them is at most
    (1 + n) / (`warm_up` + n).
    """

    rising_share: float = 0.1
    least_rate: float = 0.02
    minor_weight: float = 0.3
    most_gradient: float = 1.0
    scored_steps: int = 128
    warm_up: float = 10.0


_CONSTANTS = _Constants()


@dataclass(frozen=True, slots=True, eq=False)
class NextNoteScore:
    """How well a model predicts the next note: nats of its time and of its interval, and how often each is right."""

    ioi_nats: float
    interval_nats: float
    ioi_accuracy: float
    interval_accuracy: float
    note_count: int

    @property
    def nats(self) -> float:
        """Nats a note, of time and interval together."""
        return self.ioi_nats + self.interval_nats


def train_events(
    settings: EventSettings,
    request: TrainingRequest,
    on_epoch: OnEpoch,
    should_stop: Callable[[], bool],
    start: Bundle | None = None,
) -> Bundle:
    """Train a network over events and keep the weights of its best epoch.

    It ends early where the validation loss no longer falls. To train a bundle further is to go on from its best epoch.

    Parameters
    ----------
    settings : EventSettings
        The sizes of network for corpora of all sizes, and how they are trained.
    request : TrainingRequest
        The music, an EncodedEvents, and for how many epochs to train at most.
    on_epoch : function of EpochLoss and EpochResult
        Called after each epoch.
    should_stop : function
        Asked after each epoch; training ends where it gives True.
    start : Bundle, optional
        The bundle to train further; fresh weights unless given.

    Returns
    -------
    Bundle
        The model of the best epoch, with the losses of all epochs.

    Raises
    ------
    TrainingError
        When `start` does not fit the request, or the loss is no longer a number.
    CorpusError
        When no melody has two notes.

    """
    music: EncodedEvents = request.music
    bundle = untrained_bundle(request, start, versions())
    rows = [rows_of(melody, context_of(chart)) for melody, chart in zip(music.melodies, request.charts, strict=True)]
    training_rows = _MelodyRows.of(row for index, row in enumerate(rows) if index not in music.validation)
    validation_rows = _MelodyRows.of(row for index, row in enumerate(rows) if index in music.validation)
    if not training_rows.lengths:
        raise CorpusError("No piece has two notes, so there is nothing to learn; choose longer pieces.")
    size = settings.size_for(music.note_count)
    rng = np.random.default_rng(request.seed)
    bundle = replace(bundle, weights=bundle.weights or initial_event_weights(size, request.seed))
    trainer = _Trainer(training_rows, size, (bundle.weights, bundle.optimizer))
    epochs_before = bundle.epochs
    scorer = _Scorer(size, validation_rows) if validation_rows.lengths else None

    for epoch in range(epochs_before + 1, epochs_before + request.epochs + 1):
        training = trainer.epoch(_rates(request.epochs, epoch - epochs_before, size.learning_rate), rng)
        if not np.isfinite(training):
            raise TrainingError(f"The loss of epoch {epoch} is {training}; train again with another seed.")
        ema = trainer.ema()
        validation_nats = scorer.score(ema).nats if scorer else None
        bundle = replace(bundle, losses=(*bundle.losses, EpochLoss(epoch, training, validation_nats)))
        best = best_epoch(bundle.losses)
        if best == epoch:
            bundle = replace(bundle, weights=ema, optimizer=trainer.state())
        on_epoch(bundle.losses[-1], _result(bundle, ema))
        if should_stop() or epoch - max(best, epochs_before) >= settings.patience:
            break
    return bundle


def _result(bundle: Bundle, ema: tuple[FloatArray, ...]) -> EpochResult:
    return EpochResult(lambda: bundle, lambda: replace(bundle, weights=ema, optimizer=()))


def next_note_score(size: EventSize, weights: Sequence[FloatArray], rows: Iterable[EventRows]) -> NextNoteScore:
    """Score weights on melodies, each whole and its first note given.

    Parameters
    ----------
    size : EventSize
        The size of the network.
    weights : sequence of arrays
        The weights in a bundle's order.
    rows : iterable of EventRows
        The melodies.

    Returns
    -------
    NextNoteScore
        The mean over all notes.

    Raises
    ------
    ValueError
        Where no melody has two notes.
    """
    melodies = _MelodyRows.of(rows)
    if not melodies.lengths:
        raise ValueError("a score needs a melody of two notes or more, got none")
    return _Scorer(size, melodies).score(weights)


class _Batch(NamedTuple):
    """Note rows, place rows and targets (steps, batch, ...), and weights (steps, batch), 0 where there is no note."""

    notes: tf.Tensor
    places: tf.Tensor
    targets: tf.Tensor
    weights: tf.Tensor


@dataclass(frozen=True, slots=True, eq=False)
class _MelodyRows:
    """The rows of many melodies in one array, after a row of zeros; `lengths` are the rows of each melody."""

    notes: tf.Tensor
    places: tf.Tensor
    targets: tf.Tensor
    lengths: tuple[int, ...]

    @classmethod
    def of(cls, melodies: Iterable[EventRows]) -> "_MelodyRows":
        """Put the rows of melodies into one array; melodies without rows are left out."""
        kept = [rows for rows in melodies if len(rows.notes)]

        def stacked(arrays: Sequence[npt.NDArray[np.generic]]) -> tf.Tensor:
            return tf.constant(np.concatenate([np.zeros_like(arrays[0][:1]), *arrays])) if arrays else tf.zeros((0,))

        return cls(
            stacked([rows.notes for rows in kept]),
            stacked([rows.places for rows in kept]),
            stacked([rows.targets for rows in kept]),
            tuple(len(rows.notes) for rows in kept),
        )

    def segments(
        self, batch_size: int, steps: int, order: Sequence[int]
    ) -> Iterator[tuple[npt.NDArray[np.int32], npt.NDArray[np.float32]]]:
        """Cut the melodies into segments for batches. A new melody goes where the fewest segments wait.

        Parameters
        ----------
        batch_size : int
            How many melodies are learnt beside each other.
        steps : int
            How many notes of each a segment has.
        order : sequence of int
            The indices of the melodies, in the order in which they are learnt.

        Yields
        ------
        tuple of two arrays
            The numbers of the rows (steps, batch), 0 where there is no note; and for each place of the batch (batch, 1)
            1 where its melody goes on from the segment before, else 0.
        """
        begins = np.concatenate([[1], 1 + np.cumsum(self.lengths)])
        queues: list[list[tuple[int, int]]] = [[] for _ in range(batch_size)]
        for melody in order:
            queue = min(queues, key=len)
            queue += [(melody, start) for start in range(0, self.lengths[melody], steps)]
        for index in range(max(map(len, queues))):
            numbers = np.zeros((steps, batch_size), np.int32)
            goes_on = np.zeros((batch_size, 1), np.float32)
            for place, queue in enumerate(queues):
                if index < len(queue):
                    melody, start = queue[index]
                    count = min(steps, self.lengths[melody] - start)
                    numbers[:count, place] = np.arange(begins[melody] + start, begins[melody] + start + count)
                    goes_on[place] = start > 0
            yield numbers, goes_on

    def batch(self, numbers: tf.Tensor) -> _Batch:
        """The rows of these numbers (steps, batch)."""
        notes, places = (tf.cast(tf.gather(rows, numbers), tf.float32) for rows in (self.notes, self.places))
        return _Batch(notes, places, tf.gather(self.targets, numbers), tf.cast(numbers > 0, tf.float32))


class _Trainer:
    """A network with its optimiser and the moving average of its weights."""

    def __init__(self, melodies: _MelodyRows, size: EventSize, start: tuple[Sequence[FloatArray], ...]) -> None:
        weights, state = start
        self._size = size
        self._decay = size.ema_decay
        self._melodies = melodies
        self._network = EventNetwork(size, weights)
        self._ema = [tf.Variable(array) for array in weights]
        self._optimizer = Optimizer("adam", self._network.variables, state)
        self._step = tf.function(self._train_on, autograph=False, reduce_retracing=True)

    def epoch(self, rates: Callable[[float], float], rng: np.random.Generator) -> float:
        """Train on every melody once, in random order; gives the mean loss of a note during the epoch, in nats."""
        size = self._size
        order = rng.permutation(len(self._melodies.lengths)).tolist()
        segments = list(self._melodies.segments(size.batch_size, size.steps, order))
        state = _no_state(size, size.batch_size)
        nats = notes = 0.0
        for index, (numbers, goes_on) in enumerate(segments):
            state = (state[0] * goes_on, state[1] * goes_on)
            seed = tf.constant(rng.integers(2**31 - 1000, size=2, dtype=np.int32))
            rate = tf.constant(rates(index / len(segments)), tf.float32)
            loss, count, state = self._step(tf.constant(numbers), state, seed, rate)
            nats, notes = nats + float(loss), notes + float(count)
        return nats / notes

    def ema(self) -> tuple[FloatArray, ...]:
        """The moving average of the weights as it stands."""
        return tuple(average.numpy() for average in self._ema)

    def state(self) -> tuple[FloatArray, ...]:
        """The optimiser's state as it stands."""
        return self._optimizer.state()

    def _train_on(
        self, numbers: tf.Tensor, state: State, seed: tf.Tensor, rate: tf.Tensor
    ) -> tuple[tf.Tensor, tf.Tensor, State]:
        """Update the weights once; gives the nats of the next notes, how many they are, and the state after them."""
        batch = self._melodies.batch(numbers)
        count = tf.reduce_sum(batch.weights)
        with tf.GradientTape() as tape:
            logits, state_after = self._network.logits(batch.notes, batch.places, state, seed)
            iois, intervals, durations, velocities = _nats(logits, batch)
            loss = (iois + intervals + _CONSTANTS.minor_weight * (durations + velocities)) / count
        gradients = tape.gradient(loss, self._network.variables)
        clipped, _ = tf.clip_by_global_norm([tf.convert_to_tensor(g) for g in gradients], _CONSTANTS.most_gradient)
        iteration = self._optimizer.apply(clipped, rate)
        decay = tf.minimum(self._decay, (1.0 + iteration) / (_CONSTANTS.warm_up + iteration))
        for variable, average in zip(self._network.variables, self._ema, strict=True):
            average.assign(decay * average + (1.0 - decay) * variable)
        return iois + intervals, count, state_after


class _Scorer:
    """Scores weights on melodies, none of which is learnt."""

    def __init__(self, size: EventSize, melodies: _MelodyRows) -> None:
        self._size = size
        self._melodies = melodies
        self._network = EventNetwork(size, [np.zeros(shape, np.float32) for shape in event_shapes(size).values()])
        self._sums = tf.function(self._sums_of, autograph=False, reduce_retracing=True)

    def score(self, weights: Sequence[FloatArray]) -> NextNoteScore:
        """The score of weights in a bundle's order."""
        for variable, array in zip(self._network.variables, weights, strict=True):
            variable.assign(array)
        count = len(self._melodies.lengths)
        state = _no_state(self._size, count)
        summed = np.zeros(7)
        for numbers, goes_on in self._melodies.segments(count, _CONSTANTS.scored_steps, range(count)):
            sums, state = self._sums(tf.constant(numbers), (state[0] * goes_on, state[1] * goes_on))
            summed += sums.numpy()
        ioi, interval, _, _, ioi_hits, interval_hits, notes = summed.tolist()
        return NextNoteScore(ioi / notes, interval / notes, ioi_hits / notes, interval_hits / notes, round(notes))

    def _sums_of(self, numbers: tf.Tensor, state: State) -> tuple[tf.Tensor, State]:
        """Sums (7,) over notes: the nats of all that is predicted, the hits of times and intervals, the notes."""
        batch = self._melodies.batch(numbers)
        logits, state_after = self._network.logits(batch.notes, batch.places, state)
        hits = [
            tf.reduce_sum(batch.weights * tf.cast(tf.argmax(of, -1, tf.int32) == batch.targets[..., index], tf.float32))
            for index, of in enumerate((logits.iois, logits.intervals))
        ]
        return tf.stack([*_nats(logits, batch), *hits, tf.reduce_sum(batch.weights)]), state_after


def _nats(logits: Logits, batch: _Batch) -> list[tf.Tensor]:
    """The summed nats of each thing that is predicted."""
    return [
        tf.reduce_sum(batch.weights * tf.nn.sparse_softmax_cross_entropy_with_logits(batch.targets[..., index], of))
        for index, of in enumerate(logits)
    ]


def _no_state(size: EventSize, batch_size: int) -> State:
    zeros = tf.zeros((batch_size, size.units))
    return zeros, zeros


def _rates(epochs: int, epoch: int, highest: float) -> Callable[[float], float]:
    """The learning rate after a share of the `epoch`-th (from 1) of `epochs` epochs."""

    def rate(share: float) -> float:
        done = (epoch - 1 + share) / epochs
        if done < _CONSTANTS.rising_share:
            return highest * max(done / _CONSTANTS.rising_share, _CONSTANTS.least_rate)
        fallen = 0.5 * (1 + np.cos(np.pi * (done - _CONSTANTS.rising_share) / (1 - _CONSTANTS.rising_share)))
        return float(highest * (fallen * (1 - _CONSTANTS.least_rate) + _CONSTANTS.least_rate))

    return rate
