"""The page without a browser, in a studio of its own."""

import gc
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from jazzcore.library.studio import HOME_VARIABLE
from jazzcore.page.shared import cache

PATIENCE_SEC = 60.0


@pytest.fixture(scope="module", autouse=True)
def _no_search_of_older_things() -> Iterator[None]:
    """Streamlit collects garbage after each run of the page, which takes long where other tests have loaded much."""
    gc.freeze()
    yield
    gc.unfreeze()


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The home of a new studio, which the page's process takes for its own."""
    monkeypatch.setenv(HOME_VARIABLE, str(tmp_path))
    cache.studio.clear()
    cache._recent_takes.clear()
    cache.jobs.clear()
    yield tmp_path
    cache.studio.clear()
    cache._recent_takes.clear()
    cache.jobs.clear()


@pytest.fixture
def open_page(home: Path, project: Path) -> Callable[[], AppTest]:
    """Opens the page, as a new visitor does."""
    return lambda: AppTest.from_file(project / "streamlit_app.py", default_timeout=PATIENCE_SEC).run()


@pytest.fixture
def page(open_page: Callable[[], AppTest]) -> AppTest:
    """The page on first opening."""
    return open_page()
