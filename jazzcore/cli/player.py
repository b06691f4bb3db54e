"""The model that plays, with the music it learnt from."""

from jazzcore.corpus.etudes import bundled_etudes
from jazzcore.errors import ShelfError
from jazzcore.models.bundle_store import load_bundle
from jazzcore.performance import Player
from jazzcore.solo.reference import Reference
from jazzcore.studio.corpora import kept_corpus
from jazzcore.studio.shelf import Shelf


def player_of(shelf: Shelf, model: str) -> Player:
    """A model of the shelf by its id. Raises ShelfError or BundleError."""
    bundle = load_bundle(shelf.bundle_folder(model))
    return Player(bundle, model, _reference(shelf, bundle.corpus_digest))


def _reference(shelf: Shelf, corpus_digest: str) -> Reference:
    """The music learnt from; nothing where it is no longer kept."""
    etudes = bundled_etudes()
    if corpus_digest == etudes.digest:
        return Reference(etudes.pieces, etudes.name)
    try:
        corpus = kept_corpus(shelf, corpus_digest)
    except ShelfError:
        return Reference()
    return Reference(corpus.pieces, corpus.name)
