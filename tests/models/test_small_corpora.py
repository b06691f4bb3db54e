from jazzcore.corpus.etudes import bundled_etudes
from jazzcore.models.settings import COURSE, STUDIO
from jazzcore.models.small_corpora import small_corpus_remark


def test_a_small_corpus_is_told_of_with_its_numbers() -> None:
    remark = small_corpus_remark(STUDIO, 1, 793)

    assert remark.startswith("793 notes are few for this recipe: from 800 notes of real solos")
    assert "at 4.4 nats, from 154,000 at 3.5" in remark
    assert remark.endswith(
        "With fewer than 8 pieces none is held out, so that training cannot tell when it begins to "
        "learn by heart: keep to few epochs."
    )


def test_each_shortage_is_told_of_by_itself() -> None:
    assert "held out" not in small_corpus_remark(STUDIO, 8, 1999)
    assert "few for" not in small_corpus_remark(STUDIO, 7, 2000)
    assert small_corpus_remark(STUDIO, 8, 2000) == small_corpus_remark(COURSE, 1, 10) == ""


def test_the_bundled_etudes_are_enough() -> None:
    corpus = bundled_etudes()

    assert small_corpus_remark(STUDIO, len(corpus.pieces), corpus.note_count) == ""
