"""The bundles in assets/ are what the page is first opened with."""

from pathlib import Path

import pytest

from jazzcore.corpus.etudes import bundled_etudes
from jazzcore.models.bundle import Bundle
from jazzcore.models.request import chart_of
from jazzcore.recipes.table import load_bundle
from jazzcore.takes.make import make_solo
from jazzcore.takes.take import TakeSettings
from tools.build_models import SHIPPED, Shipped

pytestmark = pytest.mark.tensorflow

COURSE_BUNDLE, STUDIO_BUNDLE = SHIPPED
BOTH = pytest.mark.parametrize("shipped", SHIPPED, ids=lambda shipped: shipped.recipe.name)
LARGEST_BYTES = 3_000_000


@BOTH
def test_it_was_trained_on_the_etudes_as_they_are_now(shipped: Shipped) -> None:
    """After a change of the etudes or of what is learnt of them, `python -m tools.build_models` builds it again."""
    corpus = bundled_etudes()
    bundle = load_bundle(shipped.folder)

    assert bundle.recipe == shipped.recipe.name
    assert bundle.corpus_digest == corpus.digest
    assert bundle.charts == tuple(map(chart_of, corpus.pieces))
    assert bundle.music == shipped.recipe.encode(corpus)


@BOTH
def test_it_plays_over_every_piece(shipped: Shipped) -> None:
    bundle = load_bundle(shipped.folder)
    for seed, chart in enumerate(bundle.charts):
        solo = make_solo(bundle, chart, TakeSettings(value_count=50, seed=seed))
        assert len(solo.notes) >= 25


@BOTH
def test_it_is_small_enough_to_come_along(shipped: Shipped) -> None:
    assert sum(path.stat().st_size for path in Path(shipped.folder).rglob("*") if path.is_file()) < LARGEST_BYTES


def validation(bundle: Bundle) -> list[float]:
    return [loss.validation for loss in bundle.losses if loss.validation is not None]


def test_the_courses_was_stopped_before_it_knew_the_etudes_by_heart() -> None:
    bundle = load_bundle(COURSE_BUNDLE.folder)

    assert bundle.epochs == len(validation(bundle)) == COURSE_BUNDLE.epochs
    assert validation(bundle)[-1] <= 1.02 * min(validation(bundle))


def test_the_studios_tells_the_next_note_better_than_chance_by_far() -> None:
    """Alike likely among the etudes' own times and intervals a note costs about 5 nats."""
    bundle = load_bundle(STUDIO_BUNDLE.folder)

    assert bundle.recipe == "studio"
    assert min(validation(bundle)) < 2.5
