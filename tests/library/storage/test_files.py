"""Files of the home: saved, listed and removed, and names that are no ids."""

import os
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from jazzcore import durable
from jazzcore.errors import StoreError
from jazzcore.library.storage.files import FileStore

TAKE = {"take.json": b"{}", "solo.mid": b"MThd"}
NO_IDS = ["", ".", "..", "../bundles", "a/b", "/etc/passwd", "a\\b", "a.b", "a\n", "é", "x" * 101]


@pytest.fixture
def files(tmp_path: Path) -> FileStore:
    return FileStore(tmp_path / "home")


def test_a_document_is_read_without_the_sound_beside_it(files: FileStore) -> None:
    files.save("takes", "one", TAKE | {"take.wav": b"RIFF"})

    assert files.document("takes", "one", "take.json") == {"take.json": b"{}", "solo.mid": b"", "take.wav": b""}
    with pytest.raises(StoreError, match="two cannot be read"):
        files.document("takes", "two", "take.json")


def test_an_item_is_as_old_as_its_folder(files: FileStore, tmp_path: Path) -> None:
    files.save("takes", "one", TAKE)
    os.utime(tmp_path / "home" / "takes" / "one", (1000, 1000))

    assert files.created("takes", "one") == datetime(1970, 1, 1, 0, 16, 40, tzinfo=UTC)
    assert files.created("takes", "two").year == 1970


def test_what_is_kept_comes_back_and_is_listed_newest_first(files: FileStore, tmp_path: Path) -> None:
    for number, take_id in enumerate(["first", "third", "second"]):
        files.save("takes", take_id, TAKE)
        os.utime(tmp_path / "home" / "takes" / take_id, (1000 + number, 1000 + number))
    assert files.items("takes") == ("second", "third", "first")
    assert files.files("takes", "third") == TAKE
    assert files.items("lines") == ()


def test_another_store_of_the_same_home_finds_what_was_kept(files: FileStore, tmp_path: Path) -> None:
    files.save("takes", "one", TAKE)
    assert FileStore(tmp_path / "home").files("takes", "one") == TAKE


def test_keeping_the_same_again_changes_nothing_and_another_under_its_id_is_refused(files: FileStore) -> None:
    files.save("takes", "one", TAKE)
    files.save("takes", "one", TAKE)
    with pytest.raises(StoreError, match="takes already holds another one"):
        files.save("takes", "one", {"take.json": b"[]"})
    assert files.files("takes", "one") == TAKE


def test_a_full_disk_is_reported_and_leaves_nothing_half_kept(
    files: FileStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full_disk(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(durable.os, "fsync", full_disk)
    with pytest.raises(StoreError, match=r"cannot be written \(No space left on device\)"):
        files.save("takes", "one", TAKE)
    assert files.items("takes") == ()


def test_what_is_removed_is_gone_and_removing_it_twice_is_no_error(files: FileStore, tmp_path: Path) -> None:
    files.save("takes", "one", TAKE)
    for _ in range(2):
        files.remove("takes", "one")
    assert files.items("takes") == ()
    assert list((tmp_path / "home" / "takes").iterdir()) == []
    with pytest.raises(StoreError, match="one cannot be read"):
        files.files("takes", "one")


@pytest.mark.parametrize("name", NO_IDS)
def test_a_name_that_is_no_id_is_refused_everywhere(name: str, files: FileStore, tmp_path: Path) -> None:
    before = sorted(tmp_path.rglob("*"))
    uses = [
        lambda: files.folder("takes", name),
        lambda: files.save("takes", name, TAKE),
        lambda: files.save(name, "one", TAKE),
        lambda: files.items(name),
        lambda: files.ids(name),
        lambda: files.document("takes", name, "take.json"),
        lambda: files.created("takes", name),
        lambda: files.files("takes", name),
        lambda: files.remove("takes", name),
        lambda: files.remove(name, "one"),
    ]
    for use in uses:
        with pytest.raises(StoreError, match="names nothing in the store"):
            use()
    assert sorted(tmp_path.rglob("*")) == before


def test_old_leftovers_of_killed_writers_go_when_the_studio_opens(tmp_path: Path) -> None:
    files = FileStore(tmp_path / "home")
    files.save("takes", "one", TAKE)
    old, new = (tmp_path / "home" / "takes" / f".{name}.abc.partial" for name in ("old", "new"))
    for leftover in (old, new):
        leftover.mkdir()
    os.utime(old, (1000, 1000))
    FileStore(tmp_path / "home")
    assert not old.exists()
    assert new.exists()
    assert files.files("takes", "one") == TAKE


def test_a_home_removed_behind_its_back_lists_nothing(files: FileStore, tmp_path: Path) -> None:
    shutil.rmtree(tmp_path / "home")
    assert files.items("takes") == ()
