import hashlib
import json
import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from jazzcore.errors import BundleError
from jazzcore.models.bundle import Bundle, bundle_digest
from jazzcore.models.store import read_summary, save_bundle
from jazzcore.recipes.table import DEEPJAZZ, load_bundle
from tests.models.bundles import random_bundle


def same(first: Bundle, second: Bundle) -> bool:
    arrays = zip((*first.weights, *first.optimizer), (*second.weights, *second.optimizer), strict=True)
    return all(np.array_equal(a, b) for a, b in arrays) and replace(first, weights=(), optimizer=()) == replace(
        second, weights=(), optimizer=()
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "my-model"


def rewrite(folder: Path, **changes: object) -> None:
    """Change a bundle's document and make its checksum right again, as somebody who makes a folder by hand could."""
    path = folder / "000001" / "bundle.json"
    document = json.loads(path.read_bytes()) | changes
    path.write_text(json.dumps(document))
    sums = folder / "000001" / "checksums.json"
    sums.write_text(json.dumps(json.loads(sums.read_bytes()) | {"bundle.json": sha256(path)}))


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_a_bundle_comes_back_as_it_was(folder: Path) -> None:
    for bundle in (random_bundle(), replace(random_bundle(1, DEEPJAZZ), optimizer=())):
        save_bundle(bundle, folder)
        assert same(load_bundle(folder), bundle)


def test_a_summary_tells_what_a_list_shows(folder: Path) -> None:
    save_bundle(random_bundle(), folder)

    summary = read_summary(folder)

    assert (summary.corpus_name, summary.recipe_name, summary.epochs) == ("Test corpus", "course", 2)
    assert (summary.training_loss, summary.created) == (120.5, "2026-11-21T23:00:00+00:00")


def test_the_last_two_generations_are_kept(folder: Path) -> None:
    for seed in range(4):
        save_bundle(random_bundle(seed), folder)

    assert sorted(path.name for path in folder.iterdir()) == ["000003", "000004"]
    assert same(load_bundle(folder), random_bundle(3))


@pytest.mark.parametrize("name", ["bundle.json", "arrays.npz", "checksums.json"])
def test_a_flipped_byte_is_found_and_the_generation_before_is_used(folder: Path, name: str) -> None:
    save_bundle(random_bundle(1), folder)
    save_bundle(random_bundle(2), folder)
    path = folder / "000002" / name
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(bytes(data))

    assert same(load_bundle(folder), random_bundle(1))

    shutil.rmtree(folder / "000001")
    with pytest.raises(BundleError, match=r"my-model is damaged.*another model"):
        load_bundle(folder)


@pytest.mark.parametrize("name", ["bundle.json", "arrays.npz", "checksums.json"])
def test_a_missing_file_is_named(folder: Path, name: str) -> None:
    save_bundle(random_bundle(), folder)
    (folder / "000001" / name).unlink()

    with pytest.raises(BundleError, match=name):
        load_bundle(folder)


def test_an_empty_folder_holds_no_model(tmp_path: Path) -> None:
    for read in (load_bundle, read_summary):
        with pytest.raises(BundleError, match="holds no model"):
            read(tmp_path / "nothing")


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"vocabulary": ["C,0.500", "A,0.500"]}, "wrong vocabulary"),
        ({"vocabulary": ["no value"]}, "wrong vocabulary"),
        ({"vocabulary": []}, "wrong vocabulary"),
        ({"vocabulary": ["A,0.500", "C,0.500"], "sequences": [[0, 1]]}, "does not fit together"),
        ({"recipe": "deepjazz"}, "does not fit together"),
        ({"recipe": "unheard-of"}, "no recipe 'unheard-of'"),
        ({"sequences": [[0, 1_000_000]]}, "outside the vocabulary"),
        ({"format": 2}, "format 2"),
        ({"charts": [{}]}, "incomplete"),
        ({"losses": [[1]]}, "incomplete"),
        ({"vocabulary": None}, "incomplete"),
    ],
)
def test_a_document_that_does_not_fit_is_refused(folder: Path, changes: dict[str, object], message: str) -> None:
    save_bundle(random_bundle(), folder)
    rewrite(folder, **changes)

    with pytest.raises(BundleError, match=message):
        load_bundle(folder)


def test_arrays_are_checked_before_they_are_allocated(folder: Path) -> None:
    """A header may claim a petabyte; it is read as a header only."""
    save_bundle(random_bundle(), folder)
    arrays = folder / "000001" / "arrays.npz"
    with np.load(arrays) as stored:
        contents = dict(stored)
    contents["weight_00"] = np.zeros((3, 3), np.float32)
    np.savez(arrays, **contents)
    data = arrays.read_bytes()
    arrays.write_bytes(data.replace(b"(3, 3)", b"(9**9)"))
    sums = folder / "000001" / "checksums.json"
    sums.write_text(json.dumps(json.loads(sums.read_bytes()) | {"arrays.npz": sha256(arrays)}))

    with pytest.raises(BundleError, match=r"damaged|does not fit"):
        load_bundle(folder)


def test_pickles_are_never_opened(folder: Path) -> None:
    save_bundle(random_bundle(), folder)
    arrays = folder / "000001" / "arrays.npz"
    with np.load(arrays) as stored:
        contents = dict(stored)
    contents["weight_00"] = np.array([print], dtype=object)
    np.savez(arrays, allow_pickle=True, **contents)
    sums = folder / "000001" / "checksums.json"
    sums.write_text(json.dumps(json.loads(sums.read_bytes()) | {"arrays.npz": sha256(arrays)}))

    with pytest.raises(BundleError, match="does not fit together"):
        load_bundle(folder)


def test_weights_that_are_no_numbers_are_refused(folder: Path) -> None:
    bundle = random_bundle()
    save_bundle(replace(bundle, weights=(np.full_like(bundle.weights[0], np.nan), *bundle.weights[1:])), folder)

    with pytest.raises(BundleError, match="no numbers"):
        load_bundle(folder)


def test_a_bundle_is_known_by_its_digest_wherever_it_is_kept(tmp_path: Path) -> None:
    bundle = random_bundle()
    save_bundle(replace(bundle, optimizer=(), created="2030-01-01T00:00:00+00:00"), tmp_path / "other")
    changed = replace(bundle, weights=(bundle.weights[0] + np.float32(1e-6), *bundle.weights[1:]))

    assert bundle_digest(load_bundle(tmp_path / "other")) == bundle_digest(bundle)
    assert len({bundle_digest(each) for each in (bundle, changed, replace(bundle, corpus_digest="f" * 64))}) == 3
