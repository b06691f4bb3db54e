"""The library with 5,000 takes and 200 models: listed and searched, by itself and on the page.

It is compared with reading the document of every take, as a list without a database would do. All stands in a
temporary home; the takes have no sound.
"""

import json
import os
import shutil
import tempfile
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from streamlit.testing.v1 import AppTest

from benchmarks.material import shipped_studio
from benchmarks.report import Result, median_seconds, seconds
from jazzcore.evaluation.reference import Reference
from jazzcore.library.models import SHIPPED_FOLDER, Models
from jazzcore.library.rows import EVERY_TAKE, Search
from jazzcore.library.studio import HOME_VARIABLE, Studio
from jazzcore.library.takes import Takes
from jazzcore.render.audio.render import Audio
from jazzcore.takes.make import Player, write_take
from jazzcore.takes.take import Take, TakeSettings, take_to_files

TAKE_COUNT, MODEL_COUNT = 5_000, 200
RUNS = 9
PAGE_LENGTH = 20
MOST_SEC, MOST_OPENING_SEC = 0.3, 20.0
SEARCH = Search(text="blues etudes", recipes=("studio",))
_PATIENCE_SEC = 60.0
_FIRST_DAY = datetime(2026, 1, 1, tzinfo=UTC)


def measure() -> tuple[Result, ...]:
    """Six rows."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        studio = Studio(home)
        _put_takes(home)
        _put_models(home)
        opening_sec = seconds(studio.takes.list)
        reading_sec = median_seconds(lambda: _read_documents(home), 3)
        listing_sec = median_seconds(lambda: _list(studio.takes, EVERY_TAKE), RUNS)
        searching_sec = median_seconds(lambda: _list(studio.takes, SEARCH), RUNS)
        first_models_sec = seconds(studio.models.list)
        models_sec = median_seconds(studio.models.list, RUNS)
        page_listing_sec, page_searching_sec = _page(home)

    def than_reading(took_sec: float) -> str:
        return f"{reading_sec / took_sec:.0f} times faster than reading every take"

    return (
        _quick(f"listing {TAKE_COUNT:,} takes, the first {PAGE_LENGTH} shown", listing_sec, than_reading(listing_sec)),
        _quick(f"searching {TAKE_COUNT:,} takes", searching_sec, than_reading(searching_sec)),
        _quick("the same list on the page, all of it redrawn", page_listing_sec, than_reading(page_listing_sec)),
        _quick("the same search on the page", page_searching_sec, than_reading(page_searching_sec)),
        _quick(f"listing {MODEL_COUNT} models", models_sec, f"{first_models_sec:.1f} s the first time"),
        Result(
            f"entering {TAKE_COUNT:,} takes that lie in the store, once",
            f"{opening_sec:.1f} s",
            f"<= {MOST_OPENING_SEC:.0f} s",
            opening_sec <= MOST_OPENING_SEC,
        ),
    )


def _quick(what: str, took_sec: float, beside: str) -> Result:
    return Result(what, f"{took_sec * 1000:.0f} ms, {beside}", f"<= {MOST_SEC} s", took_sec <= MOST_SEC)


def _list(takes: Takes, search: Search) -> None:
    if not takes.rows(takes.list(search)[:PAGE_LENGTH]):
        raise LookupError(f"{search} finds nothing")


def _read_documents(home: Path) -> None:
    for path in (home / Takes.kind).glob("*/take.json"):
        json.loads(path.read_bytes())


def _page(home: Path) -> tuple[float, float]:
    """Seconds a rerun of the library's page takes: as it is, and when something is searched for."""
    os.environ[HOME_VARIABLE] = str(home)
    page = AppTest.from_function(_library_page, default_timeout=_PATIENCE_SEC).run()
    listing_sec = median_seconds(page.run, RUNS)
    words = iter(f"blues {letter}" for letter in "abcdefghijklmnopqrstuvwxyz")
    searching_sec = median_seconds(lambda: page.text_input[0].set_value(next(words)).run(), RUNS)
    if page.exception or page.error:
        raise LookupError(f"{page.exception} {page.error}")
    return listing_sec, searching_sec


def _library_page() -> None:
    from jazzcore.page.library import library_view  # noqa: PLC0415 - Streamlit runs the body of this function as a page

    library_view.show()


def _put_takes(home: Path) -> None:
    """Takes over all charts of the shipped model, each there many times under other seeds and times."""
    bundle = shipped_studio()
    player = Player(bundle, "shipped-etudes-studio", Reference())
    silence = Audio(b"", 30.0, 0.5, "none", None)
    written = [write_take(player, chart, TakeSettings()) for chart in bundle.charts]
    for number in range(TAKE_COUNT):
        model = written[number % len(written)]
        take = Take(
            f"take-{number}",
            (_FIRST_DAY + timedelta(minutes=number)).isoformat(),
            model.model,
            replace(model.settings, seed=number),
            model.origin,
            model.solo,
            model.midi,
            model.report,
            audio=silence,
        )
        folder = home / Takes.kind / take.take_id
        folder.mkdir(parents=True)
        for name, data in take_to_files(take).items():
            (folder / name).write_bytes(data)


def _put_models(home: Path) -> None:
    """Copies of the shipped model without its weights, which no list reads."""
    for number in range(MODEL_COUNT):
        shutil.copytree(
            SHIPPED_FOLDER / "etudes-studio",
            home / Models.kind / f"model-{number}",
            ignore=shutil.ignore_patterns("*.npz"),
        )
