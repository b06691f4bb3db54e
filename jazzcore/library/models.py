"""The saved models: bundles trained on this machine, and those that ship with the project.

Shipped bundles have an id that begins with `shipped-` and are read only. The checkpoints of a training run are bundles
too and stand under the run's id in a folder of their own.
"""

import re
import secrets
import unicodedata
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from os import scandir
from pathlib import Path

from jazzcore.corpus.shipped import ASSETS
from jazzcore.errors import BundleError, StoreError
from jazzcore.library.marks import MarkedItems
from jazzcore.library.storage.database import Database
from jazzcore.library.storage.files import FileStore, checked_id, folders_in
from jazzcore.models.bundle import Bundle
from jazzcore.models.store import BundleSummary, read_summary, save_bundle
from jazzcore.recipes.table import load_bundle

SHIPPED_FOLDER = ASSETS / "bundles"
SHIPPED_PREFIX = "shipped-"

_CHECKPOINTS = "moments"
_SLUG_CHARACTERS = 24

_Files = tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class BundleEntry:
    """A saved bundle; `summary` is None where it cannot be read, and `message` then says why."""

    bundle_id: str
    folder: Path
    summary: BundleSummary | None
    message: str = ""


class Models(MarkedItems):
    """The models of a home, and the shipped ones. Methods raise StoreError for what is no id."""

    kind = "bundles"

    def __init__(self, files: FileStore, database: Database, shipped: Path = SHIPPED_FOLDER) -> None:
        super().__init__(files, database)
        self._shipped = shipped
        self._read: dict[str, tuple[_Files, BundleEntry]] = {}

    def list(self) -> tuple[BundleEntry, ...]:
        """All models: the saved ones, newest first, then the shipped ones, the studio's own first."""
        own = sorted(self._files.ids(self.kind), reverse=True)
        shipped = sorted((folder.name for folder in folders_in(self._shipped)), reverse=True)
        folders = {bundle_id: self.folder(bundle_id) for bundle_id in own}
        folders = {bundle_id: folder for bundle_id, folder in folders.items() if _holds_something(folder)}
        folders |= {SHIPPED_PREFIX + name: self._shipped / name for name in shipped}
        return tuple(self._entry(bundle_id, folder) for bundle_id, folder in folders.items())

    def find(self, bundle_id: str) -> BundleEntry | None:
        """The model of that id; None where it is missing or cannot be read."""
        return next((entry for entry in self.list() if entry.bundle_id == bundle_id and entry.summary), None)

    def folder(self, bundle_id: str) -> Path:
        """The folder of a bundle, saved or not yet."""
        if bundle_id.startswith(SHIPPED_PREFIX):
            return self._shipped / checked_id(bundle_id.removeprefix(SHIPPED_PREFIX))
        return self._files.folder(self.kind, bundle_id)

    def summary(self, bundle_id: str) -> BundleSummary:
        """What lists show of a bundle; raises BundleError where it is missing or broken."""
        return read_summary(self.folder(bundle_id))

    def open(self, bundle_id: str) -> Bundle:
        """The bundle of that id; raises BundleError where it is missing or broken."""
        return load_bundle(self.folder(bundle_id))

    def save(self, bundle: Bundle) -> str:
        """Save a bundle under a new id, and return that. Raises StoreError when the disk refuses."""
        bundle_id = self.new_id(bundle.recipe, bundle.corpus_name)
        try:
            save_bundle(bundle, self.folder(bundle_id))
        except OSError as error:
            raise StoreError(
                f"The model of epoch {bundle.epochs} cannot be written ({error.strerror}); make room on the disk, then "
                "save it again."
            ) from error
        return bundle_id

    def new_id(self, recipe_name: str, corpus_name: str) -> str:
        """Make an id that no bundle has.

        Parameters
        ----------
        recipe_name, corpus_name : str
            The recipe and the corpus of the bundle.

        Returns
        -------
        str
            Date and time (UTC), both names in letters, digits and dashes, and four random characters.
        """
        created = datetime.now(UTC).strftime("%Y%m%d-%H%M%S")
        return "-".join((created, _slug(recipe_name), _slug(corpus_name), secrets.token_hex(2)))

    def delete(self, item_ids: Iterable[str], when: datetime | None = None) -> None:
        """Note that models are deleted; they can be restored until `purge` removes them.

        Parameters
        ----------
        item_ids : iterable of str
            The models to delete.
        when : datetime, optional
            The time of deletion, now by default.

        Raises
        ------
        StoreError
            If one of the models ships with the project; then none is deleted.
        """
        doomed = tuple(item_ids)
        for bundle_id in doomed:
            if bundle_id.startswith(SHIPPED_PREFIX):
                raise StoreError(f"{bundle_id} ships with the project and stays; delete one that was trained here.")
        super().delete(doomed, when)

    def checkpoint_folder(self, bundle_id: str) -> Path:
        """The folder of the checkpoints of a run, there or not yet."""
        return self._files.folder(_CHECKPOINTS, bundle_id)

    def runs_with_checkpoints(self) -> tuple[str, ...]:
        """The ids of the runs that have saved checkpoints, newest first."""
        return self._files.items(_CHECKPOINTS)

    def remove_checkpoints(self, bundle_id: str) -> None:
        """Remove the checkpoints of a run. Raises StoreError when the disk refuses."""
        self._files.remove(_CHECKPOINTS, bundle_id)

    def _entry(self, bundle_id: str, folder: Path) -> BundleEntry:
        """A bundle as it was last read, until one of its files changes: reading hundreds takes most of a second."""
        files = _files(folder)
        known = self._read.get(bundle_id)
        if known is None or known[0] != files:
            known = self._read[bundle_id] = files, _entry(bundle_id, folder)
        return known[1]


def _holds_something(folder: Path) -> bool:
    """Whether a folder holds more than what a killed writer left behind."""
    return any(folder.glob("[!.]*"))


def _files(folder: Path) -> _Files:
    """The small files of a bundle, and when each was written. A generation may be removed meanwhile."""
    found: list[tuple[str, int]] = []
    for generation in folder.glob("[!.]*"):
        with suppress(FileNotFoundError, NotADirectoryError), scandir(generation) as files:
            found += [(file.path, file.stat().st_mtime_ns) for file in files if file.name.endswith(".json")]
    return tuple(sorted(found))


def _entry(bundle_id: str, folder: Path) -> BundleEntry:
    try:
        return BundleEntry(bundle_id, folder, read_summary(folder))
    except (BundleError, OSError) as error:
        return BundleEntry(bundle_id, folder, None, str(error))


def _slug(name: str) -> str:
    """A name in lower-case ASCII letters, digits and dashes."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain)[:_SLUG_CHARACTERS].strip("-") or "untitled"
