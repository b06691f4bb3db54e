"""Corpora that models were trained on, kept on the shelf by their digest.

A take is held against the music its model learnt from: what it copied, how its figures lie among theirs.
"""

import gzip
import json
import zlib

from jazzcore.corpus.corpus import Corpus
from jazzcore.corpus.etudes import bundled_etudes
from jazzcore.errors import ShelfError
from jazzcore.library.files import Shelf
from jazzcore.music.documents import sheet_from_document, sheet_to_document

CORPORA = "corpora"
_FILE = "corpus.json.gz"


def keep_corpus(shelf: Shelf, corpus: Corpus) -> None:
    """Keep a corpus; one whose music is there already stays as it is. Raises ShelfError when the disk refuses."""
    if corpus.digest in shelf.items(CORPORA):
        return
    document = {"name": corpus.name, "pieces": [sheet_to_document(piece) for piece in corpus.pieces]}
    shelf.keep(CORPORA, corpus.digest, {_FILE: gzip.compress(json.dumps(document).encode(), compresslevel=3, mtime=0)})


def corpus_learnt_from(shelf: Shelf, digest: str) -> Corpus | None:
    """The corpus of that digest, bundled or kept; None where it is not at hand any more."""
    etudes = bundled_etudes()
    if digest == etudes.digest:
        return etudes
    try:
        return kept_corpus(shelf, digest)
    except ShelfError:
        return None


def kept_corpus(shelf: Shelf, digest: str) -> Corpus:
    """The corpus of that digest; raises ShelfError when it is not there or damaged."""
    files = shelf.files(CORPORA, digest)
    try:
        document = json.loads(gzip.decompress(files[_FILE]))
        corpus = Corpus(str(document["name"]), tuple(map(sheet_from_document, document["pieces"])))
    except (KeyError, TypeError, ValueError, OSError, EOFError, zlib.error) as error:
        raise ShelfError(
            f"The kept corpus {digest[:12]} cannot be read ({error}); train on its files again."
        ) from error
    if corpus.digest != digest:
        raise ShelfError(f"The kept corpus {digest[:12]} holds other music than it should; train on its files again.")
    return corpus
