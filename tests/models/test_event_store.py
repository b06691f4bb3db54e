import hashlib
import json
from pathlib import Path

import numpy as np
import pytest

from jazzcore.errors import BundleError
from jazzcore.models.bundle import best_epoch
from jazzcore.models.store import read_summary, save_bundle
from jazzcore.recipes.table import load_bundle
from tests.models.event_bundles import random_event_bundle


def rewrite(folder: Path, **changes: object) -> None:
    """Change fields of the document and set its checksum right."""
    document = folder / "000001" / "bundle.json"
    document.write_text(json.dumps(json.loads(document.read_bytes()) | changes))
    sums = folder / "000001" / "checksums.json"
    digest = hashlib.sha256(document.read_bytes()).hexdigest()
    sums.write_text(json.dumps(json.loads(sums.read_bytes()) | {"bundle.json": digest}))


def test_a_bundle_comes_back_as_it_was(tmp_path: Path) -> None:
    bundle = random_event_bundle()
    save_bundle(bundle, tmp_path)
    loaded = load_bundle(tmp_path)

    for name in (
        "recipe",
        "music",
        "charts",
        "corpus_name",
        "corpus_digest",
        "seed",
        "losses",
        "created",
    ):
        assert getattr(loaded, name) == getattr(bundle, name)
    for kept, given in ((loaded.weights, bundle.weights), (loaded.optimizer, bundle.optimizer)):
        assert all(np.array_equal(a, b) for a, b in zip(kept, given, strict=True))
    assert best_epoch(loaded.losses) == 2
    assert read_summary(tmp_path).recipe_name == "studio"


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"lines": [[[0, 6, 60, 80]]] * 3, "held_out": []}, "not that of its charts"),
        ({"held_out": [4]}, "held out that is not there"),
        ({"lines": [[[0, 6, 128, 80]]] * 4}, "<= 127"),
        ({"lines": [[[0, 0, 60, 80]]] * 4}, ">= 1"),
        ({"lines": [[[-1, 6, 60, 80]]] * 4}, ">= 0"),
        ({"lines": [[[10**7, 6, 60, 80]]] * 4}, "<= 1000000"),
        ({"lines": [[[0, 6, 60]]] * 4}, "incomplete"),
        ({"lines": [[[0, 6, 60, 80]] * 5000] * 4}, "does not fit together"),
        ({"recipe": "course"}, "incomplete"),
    ],
)
def test_a_document_that_does_not_fit_is_refused(tmp_path: Path, changes: dict[str, object], message: str) -> None:
    """20,000 notes would have asked for the large network."""
    save_bundle(random_event_bundle(), tmp_path)
    rewrite(tmp_path, **changes)

    with pytest.raises(BundleError, match=message):
        load_bundle(tmp_path)
