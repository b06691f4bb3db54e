"""`library`, as it is typed."""

import json
from pathlib import Path

from jazzcore.cli.library import TAKES
from jazzcore.render.audio import Audio
from jazzcore.solo.solo import Solo
from jazzcore.studio.shelf import Shelf
from jazzcore.takes import Take, TakeSettings, take_to_files
from tests.cli.command_runs import run
from tests.origins import origin_of

CREATED = "2026-11-21T10:00:00+00:00"


def keep_two_takes(home: Path) -> None:
    """A take, and one that is damaged."""
    solo = Solo("Blue Sky", (), (), (), ())
    take = Take(
        "one",
        CREATED,
        "a-model",
        TakeSettings(),
        origin_of(solo),
        solo,
        b"midi",
        audio=Audio(b"wav", 1.0, 0.5, "a fake", None),
    )
    shelf = Shelf(home)
    shelf.keep(TAKES, "one", take_to_files(take))
    shelf.keep(TAKES, "two", {"take.json": b"{"})


def test_models_and_takes_are_listed_with_date_and_name(home: Path) -> None:
    keep_two_takes(home)

    result = run("library")

    lines = [line.split("\t") for line in result.stdout.splitlines()]
    assert result.exit_code == 0
    assert [(kind, item_id) for kind, item_id, *_ in lines[:2]] == [
        ("model", "shipped-etudes-studio"),
        ("model", "shipped-etudes-course"),
    ]
    assert lines[1][2] == Shelf(home).bundle_summary("shipped-etudes-course").created
    assert lines[1][3] == "Bundled etudes, course, 30 epochs"
    assert ["take", "one", CREATED, "Blue Sky"] in lines
    (damaged,) = [line for line in lines if line[1] == "two"]
    assert damaged[3].startswith("A kept take cannot be read")


def test_json_lists_the_same(home: Path) -> None:
    keep_two_takes(home)

    document = json.loads(run("library", "--json").stdout)

    assert {"id": "one", "name": "Blue Sky", "created": CREATED, "problem": ""} in document["takes"]
    assert [model["id"] for model in document["models"]] == ["shipped-etudes-studio", "shipped-etudes-course"]
