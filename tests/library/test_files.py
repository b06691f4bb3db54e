"""The store: what is saved, listed and removed, broken folders, and names that are no ids."""

import os
import re
import shutil
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest

from jazzcore import durable
from jazzcore.errors import BundleError, StoreError
from jazzcore.library import files as files_module
from jazzcore.library.files import HOME_VARIABLE, SHIPPED_FOLDER, FileStore, studio_home
from jazzcore.models.store import read_summary, save_bundle
from tests.training.studio_fakes import bundle_of, loss_of, request_for

TAKE = {"take.json": b"{}", "solo.mid": b"MThd"}
SAVINGS = 100
NO_IDS = ["", ".", "..", "../bundles", "a/b", "/etc/passwd", "a\\b", "a.b", "a\n", "é", "x" * 101]


def put_bundle(folder: Path, epochs: int = 1) -> None:
    save_bundle(bundle_of(request_for(1), tuple(loss_of(epoch) for epoch in range(1, epochs + 1))), folder)


@pytest.fixture
def ada(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a person who has not said where the studio is to keep things."""
    for name in (HOME_VARIABLE, "XDG_DATA_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    return tmp_path


def test_the_home_is_in_the_users_data_folder_unless_the_environment_names_another(
    ada: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert studio_home().name == "jazz-studio"
    assert ada in studio_home().parents
    monkeypatch.setenv("XDG_DATA_HOME", str(ada / "data"))
    assert studio_home() == ada / "data" / "jazz-studio"
    monkeypatch.setenv(HOME_VARIABLE, str(ada / "a studio"))
    assert studio_home() == ada / "a studio"
    assert list(ada.iterdir()) == []


def test_what_an_earlier_version_kept_is_moved_once_and_whole(ada: Path) -> None:
    earlier = ada / ".jazz-studio"
    FileStore(earlier).keep("takes", "one", TAKE)

    home = studio_home()

    assert not earlier.exists()
    assert FileStore(home).files("takes", "one") == TAKE
    assert studio_home() == home


def test_where_there_are_two_homes_the_new_one_wins_and_the_earlier_one_is_left_alone(ada: Path) -> None:
    earlier = FileStore(ada / ".jazz-studio")
    earlier.keep("takes", "old", TAKE)
    shutil.copytree(earlier.home, home := ada / ".local" / "share" / "jazz-studio")
    FileStore(home).keep("takes", "new", TAKE)

    assert studio_home() == home
    assert FileStore(home).ids("takes") == {"old", "new"}
    assert earlier.ids("takes") == {"old"}


def test_a_home_that_cannot_be_moved_is_used_where_it_is(ada: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def other_disk(*_: object) -> None:
        raise OSError(18, "Invalid cross-device link")

    FileStore(ada / ".jazz-studio").keep("takes", "one", TAKE)
    with monkeypatch.context() as patched:
        patched.setattr(Path, "rename", other_disk)
        assert studio_home() == ada / ".jazz-studio"
    assert FileStore(ada / ".jazz-studio").files("takes", "one") == TAKE


def test_a_home_that_another_process_moves_first_is_used_where_it_is_then(
    ada: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def moved_by_another(earlier: Path, home: Path) -> None:
        shutil.move(earlier, home)
        raise FileNotFoundError(2, "No such file or directory")

    FileStore(ada / ".jazz-studio").keep("takes", "one", TAKE)
    monkeypatch.setattr(Path, "rename", moved_by_another)

    assert studio_home() == ada / ".local" / "share" / "jazz-studio"


def test_a_home_that_is_a_link_stays_where_it_leads_from(ada: Path) -> None:
    FileStore(ada / "music").keep("takes", "one", TAKE)
    (ada / ".jazz-studio").symlink_to("music")

    assert studio_home() == ada / ".jazz-studio"
    assert FileStore(studio_home()).ids("takes") == {"one"}


def test_a_document_is_read_without_the_sound_beside_it(store: FileStore) -> None:
    store.keep("takes", "one", TAKE | {"take.wav": b"RIFF"})

    assert store.document("takes", "one", "take.json") == {"take.json": b"{}", "solo.mid": b"", "take.wav": b""}
    with pytest.raises(StoreError, match="two cannot be read"):
        store.document("takes", "two", "take.json")


def test_an_item_is_as_old_as_its_folder(store: FileStore) -> None:
    store.keep("takes", "one", TAKE)
    os.utime(store.home / "takes" / "one", (1000, 1000))

    assert store.created("takes", "one") == datetime(1970, 1, 1, 0, 16, 40, tzinfo=UTC)
    assert store.created("takes", "two").year == 1970


def test_a_home_that_cannot_be_made_is_told_with_the_way_out(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(StoreError, match=r"file/home cannot hold .* name another folder in JAZZ_STUDIO_HOME"):
        FileStore(tmp_path / "file" / "home")


def test_bundles_are_listed_newest_first_and_those_shipped_last(store: FileStore, tmp_path: Path) -> None:
    for bundle_id in ("20261121-231502-course-etudes-00aa", "20270101-000000-course-etudes-00bb"):
        put_bundle(store.bundle_folder(bundle_id))
    put_bundle(tmp_path / "shipped" / "etudes", epochs=3)
    entries = store.bundles()
    assert [entry.bundle_id for entry in entries] == [
        "20270101-000000-course-etudes-00bb",
        "20261121-231502-course-etudes-00aa",
        "shipped-etudes",
    ]
    assert [entry.folder for entry in entries] == [store.bundle_folder(entry.bundle_id) for entry in entries]
    summaries = [entry.summary for entry in entries if entry.summary]
    assert [(summary.corpus_name, summary.epochs) for summary in summaries] == [
        ("Études, bundled", 1),
        ("Études, bundled", 1),
        ("Études, bundled", 3),
    ]


def test_a_broken_bundle_is_listed_with_its_message_and_hides_no_other(store: FileStore) -> None:
    put_bundle(store.bundle_folder("sound"))
    broken = store.bundle_folder("broken")
    put_bundle(broken)
    for path in broken.rglob("bundle.json"):
        path.write_bytes(b"flipped")
    sound_entry, broken_entry = store.bundles()
    assert (sound_entry.bundle_id, broken_entry.bundle_id) == ("sound", "broken")
    assert broken_entry.summary is None
    assert broken_entry.message.startswith("broken ")


def test_a_bundle_is_read_again_only_when_it_has_changed(store: FileStore, monkeypatch: pytest.MonkeyPatch) -> None:
    put_bundle(store.bundle_folder("one"))
    before = store.bundles()
    with monkeypatch.context() as patched:
        patched.setattr(files_module, "read_summary", lambda _: pytest.fail("read again"))
        assert store.bundles() == before

    put_bundle(store.bundle_folder("one"), epochs=2)

    assert [entry.summary and entry.summary.epochs for entry in store.bundles()] == [2]


def test_a_bundle_that_is_saved_again_and_again_is_listed_all_the_while(store: FileStore) -> None:
    folder = store.bundle_folder("busy")
    put_bundle(folder)

    with ThreadPoolExecutor(1) as thread:
        saving = thread.submit(lambda: [put_bundle(folder) for _ in range(SAVINGS)])
        while not saving.done():
            assert store.bundles()[0].summary


def test_what_is_no_saved_bundle_is_not_listed(store: FileStore) -> None:
    bundles = store.bundle_folder("empty").parent
    store.bundle_folder("empty").mkdir()
    (store.bundle_folder("killed") / ".000001.abc.partial").mkdir(parents=True)
    (bundles / "a file").write_bytes(b"")
    (bundles / "not an id").mkdir()
    assert store.bundles() == ()


def test_the_summary_of_a_bundle_that_is_not_there_is_an_error(store: FileStore) -> None:
    with pytest.raises(BundleError, match="gone"):
        store.bundle_summary("gone")


def test_the_shipped_bundles_stand_in_the_assets(project: Path) -> None:
    assert project / "assets" / "bundles" == SHIPPED_FOLDER
    for folder in SHIPPED_FOLDER.glob("*"):
        assert read_summary(folder).epochs > 0


def test_a_new_bundle_id_tells_time_recipe_and_corpus_and_is_new(store: FileStore) -> None:
    new_id = store.new_bundle_id("course", "Études, bundled")
    assert re.fullmatch(r"20\d{6}-\d{6}-course-etudes-bundled-[0-9a-f]{4}", new_id)
    assert store.bundle_folder(new_id).name == new_id
    assert len({store.new_bundle_id("course", "x") for _ in range(20)}) == 20


@pytest.mark.parametrize(
    ("name", "slug"), [("東京", "untitled"), ("../../etc", "etc"), ("a" * 200, "a" * 24), ("  So -- What? ", "so-what")]
)
def test_any_corpus_name_makes_an_id(name: str, slug: str, store: FileStore) -> None:
    new_id = store.new_bundle_id("course", name)
    assert f"-course-{slug}-" in new_id
    assert store.bundle_folder(new_id).name == new_id


def test_what_is_kept_comes_back_and_is_listed_newest_first(store: FileStore, tmp_path: Path) -> None:
    for number, take_id in enumerate(["first", "third", "second"]):
        store.keep("takes", take_id, TAKE)
        os.utime(tmp_path / "home" / "takes" / take_id, (1000 + number, 1000 + number))
    assert store.items("takes") == ("second", "third", "first")
    assert store.files("takes", "third") == TAKE
    assert store.items("lines") == ()


def test_another_shelf_of_the_same_home_finds_what_was_kept(store: FileStore, tmp_path: Path) -> None:
    store.keep("takes", "one", TAKE)
    assert FileStore(tmp_path / "home").files("takes", "one") == TAKE


def test_keeping_the_same_again_changes_nothing_and_another_under_its_id_is_refused(store: FileStore) -> None:
    store.keep("takes", "one", TAKE)
    store.keep("takes", "one", TAKE)
    with pytest.raises(StoreError, match="takes already holds another one"):
        store.keep("takes", "one", {"take.json": b"[]"})
    assert store.files("takes", "one") == TAKE


def test_a_full_disk_is_told_and_leaves_nothing_half_kept(store: FileStore, monkeypatch: pytest.MonkeyPatch) -> None:
    def full_disk(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(durable.os, "fsync", full_disk)
    with pytest.raises(StoreError, match=r"cannot be written \(No space left on device\)"):
        store.keep("takes", "one", TAKE)
    assert store.items("takes") == ()


def test_what_is_removed_is_gone_and_removing_it_twice_is_no_error(store: FileStore, tmp_path: Path) -> None:
    store.keep("takes", "one", TAKE)
    put_bundle(store.bundle_folder("model"))
    for _ in range(2):
        store.remove("takes", "one")
        store.remove("bundles", "model")
    assert (store.items("takes"), store.bundles()) == ((), ())
    assert list((tmp_path / "home" / "takes").iterdir()) == []
    with pytest.raises(StoreError, match="one cannot be read"):
        store.files("takes", "one")


def test_a_shipped_bundle_stays(store: FileStore, tmp_path: Path) -> None:
    put_bundle(tmp_path / "shipped" / "etudes")
    with pytest.raises(StoreError, match="shipped-etudes ships with the project"):
        store.remove("bundles", "shipped-etudes")
    assert [entry.bundle_id for entry in store.bundles()] == ["shipped-etudes"]


@pytest.mark.parametrize("name", NO_IDS)
def test_a_name_that_is_no_id_is_refused_everywhere(name: str, store: FileStore, tmp_path: Path) -> None:
    before = sorted(tmp_path.rglob("*"))
    uses = [
        lambda: store.bundle_folder(name),
        lambda: store.bundle_folder(f"shipped-{name}" if name else "."),
        lambda: store.bundle_summary(name),
        lambda: store.keep("takes", name, TAKE),
        lambda: store.keep(name, "one", TAKE),
        lambda: store.items(name),
        lambda: store.ids(name),
        lambda: store.document("takes", name, "take.json"),
        lambda: store.created("takes", name),
        lambda: store.files("takes", name),
        lambda: store.remove("takes", name),
        lambda: store.remove(name, "one"),
    ]
    for use in uses:
        with pytest.raises(StoreError, match="names nothing in the store"):
            use()
    assert sorted(tmp_path.rglob("*")) == before


def test_old_leftovers_of_killed_writers_go_when_the_studio_opens(tmp_path: Path) -> None:
    store = FileStore(tmp_path / "home")
    store.keep("takes", "one", TAKE)
    old, new = (tmp_path / "home" / "takes" / f".{name}.abc.partial" for name in ("old", "new"))
    for leftover in (old, new):
        leftover.mkdir()
    os.utime(old, (1000, 1000))
    FileStore(tmp_path / "home")
    assert not old.exists()
    assert new.exists()
    assert store.files("takes", "one") == TAKE


def test_a_home_removed_behind_its_back_lists_nothing(store: FileStore, tmp_path: Path) -> None:
    shutil.rmtree(tmp_path / "home")
    assert store.bundles() == ()
    assert store.items("takes") == ()
