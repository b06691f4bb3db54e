"""Pairs of blind tests: what may be heard together, in what order, and what votes add up to."""

from collections import Counter
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jazzcore.library.blind.pairs import Pair, chance, next_pair, pairs_of, question_of, results
from jazzcore.library.blind.votes import Preference, Side, Vote

STUDIO = Side("studio", "changes", "Etudes", "etudes", False, "studio", 16, "bundle", 0.9, 0.9, 1.0)
BOLD = replace(STUDIO, item="bold", temperature=1.2)
AGAIN = replace(STUDIO, item="again")
EARLY = replace(STUDIO, item="early", epochs=4, bundle_digest="early bundle")
COURSE = replace(STUDIO, item="course", recipe="course", epochs=100, bundle_digest="course bundle", temperature=1.0)
OTHERS = replace(STUDIO, item="others", corpus_name="Solos", corpus_digest="solos", bundle_digest="of solos")
REAL = Side("real", "changes", "Etudes", "etudes", is_real=True)
UNKNOWN = Side("unknown", "changes", "", "", temperature=0.9, rhythm_temperature=0.9, top_p=1.0)
FIRST, SECOND, NEITHER = Preference
SIDES = (STUDIO, BOLD, EARLY, COURSE, OTHERS, REAL)


def vote(first: Side, second: Side, preference: Preference) -> Vote:
    return Vote(first, second, preference, "2026-11-22T05:00:00+00:00")


def rows(*votes: Vote) -> list[tuple[str, str, int, int, int]]:
    return [(row.question.title, row.label, row.preferred, row.votes, row.undecided) for row in results(votes)]


@pytest.mark.parametrize(
    ("first", "second", "title"),
    [
        (STUDIO, REAL, "Against real solos"),
        (STUDIO, COURSE, "By recipe"),
        (STUDIO, EARLY, "By epoch"),
        (STUDIO, BOLD, "By temperature"),
        (STUDIO, replace(STUDIO, item="loose", rhythm_temperature=1.1), "By temperature"),
        (STUDIO, OTHERS, "By music learnt from"),
        (STUDIO, AGAIN, None),
        (BOLD, EARLY, None),
        (COURSE, OTHERS, None),
        (REAL, replace(REAL, item="another"), None),
        (STUDIO, replace(REAL, changes="others"), None),
        (UNKNOWN, STUDIO, None),
        (UNKNOWN, REAL, None),
    ],
)
def test_a_pair_asks_one_thing(first: Side, second: Side, title: str | None) -> None:
    for question in (question_of(first, second), question_of(second, first)):
        assert (question and question.title) == title


def test_only_pairs_that_ask_something_are_offered() -> None:
    found = {pair.items for pair in pairs_of((STUDIO, BOLD, AGAIN, EARLY, REAL))}

    assert found == {
        frozenset(pair)
        for pair in (
            ("studio", "bold"),
            ("studio", "early"),
            ("studio", "real"),
            ("bold", "again"),
            ("bold", "real"),
            ("again", "early"),
            ("again", "real"),
            ("early", "real"),
        )
    }


def test_the_order_and_the_pair_are_drawn_and_the_same_numbers_draw_the_same() -> None:
    pairs = pairs_of((STUDIO, BOLD, REAL))

    drawn = [next_pair(pairs, (), np.random.default_rng(seed)) for seed in range(300)]

    times = Counter(drawn)
    assert len(times) == 6
    assert all(30 < count < 70 for count in times.values())
    assert drawn == [next_pair(pairs, (), np.random.default_rng(seed)) for seed in range(300)]
    assert chance().integers(2**62) != chance().integers(2**62)


@given(st.integers(0, 2**32 - 1), st.integers(2, 6))
def test_no_pair_comes_twice_at_once_and_all_come_about_as_often(seed: int, count: int) -> None:
    pairs = pairs_of(SIDES)[:count]
    rng = np.random.default_rng(seed)
    votes: list[Vote] = []
    for _ in range(3 * count):
        pair = next_pair(pairs, votes, rng)
        assert pair
        votes.append(vote(*pair, NEITHER))
    items = [Pair(each.first, each.second).items for each in votes]
    times = Counter(items)
    assert all(one != other for one, other in pairwise(items))
    assert max(times.values()) - min(times.values()) <= 2
    assert len(times) == count


def test_a_pair_alone_is_not_offered_again_whatever_its_order() -> None:
    (pair,) = pairs_of((STUDIO, REAL))

    assert next_pair([], (), chance()) is None
    assert next_pair([pair], (), chance()) is not None
    assert next_pair([pair], [vote(REAL, STUDIO, FIRST)], chance()) is None


def test_votes_are_counted_by_what_the_pair_asked() -> None:
    given_votes = [
        *(vote(STUDIO, REAL, FIRST),) * 2,
        *(vote(REAL, STUDIO, FIRST),) * 3,
        vote(REAL, COURSE, SECOND),
        vote(STUDIO, REAL, NEITHER),
        vote(COURSE, STUDIO, SECOND),
        vote(STUDIO, COURSE, FIRST),
        vote(EARLY, STUDIO, FIRST),
        vote(BOLD, STUDIO, NEITHER),
        vote(OTHERS, STUDIO, SECOND),
        vote(STUDIO, AGAIN, FIRST),
    ]

    assert rows(*given_votes) == [
        ("Against real solos", "Takes of course", 1, 1, 0),
        ("Against real solos", "Takes of studio", 2, 5, 1),
        ("By recipe", "Takes of studio", 2, 2, 0),
        ("By recipe", "Takes of course", 0, 2, 0),
        ("By epoch", "Takes of studio at epoch 4", 1, 1, 0),
        ("By epoch", "Takes of studio at epoch 16", 0, 1, 0),
        ("By temperature", "Takes of studio at temperature 0.90", 0, 0, 1),
        ("By temperature", "Takes of studio at temperature 1.20, rhythm 0.90", 0, 0, 1),
        ("By music learnt from", "Takes learnt from Etudes", 1, 1, 0),
        ("By music learnt from", "Takes learnt from Solos", 0, 1, 0),
    ]
    assert rows() == []


@pytest.mark.parametrize(("preferred", "tells"), [(14, False), (15, True), (10, False), (5, True), (6, False)])
def test_votes_tell_where_chance_is_unlikely(preferred: int, tells: bool) -> None:
    """Of twenty pairs; the interval of 14 is 48 to 85 %, that of 15 is 53 to 89 %."""
    cast = [vote(STUDIO, REAL, FIRST)] * preferred + [vote(STUDIO, REAL, SECOND)] * (20 - preferred)

    (row,) = results(cast)

    assert (row.preferred, row.votes, row.is_significant) == (preferred, 20, tells)
