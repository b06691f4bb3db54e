"""The model that plays, with the music it learnt from."""

from jazzcore.models.bundle_store import load_bundle
from jazzcore.performance import Player
from jazzcore.solo.reference import Reference
from jazzcore.studio.corpora import corpus_learnt_from
from jazzcore.studio.shelf import Shelf


def player_of(shelf: Shelf, model: str) -> Player:
    """A model of the shelf by its id. Raises ShelfError or BundleError."""
    bundle = load_bundle(shelf.bundle_folder(model))
    return Player(bundle, model, Reference(corpus_learnt_from(shelf, bundle.corpus_digest)))
