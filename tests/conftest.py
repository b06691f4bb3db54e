"""Fixtures for all rooms.

Hypothesis looks for new cases on a person's machine, and tries the same ones every time in CI, where a run says whether
a change is good. A busy machine is no failure, so there are no deadlines.
"""

import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from tests.chromium import find_chromium, launch_arguments

PROJECT = Path(__file__).resolve().parent.parent

settings.register_profile("here", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "here")


SLOW_FOLDERS = {"e2e", "player", "page", "models", "studio", "cli"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The folders that take longest come first, so that no worker is left alone with one of them at the end."""
    items.sort(key=lambda item: item.path.parent.name not in SLOW_FOLDERS)


@pytest.fixture(scope="session")
def project() -> Path:
    """The project's root folder."""
    return PROJECT


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of reference files beside the project, which a clone does not have."""
    folder = PROJECT.parent / "shared"
    if not (folder / "data").is_dir():
        pytest.skip(f"{folder} is not there: it holds reference files that may not be given away")
    return folder


@pytest.fixture(scope="session")
def chromium_options() -> dict[str, Any]:
    """What to give Playwright's `chromium.launch`."""
    found = find_chromium()
    if found is None:
        pytest.fail("no Chromium to open the page in; `make test` installs one")
    return {"executable_path": str(found), "args": list(launch_arguments())}
