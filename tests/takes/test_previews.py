"""The preview by which one hears a model learn, and the book that has previews played behind the page."""

import threading
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest

from benchmarks.material import shipped_bundle
from jazzcore.corpus.corpus import corpus_of
from jazzcore.errors import RenderError
from jazzcore.evaluation.reference import Reference
from jazzcore.improvise.primers import sheet_of
from jazzcore.models.bundle import Bundle
from jazzcore.music.leadsheet import LeadSheet, repeated
from jazzcore.recipes.table import recipe_named
from jazzcore.render.audio.render import Audio
from jazzcore.takes.make import make_solo
from jazzcore.takes.previews import CHORUS_BARS, PREVIEW_BARS, Preview, PreviewQueue, opening_bars, play_preview
from jazzcore.takes.take import TakeSettings
from tests.page.player_takes import eighths

PATIENCE_SEC = 20.0
SILENT = Preview(Audio(b"", 0.0, 0.0, "test", None), None)
"""For where only it matters that there is a preview."""


@pytest.fixture(scope="module")
def bundle() -> Bundle:
    return shipped_bundle()


def chorus_of(bundle: Bundle) -> LeadSheet:
    """What the bundle plays over its first changes by the previews' seed, as a piece."""
    settings = TakeSettings(temperature=recipe_named(bundle.recipe).temperature, seed=1)
    return sheet_of(make_solo(bundle, repeated(bundle.charts[0], CHORUS_BARS), settings), 120)


def test_the_same_model_plays_the_same_phrase_of_eight_bars(bundle: Bundle) -> None:
    first, again = (play_preview(bundle, Reference()) for _ in range(2))
    assert first == again
    assert first.longest_run is None
    bars_sec = PREVIEW_BARS * 4 * 60 / bundle.charts[0].tempo_bpm
    assert bars_sec - 0.5 < first.audio.duration_sec < bars_sec + 3
    assert first.audio.peak > 0.05


def test_another_epoch_sounds_otherwise(bundle: Bundle) -> None:
    softened = replace(bundle, weights=tuple(weight * np.float32(0.5) for weight in bundle.weights))
    assert play_preview(bundle, Reference()).audio.wav != play_preview(softened, Reference()).audio.wav


def test_the_longest_run_is_that_of_the_whole_chorus(bundle: Bundle) -> None:
    chorus = chorus_of(bundle)
    assert len(chorus.bars) == CHORUS_BARS
    learnt = Reference(corpus_of("Itself", [chorus]))
    assert play_preview(bundle, learnt).longest_run == len(chorus.melody)
    other = Reference(corpus_of("Hardly anything", [replace(chorus, melody=chorus.melody[:3])]))
    assert play_preview(bundle, other).longest_run == 0


def test_the_opening_ends_with_its_bars() -> None:
    solo = eighths(8)
    long = solo.notes[15]
    held = replace(long, note=replace(long.note, duration_quarter=long.note.duration_quarter * 4))
    opened = opening_bars(replace(solo, notes=(*solo.notes[:15], held, *solo.notes[16:])), 2)
    assert len(opened.bars) == 2
    assert opened.notes == solo.notes[:16]
    assert [event.chord.symbol for event in opened.chords] == ["Dm7", "G7"]


@pytest.fixture
def gate() -> Iterator[threading.Event]:
    """Holds back what is played until it is set."""
    gate = threading.Event()
    yield gate
    gate.set()


def played(book: PreviewQueue, gate: threading.Event, name: str) -> Preview:
    """Have something else played after a preview, so that the preview is ready for sure."""
    over = threading.Event()
    gate.set()

    def end() -> Preview:
        over.set()
        return SILENT

    book.ask(f"after {name}", end)
    assert over.wait(PATIENCE_SEC)
    preview = book.ask(name, never)
    assert preview
    return preview


def never() -> Preview:
    raise AssertionError("it has been played before")


def test_nobody_waits_for_a_phrase_and_none_is_played_twice(gate: threading.Event) -> None:
    book = PreviewQueue(4)

    def play() -> Preview:
        assert gate.wait(PATIENCE_SEC)
        return SILENT

    assert book.ask("1", play) is None
    assert book.ask("1", never) is None
    assert played(book, gate, "1") is SILENT


def test_what_goes_wrong_is_reported_each_time_it_is_asked_for(gate: threading.Event) -> None:
    book = PreviewQueue(4)

    def fail() -> Preview:
        assert gate.wait(PATIENCE_SEC)
        raise RenderError("no sound")

    book.ask("1", fail)
    with pytest.raises(RenderError, match="no sound"):
        played(book, gate, "1")
    with pytest.raises(RenderError, match="no sound"):
        book.ask("1", never)


def test_those_asked_for_longest_ago_are_forgotten(gate: threading.Event) -> None:
    book = PreviewQueue(3)
    for name in ("1", "2"):
        book.ask(name, lambda: SILENT)
    played(book, gate, "1")
    again: list[str] = []

    def play() -> Preview:
        again.append("2")
        return SILENT

    book.ask("3", lambda: SILENT)
    book.ask("2", play)
    played(book, gate, "2")
    assert again == ["2"]
