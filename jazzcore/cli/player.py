"""The model that plays, with the music it learnt from."""

from jazzcore.evaluation.reference import Reference
from jazzcore.library.corpora import corpus_learnt_from
from jazzcore.library.files import Shelf
from jazzcore.models.store import load_bundle
from jazzcore.takes.make import Player


def player_of(shelf: Shelf, model: str) -> Player:
    """A model of the shelf by its id. Raises ShelfError or BundleError."""
    bundle = load_bundle(shelf.bundle_folder(model))
    return Player(bundle, model, Reference(corpus_learnt_from(shelf, bundle.corpus_digest)))
