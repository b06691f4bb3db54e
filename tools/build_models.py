"""The bundles that come with the project: `python -m tools.build_models` trains them again on the bundled etudes.

The course's recipe learns for so many epochs that the loss of the bars held out is near its lowest, as with more it
only learns the etudes by heart; the studio's finds its best epoch by itself.
"""

import shutil
from dataclasses import dataclass
from pathlib import Path

from jazzcore import pipeline
from jazzcore.corpus.etudes import bundled_etudes
from jazzcore.corpus.shipped import ASSETS
from jazzcore.models.store import save_bundle
from jazzcore.recipes.recipe import Recipe
from jazzcore.recipes.table import COURSE, STUDIO

BUNDLES = ASSETS / "bundles"
SEED = 1


@dataclass(frozen=True, slots=True)
class Shipped:
    """A bundle that comes along: its folder, its recipe, and how many epochs it learns at most."""

    folder: Path
    recipe: Recipe
    epochs: int


SHIPPED = (
    Shipped(BUNDLES / "etudes-course", COURSE, 30),
    Shipped(BUNDLES / "etudes-studio", STUDIO, STUDIO.epochs),
)


def build(shipped: Shipped, folder: Path) -> None:
    """Train a shipped model and put it into a folder, in place of what is there.

    Parameters
    ----------
    shipped : Shipped
        The recipe and the epochs.
    folder : pathlib.Path
        Where the bundle goes.
    """
    request = pipeline.encode(bundled_etudes(), shipped.recipe, shipped.epochs, SEED)
    bundle = pipeline.train(request, lambda loss, learnt: None, lambda: False)
    shutil.rmtree(folder, ignore_errors=True)
    save_bundle(bundle, folder)


if __name__ == "__main__":
    for each in SHIPPED:
        build(each, each.folder)
