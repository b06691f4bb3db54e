"""The registry with the real worker and TensorFlow: begin, stop, and train on from what was saved."""

import pytest

from jazzcore.library.models import Models
from jazzcore.recipes.table import load_bundle
from jazzcore.training.jobs import Jobs
from jazzcore.training.views import JobState, JobView
from tests.training.studio_fakes import VALUES, request_for

pytestmark = pytest.mark.tensorflow

PATIENCE_SEC = 120.0


def over(view: JobView) -> bool:
    return view.state.is_over


def test_a_stopped_run_is_trained_on_to_its_end(models: Models) -> None:
    jobs = Jobs(models)
    try:
        first = jobs.submit(request_for(1_000_000), "endless")
        jobs.wait_for(first, lambda view: view.epochs_done >= 3, PATIENCE_SEC)
        jobs.stop(first)
        stopped = jobs.wait_for(first, over, PATIENCE_SEC)
        assert stopped.state is JobState.STOPPED, stopped.message
        assert stopped.bundle_id
        saved = load_bundle(models.folder(stopped.bundle_id))
        assert saved.losses == stopped.losses
        assert [loss.epoch for loss in saved.losses] == list(range(1, stopped.epochs_done + 1))
        assert saved.losses[-1].training < saved.losses[0].training
        assert saved.music.vocabulary == VALUES

        second = jobs.submit(request_for(2), "two more", train_on=stopped.bundle_id)
        finished = jobs.wait_for(second, over, PATIENCE_SEC)
        assert finished.state is JobState.FINISHED, finished.message
        assert finished.epochs_done == finished.epochs_total == stopped.epochs_done + 2
        assert finished.losses[:-2] == stopped.losses
        assert finished.losses[-1].training < saved.losses[0].training
        assert finished.bundle_id
        assert load_bundle(models.folder(finished.bundle_id)).losses == finished.losses
    finally:
        jobs.close()
