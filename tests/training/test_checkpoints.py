"""Moments of training: which epochs they are, how they are found and kept, and when they go."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jazzcore.errors import BundleError, ShelfError
from jazzcore.library.files import BUNDLES, Shelf
from jazzcore.models.bundle import Bundle
from jazzcore.models.store import load_bundle, save_bundle
from jazzcore.training.checkpoints import MOMENTS, MOST_MOMENTS, MOST_RUNS, Moments, save_moment, spread_epochs
from jazzcore.training.jobs import Jobs
from tests.training.studio_fakes import PATIENCE_SEC, Conductor, bundle_of, loss_of, request_for


def model_of(epochs: int) -> Bundle:
    return bundle_of(request_for(epochs), tuple(map(loss_of, range(1, epochs + 1))))


def leave(shelf: Shelf, bundle_id: str, *epochs: int) -> None:
    """Leave a run's bundle and its moments on the shelf."""
    save_bundle(model_of(epochs[-1]), shelf.bundle_folder(bundle_id))
    for epoch in epochs:
        save_moment(model_of(epoch), Moments(shelf).folder(bundle_id))


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
    assert min(more + 1, 2) <= len(epochs) <= MOST_MOMENTS


def test_moments_are_found_again_in_order(shelf: Shelf, tmp_path: Path) -> None:
    leave(shelf, "run", 2, 10, 1)
    again = Moments(Shelf(tmp_path / "home"))
    assert again.epochs("run") == (1, 2, 10)
    assert again.bundle("run", 2).losses == (loss_of(1), loss_of(2))
    assert again.epochs("another") == ()
    with pytest.raises(BundleError):
        again.bundle("run", 3)


def test_what_a_kill_left_in_the_middle_of_a_moment_is_none(shelf: Shelf) -> None:
    leave(shelf, "run", 1)
    (Moments(shelf).folder("run") / "2" / ".000001.x.partial").mkdir(parents=True)
    assert Moments(shelf).epochs("run") == (1,)


def test_a_moment_that_is_kept_is_a_model_of_its_own(shelf: Shelf) -> None:
    leave(shelf, "run", 1, 2, 3)
    kept_id = Moments(shelf).keep("run", 2)
    assert {entry.bundle_id for entry in shelf.bundles()} == {"run", kept_id}
    kept = load_bundle(shelf.bundle_folder(kept_id))
    assert kept.losses == (loss_of(1), loss_of(2))
    assert kept.weights[0][0, 0] == 2
    shelf.remove(BUNDLES, "run")
    Moments(shelf).make_room()
    assert load_bundle(shelf.bundle_folder(kept_id)).epochs == 2


def test_a_disk_that_refuses_to_keep_a_moment_is_one_sentence(shelf: Shelf, tmp_path: Path) -> None:
    leave(shelf, "run", 1)
    bundles = tmp_path / "home" / BUNDLES
    bundles.rename(tmp_path / "away")
    bundles.write_bytes(b"")
    with pytest.raises(ShelfError, match="The model of epoch 1 cannot be written"):
        Moments(shelf).keep("run", 1)


def test_before_another_run_those_of_models_that_are_gone_and_of_the_oldest_runs_go(shelf: Shelf) -> None:
    runs = [f"run-{number}" for number in range(MOST_RUNS + 2)]
    for number, run in enumerate(runs):
        leave(shelf, run, 1)
        os.utime(Moments(shelf).folder(run), (number, number))
    shelf.remove(BUNDLES, runs[-1])
    Moments(shelf).make_room()
    assert set(shelf.items(MOMENTS)) == set(runs[2 : MOST_RUNS + 1])
    assert len(shelf.bundles()) == MOST_RUNS + 1


def test_a_run_leaves_its_moments_and_tells_of_each(jobs: Jobs, conductor: Conductor, shelf: Shelf) -> None:
    leave(shelf, "gone", 1)
    shelf.remove(BUNDLES, "gone")
    conductor.tell("learn", "learn", "be killed")
    job_id = jobs.submit(request_for(9), "doomed")
    view = jobs.wait_for(job_id, lambda view: view.state.is_over, PATIENCE_SEC)
    assert view.moments == (1, 2)
    assert view.bundle_id
    assert Moments(shelf).epochs(view.bundle_id) == (1, 2)
    assert shelf.items(MOMENTS) == (view.bundle_id,)
    assert view.corpus_digest == request_for(9).corpus_digest
