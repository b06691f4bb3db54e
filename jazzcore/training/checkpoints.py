"""Checkpoints: a model as it was after some epochs of its training, so that one can hear it learn.

Each is a bundle without optimiser in a folder `<bundle_id>/<epoch>` of the studio's checkpoints. They are deleted with
the bundle of their run; only those of the latest runs are kept, so that the disk does not fill.
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
    """Choose the epochs of a run that become checkpoints.

    Parameters
    ----------
    first : int
        The first epoch of the run, 1 or more.
    last : int
        Its last epoch.

    Returns
    -------
    tuple of int
        At most `MOST_CHECKPOINTS` epochs from the first to the last, each later than the one before by about the same
        factor.
    """
    if last < first:
        return ()
    steps = MOST_CHECKPOINTS - 1
    return tuple(sorted({round(first * (last / first) ** (step / steps)) for step in range(steps + 1)}))


def save_checkpoint(bundle: Bundle, folder: Path) -> None:
    """Save a model among the checkpoints of its run.

    Parameters
    ----------
    bundle : Bundle
        The model.
    folder : Path
        The folder of the run's checkpoints.

    Raises
    ------
    OSError
        Where the disk refuses.
    """
    save_bundle(bundle, folder / str(bundle.epochs))


class Checkpoints:
    """The checkpoints of the runs of all models."""

    def __init__(self, models: Models) -> None:
        self._models = models

    def folder(self, bundle_id: str) -> Path:
        """The folder of a run's checkpoints, there or not yet. Raises StoreError for what is no id."""
        return self._models.checkpoint_folder(bundle_id)

    def epochs(self, bundle_id: str) -> tuple[int, ...]:
        """The epochs of a run that have a checkpoint, in order. Raises StoreError for what is no id."""
        # A generation has a number for its name, a writer's leftovers have none.
        saved = (path.name for path in self.folder(bundle_id).glob("[0-9]*") if any(path.glob("[0-9]*")))
        return tuple(sorted(int(name) for name in saved if name.isdecimal()))

    def bundle(self, bundle_id: str, epoch: int) -> Bundle:
        """Load a checkpoint.

        Parameters
        ----------
        bundle_id : str
            The id of the run's bundle.
        epoch : int
            The epoch.

        Returns
        -------
        Bundle
            The model as it was after that epoch.

        Raises
        ------
        BundleError
            Where there is no such checkpoint.
        """
        return load_bundle(self.folder(bundle_id) / str(epoch))

    def keep(self, bundle_id: str, epoch: int) -> str:
        """Save a checkpoint as a model of its own.

        Parameters
        ----------
        bundle_id : str
            The id of the run's bundle.
        epoch : int
            The epoch.

        Returns
        -------
        str
            The id of the new model.

        Raises
        ------
        BundleError
            Where there is no such checkpoint.
        StoreError
            Where the disk refuses.
        """
        return self._models.save(self.bundle(bundle_id, epoch))

    def make_room(self) -> None:
        """Before another run: remove the checkpoints of models that are gone, and of all but the latest runs."""
        runs = self._models.runs_with_checkpoints()
        gone = [run for run in runs if not self._models.folder(run).is_dir()]
        here = [run for run in runs if run not in gone]
        for run in (*gone, *here[MOST_RUNS - 1 :]):
            with suppress(StoreError):  # what the disk does not let go of is tried again before the next run
                self._models.remove_checkpoints(run)
