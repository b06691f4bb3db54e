"""The corpora that models were trained on, saved by their digest.

A take is compared with the music its model learnt from: for copied runs, and for its metrics.
"""

import gzip
import zlib

from jazzcore.corpus.corpus import Corpus
from jazzcore.corpus.etudes import bundled_etudes
from jazzcore.errors import DocumentError, StoreError
from jazzcore.library.storage.files import FileStore
from jazzcore.music.documents import decode, encode

_KIND = "corpora"
_FILE = "corpus.json.gz"


class Corpora:
    """The corpora of a home, and the bundled etudes."""

    def __init__(self, files: FileStore) -> None:
        self._files = files

    def save(self, corpus: Corpus) -> None:
        """Save a corpus; a saved corpus of the same digest stays as it is. Raises StoreError when the disk refuses."""
        if corpus.digest in self._files.ids(_KIND):
            return
        self._files.save(_KIND, corpus.digest, {_FILE: gzip.compress(encode(corpus), compresslevel=3, mtime=0)})

    def find(self, digest: str) -> Corpus | None:
        """The corpus of that digest, bundled or saved; None where it is missing or damaged."""
        etudes = bundled_etudes()
        if digest == etudes.digest:
            return etudes
        try:
            return self.open(digest)
        except StoreError:
            return None

    def open(self, digest: str) -> Corpus:
        """The saved corpus of that digest; raises StoreError where it is missing or damaged."""
        files = self._files.files(_KIND, digest)
        try:
            corpus = decode(Corpus, gzip.decompress(files[_FILE]))
        except (KeyError, DocumentError, OSError, EOFError, zlib.error) as error:
            raise StoreError(
                f"The saved corpus {digest[:12]} cannot be read ({error}); train on its files again."
            ) from error
        if corpus.digest != digest:
            raise StoreError(
                f"The saved corpus {digest[:12]} holds other music than it should; train on its files again."
            )
        return corpus
