"""The bundle in assets/ is what the page is first opened with."""

import pytest

from jazzcore.corpus.etudes import bundled_etudes
from jazzcore.models.bundle import Bundle
from jazzcore.models.bundle_store import load_bundle
from jazzcore.models.recipes import COURSE
from jazzcore.models.request import chart_of
from jazzcore.pipeline import corpus_values, make_solo
from jazzcore.shipped import EPOCHS, FOLDER
from jazzcore.takes import TakeSettings
from jazzcore.values.vocabulary import encode


@pytest.fixture(scope="module")
def shipped() -> Bundle:
    return load_bundle(FOLDER)


def test_it_was_trained_on_the_etudes_as_they_are_now(shipped: Bundle) -> None:
    """After a change of the etudes or the values, `python -m jazzcore.shipped` makes it anew."""
    corpus = bundled_etudes()
    encoded = encode(corpus_values(corpus, COURSE))

    assert (shipped.recipe, shipped.epochs) == (COURSE, EPOCHS)
    assert shipped.corpus_digest == corpus.digest
    assert (shipped.vocabulary, shipped.sequences) == (encoded.vocabulary, encoded.sequences)
    assert shipped.charts == tuple(map(chart_of, corpus.pieces))


def test_it_plays_over_every_piece(shipped: Bundle) -> None:
    for seed, chart in enumerate(shipped.charts):
        solo = make_solo(shipped, chart, TakeSettings(value_count=50, seed=seed))
        assert len(solo.notes) >= 25


def test_it_was_stopped_before_it_knew_the_etudes_by_heart(shipped: Bundle) -> None:
    held_out = [loss.held_out for loss in shipped.losses if loss.held_out is not None]

    assert len(held_out) == EPOCHS
    assert held_out[-1] <= 1.02 * min(held_out)
