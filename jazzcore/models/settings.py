"""Settings of networks and of their training, as data: sizes, learning rates, windows, grammar."""

from dataclasses import dataclass

from jazzcore.encoding.values.windows import WindowPlan


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueSettings:
    """A network over values, how it is trained, and how it is sampled.

    `with_rests`: rests are values. `windows` is how training windows are cut. `decay`: the learning rate is divided by
    1 + decay x iterations. `primed`: a take goes on from a window of the corpus instead of from nothing.
    """

    with_rests: bool
    windows: WindowPlan
    lstm_units: tuple[int, ...]
    dropout: float
    optimizer: str
    learning_rate: float
    decay: float
    batch_size: int
    primed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class EventSize:
    """The size of a network over events, and how it is trained, for a corpus of `least_notes` notes or more.

    `embedding`, `units` and `hidden` are widths. A batch is `steps` notes of each of `batch_size` melodies. `dropout`
    is that of layers, `input_dropout` that of inputs, `recurrent_dropout` that of the LSTM's recurrent weights.
    `ema_decay` is the decay, each step, of the moving average of the weights (Polyak and Juditsky, 1992).
    """

    least_notes: int
    embedding: int
    units: int
    hidden: int
    batch_size: int
    steps: int
    learning_rate: float
    dropout: float
    input_dropout: float
    recurrent_dropout: float
    ema_decay: float


@dataclass(frozen=True, slots=True, kw_only=True)
class EventSettings:
    """A network over events: notes on the grid, over chords.

    `sizes` go from the smallest corpus to the largest. Training ends after `patience` epochs without a lower validation
    loss.
    """

    sizes: tuple[EventSize, ...]
    patience: int

    def size_for(self, note_count: int) -> EventSize:
        """The size of network that suits a corpus of so many notes."""
        return next((size for size in reversed(self.sizes) if size.least_notes <= note_count), self.sizes[0])


COURSE_SETTINGS = ValueSettings(
    with_rests=True,
    windows=WindowPlan(length=30, count=60, step=10, starts_empty=True),
    lstm_units=(64,),
    dropout=0.0,
    optimizer="adam",
    learning_rate=0.01,
    decay=0.01,
    batch_size=32,
    primed=False,
)

DEEPJAZZ_SETTINGS = ValueSettings(
    with_rests=True,
    windows=WindowPlan(length=20, count=None, step=3, starts_empty=False),
    lstm_units=(128, 128),
    dropout=0.2,
    optimizer="rmsprop",
    learning_rate=0.001,
    decay=0.0,
    batch_size=128,
    primed=True,
)

STUDIO_SETTINGS = EventSettings(
    patience=5,
    sizes=(
        EventSize(
            least_notes=0,
            embedding=48,
            units=64,
            hidden=64,
            batch_size=4,
            steps=48,
            learning_rate=0.004,
            dropout=0.4,
            input_dropout=0.15,
            recurrent_dropout=0.3,
            ema_decay=0.97,
        ),
        EventSize(
            least_notes=20_000,
            embedding=128,
            units=192,
            hidden=160,
            batch_size=16,
            steps=64,
            learning_rate=0.003,
            dropout=0.28,
            input_dropout=0.12,
            recurrent_dropout=0.25,
            ema_decay=0.99,
        ),
    ),
)
