"""What is marked and told of how a model learns, and keeping one of its epochs."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from benchmarks.material import shipped_bundle
from jazzcore.errors import RenderError
from jazzcore.models.bundle import Bundle, EpochLoss
from jazzcore.models.store import save_bundle
from jazzcore.page.shared import cache, state
from jazzcore.page.shared.colours import COPIED_COLOUR, VALIDATION_COLOUR
from jazzcore.page.shared.learning import Learning, Mark, about_checkpoint, in_words, marks
from jazzcore.render.audio.render import Audio
from jazzcore.takes.previews import Preview
from jazzcore.training.checkpoints import Checkpoints, save_checkpoint
from tests.page.page_reading import labelled, sentences

TURNED = tuple(EpochLoss(epoch, 9.0 / epoch, abs(epoch - 3) + 2.0) for epoch in range(1, 10))
LEARNT = Learning("run", "run", "0" * 64, TURNED, 12, (1, 3, 9))
RUN = "20300101-000000-course-etudes-0000"
OLDER = "20290101-000000-course-etudes-0000"
KEEP = """
import streamlit as st
from jazzcore.page.train import learning_view
from jazzcore.page.shared.learning import Learning

learning = Learning("run", "run", "0", (), 12, (1, 3, 9))
st.session_state.setdefault("saved_checkpoints", {})
learning_view._save_checkpoint(EPOCH, learning)
"""


class Immediate:
    """A book whose previews are played at once, as silence that shares four notes an epoch."""

    def ask(self, name: str, _play: Callable[[], Preview]) -> Preview | None:
        epoch = int(name.rpartition(" ")[2])
        return Preview(Audio(f"sound of {epoch}".encode(), 1.0, 0.5, "test", None), 4 * epoch)


class Waiting(Immediate):
    """A book whose previews are never ready."""

    def ask(self, name: str, play: Callable[[], Preview]) -> Preview | None:
        del name, play


class Broken(Immediate):
    """A book whose previews cannot be played."""

    def ask(self, name: str, play: Callable[[], Preview]) -> Preview | None:
        raise RenderError(f"{Path(name).name} has no sound; install FluidSynth.")


@pytest.fixture(autouse=True)
def _immediate(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "_previews", Immediate)


@pytest.fixture
def bundle() -> Bundle:
    return shipped_bundle()


@pytest.fixture
def runs(home: Path, bundle: Bundle) -> None:
    """Two runs of which checkpoints are saved, as an earlier process left them."""
    del home
    for run, checkpoints in ((OLDER, (1, 4)), (RUN, (1, 2, 3))):
        save_bundle(bundle, cache.studio().models.folder(run))
        for epoch in checkpoints:
            checkpoint = replace(bundle, losses=bundle.losses[:epoch])
            save_checkpoint(checkpoint, Checkpoints(cache.studio().models).folder(run))


def rows(page: AppTest) -> list[dict[str, Any]]:
    """What the rows of players on the page are told."""
    found = (element.proto for element in page.get("bidi_component"))
    return [json.loads(row.json)[0] for row in found if row.component_name == "learning"]


def test_where_the_held_out_loss_turns_and_copying_begins_is_marked() -> None:
    assert marks(LEARNT, {1: 4, 3: 11, 9: 20}) == (
        Mark(3, "validation loss turns up", VALIDATION_COLOUR),
        Mark(3, "copying begins", COPIED_COLOUR),
    )
    falling = replace(LEARNT, losses=TURNED[:3])
    assert marks(falling, {1: 4, 3: 11, 9: 10}) == ()
    assert in_words(marks(falling, {})) == ""


def test_marks_are_said_in_words() -> None:
    told = in_words(marks(LEARNT, {1: 4, 9: 20}))
    assert told == "validation loss turns up at epoch 3, copying begins at epoch 9"


def test_a_checkpoint_tells_what_it_shares() -> None:
    assert about_checkpoint(8, 12) == "Epoch 8 shares 12 notes in a row with the music learnt from."
    assert about_checkpoint(8, 0) == "Epoch 8 shares no run of notes with the music learnt from."
    assert about_checkpoint(8, None) == "Epoch 8"


@pytest.mark.usefixtures("runs")
def test_the_checkpoints_of_a_model_are_there_after_a_restart(open_page: Callable[[], AppTest]) -> None:
    page = open_page()
    assert sentences(page) == []
    assert labelled(page.selectbox, "Model").value == RUN
    (row,) = rows(page)
    assert [checkpoint["epoch"] for checkpoint in row["checkpoints"]] == [1, 2, 3]
    assert len({checkpoint["sound"] for checkpoint in row["checkpoints"]}) == 3
    assert row["checkpoints"][1]["about"] == "Epoch 2 shares 8 notes in a row with the music learnt from."
    assert "From epoch 3 on it copies more than 10 notes in a row" in "\n".join(info.value for info in page.info)
    labelled(page.selectbox, "Model").set_value(OLDER).run()
    assert [checkpoint["epoch"] for checkpoint in rows(page)[0]["checkpoints"]] == [1, 4]
    shipped = labelled(page.selectbox, "Model").options[-1]
    labelled(page.selectbox, "Model").select(shipped).run()
    assert [checkpoint["epoch"] for checkpoint in rows(page)[0]["checkpoints"]] == [1, 4]


@pytest.mark.usefixtures("runs")
def test_phrases_that_are_not_played_yet_have_no_sound(
    open_page: Callable[[], AppTest], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cache, "_previews", Waiting)
    page = open_page()
    assert {checkpoint["sound"] for checkpoint in rows(page)[0]["checkpoints"]} == {""}
    assert sentences(page) == []


@pytest.mark.usefixtures("runs")
def test_phrases_that_cannot_be_played_are_one_sentence(
    open_page: Callable[[], AppTest], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cache, "_previews", Broken)
    page = open_page()
    (sentence,) = sentences(page)
    assert sentence.endswith("has no sound; install FluidSynth.")
    assert len(page.get("vega_lite_chart")) == 1


@pytest.mark.usefixtures("home")
def test_an_epoch_that_is_kept_is_a_model_and_chosen(bundle: Bundle) -> None:
    save_checkpoint(replace(bundle, losses=bundle.losses[:3]), Checkpoints(cache.studio().models).folder("run"))
    page = AppTest.from_string(KEEP.replace("EPOCH", "3")).run()
    assert not page.exception
    saved = page.session_state[state.MODEL_NEXT]
    assert cache.studio().models.summary(saved).epochs == 3
    assert page.session_state["checkpoint_just_saved"]


ENDED = """
from jazzcore.page.shared import state
from jazzcore.training.views import JobState, JobView

state.adopt_model(JobView("run", "Etudes", JobState.FINISHED, 0, 12, 12, bundle_id="of-the-run"))
"""


@pytest.mark.usefixtures("home")
def test_an_epoch_kept_while_its_run_goes_on_stays_chosen_when_that_ends(bundle: Bundle) -> None:
    save_checkpoint(replace(bundle, losses=bundle.losses[:3]), Checkpoints(cache.studio().models).folder("run"))
    page = AppTest.from_string(KEEP.replace("EPOCH", "3") + ENDED).run()
    assert not page.exception
    assert cache.studio().models.summary(page.session_state[state.MODEL]).epochs == 3


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize(("epoch", "fails"), [("3", True), ("4", False), ("None", False)])
def test_an_epoch_that_is_gone_or_was_never_offered_is_not_kept(epoch: str, fails: bool) -> None:
    page = AppTest.from_string(KEEP.replace("EPOCH", epoch)).run()
    assert not page.exception
    assert state.MODEL_NEXT not in page.session_state
    assert bool(page.session_state["checkpoint_not_saved"]) == fails
