"""Votes of blind tests: saved as they were given, for the next one who opens the home."""

import threading
from dataclasses import replace
from pathlib import Path

import pytest

from jazzcore.errors import StoreError
from jazzcore.library.blind.votes import Preference, Side, Vote, Votes
from jazzcore.library.storage.database import Database

TAKE = Side("20261122-1", "c" * 16, "Etudes", "d" * 64, False, "studio", 16, "b" * 64, 0.9, 0.8, 1.0)
REAL = Side("Blue & 'so'", "c" * 16, "Etudes", "d" * 64, is_real=True)
VOTE = Vote(TAKE, REAL, Preference.SECOND, "2026-11-22T05:00:00+00:00")


def test_votes_come_back_in_order_as_they_were_given_after_a_restart(tmp_path: Path) -> None:
    given = [VOTE, replace(VOTE, first=REAL, second=TAKE, preference=Preference.NEITHER), VOTE]
    for vote in given:
        Votes(Database(tmp_path)).add(vote)

    saved = Votes(Database(tmp_path)).all()
    assert list(saved) == given
    assert isinstance(saved[0].first.is_real, bool)


def test_a_vote_that_fails_halfway_leaves_nothing(tmp_path: Path) -> None:
    votes = Votes(Database(tmp_path))
    broken = replace(VOTE, second=replace(REAL, temperature=object()))  # type: ignore[arg-type]  # SQLite refuses it

    with pytest.raises(StoreError, match="cannot be used"):
        votes.add(broken)

    assert votes.all() == ()
    votes.add(VOTE)
    assert votes.all() == (VOTE,)


def test_two_pages_vote_at_once(tmp_path: Path) -> None:
    def vote() -> None:
        own = Votes(Database(tmp_path))
        for _ in range(10):
            own.add(VOTE)

    pages = [threading.Thread(target=vote) for _ in range(2)]
    for page in pages:
        page.start()
    for page in pages:
        page.join()

    assert Votes(Database(tmp_path)).all() == (VOTE,) * 20
