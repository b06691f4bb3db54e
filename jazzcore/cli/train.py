"""`train`: train a model on files and folders."""

import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from jazzcore import pipeline
from jazzcore.cli.reading import SOURCES, read_corpus
from jazzcore.cli.terminal import AS_JSON, SEEDS, put_json, said_errors, say
from jazzcore.errors import TrainingError
from jazzcore.library.studio import Studio, studio_home
from jazzcore.models.request import TrainingRequest
from jazzcore.music.limits import EPOCHS
from jazzcore.recipes.table import COURSE, RECIPES, recipe_named
from jazzcore.training.jobs import Jobs
from jazzcore.training.views import JobState, JobView

_LONGEST_EPOCH_SEC = 3600.0


@click.command()
@SOURCES
@click.option("--recipe", type=click.Choice(list(RECIPES)), default=COURSE.name, show_default=True)
@click.option("--epochs", type=click.IntRange(*EPOCHS), help="The number of the recipe, unless set.")
@click.option("--seed", type=SEEDS, default=1, show_default=True, help="Where the weights begin.")
@AS_JSON
def train(sources: tuple[Path, ...], recipe: str, epochs: int | None, seed: int, as_json: bool) -> None:
    """Train a model on files and folders. The page lists it afterwards; Ctrl-C saves what was learnt so far."""
    with said_errors():
        chosen = recipe_named(recipe)
        learnt = read_corpus(sources, say)
        request = pipeline.encode(learnt, chosen, epochs or chosen.epochs, seed)
        studio = Studio(studio_home())
        studio.corpora.save(learnt)
        run = train_to_the_end(request, studio)
        say(run.message)
        if as_json:
            put_json(_document(run, request, recipe))
        else:
            click.echo(run.bundle_id)


def _document(run: JobView, request: TrainingRequest, recipe: str) -> dict[str, object]:
    return {
        "model": run.bundle_id,
        "recipe": recipe,
        "corpus": request.corpus_name,
        "corpus_digest": request.corpus_digest,
        "seed": request.seed,
        "state": run.state.value,
        "epochs": run.epochs_done,
        # `held_out` is the key that 0.1.0 gave, for programs that read it.
        "losses": [
            {"epoch": each.epoch, "training": each.training, "held_out": each.validation} for each in run.losses
        ],
    }


def train_to_the_end(request: TrainingRequest, studio: Studio) -> JobView:
    """Train in a worker process until the end, with a progress bar on stderr. Ctrl-C ends it after the current epoch.

    Parameters
    ----------
    request : TrainingRequest
        What to train.
    studio : Studio
        Where the bundle is saved.

    Returns
    -------
    JobView
        The run as it ended.

    Raises
    ------
    TrainingError
        If nothing was learnt.
    """
    jobs = Jobs(studio.models)
    try:
        job_id = jobs.submit(request, request.corpus_name)
        try:
            with _interruptible():
                view = _follow(jobs, job_id)
        except KeyboardInterrupt:
            jobs.stop(job_id)
            view = jobs.wait_for(job_id, lambda view: view.state.is_over, _LONGEST_EPOCH_SEC)
    finally:
        jobs.close()
    if view.state is JobState.FAILED or not view.bundle_id:
        raise TrainingError(view.message)
    return view


@contextmanager
def _interruptible() -> Iterator[None]:
    """Raise KeyboardInterrupt on SIGINT, also where a shell started us in the background and had it ignored."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _follow(jobs: Jobs, job_id: str) -> JobView:
    """Show the progress of a run until it is over."""
    view = jobs.wait_for(job_id, lambda view: view.epochs_done > 0, _LONGEST_EPOCH_SEC)
    with click.progressbar(length=view.epochs_total, label="Training", file=sys.stderr, item_show_func=_loss) as bar:
        bar.update(view.epochs_done, view)
        while not view.state.is_over:
            drawn = view.epochs_done
            view = jobs.wait_for(job_id, _has_passed(drawn), _LONGEST_EPOCH_SEC)
            bar.update(view.epochs_done - drawn, view)
    return view


def _has_passed(epoch: int) -> Callable[[JobView], bool]:
    return lambda view: view.epochs_done > epoch


def _loss(view: JobView | None) -> str:
    return f"loss {view.losses[-1].training:.1f}" if view and view.losses else ""
