"""Fixtures for all rooms, and which tests are quick.

`pytest -m quick` runs the tests that need no browser (`browser`: the folder e2e), open no page (`page`: the folder
page), load no TensorFlow (`tensorflow`) and take no seconds each (`slow`). The last two are marked by hand, a whole
module that loads TensorFlow by a line `pytestmark = ...`. A quick run does not even import the modules of the first
three. All other tests are marked `quick` here.

Hypothesis looks for new cases on a person's machine, and tries the same ones every time in CI, where a run says whether
a change is good. A busy machine is no failure, so there are no deadlines.
"""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

PROJECT = Path(__file__).resolve().parent.parent

QUICK, TENSORFLOW = "quick", "tensorflow"
MARKED_FOLDERS = {"e2e": "browser", "page": "page"}
MARKED_MODULE = "\npytestmark = pytest.mark.tensorflow\n"
SLOW = ("browser", "page", TENSORFLOW, "slow")
"""The marks of what is not quick, the slowest first."""
SLOW_FOLDERS = {"training", "cli", "takes", "render"}
"""Of the quick tests those that take longest: they start processes or make sounds."""

settings.register_profile("here", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.register_profile(QUICK, deadline=None, max_examples=25, derandomize="CI" in os.environ)
settings.load_profile("ci" if os.environ.get("CI") else "here")


def pytest_configure(config: pytest.Config) -> None:
    """Try fewer cases where only quick tests are asked for."""
    if config.option.markexpr == QUICK:
        settings.load_profile(QUICK)


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Leave what is not quick unread where only quick tests are asked for."""
    if config.option.markexpr != QUICK:
        return None
    if collection_path.is_dir():
        return collection_path.name in MARKED_FOLDERS or None
    is_test = collection_path.name.startswith("test_") and collection_path.suffix == ".py"
    return (is_test and MARKED_MODULE in collection_path.read_text(encoding="utf-8")) or None


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what is quick and what is not, and let the slowest come first, so that no worker ends with them alone."""
    for item in items:
        for folder in {*item.path.relative_to(PROJECT).parts} & {*MARKED_FOLDERS}:
            item.add_marker(MARKED_FOLDERS[folder])
        if not any(item.get_closest_marker(name) for name in SLOW):
            item.add_marker(QUICK)
    items.sort(
        key=lambda item: [
            *(item.get_closest_marker(name) is None for name in SLOW),
            not SLOW_FOLDERS.intersection(item.path.relative_to(PROJECT).parts),
        ]
    )


@pytest.fixture(autouse=True)
def _tensorflow_is_marked(request: pytest.FixtureRequest) -> Iterator[None]:
    """A test that loads TensorFlow says so by its mark: it takes seconds."""
    was_loaded = TENSORFLOW in sys.modules
    yield
    if TENSORFLOW in sys.modules and not was_loaded and not request.node.get_closest_marker(TENSORFLOW):
        pytest.fail("this test loads TensorFlow; mark it with pytest.mark.tensorflow")


def pytest_collection_finish(session: pytest.Session) -> None:
    """Nothing that is imported for quick tests loads TensorFlow."""
    if session.config.option.markexpr == QUICK and TENSORFLOW in sys.modules:
        raise pytest.UsageError("a module of quick tests imports TensorFlow; mark it as others are by pytestmark")


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
