"""`library`: the models and the takes that are kept."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass

import click

from jazzcore.cli.terminal import AS_JSON, put_json, said_errors
from jazzcore.errors import JazzError
from jazzcore.studio.shelf import TAKES, BundleEntry, Shelf, studio_home
from jazzcore.takes import take_from_files


@dataclass(frozen=True, slots=True)
class Kept:
    """A model or a take: its id, its name for people, and when it was made (ISO 8601); or why it cannot be read."""

    id: str
    name: str
    created: str = ""
    problem: str = ""


@click.command()
@AS_JSON
def library(as_json: bool) -> None:
    """List the models and the takes that are kept, the newest first: kind, id, date and name, a tab between."""
    with said_errors():
        shelf = Shelf(studio_home())
        kept = {"models": list(map(_model, shelf.bundles())), "takes": list(_takes(shelf))}
        if as_json:
            put_json({kind: list(map(asdict, items)) for kind, items in kept.items()})
            return
        for kind, items in kept.items():
            for item in items:
                click.echo("\t".join((kind.removesuffix("s"), item.id, item.created, item.problem or item.name)))


def _model(entry: BundleEntry) -> Kept:
    summary = entry.summary
    if summary is None:
        return Kept(entry.bundle_id, "", problem=entry.message)
    name = f"{summary.corpus_name}, {summary.recipe_name}, {summary.epochs} epochs"
    return Kept(entry.bundle_id, name, summary.created)


def _takes(shelf: Shelf) -> Iterator[Kept]:
    for take_id in shelf.items(TAKES):
        try:
            take = take_from_files(shelf.files(TAKES, take_id))
        except JazzError as error:
            yield Kept(take_id, "", problem=str(error))
        else:
            yield Kept(take_id, take.solo.title, take.created)
