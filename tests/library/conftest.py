"""A studio of its own."""

from pathlib import Path

import pytest

from jazzcore.library.studio import Studio


@pytest.fixture
def studio(tmp_path: Path) -> Studio:
    """An empty studio."""
    return Studio(tmp_path / "home", shipped=tmp_path / "shipped")
