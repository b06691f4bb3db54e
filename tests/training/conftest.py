"""Fixtures of the studio: models of its own, and a worker that learns an epoch when it is told to."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from jazzcore.library.models import Models
from jazzcore.library.studio import Studio
from jazzcore.training.jobs import Jobs
from tests.training.studio_fakes import Conductor


@pytest.fixture
def models(tmp_path: Path) -> Models:
    """The models of an empty studio."""
    return Studio(tmp_path / "home", shipped=tmp_path / "shipped").models


@pytest.fixture
def conductor(tmp_path: Path, project: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Conductor]:
    """The conductor of this test's workers."""
    monkeypatch.setenv("PYTHONPATH", str(project))
    fifo = tmp_path / "orders"
    os.mkfifo(fifo)
    pipe = os.open(fifo, os.O_RDWR)
    yield Conductor((sys.executable, str(Path(__file__).with_name("fake_worker.py")), str(fifo)), pipe)
    os.close(pipe)


@pytest.fixture
def jobs(models: Models, conductor: Conductor) -> Iterator[Jobs]:
    """A registry whose workers the conductor leads."""
    studio_jobs = Jobs(models, conductor.command)
    yield studio_jobs
    conductor.tell("be stopped")
    studio_jobs.close()
