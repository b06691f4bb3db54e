"""The music a model learnt from is there when a take is held against it."""

from dataclasses import replace
from pathlib import Path

import pytest

from jazzcore.corpus.corpus import Corpus, corpus_of
from jazzcore.corpus.etudes import bundled_etudes
from jazzcore.errors import ShelfError
from jazzcore.library.corpora import CORPORA, corpus_learnt_from, keep_corpus, kept_corpus
from jazzcore.library.files import Shelf


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path / "home")


def test_a_corpus_comes_back_as_it_was(shelf: Shelf) -> None:
    corpus = bundled_etudes()
    keep_corpus(shelf, corpus)

    assert kept_corpus(shelf, corpus.digest) == corpus


def test_the_same_music_is_kept_once(shelf: Shelf) -> None:
    corpus = bundled_etudes()
    keep_corpus(shelf, corpus)
    keep_corpus(shelf, Corpus("Another name", corpus.pieces))

    assert shelf.items(CORPORA) == (corpus.digest,)
    assert kept_corpus(shelf, corpus.digest).name == corpus.name


def test_a_corpus_that_is_not_there_or_damaged_is_one_sentence(shelf: Shelf, tmp_path: Path) -> None:
    corpus = bundled_etudes()
    less = corpus_of("Less", (replace(corpus.pieces[0], tempo_bpm=99.0),))
    with pytest.raises(ShelfError, match="cannot be read"):
        kept_corpus(shelf, corpus.digest)
    for kept in (corpus, less):
        keep_corpus(shelf, kept)
    file, other = (tmp_path / "home" / CORPORA / digest / "corpus.json.gz" for digest in (corpus.digest, less.digest))

    file.write_bytes(other.read_bytes())
    with pytest.raises(ShelfError, match="holds other music than it should; train on its files again"):
        kept_corpus(shelf, corpus.digest)
    for damage in (b"", file.read_bytes()[:-20], b"no gzip", other.read_bytes()[:30] + b"?" + other.read_bytes()[31:]):
        file.write_bytes(damage)
        with pytest.raises(ShelfError, match=f"The kept corpus {corpus.digest[:12]} cannot be read"):
            kept_corpus(shelf, corpus.digest)


def test_the_bundled_corpus_is_always_at_hand_and_what_is_gone_is_none(shelf: Shelf) -> None:
    etudes = bundled_etudes()
    less = Corpus("Less", etudes.pieces[:2])
    keep_corpus(shelf, less)

    assert corpus_learnt_from(shelf, etudes.digest) == etudes
    assert corpus_learnt_from(shelf, less.digest) == less
    assert corpus_learnt_from(shelf, "0" * 64) is None
