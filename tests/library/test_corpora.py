"""The music a model learnt from is there when a take is held against it."""

from dataclasses import replace
from pathlib import Path

import pytest

from jazzcore.corpus.corpus import Corpus, corpus_of
from jazzcore.corpus.etudes import bundled_etudes
from jazzcore.errors import StoreError
from jazzcore.library.studio import Studio


def test_a_corpus_comes_back_as_it_was(studio: Studio) -> None:
    corpus = bundled_etudes()
    studio.corpora.save(corpus)

    assert studio.corpora.open(corpus.digest) == corpus


def test_the_same_music_is_kept_once(studio: Studio) -> None:
    corpus = bundled_etudes()
    studio.corpora.save(corpus)
    studio.corpora.save(Corpus("Another name", corpus.pieces))

    assert [path.name for path in (studio.home / "corpora").iterdir()] == [corpus.digest]
    assert studio.corpora.open(corpus.digest).name == corpus.name


def test_a_corpus_that_is_not_there_or_damaged_is_one_sentence(studio: Studio, tmp_path: Path) -> None:
    corpus = bundled_etudes()
    less = corpus_of("Less", (replace(corpus.pieces[0], tempo_bpm=99.0),))
    with pytest.raises(StoreError, match="cannot be read"):
        studio.corpora.open(corpus.digest)
    for saved in (corpus, less):
        studio.corpora.save(saved)
    file, other = (tmp_path / "home" / "corpora" / digest / "corpus.json.gz" for digest in (corpus.digest, less.digest))

    file.write_bytes(other.read_bytes())
    with pytest.raises(StoreError, match="holds other music than it should; train on its files again"):
        studio.corpora.open(corpus.digest)
    for damage in (b"", file.read_bytes()[:-20], b"no gzip", other.read_bytes()[:30] + b"?" + other.read_bytes()[31:]):
        file.write_bytes(damage)
        with pytest.raises(StoreError, match=f"The saved corpus {corpus.digest[:12]} cannot be read"):
            studio.corpora.open(corpus.digest)


def test_the_bundled_corpus_is_always_at_hand_and_what_is_gone_is_none(studio: Studio) -> None:
    etudes = bundled_etudes()
    less = Corpus("Less", etudes.pieces[:2])
    studio.corpora.save(less)

    assert studio.corpora.find(etudes.digest) == etudes
    assert studio.corpora.find(less.digest) == less
    assert studio.corpora.find("0" * 64) is None
