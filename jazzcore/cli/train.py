"""`train`: a model learnt from files and folders."""

from pathlib import Path

import click

from jazzcore import pipeline
from jazzcore.cli.reading import SOURCES, read_corpus
from jazzcore.cli.terminal import AS_JSON, SEEDS, put_json, said_errors, say
from jazzcore.cli.training import train_to_the_end
from jazzcore.library.studio import Studio, studio_home
from jazzcore.models.request import TrainingRequest
from jazzcore.recipes.table import COURSE, RECIPES, recipe_named
from jazzcore.training.views import JobView


@click.command()
@SOURCES
@click.option("--recipe", type=click.Choice(list(RECIPES)), default=COURSE.name, show_default=True)
@click.option("--epochs", type=click.IntRange(1, 1000), help="As many as the recipe says, unless set.")
@click.option("--seed", type=SEEDS, default=1, show_default=True, help="Where the weights begin.")
@AS_JSON
def train(sources: tuple[Path, ...], recipe: str, epochs: int | None, seed: int, as_json: bool) -> None:
    """Learn from files and folders. The model stands on the page afterwards; Ctrl-C keeps what was learnt."""
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
        "losses": [
            {"epoch": each.epoch, "training": each.training, "held_out": each.validation} for each in run.losses
        ],
    }
