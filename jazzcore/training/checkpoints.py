"""Moments: a model as it was after some epochs of its training, so that one can hear it learn.

    <home>/moments/<bundle_id>/<epoch>/   a bundle without optimiser, written by `models.bundle_store`

They stand beside the bundle of their run and go with it. Those of the latest runs are kept, so that the disk does not
fill.
"""

from contextlib import suppress
from pathlib import Path

from jazzcore.errors import ShelfError
from jazzcore.library.files import Shelf
from jazzcore.models.bundle import Bundle
from jazzcore.models.store import load_bundle, save_bundle

MOMENTS = "moments"
MOST_MOMENTS = 10
MOST_RUNS = 5


def spread_epochs(first: int, last: int) -> tuple[int, ...]:
    """At most `MOST_MOMENTS` epochs from `first` (1 or more) to `last`, each later by about the same factor."""
    if last < first:
        return ()
    steps = MOST_MOMENTS - 1
    return tuple(sorted({round(first * (last / first) ** (step / steps)) for step in range(steps + 1)}))


def save_moment(bundle: Bundle, folder: Path) -> None:
    """Save a model among the moments of its run, which stand in that folder. Raises OSError."""
    save_bundle(bundle, folder / str(bundle.epochs))


class Moments:
    """The moments on a shelf."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf

    def folder(self, bundle_id: str) -> Path:
        """Where the moments of a run stand or will stand. Raises ShelfError for what is no id."""
        return self._shelf.bundle_folder(bundle_id).parents[1] / MOMENTS / bundle_id

    def epochs(self, bundle_id: str) -> tuple[int, ...]:
        """The epochs of a run that were kept, in order. Raises ShelfError for what is no id."""
        # A generation has a number for its name, a writer's leftovers have none.
        kept = (path.name for path in self.folder(bundle_id).glob("[0-9]*") if any(path.glob("[0-9]*")))
        return tuple(sorted(int(name) for name in kept if name.isdecimal()))

    def bundle(self, bundle_id: str, epoch: int) -> Bundle:
        """The model of a run as it was after an epoch. Raises BundleError where that was not kept."""
        return load_bundle(self.folder(bundle_id) / str(epoch))

    def keep(self, bundle_id: str, epoch: int) -> str:
        """Put a moment among the shelf's own models; returns its new id. Raises BundleError or ShelfError."""
        bundle = self.bundle(bundle_id, epoch)
        kept_id = self._shelf.new_bundle_id(bundle.recipe.name, bundle.corpus_name)
        try:
            save_bundle(bundle, self._shelf.bundle_folder(kept_id))
        except OSError as error:
            raise ShelfError(
                f"The model of epoch {epoch} cannot be written ({error.strerror}); make room on the disk, then keep it "
                "again."
            ) from error
        return kept_id

    def make_room(self) -> None:
        """Before another run: remove the moments of models that are gone, and those of all but the latest runs."""
        runs = self._shelf.items(MOMENTS)
        gone = [run for run in runs if not self._shelf.bundle_folder(run).is_dir()]
        here = [run for run in runs if run not in gone]
        for run in (*gone, *here[MOST_RUNS - 1 :]):
            with suppress(ShelfError):  # what the disk does not let go of is tried again before the next run
                self._shelf.remove(MOMENTS, run)
