"""Keeping: files and rows stay together through crashes, copies and damage."""

import json
import shutil
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from jazzcore.errors import StoreError
from jazzcore.library import takes as keeping
from jazzcore.library.files import BUNDLES, TAKES, FileStore
from jazzcore.library.library import Library
from jazzcore.library.rows import Search, TakeFacts, TakeRow
from jazzcore.library.takes import catch_up, facts_of, found_takes, kind_of, now, open_library, open_take, save_take
from jazzcore.music.solo import Solo
from jazzcore.render.audio.render import Audio
from jazzcore.takes.take import Take, TakeSettings, changes_digest, take_to_files
from tests.origins import origin_of

CREATED = "2026-11-21T23:30:00+02:00"
IN_UTC = "2026-11-21T21:30:00+00:00"


@pytest.fixture
def store(tmp_path: Path) -> FileStore:
    return FileStore(tmp_path / "home", tmp_path / "no shipped ones")


@pytest.fixture
def library(store: FileStore) -> Library:
    return open_library(store)


def take_of(take_id: str, title: str = "Blue Sky") -> Take:
    solo = Solo(title, (), (), (), ())
    sound = Audio(b"wav", 2.5, 0.5, "a fake", None)
    return Take(take_id, CREATED, "a-model", TakeSettings(seed=7), origin_of(solo), solo, b"midi", audio=sound)


def rows(store: FileStore, library: Library) -> tuple[TakeRow, ...]:
    return library.rows(found_takes(store, library))


def listed(store: FileStore, library: Library) -> list[str]:
    return list(found_takes(store, library))


def test_a_kept_take_is_listed_with_what_it_is_and_opens_again(store: FileStore, library: Library) -> None:
    take = take_of("one")

    save_take(store, library, take)

    assert open_take(store, "one") == take
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
    (row,) = rows(store, library)
    assert {name: getattr(row, name) for name in TakeFacts.__slots__} == {
        name: getattr(facts, name) for name in TakeFacts.__slots__
    }


def test_keeping_what_was_deleted_has_it_back_with_what_people_say_of_it(store: FileStore, library: Library) -> None:
    save_take(store, library, take_of("one"))
    library.rename(TAKES, "one", "Mine")
    library.delete(TAKES, ["one"], now())

    save_take(store, library, take_of("one"))

    assert [row.name for row in rows(store, library)] == ["Mine"]


def test_a_crash_between_the_files_and_the_row_loses_nothing(
    store: FileStore, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    def crash(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr(Library, "enter", crash)
        save_take(store, library, take_of("one"))

    assert listed(store, library) == ["one"]
    assert library.row("one") == replace(library.row("one"), **{"title": "Blue Sky", "created": IN_UTC})


def test_takes_that_lie_there_when_the_library_opens_are_in_it_the_newest_last(store: FileStore) -> None:
    for take_id in ("first", "second"):
        store.keep(TAKES, take_id, take_to_files(take_of(take_id)))

    opened = open_library(store)

    assert opened.row("first").number < opened.row("second").number


def test_a_copied_folder_goes_by_its_own_name(store: FileStore, library: Library) -> None:
    save_take(store, library, take_of("one"))
    shutil.copytree(store.home / TAKES / "one", store.home / TAKES / "one-copy")

    assert sorted(listed(store, library)) == ["one", "one-copy"]
    assert open_take(store, "one-copy").take_id == "one-copy"


def test_takes_whose_files_are_away_are_not_listed_and_come_back_with_their_stars(
    store: FileStore, library: Library, tmp_path: Path
) -> None:
    save_take(store, library, take_of("one"))
    library.rate(TAKES, "one", 5)
    (store.home / TAKES).rename(tmp_path / "away")
    assert listed(store, library) == []

    (tmp_path / "away").rename(store.home / TAKES)

    assert [(row.take_id, row.stars) for row in rows(store, library)] == [("one", 5)]


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
def test_a_damaged_take_is_listed_with_its_problem_and_can_be_deleted(
    store: FileStore, library: Library, files: dict[str, bytes]
) -> None:
    save_take(store, library, take_of("good"))
    store.keep(TAKES, "bad", files)

    (bad,) = [row for row in rows(store, library) if row.take_id == "bad"]
    assert bad.problem.startswith("It cannot be read: ")
    assert bad.label == "bad"

    library.delete(TAKES, ["bad"], now())
    assert listed(store, library) == ["good"]


def test_a_take_that_was_copied_in_part_is_read_once_it_is_whole(store: FileStore, library: Library) -> None:
    store.keep(TAKES, "one", {"take.json": b"{"})
    assert rows(store, library)[0].problem

    for name, data in take_to_files(take_of("one")).items():
        (store.home / TAKES / "one" / name).write_bytes(data)

    (row,) = rows(store, library)
    assert (row.title, row.problem) == ("Blue Sky", "")


def test_what_is_known_is_not_read_again(store: FileStore, library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    save_take(store, library, take_of("one"))
    monkeypatch.setattr(keeping, "take_from_files", lambda _: pytest.fail("read again"))

    catch_up(store, library)

    assert listed(store, library) == ["one"]


def test_what_was_deleted_a_month_ago_is_gone_at_the_next_opening_and_the_rest_is_not(
    store: FileStore, library: Library
) -> None:
    for take_id in ("old", "fresh"):
        save_take(store, library, take_of(take_id))
    library.delete(TAKES, ["old"], now() - timedelta(days=31))
    library.delete(TAKES, ["fresh"], now() - timedelta(days=29))

    opened = open_library(store)

    assert store.ids(TAKES) == {"fresh"}
    assert list(found_takes(store, opened, Search(deleted=True))) == ["fresh"]


def test_an_id_is_that_of_a_take_or_of_a_model_or_of_nothing(store: FileStore, library: Library) -> None:
    store.keep(TAKES, "one", take_to_files(take_of("one")))
    (store.bundle_folder("model") / "000001").mkdir(parents=True)

    assert kind_of(store, library, "one") == TAKES
    assert library.row("one").title == "Blue Sky"
    assert kind_of(store, library, "model") == BUNDLES
    with pytest.raises(StoreError, match="Nothing that is saved has the id 'two'"):
        kind_of(store, library, "two")
