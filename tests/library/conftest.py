"""A store of its own."""

from pathlib import Path

import pytest

from jazzcore.library.files import FileStore


@pytest.fixture
def store(tmp_path: Path) -> FileStore:
    """An empty store."""
    return FileStore(tmp_path / "home", shipped=tmp_path / "shipped")
