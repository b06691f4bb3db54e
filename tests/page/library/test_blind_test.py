"""Blind tests, as a visitor takes them, without a browser: what is heard is a hum, and pressed in place of heard."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from jazzcore import pipeline
from jazzcore.corpus.etudes import bundled_etudes
from jazzcore.library.blind.votes import Preference
from jazzcore.page.components.compare import compare
from jazzcore.page.shared import cache, state
from tests.page.library.compared_takes import HUM, forget, saved
from tests.page.page_reading import labelled, press, sentences, texts
from tests.page.player_takes import eighths

SCRIPT = """
from jazzcore.page.library import blind_view

blind_view.show()
"""
VOTES = ["I prefer the first", "I prefer the second", "No difference"]


@pytest.fixture(autouse=True)
def told(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """What the browser is told; nothing is rendered."""
    sent: list[dict[str, Any]] = []
    monkeypatch.setattr(compare, "_COMPARE", lambda **what: sent.append(what))
    monkeypatch.setattr(pipeline, "to_sound", lambda _: HUM)
    forget()
    return sent


@pytest.fixture
def opened(home: Path) -> Callable[[], AppTest]:
    """Opens the blind test, as a new visitor or after a reload does."""
    return lambda: AppTest.from_string(SCRIPT, default_timeout=60).run()


def hear(page: AppTest, *sides: int) -> None:
    """What the browser tells once sides were heard long enough."""
    number = page.session_state["blind_trial"].number
    page.session_state[f"compare-blind-{number}"] = {"heard": list(sides)}
    page.run()


def can_vote(page: AppTest) -> list[bool]:
    return [not labelled(page.button, label).disabled for label in VOTES]


def test_a_vote_counts_only_after_both_were_heard(opened: Callable[[], AppTest]) -> None:
    saved(1)
    saved(2, recipe="course")
    page = opened()
    assert sentences(page) == []
    assert "Hear at least 5 seconds of each" in texts(page)
    assert can_vote(page) == [False] * 3
    for heard, other in ((0, "second"), (1, "first")):
        hear(page, heard)
        assert f"Now hear the {other} as long." in texts(page)
        assert can_vote(page) == [False] * 3
    hear(page, 0, 1)
    assert "You have heard both" in texts(page)
    assert can_vote(page) == [True] * 3


def test_of_short_solos_almost_all_is_to_be_heard(opened: Callable[[], AppTest], told: list[dict[str, Any]]) -> None:
    saved(1, eighths(2))
    saved(2, eighths(2), recipe="course")
    opened()
    assert told[-1]["data"][0]["enough_sec"] == pytest.approx(0.9 * 2)


def test_nothing_tells_what_they_are_until_the_vote_is_cast(
    opened: Callable[[], AppTest], told: list[dict[str, Any]]
) -> None:
    saved(1)
    saved(2, recipe="course")
    page = opened()
    hear(page, 0, 1)
    sides = told[-1]["data"][0]["sides"]
    assert [side["name"] for side in sides] == [side["title"] for side in sides] == ["First", "Second"]
    assert all(set(side) == {"name", "key", "title", "sound", "volume", "bars", "end", "roll"} for side in sides)
    assert [side["roll"] for side in sides] == [None, None]
    assert [side["key"] for side in sides] == ["1", "2"]
    assert told[-1]["data"][0]["enough_sec"] == 5.0
    assert not any(word in texts(page) for word in ("studio", "course", "epoch"))

    press(page, "I prefer the second")

    order = [side.recipe for side in page.session_state["blind_trial"].pair]
    assert f"**First**: a take of {order[0]}, epoch 12" in texts(page)
    assert f"**Second**: a take of {order[1]}, epoch 12" in texts(page)
    assert "Your vote is saved: “I prefer the second”." in texts(page)
    assert told[-1]["key"] == told[0]["key"]


@pytest.mark.parametrize(("label", "preference"), list(zip(VOTES, Preference, strict=True)))
def test_a_vote_is_kept_with_what_was_heard_and_outlives_a_reload(
    opened: Callable[[], AppTest], label: str, preference: Preference
) -> None:
    one, two = saved(1, temperature=0.7), saved(2, temperature=1.3)
    page = opened()
    hear(page, 0, 1)
    pair = page.session_state["blind_trial"].pair
    press(page, label)
    assert sentences(page) == []

    cache.studio.clear()  # as in a new process
    (vote,) = cache.studio().votes.all()
    assert (vote.first, vote.second, vote.preference) == (*pair, preference)
    assert {(side.item, side.temperature) for side in pair} == {(one.take_id, 0.7), (two.take_id, 1.3)}
    again = opened()
    assert "What your votes tell" in [head.value for head in again.subheader]
    assert "Takes of studio at temperature" in texts(again)
    assert "own votes on your own takes" in texts(again)
    assert "You have voted on the only pair there is" in texts(again)


def test_the_next_pair_is_another_one_and_begins_unheard(
    opened: Callable[[], AppTest], told: list[dict[str, Any]]
) -> None:
    for number, recipe in enumerate(("studio", "course", "deepjazz"), start=1):
        saved(number, recipe=recipe)
    page = opened()
    for _ in range(3):
        hear(page, 0, 1)
        before = page.session_state["blind_trial"]
        press(page, "No difference")
        press(page, "Next pair")
        now = page.session_state["blind_trial"]
        assert set(now.pair) != set(before.pair)
        assert can_vote(page) == [False] * 3
        assert told[-1]["key"] == f"compare-blind-{now.number}"
    assert len(cache.studio().votes.all()) == 3
    assert len({frozenset((vote.first, vote.second)) for vote in cache.studio().votes.all()}) == 3


def test_a_take_over_an_etude_s_changes_is_heard_against_the_etude(opened: Callable[[], AppTest]) -> None:
    etudes = bundled_etudes()
    take = saved(1, chart=etudes.pieces[0], corpus_digest=etudes.digest)
    page = opened()
    hear(page, 0, 1)
    press(page, "I prefer the first")
    assert sentences(page) == []
    assert f"{etudes.pieces[0].title}, as written in Bundled etudes" in texts(page)
    (vote,) = cache.studio().votes.all()
    assert {vote.first.is_real, vote.second.is_real} == {True, False}
    assert take.take_id in {vote.first.item, vote.second.item}
    assert "to the real solos in" in texts(page)


def test_the_band_of_the_older_take_plays_with_both(opened: Callable[[], AppTest], told: list[dict[str, Any]]) -> None:
    saved(1, tempo_bpm=120)
    saved(2, recipe="course")
    opened()
    assert [side["bars"][1]["start"] for side in told[-1]["data"][0]["sides"]] == [2.0, 2.0]


def test_a_pair_whose_take_is_removed_gives_way(opened: Callable[[], AppTest]) -> None:
    for number, recipe in enumerate(("studio", "course", "deepjazz"), start=1):
        saved(number, recipe=recipe)
    page = opened()
    gone = page.session_state["blind_trial"].pair.first.item
    shutil.rmtree(cache.studio().home / "takes" / gone)
    page.run()
    assert sentences(page) == []
    assert gone not in page.session_state["blind_trial"].pair.items


def test_where_there_is_no_pair_one_can_be_made(opened: Callable[[], AppTest]) -> None:
    saved(1)
    page = opened()
    assert "There are no two solos over the same changes yet" in texts(page)
    assert not page.button
    page.session_state[state.MODEL] = "shipped-etudes-course"
    page.run()
    press(page, "Make a pair")
    assert sentences(page) == []
    assert len(cache.studio().takes.list()) == 3
    assert can_vote(page) == [False] * 3
