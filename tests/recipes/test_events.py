from jazzcore.recipes.events import size_remarks


def test_a_small_corpus_is_reported_with_its_numbers() -> None:
    (remark,) = size_remarks(1, 793)

    assert remark.startswith("793 notes are few for this recipe: trained on 800 notes of real solos")
    assert "at 4.4 nats, trained on 154,000 at 3.5" in remark
    assert remark.endswith(
        "With fewer than 8 pieces none is held out for validation, so training does not notice when it begins to "
        "learn by heart: train for few epochs."
    )


def test_each_shortage_is_reported_by_itself() -> None:
    assert "held out" not in size_remarks(8, 1999)[0]
    assert "few for" not in size_remarks(7, 2000)[0]
    assert size_remarks(8, 2000) == ()
