"""The model that plays, with the music it learnt from."""

from jazzcore.evaluation.reference import Reference
from jazzcore.library.studio import Studio
from jazzcore.takes.make import Player


def player_of(studio: Studio, model: str) -> Player:
    """A model of the studio by its id. Raises StoreError or BundleError."""
    bundle = studio.models.open(model)
    return Player(bundle, model, Reference(studio.corpora.find(bundle.corpus_digest)))
