"""Corpora that models were trained on, saved in the store by their digest.

A take is held against the music its model learnt from: what it copied, how its metrics lie among theirs.
"""

import gzip
import zlib

from jazzcore.corpus.corpus import Corpus
from jazzcore.corpus.etudes import bundled_etudes
from jazzcore.errors import DocumentError, StoreError
from jazzcore.library.files import FileStore
from jazzcore.music.documents import decode, encode

CORPORA = "corpora"
_FILE = "corpus.json.gz"


def save_corpus(store: FileStore, corpus: Corpus) -> None:
    """Keep a corpus; one whose music is there already stays as it is. Raises StoreError when the disk refuses."""
    if corpus.digest in store.items(CORPORA):
        return
    store.keep(CORPORA, corpus.digest, {_FILE: gzip.compress(encode(corpus), compresslevel=3, mtime=0)})


def corpus_learnt_from(store: FileStore, digest: str) -> Corpus | None:
    """The corpus of that digest, bundled or saved; None where it is not at hand any more."""
    etudes = bundled_etudes()
    if digest == etudes.digest:
        return etudes
    try:
        return saved_corpus(store, digest)
    except StoreError:
        return None


def saved_corpus(store: FileStore, digest: str) -> Corpus:
    """The corpus of that digest; raises StoreError when it is not there or damaged."""
    files = store.files(CORPORA, digest)
    try:
        corpus = decode(Corpus, gzip.decompress(files[_FILE]))
    except (KeyError, DocumentError, OSError, EOFError, zlib.error) as error:
        raise StoreError(
            f"The saved corpus {digest[:12]} cannot be read ({error}); train on its files again."
        ) from error
    if corpus.digest != digest:
        raise StoreError(f"The saved corpus {digest[:12]} holds other music than it should; train on its files again.")
    return corpus
