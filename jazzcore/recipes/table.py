"""The table of recipes: a new recipe is a class, or new settings of one, and a row here."""

from pathlib import Path

from jazzcore.errors import SettingError
from jazzcore.models.bundle import Bundle
from jazzcore.models.settings import COURSE_SETTINGS, DEEPJAZZ_SETTINGS, STUDIO_SETTINGS
from jazzcore.models.store import read_bundle
from jazzcore.recipes.events import EventRecipe
from jazzcore.recipes.recipe import Recipe
from jazzcore.recipes.values import ValueRecipe

COURSE = ValueRecipe(
    name="course", title="Course: one LSTM of 64", epochs=100, temperature=0.9, settings=COURSE_SETTINGS
)
DEEPJAZZ = ValueRecipe(
    name="deepjazz", title="deepjazz: two LSTMs of 128", epochs=128, temperature=0.5, settings=DEEPJAZZ_SETTINGS
)
STUDIO = EventRecipe(
    name="studio",
    title="Studio: an LSTM that hears the chords",
    epochs=16,
    temperature=0.9,
    rhythm_temperature=0.95,
    settings=STUDIO_SETTINGS,
)

RECIPES: dict[str, Recipe] = {recipe.name: recipe for recipe in (COURSE, DEEPJAZZ, STUDIO)}


def recipe_named(name: str) -> Recipe:
    """The recipe of that name. Raises SettingError."""
    if name not in RECIPES:
        raise SettingError(f"There is no recipe {name!r}; choose one of {', '.join(RECIPES)}.")
    return RECIPES[name]


def load_bundle(folder: Path) -> Bundle:
    """The newest sound bundle of a folder. Raises BundleError where there is none."""
    return read_bundle(folder, recipe_named)
