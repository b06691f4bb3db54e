"""The bundle that comes with the project: `python -m jazzcore.shipped` trains it anew on the bundled etudes.

The course's recipe for so many epochs that the loss of the bars held out is near its lowest; with more it only learns
the etudes by heart.
"""

import shutil
from pathlib import Path

from jazzcore.corpus.etudes import PROJECT, bundled_etudes
from jazzcore.models.bundle_store import save_bundle
from jazzcore.models.recipes import COURSE
from jazzcore.models.training import train
from jazzcore.pipeline import training_request

FOLDER = PROJECT / "assets" / "bundles" / "etudes-course"
EPOCHS = 30
SEED = 1


def build(folder: Path) -> None:
    """Train the shipped bundle and put it into a folder in place of what is there."""
    request = training_request(bundled_etudes(), COURSE, EPOCHS, SEED)
    bundle = train(request, lambda loss, bundle_now: None, lambda: False)
    shutil.rmtree(folder, ignore_errors=True)
    save_bundle(bundle, folder)


if __name__ == "__main__":
    build(FOLDER)
