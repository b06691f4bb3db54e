"""The store: trained bundles and saved takes in folders of the studio's home.

    <home>/bundles/<bundle_id>/   a bundle, written by `models.bundle_store`
    <home>/<kind>/<item_id>/      anything else that is saved, a folder of files each

An id is letters, digits, `-` and `_`, so it can never be a path. Bundles that ship with the project stand in
`assets/bundles`, have an id that begins with `shipped-`, and are read only.
"""

import os
import re
import secrets
import shutil
import unicodedata
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from platformdirs import user_data_path

from jazzcore.corpus.shipped import ASSETS
from jazzcore.durable import PARTIAL_SUFFIX, publish_folder, remove_leftovers
from jazzcore.errors import BundleError, StoreError
from jazzcore.models.store import BundleSummary, read_summary

HOME_VARIABLE = "JAZZ_STUDIO_HOME"
BUNDLES = "bundles"
TAKES = "takes"
SHIPPED_FOLDER = ASSETS / BUNDLES
SHIPPED_PREFIX = "shipped-"

_ID = re.compile(r"[A-Za-z0-9_-]{1,100}")
_SLUG_CHARACTERS = 24
_LEFTOVER_AGE_SEC = 3600
_HOME_NAME = "jazz-studio"

_Files = tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class BundleEntry:
    """A bundle in the store; `summary` is None where it cannot be read, and `message` then says why."""

    bundle_id: str
    folder: Path
    summary: BundleSummary | None
    message: str = ""


def studio_home() -> Path:
    """Where the studio keeps things: what JAZZ_STUDIO_HOME names, else `jazz-studio` in the user's data folder.

    What stood in ~/.jazz-studio, its place in earlier versions, is moved there once; where that cannot be done, it
    stays and is used where it is.
    """
    named = os.environ.get(HOME_VARIABLE)
    if named:
        return Path(named)
    home, earlier = user_data_path(_HOME_NAME, appauthor=False), Path.home() / f".{_HOME_NAME}"
    if home.exists() or not earlier.exists():
        return home
    return home if _moved(earlier, home) or home.exists() else earlier


class FileStore:
    """The bundles and saved things of one home."""

    def __init__(self, home: Path, shipped: Path = SHIPPED_FOLDER) -> None:
        """Make the home where it is missing; raises StoreError."""
        self._home = home
        self._shipped = shipped
        self._read: dict[str, tuple[_Files, BundleEntry]] = {}
        try:
            (home / BUNDLES).mkdir(parents=True, exist_ok=True)
            remove_leftovers(home, _LEFTOVER_AGE_SEC)
        except OSError as error:
            raise StoreError(
                f"{home} cannot hold the studio's models and takes ({error.strerror}); "
                f"name another folder in {HOME_VARIABLE}."
            ) from error

    @property
    def home(self) -> Path:
        """The folder that holds it all."""
        return self._home

    def bundles(self) -> tuple[BundleEntry, ...]:
        """All bundles that were saved, newest first, then those that ship with the project, the studio's own first."""
        own = sorted(_folders(self._home / BUNDLES), key=lambda folder: folder.name, reverse=True)
        shipped = sorted(_folders(self._shipped), key=lambda folder: folder.name, reverse=True)
        return (
            *(self._entry(folder.name, folder) for folder in own if _holds_something(folder)),
            *(self._entry(SHIPPED_PREFIX + folder.name, folder) for folder in shipped),
        )

    def bundle_folder(self, bundle_id: str) -> Path:
        """The folder of a bundle, saved or not yet; raises StoreError for what is no id."""
        if bundle_id.startswith(SHIPPED_PREFIX):
            return self._shipped / _checked(bundle_id).removeprefix(SHIPPED_PREFIX)
        return self._home / BUNDLES / _checked(bundle_id)

    def bundle_summary(self, bundle_id: str) -> BundleSummary:
        """What a bundle is; raises StoreError for what is no id, BundleError when it is not there or broken."""
        return read_summary(self.bundle_folder(bundle_id))

    def new_bundle_id(self, recipe_name: str, corpus_name: str) -> str:
        """An id that no bundle has: date and time (UTC), recipe, corpus, and four random characters."""
        now = datetime.now(UTC).strftime("%Y%m%d-%H%M%S")
        return "-".join((now, _slug(recipe_name), _slug(corpus_name), secrets.token_hex(2)))

    def keep(self, kind: str, item_id: str, files: Mapping[str, bytes]) -> None:
        """Keep files under an id, all or none; keeping the same once more changes nothing.

        Raises StoreError when the id holds something else, or the disk refuses.
        """
        folder = self._item_folder(kind, item_id)
        try:
            folder.parent.mkdir(exist_ok=True)
            publish_folder(files, folder)
        except FileExistsError as error:
            if self.files(kind, item_id) != dict(files):
                raise StoreError(f"{kind} already holds another {item_id}; keep it under another name.") from error
        except OSError as error:
            raise StoreError(
                f"{folder} cannot be written ({error.strerror}); make room on the disk, then keep it again."
            ) from error

    def items(self, kind: str) -> tuple[str, ...]:
        """The ids of what is saved, newest first."""
        folders = sorted(_folders(self._home / _checked(kind)), key=_modified_ns, reverse=True)
        return tuple(folder.name for folder in folders)

    def ids(self, kind: str) -> frozenset[str]:
        """The ids of what is saved, in no order, which thousands of them take milliseconds for."""
        return frozenset(folder.name for folder in _folders(self._home / _checked(kind)))

    def created(self, kind: str, item_id: str) -> datetime:
        """When something was last put into the folder of an id; the year 1970 where it is not there."""
        return datetime.fromtimestamp(_modified_ns(self._item_folder(kind, item_id)) / 1e9, UTC)

    def document(self, kind: str, item_id: str, name: str) -> dict[str, bytes]:
        """The files saved under an id, all but the one of that name as empty as if nothing were in them.

        Raises StoreError when they are not there.
        """
        folder = self._item_folder(kind, item_id)
        try:
            names = [entry.name for entry in os.scandir(folder) if entry.is_file()]
            return {each: (folder / each).read_bytes() if each == name else b"" for each in names}
        except OSError as error:
            raise StoreError(f"{folder} cannot be read ({error.strerror}); choose another one.") from error

    def files(self, kind: str, item_id: str) -> dict[str, bytes]:
        """The files saved under an id, by name; raises StoreError when they are not there."""
        folder = self._item_folder(kind, item_id)
        try:
            return {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.is_file()}
        except OSError as error:
            raise StoreError(f"{folder} cannot be read ({error.strerror}); choose another one.") from error

    def remove(self, kind: str, item_id: str) -> None:
        """Remove a saved thing or a bundle; one that is gone already is no error.

        Raises StoreError for a bundle that ships with the project, or when the disk refuses.
        """
        if kind == BUNDLES and item_id.startswith(SHIPPED_PREFIX):
            raise StoreError(f"{item_id} ships with the project and stays; remove one that was trained here.")
        folder = self._item_folder(kind, item_id)
        doomed = folder.with_name(f".{item_id}.{secrets.token_hex(4)}{PARTIAL_SUFFIX}")
        try:
            folder.rename(doomed)
            shutil.rmtree(doomed)
        except FileNotFoundError:
            return
        except OSError as error:
            raise StoreError(f"{folder} cannot be removed ({error.strerror}); remove it by hand.") from error

    def _entry(self, bundle_id: str, folder: Path) -> BundleEntry:
        """A bundle as it was read last, until a file of it changes: of hundreds, reading takes most of a second."""
        files = _files(folder)
        known = self._read.get(bundle_id)
        if known is None or known[0] != files:
            known = self._read[bundle_id] = files, _entry(bundle_id, folder)
        return known[1]

    def _item_folder(self, kind: str, item_id: str) -> Path:
        return self._home / _checked(kind) / _checked(item_id)


def _moved(earlier: Path, home: Path) -> bool:
    """Whether a home could be moved, whole; a link is left as it is, for it may lead from where it stands."""
    if earlier.is_symlink():
        return False
    try:
        home.parent.mkdir(parents=True, exist_ok=True)
        earlier.rename(home)
    except OSError:  # another process was quicker, or the two places are on different disks
        return False
    return True


def _checked(item_id: str) -> str:
    if not _ID.fullmatch(item_id):
        raise StoreError(f"{item_id!r} names nothing in the store; use letters, digits, - and _, 100 at most.")
    return item_id


def _folders(parent: Path) -> Iterator[Path]:
    if parent.is_dir():
        with os.scandir(parent) as entries:
            yield from (Path(entry.path) for entry in entries if _ID.fullmatch(entry.name) and entry.is_dir())


def _modified_ns(path: Path) -> int:
    """When something was last put into a folder or a file; 0 when another page has removed it meanwhile."""
    try:
        return path.stat().st_mtime_ns
    except FileNotFoundError:
        return 0


def _holds_something(folder: Path) -> bool:
    """Whether more than a killed writer's leftovers is in it."""
    return any(folder.glob("[!.]*"))


def _files(folder: Path) -> _Files:
    """The small files of a bundle, and when each was written; a generation may go while it is looked at."""
    found: list[tuple[str, int]] = []
    for generation in folder.glob("[!.]*"):
        with suppress(FileNotFoundError, NotADirectoryError), os.scandir(generation) as files:
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
