"""Saving: files and rows stay together through crashes, copies and damage."""

import json
import shutil
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from jazzcore.errors import StoreError
from jazzcore.library import takes as takes_module
from jazzcore.library.marks import now
from jazzcore.library.rows import Search, TakeFacts, TakeRow
from jazzcore.library.studio import Studio
from jazzcore.library.take_table import TakeTable
from jazzcore.library.takes import Takes, facts_of
from jazzcore.music.solo import Solo
from jazzcore.render.audio.render import Audio
from jazzcore.takes.take import Take, TakeSettings, changes_digest, take_to_files
from tests.origins import origin_of

CREATED = "2026-11-21T23:30:00+02:00"
IN_UTC = "2026-11-21T21:30:00+00:00"


@pytest.fixture
def takes(studio: Studio) -> Takes:
    return studio.takes


def take_of(take_id: str, title: str = "Blue Sky") -> Take:
    solo = Solo(title, (), (), (), ())
    sound = Audio(b"wav", 2.5, 0.5, "a fake", None)
    return Take(take_id, CREATED, "a-model", TakeSettings(seed=7), origin_of(solo), solo, b"midi", audio=sound)


def rows(takes: Takes) -> tuple[TakeRow, ...]:
    return takes.rows(takes.list())


def put(takes: Takes, take_id: str, files: dict[str, bytes]) -> None:
    """Put files into the home as a person does who copies them there."""
    takes._files.save("takes", take_id, files)


def test_a_kept_take_is_listed_with_what_it_is_and_opens_again(takes: Takes) -> None:
    take = take_of("one")

    takes.save(take)

    assert takes.open("one") == take
    facts = facts_of(take)
    assert facts == TakeFacts(
        take_id="one",
        created=IN_UTC,
        title="Blue Sky",
        recipe="studio",
        epochs=12,
        corpus_name="Etudes",
        corpus_digest="c" * 64,
        model="a-model",
        temperature=0.9,
        seed=7,
        tempo_bpm=take.settings.band.tempo_bpm,
        feel="swing",
        instrument="Tenor sax",
        changes_digest=changes_digest(take.origin.chart),
        duration_sec=2.5,
        note_count=0,
    )
    (row,) = rows(takes)
    assert {name: getattr(row, name) for name in TakeFacts.__slots__} == {
        name: getattr(facts, name) for name in TakeFacts.__slots__
    }


def test_keeping_what_was_deleted_has_it_back_with_what_people_say_of_it(takes: Takes) -> None:
    takes.save(take_of("one"))
    takes.mark("one", name="Mine")
    takes.delete(["one"])

    takes.save(take_of("one"))

    assert [row.name for row in rows(takes)] == ["Mine"]


def test_a_crash_between_the_files_and_the_row_loses_nothing(takes: Takes, monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr(TakeTable, "enter", crash)
        takes.save(take_of("one"))

    assert list(takes.list()) == ["one"]
    assert takes.row("one") == replace(takes.row("one"), **{"title": "Blue Sky", "created": IN_UTC})


def test_takes_that_lie_there_when_the_library_opens_are_in_it_the_newest_last(takes: Takes) -> None:
    for take_id in ("first", "second"):
        put(takes, take_id, take_to_files(take_of(take_id)))

    assert takes.row("first").number < takes.row("second").number


def test_a_copied_folder_goes_by_its_own_name(studio: Studio, takes: Takes) -> None:
    takes.save(take_of("one"))
    shutil.copytree(studio.home / "takes" / "one", studio.home / "takes" / "one-copy")

    assert sorted(takes.list()) == ["one", "one-copy"]
    assert takes.open("one-copy").take_id == "one-copy"


def test_takes_whose_files_are_away_are_not_listed_and_come_back_with_their_stars(
    studio: Studio, takes: Takes, tmp_path: Path
) -> None:
    takes.save(take_of("one"))
    takes.mark("one", stars=5)
    (studio.home / "takes").rename(tmp_path / "away")
    assert list(takes.list()) == []

    (tmp_path / "away").rename(studio.home / "takes")

    assert [(row.take_id, row.stars) for row in rows(takes)] == [("one", 5)]


def damaged(**told: object) -> dict[str, bytes]:
    files = take_to_files(take_of("bad"))
    return files | {"take.json": json.dumps(json.loads(files["take.json"]) | told).encode()}


@pytest.mark.parametrize(
    "files",
    [
        {"take.json": b"{"},
        {"take.json": b"[" * 100_000},
        {"take.mid": b"midi"},
        {"take.json": take_to_files(take_of("bad"))["take.json"], "take.mid": b"midi"},
        damaged(created="yesterday"),
        damaged(created=7),
        damaged(title=["a"]),
        damaged(title="\ud800"),
        damaged(audio={"duration_sec": float("nan"), "peak": 0.5, "engine": "", "remark": None}),
        damaged(settings=None),
    ],
    ids=["text", "deep", "no document", "no sound", "day", "date", "title", "character", "length", "settings"],
)
def test_a_damaged_take_is_listed_with_its_problem_and_can_be_deleted(takes: Takes, files: dict[str, bytes]) -> None:
    takes.save(take_of("good"))
    put(takes, "bad", files)

    (bad,) = [row for row in rows(takes) if row.take_id == "bad"]
    assert bad.problem.startswith("It cannot be read: ")
    assert bad.label == "bad"

    takes.delete(["bad"])
    assert list(takes.list()) == ["good"]


def test_a_take_that_was_copied_in_part_is_read_once_it_is_whole(studio: Studio, takes: Takes) -> None:
    put(takes, "one", {"take.json": b"{"})
    assert rows(takes)[0].problem

    for name, data in take_to_files(take_of("one")).items():
        (studio.home / "takes" / "one" / name).write_bytes(data)

    (row,) = rows(takes)
    assert (row.title, row.problem) == ("Blue Sky", "")


def test_what_is_known_is_not_read_again(takes: Takes, monkeypatch: pytest.MonkeyPatch) -> None:
    takes.save(take_of("one"))
    monkeypatch.setattr(takes_module, "take_from_files", lambda _: pytest.fail("read again"))

    assert list(takes.list()) == ["one"]


def test_what_was_deleted_a_month_ago_is_gone_at_the_next_opening_and_the_rest_is_not(
    studio: Studio, takes: Takes
) -> None:
    for take_id in ("old", "fresh"):
        takes.save(take_of(take_id))
    takes.delete(["old"], now() - timedelta(days=31))
    takes.delete(["fresh"], now() - timedelta(days=29))

    studio.purge()

    assert "old" not in takes
    assert takes.list(Search(deleted=True)) == ("fresh",)


def test_an_id_is_that_of_a_take_or_of_a_model_or_of_nothing(studio: Studio, takes: Takes) -> None:
    put(takes, "one", take_to_files(take_of("one")))
    (studio.models.folder("model") / "000001").mkdir(parents=True)

    assert studio.holder_of("one") is takes
    assert takes.row("one").title == "Blue Sky"
    assert studio.holder_of("model") is studio.models
    with pytest.raises(StoreError, match="Nothing that is saved has the id 'two'"):
        studio.holder_of("two")
