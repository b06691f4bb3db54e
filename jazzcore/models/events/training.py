"""Training over events: truncated backpropagation through whole melodies, several side by side.

Each line is cut into segments; the LSTM's state is embedded from one to the next and begins with zeros at a new line.
The learning rate rises over the first tenth of the run and falls by a cosine to a fiftieth. What is judged and kept is
a moving average of the weights (Polyak and Juditsky, 1992), that of the best epoch. Losses are in nats a note: of the
time to the next note and of its interval, as in the project's next-note score; durations and velocities are learnt
beside.
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

_RISE, _LAST_RATE = 0.1, 0.02
_BESIDE = 0.3
_LONGEST_GRADIENT = 1.0
_JUDGED_STEPS = 128
_SLOWEST_AVERAGE = 10.0


@dataclass(frozen=True, slots=True, eq=False)
class NextNoteScore:
    """How well a model tells the next note: nats a note of its time and of its interval, and how often it is right."""

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
    learnt = _Material.of(row for index, row in enumerate(rows) if index not in music.validation)
    validation = _Material.of(row for index, row in enumerate(rows) if index in music.validation)
    if not learnt.line_lengths:
        raise CorpusError("No piece has two notes, so there is nothing to learn; choose longer pieces.")
    size = settings.size_for(music.note_count)
    rng = np.random.default_rng(request.seed)
    bundle = replace(bundle, weights=bundle.weights or initial_event_weights(size, request.seed))
    trainer = _Trainer(learnt, size, (bundle.weights, bundle.optimizer))
    epochs_before = bundle.epochs
    judge = _Judge(size, validation) if validation.line_lengths else None

    for epoch in range(epochs_before + 1, epochs_before + request.epochs + 1):
        training = trainer.epoch(_rates(request.epochs, epoch - epochs_before, size.learning_rate), rng)
        if not np.isfinite(training):
            raise TrainingError(f"The loss of epoch {epoch} is {training}; train again with another seed.")
        ema = trainer.ema()
        validation_nats = judge.score(ema).nats if judge else None
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
    """The score of weights on melodies, each whole and its first note given. Raises ValueError for no notes."""
    material = _Material.of(rows)
    if not material.line_lengths:
        raise ValueError("a score needs a melody of two notes or more, got none")
    return _Judge(size, material).score(weights)


class _Batch(NamedTuple):
    """Note rows, place rows and targets (steps, lines, ...) and weights (steps, lines), 0 where there is no note."""

    notes: tf.Tensor
    places: tf.Tensor
    targets: tf.Tensor
    weights: tf.Tensor


@dataclass(frozen=True, slots=True, eq=False)
class _Material:
    """The rows of many lines under each other, below a row of zeros."""

    notes: tf.Tensor
    places: tf.Tensor
    targets: tf.Tensor
    line_lengths: tuple[int, ...]

    @classmethod
    def of(cls, lines: Iterable[EventRows]) -> "_Material":
        kept = [rows for rows in lines if len(rows.notes)]

        def stacked(arrays: Sequence[npt.NDArray[np.generic]]) -> tf.Tensor:
            return tf.constant(np.concatenate([np.zeros_like(arrays[0][:1]), *arrays])) if arrays else tf.zeros((0,))

        return cls(
            stacked([rows.notes for rows in kept]),
            stacked([rows.places for rows in kept]),
            stacked([rows.targets for rows in kept]),
            tuple(len(rows.notes) for rows in kept),
        )

    def segments(
        self, line_count: int, steps: int, order: Sequence[int]
    ) -> Iterator[tuple[npt.NDArray[np.int32], npt.NDArray[np.float32]]]:
        """Row numbers (steps, lines) of each segment, 0 where there is no note, and which lines go on, (lines, 1).

        A line that is over makes room for the next one of `order` in the place that has least to do.
        """
        begins = np.concatenate([[1], 1 + np.cumsum(self.line_lengths)])
        queues: list[list[tuple[int, int]]] = [[] for _ in range(line_count)]
        for line in order:
            queue = min(queues, key=len)
            queue += [(line, done) for done in range(0, self.line_lengths[line], steps)]
        for index in range(max(map(len, queues))):
            numbers = np.zeros((steps, line_count), np.int32)
            goes_on = np.zeros((line_count, 1), np.float32)
            for place, queue in enumerate(queues):
                if index < len(queue):
                    line, done = queue[index]
                    count = min(steps, self.line_lengths[line] - done)
                    numbers[:count, place] = np.arange(begins[line] + done, begins[line] + done + count)
                    goes_on[place] = done > 0
            yield numbers, goes_on

    def batch(self, numbers: tf.Tensor) -> _Batch:
        """What stands in the rows of these numbers (steps, lines)."""
        notes, places = (tf.cast(tf.gather(rows, numbers), tf.float32) for rows in (self.notes, self.places))
        return _Batch(notes, places, tf.gather(self.targets, numbers), tf.cast(numbers > 0, tf.float32))


class _Trainer:
    """A network with its optimiser and the moving average of its weights."""

    def __init__(self, material: _Material, size: EventSize, start: tuple[Sequence[FloatArray], ...]) -> None:
        weights, state = start
        self._size = size
        self._decay = size.ema_decay
        self._material = material
        self._network = EventNetwork(size, weights)
        self._ema = [tf.Variable(array) for array in weights]
        self._optimizer = Optimizer("adam", self._network.variables, state)
        self._step = tf.function(self._train_on, autograph=False, reduce_retracing=True)

    def epoch(self, rates: Callable[[float], float], rng: np.random.Generator) -> float:
        """Learn every line once, in random order; the mean loss of a note during the epoch, in nats."""
        size = self._size
        order = rng.permutation(len(self._material.line_lengths)).tolist()
        segments = list(self._material.segments(size.batch_size, size.steps, order))
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
        """The ema weights as they stand."""
        return tuple(average.numpy() for average in self._ema)

    def state(self) -> tuple[FloatArray, ...]:
        """The optimiser's state as it stands."""
        return self._optimizer.state()

    def _train_on(
        self, numbers: tf.Tensor, state: State, seed: tf.Tensor, rate: tf.Tensor
    ) -> tuple[tf.Tensor, tf.Tensor, State]:
        """One update; the nats of the next notes and how many they are, and the state after them."""
        batch = self._material.batch(numbers)
        count = tf.reduce_sum(batch.weights)
        with tf.GradientTape() as tape:
            logits, state_after = self._network.logits(batch.notes, batch.places, state, seed)
            iois, intervals, durations, velocities = _nats(logits, batch)
            loss = (iois + intervals + _BESIDE * (durations + velocities)) / count
        gradients = tape.gradient(loss, self._network.variables)
        clipped, _ = tf.clip_by_global_norm([tf.convert_to_tensor(g) for g in gradients], _LONGEST_GRADIENT)
        iteration = self._optimizer.apply(clipped, rate)
        decay = tf.minimum(self._decay, (1.0 + iteration) / (_SLOWEST_AVERAGE + iteration))
        for variable, average in zip(self._network.variables, self._ema, strict=True):
            average.assign(decay * average + (1.0 - decay) * variable)
        return iois + intervals, count, state_after


class _Judge:
    """What scores weights on lines that were not learnt."""

    def __init__(self, size: EventSize, material: _Material) -> None:
        self._size = size
        self._material = material
        self._network = EventNetwork(size, [np.zeros(shape, np.float32) for shape in event_shapes(size).values()])
        self._sums = tf.function(self._sums_of, autograph=False, reduce_retracing=True)

    def score(self, weights: Sequence[FloatArray]) -> NextNoteScore:
        """The score of weights in a bundle's order."""
        for variable, array in zip(self._network.variables, weights, strict=True):
            variable.assign(array)
        lines = len(self._material.line_lengths)
        state = _no_state(self._size, lines)
        summed = np.zeros(7)
        for numbers, goes_on in self._material.segments(lines, _JUDGED_STEPS, range(lines)):
            sums, state = self._sums(tf.constant(numbers), (state[0] * goes_on, state[1] * goes_on))
            summed += sums.numpy()
        ioi, interval, _, _, ioi_hits, interval_hits, count = summed.tolist()
        return NextNoteScore(ioi / count, interval / count, ioi_hits / count, interval_hits / count, round(count))

    def _sums_of(self, numbers: tf.Tensor, state: State) -> tuple[tf.Tensor, State]:
        """Sums (7,) over notes: the nats of all that is predicted, the hits of times and intervals, the notes."""
        batch = self._material.batch(numbers)
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


def _no_state(size: EventSize, lines: int) -> State:
    zeros = tf.zeros((lines, size.units))
    return zeros, zeros


def _rates(epochs: int, epoch: int, highest: float) -> Callable[[float], float]:
    """The learning rate after a share of the `epoch`-th (from 1) of `epochs` epochs."""

    def rate(share: float) -> float:
        done = (epoch - 1 + share) / epochs
        if done < _RISE:
            return highest * max(done / _RISE, _LAST_RATE)
        fallen = 0.5 * (1 + np.cos(np.pi * (done - _RISE) / (1 - _RISE)))
        return float(highest * (fallen * (1 - _LAST_RATE) + _LAST_RATE))

    return rate
