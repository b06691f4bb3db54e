"""Files of the studio's home: a folder a kind, in it a folder an item, in it the item's files.

An id is made of letters, digits, `-` and `_`, so it can never be a path.
"""

import os
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

from jazzcore.durable import publish_folder, remove_folder, remove_leftovers
from jazzcore.errors import StoreError

_ID = re.compile(r"[A-Za-z0-9_-]{1,100}")
_LEFTOVER_AGE_SEC = 3600


class FileStore:
    """The saved files of one home."""

    def __init__(self, home: Path) -> None:
        """Make the home where it is missing; raises StoreError."""
        self._home = home
        try:
            home.mkdir(parents=True, exist_ok=True)
            remove_leftovers(home, _LEFTOVER_AGE_SEC)
        except OSError as error:
            raise StoreError(
                f"{home} cannot hold the studio's models and takes ({error.strerror}); "
                "name another folder in JAZZ_STUDIO_HOME."
            ) from error

    def folder(self, kind: str, item_id: str) -> Path:
        """The folder of an item, there or not yet.

        Parameters
        ----------
        kind : str
            The kind of the item, which names a folder of the home.
        item_id : str
            The item.

        Returns
        -------
        Path
            The folder.

        Raises
        ------
        StoreError
            If one of both is no id.
        """
        return self._home / checked_id(kind) / checked_id(item_id)

    def save(self, kind: str, item_id: str, files: Mapping[str, bytes]) -> None:
        """Save files under an id, all or none; saving the same files again changes nothing.

        Parameters
        ----------
        kind, item_id : str
            The item.
        files : mapping of str to bytes
            The files by their plain names.

        Raises
        ------
        StoreError
            If other files are saved under that id, or the disk refuses.
        """
        folder = self.folder(kind, item_id)
        try:
            folder.parent.mkdir(parents=True, exist_ok=True)
            publish_folder(files, folder)
        except FileExistsError as error:
            if self.files(kind, item_id) != dict(files):
                raise StoreError(f"{kind} already holds another {item_id}; save it under another name.") from error
        except OSError as error:
            raise StoreError(
                f"{folder} cannot be written ({error.strerror}); make room on the disk, then save it again."
            ) from error

    def items(self, kind: str) -> tuple[str, ...]:
        """The ids of what is saved, newest first."""
        folders = sorted(folders_in(self._home / checked_id(kind)), key=_modified_ns, reverse=True)
        return tuple(folder.name for folder in folders)

    def ids(self, kind: str) -> frozenset[str]:
        """The ids of what is saved, in no order; quicker than `items`."""
        return frozenset(folder.name for folder in folders_in(self._home / checked_id(kind)))

    def created(self, kind: str, item_id: str) -> datetime:
        """When something was last put into the folder of an item.

        Parameters
        ----------
        kind, item_id : str
            The item.

        Returns
        -------
        datetime
            The time in UTC; the year 1970 where the item is missing.
        """
        return datetime.fromtimestamp(_modified_ns(self.folder(kind, item_id)) / 1e9, UTC)

    def document(self, kind: str, item_id: str, name: str) -> dict[str, bytes]:
        """Read one file of an item.

        Parameters
        ----------
        kind, item_id : str
            The item.
        name : str
            The file to read.

        Returns
        -------
        dict of str to bytes
            The names of all files of the item; every file but that one is empty.

        Raises
        ------
        StoreError
            If the item is missing or cannot be read.
        """
        folder = self.folder(kind, item_id)
        try:
            names = [entry.name for entry in os.scandir(folder) if entry.is_file()]
            return {each: (folder / each).read_bytes() if each == name else b"" for each in names}
        except OSError as error:
            raise StoreError(f"{folder} cannot be read ({error.strerror}); choose another one.") from error

    def files(self, kind: str, item_id: str) -> dict[str, bytes]:
        """Read all files of an item.

        Parameters
        ----------
        kind, item_id : str
            The item.

        Returns
        -------
        dict of str to bytes
            The files by name.

        Raises
        ------
        StoreError
            If the item is missing or cannot be read.
        """
        folder = self.folder(kind, item_id)
        try:
            return {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.is_file()}
        except OSError as error:
            raise StoreError(f"{folder} cannot be read ({error.strerror}); choose another one.") from error

    def remove(self, kind: str, item_id: str) -> None:
        """Remove an item; one that is already gone is no error.

        Parameters
        ----------
        kind, item_id : str
            The item.

        Raises
        ------
        StoreError
            If the disk refuses.
        """
        folder = self.folder(kind, item_id)
        try:
            remove_folder(folder)
        except FileNotFoundError:
            return
        except OSError as error:
            raise StoreError(f"{folder} cannot be removed ({error.strerror}); remove it by hand.") from error


def checked_id(item_id: str) -> str:
    """The id as it is; raises StoreError for what is no id."""
    if not _ID.fullmatch(item_id):
        raise StoreError(f"{item_id!r} names nothing in the store; use letters, digits, - and _, 100 at most.")
    return item_id


def folders_in(parent: Path) -> Iterator[Path]:
    """The folders in a folder whose names are ids; none where the folder is missing."""
    if parent.is_dir():
        with os.scandir(parent) as entries:
            yield from (Path(entry.path) for entry in entries if _ID.fullmatch(entry.name) and entry.is_dir())


def _modified_ns(path: Path) -> int:
    """When something was last put into a folder or a file; 0 when another process has removed it meanwhile."""
    try:
        return path.stat().st_mtime_ns
    except FileNotFoundError:
        return 0
