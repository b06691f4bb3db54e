"""`library`, as it is typed."""

import json
import zipfile
from pathlib import Path

import pytest

from jazzcore.library.storage.files import FileStore
from jazzcore.library.studio import Studio
from jazzcore.music.solo import Solo
from jazzcore.render.audio.render import Audio
from jazzcore.takes.take import Take, TakeSettings, take_to_files
from tests.cli.command_runs import run
from tests.origins import origin_of
from tests.page.player_takes import eighths, take_of

CREATED = "2026-11-21T10:00:00+00:00"
SHIPPED = ["shipped-etudes-studio", "shipped-etudes-course"]


def keep(home: Path, take_id: str, title: str = "Blue Sky", recipe: str = "studio") -> None:
    solo = Solo(title, (), (), (), ())
    sound = Audio(b"wav", 1.0, 0.5, "a fake", None)
    origin = origin_of(solo, recipe)
    take = Take(take_id, CREATED, "a-model", TakeSettings(seed=7), origin, solo, b"midi", audio=sound)
    FileStore(home).save("takes", take_id, take_to_files(take))


@pytest.fixture(autouse=True)
def kept(home: Path) -> None:
    """Two takes, and one that is damaged."""
    keep(home, "one")
    keep(home, "other", "Night", "course")
    FileStore(home).save("takes", "broken", {"take.json": b"{"})


def listed(*words: object, kind: str = "take") -> list[str]:
    """The ids of the takes or the models that are listed."""
    result = run("library", *words)
    assert result.exit_code == 0, result.stderr
    lines = [line.split("\t") for line in result.stdout.splitlines()]
    return [item_id for of, item_id, *_ in lines if of == kind]


@pytest.mark.parametrize("words", [[], ["list"]])
def test_models_and_takes_are_listed_with_date_name_and_stars(home: Path, words: list[str]) -> None:
    result = run("library", *words)

    lines = [line.split("\t") for line in result.stdout.splitlines()]
    assert result.exit_code == 0
    created = Studio(home).models.summary(SHIPPED[1]).created
    assert lines[1] == ["model", SHIPPED[1], created, "Bundled etudes, course, 30 epochs", "0"]
    assert [line[1] for line in lines[:2]] == SHIPPED
    assert ["take", "one", CREATED, "Blue Sky", "0"] in lines
    (damaged,) = [line for line in lines if line[1] == "broken"]
    assert damaged[3].startswith("It cannot be read: ")


def test_json_lists_the_same(home: Path) -> None:
    document = json.loads(run("library", "--json").stdout)

    (one,) = [take for take in document["takes"] if take["id"] == "one"]
    assert one == {
        "id": "one",
        "name": "Blue Sky",
        "created": CREATED,
        "problem": "",
        "stars": 0,
        "note": "",
        "recipe": "studio",
        "epochs": 12,
        "corpus": "Etudes",
        "model": "a-model",
        "seed": 7,
    }
    assert [model["id"] for model in document["models"]] == SHIPPED
    assert [model["recipe"] for model in document["models"]] == ["studio", "course"]


def test_what_is_asked_for_is_listed_alone() -> None:
    run("library", "star", "one", 4)
    run("library", "star", SHIPPED[1], 5)

    assert listed("--search", "BLUE sky") == ["one"]
    assert listed("--recipe", "course") == ["other"]
    assert listed("--recipe", "course", kind="model") == [SHIPPED[1]]
    assert listed("--stars", 4) == ["one"]
    assert listed("--stars", 5, kind="model") == [SHIPPED[1]]
    assert listed("--search", "etudes studio", kind="model") == [SHIPPED[0]]


def test_a_name_and_a_note_are_given_and_found() -> None:
    assert run("library", "rename", "one", "The good one").exit_code == 0
    assert run("library", "note", "one", "bars 3 and 4").exit_code == 0
    assert run("library", "rename", SHIPPED[0], "Ours").exit_code == 0

    document = json.loads(run("library", "--json").stdout)
    assert {(take["name"], take["note"]) for take in document["takes"] if take["id"] == "one"} == {
        ("The good one", "bars 3 and 4")
    }
    assert document["models"][0]["name"] == "Ours"
    assert listed("--search", "bars good") == ["one"]


def test_what_is_deleted_can_be_had_back(home: Path) -> None:
    assert run("library", "delete", "one", "broken").exit_code == 0
    assert listed() == ["other"]
    assert sorted(listed("--deleted")) == ["broken", "one"]
    assert listed("--deleted", kind="model") == []
    assert {folder.name for folder in (home / "takes").iterdir()} == {"one", "other", "broken"}

    assert run("library", "restore", "one", "broken").exit_code == 0

    assert sorted(listed()) == ["broken", "one", "other"]


def test_takes_are_written_into_one_zip_under_the_names_people_gave_them(home: Path, tmp_path: Path) -> None:
    FileStore(home).save("takes", "eighths", take_to_files(take_of(eighths())))
    run("library", "rename", "eighths", "The good one")
    out = tmp_path / "takes.zip"

    result = run("library", "export", "eighths", "--format", "midi", "--format", "MusicXML", "--out", out)

    assert result.exit_code == 0, result.stderr
    names = zipfile.ZipFile(out).namelist()
    assert [name.rpartition(".")[2] for name in names] == ["mid", "musicxml"]
    assert {name.startswith("the-good-one-") for name in names} == {True}


@pytest.mark.parametrize(("take_id", "sentence"), [("gone", "cannot be read"), ("broken", "lacks 'take.mid'")])
def test_a_take_that_cannot_be_exported_is_one_sentence_and_no_file(
    tmp_path: Path, take_id: str, sentence: str
) -> None:
    result = run("library", "export", take_id, "--out", tmp_path / "takes.zip")

    assert result.exit_code == 1
    assert sentence in result.stderr
    assert not (tmp_path / "takes.zip").exists()


def test_an_unknown_id_is_one_sentence_and_nothing_is_done() -> None:
    result = run("library", "delete", "one", "two")

    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == "Error: Nothing that is saved has the id 'two'; take one from the list.\n"
    assert "one" in listed()


def test_a_shipped_model_stays() -> None:
    result = run("library", "delete", SHIPPED[0])

    assert result.exit_code == 1
    assert "ships with the project" in result.stderr
    assert listed(kind="model") == SHIPPED


@pytest.mark.parametrize(
    "words",
    [["--stars", 6], ["--recipe", "jazz"], ["lst"], ["star", "one", 6], ["star", "one"], ["delete"], ["rename"]],
)
def test_a_command_written_wrongly_has_exit_code_2(words: list[object]) -> None:
    assert run("library", *words).exit_code == 2


def test_help_tells_of_all_commands() -> None:
    told = run("library", "--help").stdout

    assert [
        name for name in ("list", "rename", "star", "note", "export", "delete", "restore") if name not in told
    ] == []
