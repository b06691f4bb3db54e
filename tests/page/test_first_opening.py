"""First opening, generating and keeping takes, as a visitor does it without a browser."""

import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from jazzcore.errors import RenderError
from jazzcore.page.play import generate_view
from jazzcore.page.shared import cache
from jazzcore.takes.take import Take
from tests.page.page_reading import generate, labelled, newest_take, press, sentences, shown_takes, texts

A_SEED, ANOTHER_SEED = 7, 8


def test_everything_works_on_first_opening(page: AppTest) -> None:
    assert sentences(page) == []
    assert page.title[0].value == "Jazz studio"
    assert labelled(page.selectbox, "Corpus").value == "Bundled etudes"
    assert labelled(page.selectbox, "Model").value.startswith("shipped-")
    assert not labelled(page.button, "Train").disabled
    assert labelled(page.button, "Stop training").disabled
    assert not labelled(page.button, "Generate").disabled
    assert "Press **Generate**" in texts(page)


def test_a_take_is_shown_and_stays(page: AppTest) -> None:
    take = generate(page, A_SEED)
    headline = f"Take 1: {take.solo.title}"
    assert page.subheader[0].value == headline
    assert f"seed {A_SEED}" in texts(page)
    assert [found.label for found in page.get("download_button")] == ["MIDI", "WAV", "OGG", "MusicXML", "PDF"]
    (shown,) = shown_takes(page)
    assert len(shown["roll"]["notes"]) == len(take.solo.notes)
    press(page, "Listen")
    assert sentences(page) == []
    assert page.subheader[0].value == headline
    assert len(page.get("audio")) == 1
    assert shown_takes(page) == [shown]


def test_a_take_is_there_after_a_restart(page: AppTest, open_page: Callable[[], AppTest]) -> None:
    take = generate(page, A_SEED)
    cache.studio.clear()
    again = open_page()
    assert sentences(again) == []
    assert again.subheader[0].value == f"Take 1: {take.solo.title}"
    assert [len(shown["roll"]["notes"]) for shown in shown_takes(again)] == [len(take.solo.notes)]


def test_every_setting_is_heard(page: AppTest) -> None:
    changes: dict[str, Callable[[], object]] = {
        "Ty": lambda: labelled(page.slider, "Ty").set_value(60),
        "Temperature": lambda: labelled(page.slider, "Temperature").set_value(0.2),
        "Tempo": lambda: labelled(page.slider, "Tempo").set_value(90),
        "Swing": lambda: labelled(page.slider, "Swing").set_value(2.5),
        "Soloist": lambda: labelled(page.selectbox, "Soloist").select_index(4),
        "Top-p": lambda: labelled(page.slider, "Top-p").set_value(0.3),
    }
    latest = generate(page, A_SEED)
    without_effect = []
    for name, change in changes.items():
        before, _ = latest, change()
        latest = generate(page, A_SEED)
        if latest.midi == before.midi or latest.audio.wav == before.audio.wav:
            without_effect.append(name)
    assert without_effect == []


def test_other_changes_are_other_chords(page: AppTest) -> None:
    first = generate(page, A_SEED)
    labelled(page.selectbox, "Changes").select_index(1).run()
    second = generate(page, A_SEED)
    assert first.solo.title != second.solo.title
    assert [event.chord for event in first.solo.chords] != [event.chord for event in second.solo.chords]


def test_the_same_seed_gives_the_same_bytes_and_another_one_others(page: AppTest) -> None:
    first, other, again = (generate(page, seed) for seed in (A_SEED, ANOTHER_SEED, A_SEED))
    assert (first.midi, first.audio.wav) == (again.midi, again.audio.wav)
    assert first.solo.notes != other.solo.notes


def test_a_seed_is_drawn_after_each_take_unless_it_is_to_stay(page: AppTest) -> None:
    generate(page, A_SEED)
    assert newest_take().settings.seed == A_SEED
    drawn = labelled(page.number_input, "Seed").value
    assert drawn != A_SEED
    press(page, "Generate")
    assert newest_take().settings.seed == drawn
    labelled(page.checkbox, "New seed after each take").uncheck()
    generate(page, A_SEED)
    assert labelled(page.number_input, "Seed").value == A_SEED


def test_the_newest_take_is_shown_and_the_others_are_beside_it(page: AppTest) -> None:
    labelled(page.number_input, "Takes at once").set_value(3)
    generate(page, A_SEED)
    assert page.subheader[0].value.startswith("Take 3:")
    assert labelled(page.button, "Later take").disabled
    press(page, "Earlier take")
    press(page, "Earlier take")
    assert page.subheader[0].value.startswith("Take 1:")
    assert f"seed {A_SEED} " in texts(page)
    assert labelled(page.button, "Earlier take").disabled


def test_takes_that_a_click_kept_from_being_made_are_made_next(page: AppTest) -> None:
    page.session_state[generate_view.SEEDS_TO_PLAY] = [A_SEED]
    page.run()
    assert newest_take().settings.seed == A_SEED


def test_a_take_that_fails_is_reported_once(page: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> Take:
        raise RenderError("The disk is full; make room.")

    monkeypatch.setattr(generate_view, "make_take", fail)
    labelled(page.number_input, "Takes at once").set_value(3)
    press(page, "Generate")
    assert sentences(page) == ["The disk is full; make room."]
    page.run()
    assert sentences(page) == []


def test_a_damaged_take_says_so_and_the_others_stay(
    page: AppTest, home: Path, open_page: Callable[[], AppTest]
) -> None:
    generate(page, A_SEED)
    (document,) = home.glob("takes/*/take.json")
    document.write_text("{}")
    generate(page, ANOTHER_SEED)
    cache._recent_takes.clear()
    again = open_page()
    assert sentences(again) == []
    press(again, "Earlier take")
    (sentence,) = sentences(again)
    assert "cannot be read" in sentence
    press(again, "Later take")
    assert sentences(again) == []


def test_a_damaged_model_says_so_and_the_others_play(home: Path, open_page: Callable[[], AppTest]) -> None:
    generation = home / "bundles" / "broken" / "000001"
    generation.mkdir(parents=True)
    (generation / "bundle.json").write_text("{}")
    page = open_page()
    assert len(page.warning) == 1
    assert "broken" in page.warning[0].value
    generate(page, A_SEED)


def test_no_traceback_can_reach_the_page(project: Path) -> None:
    config = tomllib.loads((project / ".streamlit" / "config.toml").read_text())
    assert config["client"]["showErrorDetails"] == "none"
