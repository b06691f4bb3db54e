"""Writing files so that a crash or a kill at any moment loses nothing that was there before.

Everything is written beside its place under a name that begins with a dot and ends in `.partial`, flushed to the
disk, renamed into place, and the folder flushed. Readers pass over such names: a kill may leave one behind, and
`remove_leftovers` clears it away later.
"""

import os
import shutil
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path

PARTIAL_SUFFIX = ".partial"


def write_file(path: Path, data: bytes) -> None:
    """Put `data` at `path`, in place of what was there; its folder must exist. Raises OSError."""
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
    """Make the folder `target` appear with all of `files` (plain names) at once; its parent must exist.

    Raises FileExistsError when `target` is already there, and OSError.
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


def remove_leftovers(folder: Path, older_than_sec: float) -> None:
    """Remove what killed writers left under `folder`; the age spares those who write now. Raises OSError."""
    latest_sec = time.time() - older_than_sec
    for partial in list(folder.rglob(f".*{PARTIAL_SUFFIX}")):
        if not partial.exists() or partial.stat().st_mtime > latest_sec:
            continue
        if partial.is_dir():
            shutil.rmtree(partial)
        else:
            partial.unlink()


def _flush_folder(folder: Path) -> None:
    """Flush a folder's entries to the disk, where the system can open a folder (Windows cannot)."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
