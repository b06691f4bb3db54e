"""The music a model learnt from is there when a take is held against it."""

from dataclasses import replace
from pathlib import Path

import pytest

from jazzcore.corpus.corpus import Corpus, corpus_of
from jazzcore.corpus.etudes import bundled_etudes
from jazzcore.errors import StoreError
from jazzcore.library.corpora import CORPORA, corpus_learnt_from, save_corpus, saved_corpus
from jazzcore.library.files import FileStore


@pytest.fixture
def store(tmp_path: Path) -> FileStore:
    return FileStore(tmp_path / "home")


def test_a_corpus_comes_back_as_it_was(store: FileStore) -> None:
    corpus = bundled_etudes()
    save_corpus(store, corpus)

    assert saved_corpus(store, corpus.digest) == corpus


def test_the_same_music_is_kept_once(store: FileStore) -> None:
    corpus = bundled_etudes()
    save_corpus(store, corpus)
    save_corpus(store, Corpus("Another name", corpus.pieces))

    assert store.items(CORPORA) == (corpus.digest,)
    assert saved_corpus(store, corpus.digest).name == corpus.name


def test_a_corpus_that_is_not_there_or_damaged_is_one_sentence(store: FileStore, tmp_path: Path) -> None:
    corpus = bundled_etudes()
    less = corpus_of("Less", (replace(corpus.pieces[0], tempo_bpm=99.0),))
    with pytest.raises(StoreError, match="cannot be read"):
        saved_corpus(store, corpus.digest)
    for saved in (corpus, less):
        save_corpus(store, saved)
    file, other = (tmp_path / "home" / CORPORA / digest / "corpus.json.gz" for digest in (corpus.digest, less.digest))

    file.write_bytes(other.read_bytes())
    with pytest.raises(StoreError, match="holds other music than it should; train on its files again"):
        saved_corpus(store, corpus.digest)
    for damage in (b"", file.read_bytes()[:-20], b"no gzip", other.read_bytes()[:30] + b"?" + other.read_bytes()[31:]):
        file.write_bytes(damage)
        with pytest.raises(StoreError, match=f"The saved corpus {corpus.digest[:12]} cannot be read"):
            saved_corpus(store, corpus.digest)


def test_the_bundled_corpus_is_always_at_hand_and_what_is_gone_is_none(store: FileStore) -> None:
    etudes = bundled_etudes()
    less = Corpus("Less", etudes.pieces[:2])
    save_corpus(store, less)

    assert corpus_learnt_from(store, etudes.digest) == etudes
    assert corpus_learnt_from(store, less.digest) == less
    assert corpus_learnt_from(store, "0" * 64) is None
