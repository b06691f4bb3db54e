"""`library`: list, name, note, star, export, delete and restore the saved models and takes."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass

import click

from jazzcore.cli.terminal import AS_JSON, FILE, put_json, said_errors, write_bytes
from jazzcore.library.marks import MOST_STARS, Marks
from jazzcore.library.models import BundleEntry, Models
from jazzcore.library.rows import Search, TakeRow, has_words
from jazzcore.library.studio import Studio, studio_home
from jazzcore.library.takes import Takes
from jazzcore.recipes.table import RECIPES
from jazzcore.takes.exports import FORMATS, format_named, zip_of

_ID = click.argument("item_id", metavar="ID")
_IDS = click.argument("item_ids", metavar="ID...", nargs=-1, required=True)
_STARS = click.IntRange(0, MOST_STARS)


@dataclass(frozen=True, slots=True)
class Saved:
    """A saved model or take, as `library list` shows it.

    `created` is an ISO 8601 time. `problem` says why the model or take cannot be read; it is empty where it can be.
    `model` (the id of the model that played) and `seed` are those of a take; a model has neither.
    """

    id: str
    name: str
    created: str = ""
    problem: str = ""
    stars: int = 0
    note: str = ""
    recipe: str = ""
    epochs: int = 0
    corpus: str = ""
    model: str = ""
    seed: int | None = None


class _Listing(click.Group):
    """A group of commands that runs `list` when none is named."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        names_none = not args or (args[0] not in self.commands and args[0] not in ctx.help_option_names)
        return super().parse_args(ctx, ["list", *args] if names_none and not ctx.resilient_parsing else args)


@click.group(cls=_Listing)
def library() -> None:
    """List, name, note, star, export, delete and restore the saved models and takes."""


@library.command("list")
@click.option("--search", metavar="WORDS", default="", help="Words of title, name, note, corpus or recipe.")
@click.option("--recipe", type=click.Choice(list(RECIPES)), help="Only models of this recipe and their takes.")
@click.option("--stars", type=_STARS, default=0, help="Only what has at least so many.")
@click.option("--deleted", is_flag=True, help="Only what was deleted and can be restored.")
@AS_JSON
def list_saved(search: str, recipe: str | None, stars: int, deleted: bool, as_json: bool) -> None:
    """List models and takes, newest first: kind, id, date, name and stars, separated by tabs (the default command)."""
    wanted = Search(text=search, recipes=(recipe,) if recipe else (), least_stars=stars, deleted=deleted)
    with said_errors():
        studio = _studio()
        models = [model for model in _models(studio.models, deleted) if _is_wanted(model, wanted)]
        takes = list(map(_take, studio.takes.rows(studio.takes.list(wanted))))
        if as_json:
            put_json({"models": list(map(asdict, models)), "takes": list(map(asdict, takes))})
            return
        for kind, items in (("model", models), ("take", takes)):
            for item in items:
                click.echo("\t".join((kind, item.id, item.created, item.problem or item.name, str(item.stars))))


@library.command()
@_ID
@click.argument("name")
def rename(item_id: str, name: str) -> None:
    """Give a take or a model a name; an empty one ("") removes it."""
    _for_each([item_id], lambda items, each: items.mark(each, name=name))


@library.command()
@_ID
@click.argument("text")
def note(item_id: str, text: str) -> None:
    """Give a take or a model a note; an empty one ("") removes it."""
    _for_each([item_id], lambda items, each: items.mark(each, note=text))


@library.command()
@_ID
@click.argument("stars", type=_STARS)
def star(item_id: str, stars: int) -> None:
    """Give a take or a model 0 to 5 stars."""
    _for_each([item_id], lambda items, each: items.mark(each, stars=stars))


@library.command()
@_IDS
def delete(item_ids: tuple[str, ...]) -> None:
    """Delete takes and models; they can be restored for 30 days."""
    _for_each(item_ids, lambda items, each: items.delete([each]))


@library.command()
@_IDS
def restore(item_ids: tuple[str, ...]) -> None:
    """Restore deleted takes and models."""
    _for_each(item_ids, lambda items, each: items.restore([each]))


@library.command()
@_IDS
@click.option("--out", required=True, metavar="FILE.zip", type=FILE, help="Where the ZIP goes; - writes stdout.")
@click.option(
    "--format",
    "formats",
    metavar="NAME",
    type=click.Choice([kind.name for kind in FORMATS], case_sensitive=False),
    multiple=True,
    help="MIDI, WAV, OGG, MusicXML or PDF; may be repeated. All of them, unless set.",
)
def export(item_ids: tuple[str, ...], out: str, formats: tuple[str, ...]) -> None:
    """Write takes into one ZIP, each in all formats or in those chosen."""
    with said_errors():
        saved = _studio().takes
        takes = [(saved.open(item_id), saved.row(item_id).name) for item_id in item_ids]
        write_bytes(out, zip_of(takes, list(map(format_named, formats)) or FORMATS))


def _studio() -> Studio:
    """The studio, without what was deleted long ago. Raises StoreError."""
    studio = Studio(studio_home())
    studio.purge()
    return studio


def _for_each(item_ids: Iterable[str], action: Callable[[Takes | Models, str], None]) -> None:
    """Do something with each saved item; with none of them if one of the ids is unknown."""
    with said_errors():
        studio = _studio()
        for items, item_id in [(studio.holder_of(item_id), item_id) for item_id in item_ids]:
            action(items, item_id)


def _models(models: Models, deleted: bool) -> Iterator[Saved]:
    marks = models.marks()
    for entry in models.list():
        mark = marks.get(entry.bundle_id, Marks())
        if bool(mark.deleted) == deleted:
            yield _model(entry, mark)


def _model(entry: BundleEntry, marks: Marks) -> Saved:
    summary = entry.summary
    if summary is None:
        return Saved(entry.bundle_id, marks.name, problem=entry.message, stars=marks.stars, note=marks.note)
    return Saved(
        id=entry.bundle_id,
        name=marks.name or f"{summary.corpus_name}, {summary.recipe_name}, {summary.epochs} epochs",
        created=summary.created,
        stars=marks.stars,
        note=marks.note,
        recipe=summary.recipe_name,
        epochs=summary.epochs,
        corpus=summary.corpus_name,
    )


def _is_wanted(model: Saved, search: Search) -> bool:
    words = f"{model.name} {model.note} {model.corpus} {model.recipe}"
    is_of_recipe = not search.recipes or model.recipe in search.recipes
    return is_of_recipe and model.stars >= search.least_stars and has_words(search.text, words)


def _take(row: TakeRow) -> Saved:
    return Saved(
        id=row.take_id,
        name=row.label,
        created=row.created,
        problem=row.problem,
        stars=row.stars,
        note=row.note,
        recipe=row.recipe,
        epochs=row.epochs,
        corpus=row.corpus_name,
        model=row.model,
        seed=row.seed,
    )
