"""Recipes: all that makes one model differ from another, as data."""

from dataclasses import dataclass
from types import MappingProxyType

from jazzcore.errors import SettingError
from jazzcore.values.windows import WindowPlan


@dataclass(frozen=True, slots=True)
class Recipe:
    """A network, how it is trained, and how it is sampled by default.

    `with_rests`: rests are values. `windows` tells how training windows are cut. `decay`: the learning rate is divided
    by 1 + decay x iterations. `primed`: a take goes on from a window of the corpus instead of from nothing.
    """

    name: str
    title: str
    with_rests: bool
    windows: WindowPlan
    lstm_units: tuple[int, ...]
    dropout: float
    optimizer: str
    learning_rate: float
    decay: float
    batch_size: int
    epochs: int
    temperature: float
    primed: bool


COURSE = Recipe(
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

DEEPJAZZ = Recipe(
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

RECIPES = MappingProxyType({recipe.name: recipe for recipe in (COURSE, DEEPJAZZ)})


def recipe_named(name: str) -> Recipe:
    """The recipe of that name; raises SettingError."""
    if name not in RECIPES:
        raise SettingError(f"There is no recipe {name!r}; choose one of {', '.join(RECIPES)}.")
    return RECIPES[name]
