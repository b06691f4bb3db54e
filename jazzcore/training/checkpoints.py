"""Checkpoints: a model as it was after some epochs of its training, so that one can hear it learn.

    <home>/checkpoints/<bundle_id>/<epoch>/   a bundle without optimiser, written by `models.bundle_store`

They stand beside the bundle of their run and go with it. Those of the latest runs are saved, so that the disk does not
fill.
"""

from contextlib import suppress
from pathlib import Path

from jazzcore.errors import StoreError
from jazzcore.library.models import Models
from jazzcore.models.bundle import Bundle
from jazzcore.models.store import save_bundle
from jazzcore.recipes.table import load_bundle

MOST_CHECKPOINTS = 10
MOST_RUNS = 5


def spread_epochs(first: int, last: int) -> tuple[int, ...]:
    """At most `MOST_CHECKPOINTS` epochs from `first` (1 or more) to `last`, each later by about the same factor."""
    if last < first:
        return ()
    steps = MOST_CHECKPOINTS - 1
    return tuple(sorted({round(first * (last / first) ** (step / steps)) for step in range(steps + 1)}))


def save_checkpoint(bundle: Bundle, folder: Path) -> None:
    """Save a model among the checkpoints of its run, which stand in that folder. Raises OSError."""
    save_bundle(bundle, folder / str(bundle.epochs))


class Checkpoints:
    """The checkpoints of the runs of all models."""

    def __init__(self, models: Models) -> None:
        self._models = models

    def folder(self, bundle_id: str) -> Path:
        """Where the checkpoints of a run stand or will stand. Raises StoreError for what is no id."""
        return self._models.checkpoint_folder(bundle_id)

    def epochs(self, bundle_id: str) -> tuple[int, ...]:
        """The epochs of a run that were saved, in order. Raises StoreError for what is no id."""
        # A generation has a number for its name, a writer's leftovers have none.
        saved = (path.name for path in self.folder(bundle_id).glob("[0-9]*") if any(path.glob("[0-9]*")))
        return tuple(sorted(int(name) for name in saved if name.isdecimal()))

    def bundle(self, bundle_id: str, epoch: int) -> Bundle:
        """The model of a run as it was after an epoch. Raises BundleError where that was not saved."""
        return load_bundle(self.folder(bundle_id) / str(epoch))

    def keep(self, bundle_id: str, epoch: int) -> str:
        """Save a checkpoint as a model of its own; returns its new id. Raises BundleError or StoreError."""
        return self._models.save(self.bundle(bundle_id, epoch))

    def make_room(self) -> None:
        """Before another run: remove the checkpoints of models that are gone, and those of all but the latest runs."""
        runs = self._models.runs_with_checkpoints()
        gone = [run for run in runs if not self._models.folder(run).is_dir()]
        here = [run for run in runs if run not in gone]
        for run in (*gone, *here[MOST_RUNS - 1 :]):
            with suppress(StoreError):  # what the disk does not let go of is tried again before the next run
                self._models.remove_checkpoints(run)
