"""Checkpoints of training: which epochs they are, how they are found and saved, and when they go."""

import os
import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jazzcore.errors import BundleError, StoreError
from jazzcore.library.models import Models
from jazzcore.library.studio import Studio
from jazzcore.models.bundle import Bundle
from jazzcore.models.store import save_bundle
from jazzcore.recipes.table import load_bundle
from jazzcore.training.checkpoints import (
    MOST_CHECKPOINTS,
    MOST_RUNS,
    Checkpoints,
    save_checkpoint,
    spread_epochs,
)
from jazzcore.training.jobs import Jobs
from tests.training.studio_fakes import PATIENCE_SEC, Conductor, bundle_of, loss_of, request_for


def model_of(epochs: int) -> Bundle:
    return bundle_of(request_for(epochs), tuple(map(loss_of, range(1, epochs + 1))))


def leave(models: Models, bundle_id: str, *epochs: int) -> None:
    """Leave a run's bundle and its checkpoints in the store."""
    save_bundle(model_of(epochs[-1]), models.folder(bundle_id))
    for epoch in epochs:
        save_checkpoint(model_of(epoch), Checkpoints(models).folder(bundle_id))


def test_epochs_are_dense_at_the_beginning() -> None:
    assert spread_epochs(1, 100) == (1, 2, 3, 5, 8, 13, 22, 36, 60, 100)
    assert spread_epochs(1, 16) == (1, 2, 3, 5, 6, 9, 12, 16)
    assert spread_epochs(101, 200) == (101, 109, 118, 127, 137, 148, 159, 172, 185, 200)
    assert (spread_epochs(1, 1), spread_epochs(7, 8), spread_epochs(1, 0)) == ((1,), (7, 8), ())


@given(st.integers(1, 10_000), st.integers(0, 10_000))
def test_epochs_rise_from_the_first_to_the_last(first: int, more: int) -> None:
    epochs = spread_epochs(first, first + more)
    assert (epochs[0], epochs[-1]) == (first, first + more)
    assert list(epochs) == sorted(set(epochs))
    assert min(more + 1, 2) <= len(epochs) <= MOST_CHECKPOINTS


def test_checkpoints_are_found_again_in_order(models: Models, tmp_path: Path) -> None:
    leave(models, "run", 2, 10, 1)
    again = Checkpoints(Studio(tmp_path / "home").models)
    assert again.epochs("run") == (1, 2, 10)
    assert again.bundle("run", 2).losses == (loss_of(1), loss_of(2))
    assert again.epochs("another") == ()
    with pytest.raises(BundleError):
        again.bundle("run", 3)


def test_what_a_kill_left_in_the_middle_of_a_checkpoint_is_none(models: Models) -> None:
    leave(models, "run", 1)
    (Checkpoints(models).folder("run") / "2" / ".000001.x.partial").mkdir(parents=True)
    assert Checkpoints(models).epochs("run") == (1,)


def test_a_checkpoint_that_is_kept_is_a_model_of_its_own(models: Models) -> None:
    leave(models, "run", 1, 2, 3)
    saved_id = Checkpoints(models).keep("run", 2)
    assert {entry.bundle_id for entry in models.list()} == {"run", saved_id}
    saved = load_bundle(models.folder(saved_id))
    assert saved.losses == (loss_of(1), loss_of(2))
    assert saved.weights[0][0, 0] == 2
    shutil.rmtree(models.folder("run"))
    Checkpoints(models).make_room()
    assert load_bundle(models.folder(saved_id)).epochs == 2


def test_a_disk_that_refuses_to_keep_a_checkpoint_is_one_sentence(models: Models, tmp_path: Path) -> None:
    leave(models, "run", 1)
    bundles = tmp_path / "home" / "bundles"
    bundles.rename(tmp_path / "away")
    bundles.write_bytes(b"")
    with pytest.raises(StoreError, match="The model of epoch 1 cannot be written"):
        Checkpoints(models).keep("run", 1)


def test_before_another_run_those_of_models_that_are_gone_and_of_the_oldest_runs_go(models: Models) -> None:
    runs = [f"run-{number}" for number in range(MOST_RUNS + 2)]
    for number, run in enumerate(runs):
        leave(models, run, 1)
        os.utime(Checkpoints(models).folder(run), (number, number))
    shutil.rmtree(models.folder(runs[-1]))
    Checkpoints(models).make_room()
    assert set(models.runs_with_checkpoints()) == set(runs[2 : MOST_RUNS + 1])
    assert len(models.list()) == MOST_RUNS + 1


def test_a_run_leaves_its_checkpoints_and_reports_each(jobs: Jobs, conductor: Conductor, models: Models) -> None:
    leave(models, "gone", 1)
    shutil.rmtree(models.folder("gone"))
    conductor.tell("learn", "learn", "be killed")
    job_id = jobs.submit(request_for(9), "doomed")
    view = jobs.wait_for(job_id, lambda view: view.state.is_over, PATIENCE_SEC)
    assert view.checkpoints == (1, 2)
    assert view.bundle_id
    assert Checkpoints(models).epochs(view.bundle_id) == (1, 2)
    assert models.runs_with_checkpoints() == (view.bundle_id,)
    assert view.corpus_digest == request_for(9).corpus_digest
