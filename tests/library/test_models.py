"""Models: listed with their summaries, broken ones with a message, and ids for new ones."""

import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from jazzcore.errors import BundleError, StoreError
from jazzcore.library import models as models_module
from jazzcore.library.models import SHIPPED_FOLDER, Models
from jazzcore.library.studio import Studio
from jazzcore.models.store import read_summary, save_bundle
from tests.training.studio_fakes import bundle_of, loss_of, request_for

SAVINGS = 100


@pytest.fixture
def models(studio: Studio) -> Models:
    return studio.models


def put_bundle(folder: Path, epochs: int = 1) -> None:
    save_bundle(bundle_of(request_for(1), tuple(loss_of(epoch) for epoch in range(1, epochs + 1))), folder)


def test_bundles_are_listed_newest_first_and_those_shipped_last(models: Models, tmp_path: Path) -> None:
    for bundle_id in ("20261121-231502-course-etudes-00aa", "20270101-000000-course-etudes-00bb"):
        put_bundle(models.folder(bundle_id))
    put_bundle(tmp_path / "shipped" / "etudes", epochs=3)
    entries = models.list()
    assert [entry.bundle_id for entry in entries] == [
        "20270101-000000-course-etudes-00bb",
        "20261121-231502-course-etudes-00aa",
        "shipped-etudes",
    ]
    assert [entry.folder for entry in entries] == [models.folder(entry.bundle_id) for entry in entries]
    summaries = [entry.summary for entry in entries if entry.summary]
    assert [(summary.corpus_name, summary.epochs) for summary in summaries] == [
        ("Études, bundled", 1),
        ("Études, bundled", 1),
        ("Études, bundled", 3),
    ]


def test_a_broken_bundle_is_listed_with_its_message_and_hides_no_other(models: Models) -> None:
    put_bundle(models.folder("sound"))
    broken = models.folder("broken")
    put_bundle(broken)
    for path in broken.rglob("bundle.json"):
        path.write_bytes(b"flipped")
    sound_entry, broken_entry = models.list()
    assert (sound_entry.bundle_id, broken_entry.bundle_id) == ("sound", "broken")
    assert broken_entry.summary is None
    assert broken_entry.message.startswith("broken ")


def test_a_bundle_is_read_again_only_when_it_has_changed(models: Models, monkeypatch: pytest.MonkeyPatch) -> None:
    put_bundle(models.folder("one"))
    before = models.list()
    with monkeypatch.context() as patched:
        patched.setattr(models_module, "read_summary", lambda _: pytest.fail("read again"))
        assert models.list() == before

    put_bundle(models.folder("one"), epochs=2)

    assert [entry.summary and entry.summary.epochs for entry in models.list()] == [2]


def test_a_bundle_that_is_saved_again_and_again_is_listed_all_the_while(models: Models) -> None:
    folder = models.folder("busy")
    put_bundle(folder)

    with ThreadPoolExecutor(1) as thread:
        saving = thread.submit(lambda: [put_bundle(folder) for _ in range(SAVINGS)])
        while not saving.done():
            assert models.list()[0].summary


def test_what_is_no_saved_bundle_is_not_listed(models: Models) -> None:
    bundles = models.folder("empty").parent
    models.folder("empty").mkdir(parents=True)
    (models.folder("killed") / ".000001.abc.partial").mkdir(parents=True)
    (bundles / "a file").write_bytes(b"")
    (bundles / "not an id").mkdir()
    assert models.list() == ()


def test_the_summary_of_a_bundle_that_is_not_there_is_an_error(models: Models) -> None:
    with pytest.raises(BundleError, match="gone"):
        models.summary("gone")


def test_a_new_bundle_id_tells_time_recipe_and_corpus_and_is_new(models: Models) -> None:
    new_id = models.new_id("course", "Études, bundled")
    assert re.fullmatch(r"20\d{6}-\d{6}-course-etudes-bundled-[0-9a-f]{4}", new_id)
    assert models.folder(new_id).name == new_id
    assert len({models.new_id("course", "x") for _ in range(20)}) == 20


@pytest.mark.parametrize(
    ("name", "slug"), [("東京", "untitled"), ("../../etc", "etc"), ("a" * 200, "a" * 24), ("  So -- What? ", "so-what")]
)
def test_any_corpus_name_makes_an_id(name: str, slug: str, models: Models) -> None:
    new_id = models.new_id("course", name)
    assert f"-course-{slug}-" in new_id
    assert models.folder(new_id).name == new_id


def test_the_shipped_bundles_stand_in_the_assets(project: Path) -> None:
    assert project / "assets" / "bundles" == SHIPPED_FOLDER
    for folder in SHIPPED_FOLDER.glob("*"):
        assert read_summary(folder).epochs > 0


@pytest.mark.parametrize("name", ["", "..", "shipped-", "shipped-..", "a/b", "shipped-a/b"])
def test_a_name_that_is_no_id_is_refused(name: str, models: Models) -> None:
    for use in (models.folder, models.summary, models.open):
        with pytest.raises(StoreError, match="names nothing in the store"):
            use(name)


def test_a_full_disk_is_one_sentence(models: Models, studio: Studio) -> None:
    (studio.home / "bundles").write_bytes(b"")
    with pytest.raises(StoreError, match="The model of epoch 1 cannot be written"):
        models.save(bundle_of(request_for(1), (loss_of(1),)))
