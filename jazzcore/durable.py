"""Durable files: a crash or a kill at any moment loses nothing that was saved before.

A file is first written beside its place, under a name that begins with a dot and ends with `.partial`, and flushed to
the disk. Then it is renamed, and its folder is flushed. A folder is renamed before it is removed, so readers see it
whole or not at all. Readers ignore partial files. A kill may leave one behind; `remove_leftovers` removes it later.
"""

import os
import secrets
import shutil
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path

PARTIAL_SUFFIX = ".partial"


def write_file(path: Path, data: bytes) -> None:
    """Write a file, in place of one that is there already.

    Parameters
    ----------
    path : Path
        The file; its folder must exist.
    data : bytes
        What to write.

    Raises
    ------
    OSError
        Where the disk refuses; the earlier file is then unchanged.
    """
    handle, partial_name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=PARTIAL_SUFFIX, dir=path.parent)
    partial = Path(partial_name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(path)
    except BaseException:
        partial.unlink(missing_ok=True)
        raise
    _flush_folder(path.parent)


def publish_folder(files: Mapping[str, bytes], target: Path) -> None:
    """Make a folder appear with all of its files at once.

    Parameters
    ----------
    files : mapping of str to bytes
        The content of each file, by its name.
    target : Path
        The folder; its parent must exist.

    Raises
    ------
    FileExistsError
        Where the folder exists already.
    OSError
        Where the disk refuses.
    """
    if target.exists():
        raise FileExistsError(f"{target} already exists")
    partial = Path(tempfile.mkdtemp(prefix=f".{target.name}.", suffix=PARTIAL_SUFFIX, dir=target.parent))
    try:
        for name, data in files.items():
            with (partial / name).open("xb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
        _flush_folder(partial)
        partial.rename(target)
    except BaseException:
        shutil.rmtree(partial, ignore_errors=True)
        raise
    _flush_folder(target.parent)


def remove_folder(folder: Path) -> None:
    """Make a folder disappear with all of its files at once. Raises OSError, FileNotFoundError where it is missing."""
    doomed = folder.with_name(f".{folder.name}.{secrets.token_hex(4)}{PARTIAL_SUFFIX}")
    folder.rename(doomed)
    shutil.rmtree(doomed)


def remove_leftovers(folder: Path, older_than_sec: float) -> None:
    """Remove partial files and folders that killed writers left behind.

    Parameters
    ----------
    folder : Path
        Where to look, folders in it included.
    older_than_sec : float
        The age from which they are removed, in seconds, so that those still being written stay.

    Raises
    ------
    OSError
        Where the disk refuses.
    """
    latest_sec = time.time() - older_than_sec
    for partial in list(folder.rglob(f".*{PARTIAL_SUFFIX}")):
        if not partial.exists() or partial.stat().st_mtime > latest_sec:
            continue
        if partial.is_dir():
            shutil.rmtree(partial)
        else:
            partial.unlink()


def _flush_folder(folder: Path) -> None:
    """Flush the entries of a folder to the disk. Windows cannot open a folder, so nothing is done there."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
