"""The model that plays, with the music it learnt from."""

from jazzcore.evaluation.reference import Reference
from jazzcore.library.corpora import corpus_learnt_from
from jazzcore.library.files import FileStore
from jazzcore.models.store import load_bundle
from jazzcore.takes.make import Player


def player_of(store: FileStore, model: str) -> Player:
    """A model of the store by its id. Raises StoreError or BundleError."""
    bundle = load_bundle(store.bundle_folder(model))
    return Player(bundle, model, Reference(corpus_learnt_from(store, bundle.corpus_digest)))
