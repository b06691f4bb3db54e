"""Recipes: all that makes one model differ from another, as data."""

from dataclasses import dataclass
from types import MappingProxyType

from jazzcore.encoding.values.windows import WindowPlan
from jazzcore.errors import SettingError


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """What every recipe says: its names, how long it is trained, and how bold it plays by default."""

    name: str
    title: str
    epochs: int
    temperature: float

    @property
    def targets_a_loss(self) -> int:
        """Over how many choices of the network a loss is summed."""
        return 1

    @property
    def keeps_best_epoch(self) -> bool:
        """Whether training keeps the weights of the epoch with the lowest validation loss instead of the last."""
        return False


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueRecipe(Recipe):
    """A network over values, how it is trained, and how it is sampled.

    `with_rests`: rests are values. `windows` tells how training windows are cut. `decay`: the learning rate is divided
    by 1 + decay x iterations. `primed`: a take goes on from a window of the corpus instead of from nothing.
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

    @property
    def targets_a_loss(self) -> int:
        """The targets of a window; the course's last one is empty."""
        return self.windows.length - self.windows.first_target - self.windows.starts_empty


@dataclass(frozen=True, slots=True, kw_only=True)
class EventSize:
    """How large a network over events is, and how it is trained, for a corpus of `least_notes` notes or more.

    `embedding`, `units` and `hidden` are widths. `lines` pieces are learnt at a time, `steps` notes of each. `dropout`
    is that of layers, `input_dropout` that of inputs, `recurrent_dropout` that of the LSTM's recurrent weights.
    `ema_decay` is the decay, each step, of the moving average of the weights (Polyak and Juditsky, 1992) that is kept.
    """

    least_notes: int
    embedding: int
    units: int
    hidden: int
    lines: int
    steps: int
    learning_rate: float
    dropout: float
    input_dropout: float
    recurrent_dropout: float
    ema_decay: float


@dataclass(frozen=True, slots=True, kw_only=True)
class EventRecipe(Recipe):
    """A network over events: notes on the grid, heard over the chords.

    `sizes` go from the smallest corpus to the largest. Training ends after `patience` epochs without a better
    validation loss. `rhythm_temperature` is for times and durations, `temperature` for pitches.
    """

    sizes: tuple[EventSize, ...]
    patience: int
    rhythm_temperature: float

    @property
    def keeps_best_epoch(self) -> bool:
        """It does, where anything is held out."""
        return True

    def size_for(self, note_count: int) -> EventSize:
        """The size of network for a corpus of so many notes."""
        return next((size for size in reversed(self.sizes) if size.least_notes <= note_count), self.sizes[0])


COURSE = ValueRecipe(
    name="course",
    title="Course: one LSTM of 64",
    with_rests=True,
    windows=WindowPlan(length=30, count=60, step=10, starts_empty=True),
    lstm_units=(64,),
    dropout=0.0,
    optimizer="adam",
    learning_rate=0.01,
    decay=0.01,
    batch_size=32,
    epochs=100,
    temperature=0.9,
    primed=False,
)

DEEPJAZZ = ValueRecipe(
    name="deepjazz",
    title="deepjazz: two LSTMs of 128",
    with_rests=True,
    windows=WindowPlan(length=20, count=None, step=3, starts_empty=False),
    lstm_units=(128, 128),
    dropout=0.2,
    optimizer="rmsprop",
    learning_rate=0.001,
    decay=0.0,
    batch_size=128,
    epochs=128,
    temperature=0.5,
    primed=True,
)

STUDIO = EventRecipe(
    name="studio",
    title="Studio: an LSTM that hears the chords",
    epochs=16,
    temperature=0.9,
    rhythm_temperature=0.95,
    patience=5,
    sizes=(
        EventSize(
            least_notes=0,
            embedding=48,
            units=64,
            hidden=64,
            lines=4,
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
            lines=16,
            steps=64,
            learning_rate=0.003,
            dropout=0.28,
            input_dropout=0.12,
            recurrent_dropout=0.25,
            ema_decay=0.99,
        ),
    ),
)

RECIPES = MappingProxyType({recipe.name: recipe for recipe in (COURSE, DEEPJAZZ, STUDIO)})


def recipe_named(name: str) -> Recipe:
    """The recipe of that name; raises SettingError."""
    if name not in RECIPES:
        raise SettingError(f"There is no recipe {name!r}; choose one of {', '.join(RECIPES)}.")
    return RECIPES[name]
