import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jazzcore.encoding.values.vocabulary import encode
from jazzcore.encoding.values.windows import NO_VALUE, WindowPlan, cut_windows, one_hot, split_validation
from jazzcore.errors import CorpusError

COURSE_LIKE = WindowPlan(length=4, count=3, step=100, starts_empty=True)
DEEPJAZZ_LIKE = WindowPlan(length=3, count=None, step=2, starts_empty=False)


def test_course_windows_by_hand() -> None:
    """X begins with nothing and Y is X a step ahead, with nothing last."""
    windows = cut_windows(((10, 11, 12, 13),), 20, COURSE_LIKE, np.random.default_rng(0))

    assert windows.x.tolist() == [[NO_VALUE, 11, 12, 13]] * 3
    assert windows.y.T.tolist() == [[11, 12, 13, NO_VALUE]] * 3


def test_deepjazz_windows_by_hand() -> None:
    windows = cut_windows(((0, 1, 2, 3, 4, 5),), 6, DEEPJAZZ_LIKE, np.random.default_rng(0))

    assert windows.x.tolist() == [[0, 1, 2], [2, 3, 4]]
    assert windows.y.T.tolist() == [[NO_VALUE, NO_VALUE, 3], [NO_VALUE, NO_VALUE, 5]]
    assert (COURSE_LIKE.first_target, DEEPJAZZ_LIKE.first_target) == (0, 2)


def test_the_courses_one_hot_shapes() -> None:
    plan = WindowPlan(length=30, count=60, step=10, starts_empty=True)
    windows = cut_windows((tuple(range(90)) * 3,), 90, plan, np.random.default_rng(0))

    assert one_hot(windows.x, 90).shape == (60, 30, 90)
    assert not one_hot(windows.x, 90)[:, 0].any()
    assert not one_hot(windows.y, 90)[-1].any()
    assert (one_hot(windows.y, 90)[:-1].sum(axis=-1) == 1).all()


def test_a_large_corpus_is_cut_into_more_windows() -> None:
    plan = WindowPlan(length=4, count=3, step=10, starts_empty=True)

    assert len(cut_windows((tuple(range(100)),), 100, plan, np.random.default_rng(0)).x) == 10


@given(st.lists(st.lists(st.integers(0, 50), max_size=12).map(tuple), max_size=5).map(tuple), st.booleans())
def test_no_window_reaches_over_the_end_of_a_piece(sequences: tuple[tuple[int, ...], ...], starts_empty: bool) -> None:
    plan = WindowPlan(length=4, count=7, step=1, starts_empty=starts_empty)
    if max(map(len, sequences), default=0) < plan.span:
        with pytest.raises(CorpusError, match="fewer than the"):
            cut_windows(sequences, 51, plan, np.random.default_rng(0))
        return
    windows = cut_windows(sequences, 51, plan, np.random.default_rng(0))
    stretches = {ids[i : i + plan.span] for ids in sequences for i in range(len(ids) - plan.span + 1)}
    for x, y in zip(windows.x.tolist(), windows.y.T.tolist(), strict=True):
        if starts_empty:
            assert x[1:] == y[:-1]
            assert any(stretch[1:] == tuple(x[1:]) for stretch in stretches)
        else:
            assert (*x, y[-1]) in stretches


def test_nothing_is_held_out_of_a_small_corpus() -> None:
    assert split_validation((tuple(range(999)),), 30) == ((tuple(range(999)),), ())


def test_every_tenth_stretch_is_held_out_of_a_large_one() -> None:
    piece = tuple(range(1100))
    learnt, held = split_validation((piece,), 30)

    assert held == (piece[900:1000],)
    assert learnt == (piece[:900], piece[1000:])


def test_a_vocabulary_is_sorted_whatever_the_order_of_the_pieces() -> None:
    """The lineage's came from a set, so that saved weights could not be loaded in another process."""
    forward, backward = encode((("C,1.000", "A,0.500"), ("R,0.250",))), encode((("R,0.250",), ("C,1.000", "A,0.500")))

    assert forward.vocabulary == backward.vocabulary == ("A,0.500", "C,1.000", "R,0.250")
    assert forward.sequences == ((1, 0), (2,))


def test_a_given_vocabulary_must_know_every_value() -> None:
    with pytest.raises(KeyError):
        encode((("C,1.000",),), ("A,0.500",))
