"""A file dropped on the page: the same take where its model is there, and what is missing where it is not."""

from dataclasses import replace
from pathlib import Path

import pytest

from jazzcore.corpus.corpus import Corpus
from jazzcore.errors import BundleError, JazzError
from jazzcore.evaluation.reference import Reference
from jazzcore.improvise.primers import sheet_of
from jazzcore.library.corpora import keep_corpus
from jazzcore.library.files import TAKES, Shelf
from jazzcore.library.importing import open_carried
from jazzcore.models.store import save_bundle
from jazzcore.takes.embedding import CarriedTake, carried_in, in_midi
from jazzcore.takes.make import Player, make_take, make_take_anew
from jazzcore.takes.take import Take, TakeSettings, take_to_files
from tests.models.event_bundles import event_chart, random_event_bundle


@pytest.fixture(scope="module")
def take() -> Take:
    player = Player(BUNDLE, "m", Reference(CORPUS))
    return make_take_anew(player, make_take(player, event_chart(4), TakeSettings(choruses=2, seed=3)), range(4, 8), 9)


def learnt_from() -> Corpus:
    """Music that the model might have learnt from: a solo of its own."""
    solo = make_take(Player(random_event_bundle(), "m", Reference()), event_chart(8), TakeSettings(seed=1)).solo
    return Corpus("Test", (sheet_of(solo, 120.0),))


CORPUS = learnt_from()
BUNDLE = replace(random_event_bundle(), corpus_digest=CORPUS.digest, corpus_name=CORPUS.name)


def shelf_of(home: Path, has_model: bool, has_corpus: bool) -> Shelf:
    shelf = Shelf(home)
    if has_model:
        save_bundle(BUNDLE, shelf.bundle_folder("by-another-name"))
    if has_corpus:
        keep_corpus(shelf, CORPUS)
    return shelf


def carried_by(take: Take) -> CarriedTake:
    carried = carried_in(in_midi(take))
    assert carried
    return carried


def test_a_take_is_opened_byte_for_byte_on_a_machine_that_has_its_model(take: Take, tmp_path: Path) -> None:
    opened = open_carried(carried_by(take), shelf_of(tmp_path, has_model=True, has_corpus=True))

    assert (opened.take_id, opened.created, opened.settings) == (take.take_id, take.created, take.settings)
    assert (opened.solo, opened.midi, opened.audio.wav) == (take.solo, take.midi, take.audio.wav)
    assert (opened.origin, opened.card) == (take.origin, take.card)
    assert opened.model == "by-another-name"
    assert opened.remarks == ("Opened from its file, and played again by its model: the same, note for note.",)


def test_what_is_missing_is_said_and_the_notes_are_there(take: Take, tmp_path: Path) -> None:
    opened = open_carried(carried_by(take), shelf_of(tmp_path, has_model=False, has_corpus=False))

    assert (opened.midi, opened.model) == (take.midi, "")
    assert opened.card
    assert opened.card.originality is None
    assert "The model that played it is not on this machine: Test, studio" in opened.remarks[0]
    assert opened.remarks[1].startswith("The music its model learnt from, Test, is not on this machine")


def test_a_file_whose_notes_are_not_its_models_says_so(take: Take, tmp_path: Path) -> None:
    carried = carried_by(take)
    first, *others = carried.solo.notes
    forged = replace(first, note=replace(first.note, pitch=first.note.pitch + 1))
    solo = replace(carried.solo, notes=(forged, *others))

    opened = open_carried(replace(carried, solo=solo), shelf_of(tmp_path, has_model=True, has_corpus=True))

    assert opened.solo == solo
    assert "Its model plays other notes by these settings now" in opened.remarks[0]
    assert opened.remarks[1].startswith("The band plays a little otherwise")


def test_a_take_that_is_kept_is_opened_as_it_is_and_never_overwritten(take: Take, tmp_path: Path) -> None:
    shelf = shelf_of(tmp_path, has_model=True, has_corpus=True)
    shelf.keep(TAKES, take.take_id, take_to_files(take))
    other = replace(carried_by(take), settings=replace(take.settings, seed=77))

    assert open_carried(carried_by(take), shelf) == take
    assert open_carried(other, shelf).take_id != take.take_id


def test_a_take_that_was_never_kept_is_given_an_id_and_a_time(take: Take, tmp_path: Path) -> None:
    carried = replace(carried_by(take), take_id="", created="")

    opened = open_carried(carried, shelf_of(tmp_path, has_model=True, has_corpus=True))

    assert opened.take_id > take.take_id
    assert opened.created >= take.created


@pytest.mark.parametrize("take_id", ["..", "../../etc", "20261122-000000-000000/.."])
def test_an_id_that_no_take_has_is_refused(take: Take, tmp_path: Path, take_id: str) -> None:
    with pytest.raises(BundleError, match="which no take has"):
        open_carried(replace(carried_by(take), take_id=take_id), Shelf(tmp_path))


def test_a_file_that_would_play_for_hours_is_refused_before_it_is_played(take: Take, tmp_path: Path) -> None:
    long = replace(carried_by(take), origin=replace(take.origin, chart=event_chart(1500)))

    with pytest.raises(JazzError, match="a take at most 10"):
        open_carried(long, Shelf(tmp_path))
