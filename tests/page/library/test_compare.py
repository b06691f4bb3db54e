"""Comparing takes, as a visitor does, without a browser."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from jazzcore import pipeline
from jazzcore.evaluation.reference import Reference
from jazzcore.page.components.compare import compare
from jazzcore.page.shared import cache, state
from jazzcore.takes.make import Player, make_take
from jazzcore.takes.take import TakeSettings
from tests.page.library.compared_takes import HUM, forget, saved
from tests.page.page_reading import labelled, press, sentences, texts
from tests.page.player_takes import eighths

SCRIPT = """
from jazzcore.page.library import compare_view

compare_view.show()
"""
MODEL = "shipped-etudes-course"
B_LABEL = "Take B, over the same changes"


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """What the browser is told."""
    sent: list[dict[str, Any]] = []
    monkeypatch.setattr(compare, "_COMPARE", lambda **what: sent.append(what))
    return sent


@pytest.fixture
def page(home: Path) -> AppTest:
    forget()
    return AppTest.from_string(SCRIPT, default_timeout=60)


def titles(told: list[dict[str, Any]]) -> list[tuple[str, int]]:
    return [(side["name"], len(side["roll"]["notes"])) for side in told[-1]["data"][0]["sides"]]


def test_without_takes_it_says_what_to_do(page: AppTest) -> None:
    page.run()
    assert sentences(page) == []
    assert "press **Generate**" in texts(page)


def test_the_take_shown_is_compared_with_the_newest_one_over_its_changes(
    page: AppTest, told: list[dict[str, Any]]
) -> None:
    first = saved(1)
    saved(2, eighths(4))
    shown = saved(3, temperature=1.1)
    fourth = saved(4, recipe="course")
    page.session_state[state.TAKE] = shown.take_id
    page.run()

    assert sentences(page) == []
    assert labelled(page.selectbox, "Take A").value == shown.take_id
    other = labelled(page.selectbox, B_LABEL)
    assert other.value == fourth.take_id
    assert [option.split(" · ")[0] for option in other.options] == ["4. Eight & <bars>", "1. Eight & <bars>"]
    sides = told[-1]["data"][0]["sides"]
    assert [(side["name"], side["key"], side["volume"]) for side in sides] == [("A", "a", 1.0), ("B", "b", 1.0)]
    assert [len(side["roll"]["notes"]) for side in sides] == [64, 64]
    assert told[-1]["key"] == "compare-takes"
    tables = "".join(element.value for element in page.get("html"))
    assert "<td>studio</td><td>course</td>" in tables
    assert "<td>1.10</td><td>0.90</td>" in tables
    assert "Notes a bar" in tables

    other.select(first.take_id)
    page.run()
    assert "<td>3</td><td>1</td>" in "".join(element.value for element in page.get("html"))


def test_a_follows_the_take_that_is_shown_and_stays_as_chosen_else(page: AppTest, told: list[dict[str, Any]]) -> None:
    one, two, three = saved(1), saved(2), saved(3)
    page.session_state[state.TAKE] = one.take_id
    page.run()
    labelled(page.selectbox, "Take A").select(two.take_id)
    page.run()
    page.run()
    assert labelled(page.selectbox, "Take A").value == two.take_id
    page.session_state[state.TAKE] = three.take_id
    page.run()
    assert labelled(page.selectbox, "Take A").value == three.take_id
    assert labelled(page.selectbox, B_LABEL).value != three.take_id
    assert len(told[-1]["data"][0]["sides"]) == 2


def test_the_louder_take_is_turned_down(
    page: AppTest, told: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    saved(1)
    saved(2)
    levels: Iterator[float] = iter((-14.0, -20.0))
    monkeypatch.setattr("jazzcore.page.shared.cache.level_db", lambda _: next(levels))
    page.run()
    assert [side["volume"] for side in told[-1]["data"][0]["sides"]] == pytest.approx([10 ** (-6 / 20), 1.0])


def test_a_take_alone_is_given_another_one_by_its_own_model(
    page: AppTest, told: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pipeline, "to_sound", lambda _: HUM)
    bundle = cache.studio().models.open(MODEL)
    take = make_take(Player(bundle, MODEL, Reference()), bundle.charts[0], TakeSettings(value_count=20))
    cache.studio().takes.save(take)
    page.run()
    assert told == []
    assert "no other take over these changes" in texts(page)

    press(page, "Generate another take over these changes")

    assert sentences(page) == []
    assert len(cache.studio().takes.list()) == 2
    assert labelled(page.selectbox, "Take A").value == take.take_id
    assert len(told[-1]["data"][0]["sides"]) == 2


def test_where_the_model_is_gone_it_says_so(page: AppTest) -> None:
    saved(1)
    page.run()
    assert "Its model is not at hand any more" in texts(page)
    assert not page.button


def test_the_real_component_takes_its_place_on_the_page(page: AppTest) -> None:
    saved(1)
    saved(2)
    page.run()
    assert sentences(page) == []
    (component,) = page.get("bidi_component")
    assert component.proto.component_name == "compare"
