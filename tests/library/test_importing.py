"""A file dropped on the page: the same take where its model is there, and what is missing where it is not."""

from dataclasses import replace
from pathlib import Path

import pytest

from jazzcore.corpus.corpus import Corpus
from jazzcore.errors import BundleError, JazzError
from jazzcore.evaluation.reference import Reference
from jazzcore.improvise.primers import sheet_of
from jazzcore.library.importing import import_take
from jazzcore.library.studio import Studio
from jazzcore.takes.embedding import EmbeddedTake, embed_in_midi, embedded_in
from jazzcore.takes.make import Player, make_take, regenerate_take
from jazzcore.takes.take import Take, TakeSettings
from tests.models.event_bundles import event_chart, random_event_bundle


@pytest.fixture(scope="module")
def take() -> Take:
    player = Player(BUNDLE, "m", Reference(CORPUS))
    return regenerate_take(player, make_take(player, event_chart(4), TakeSettings(choruses=2, seed=3)), range(4, 8), 9)


def learnt_from() -> Corpus:
    """Music that the model might have learnt from: a solo of its own."""
    solo = make_take(Player(random_event_bundle(), "m", Reference()), event_chart(8), TakeSettings(seed=1)).solo
    return Corpus("Test", (sheet_of(solo, 120.0),))


CORPUS = learnt_from()
BUNDLE = replace(random_event_bundle(), corpus_digest=CORPUS.digest, corpus_name=CORPUS.name)


def studio_of(home: Path, has_model: bool, has_corpus: bool) -> Studio:
    studio = Studio(home)
    if has_model:
        studio.models.save(BUNDLE)
    if has_corpus:
        studio.corpora.save(CORPUS)
    return studio


def embedded_by(take: Take) -> EmbeddedTake:
    embedded = embedded_in(embed_in_midi(take))
    assert embedded
    return embedded


def test_a_take_is_opened_byte_for_byte_on_a_machine_that_has_its_model(take: Take, tmp_path: Path) -> None:
    opened = import_take(embedded_by(take), studio := studio_of(tmp_path, has_model=True, has_corpus=True))

    assert (opened.take_id, opened.created, opened.settings) == (take.take_id, take.created, take.settings)
    assert (opened.solo, opened.midi, opened.audio.wav) == (take.solo, take.midi, take.audio.wav)
    assert (opened.origin, opened.report) == (take.origin, take.report)
    assert opened.model == studio.models.list()[0].bundle_id
    assert opened.remarks == ("Opened from its file, and played again by its model: the same, note for note.",)


def test_what_is_missing_is_said_and_the_notes_are_there(take: Take, tmp_path: Path) -> None:
    opened = import_take(embedded_by(take), studio_of(tmp_path, has_model=False, has_corpus=False))

    assert (opened.midi, opened.model) == (take.midi, "")
    assert opened.report
    assert opened.report.originality is None
    assert "The model that played it is not on this machine: Test, studio" in opened.remarks[0]
    assert opened.remarks[1].startswith("The music its model learnt from, Test, is not on this machine")


def test_a_file_whose_notes_are_not_its_models_says_so(take: Take, tmp_path: Path) -> None:
    embedded = embedded_by(take)
    first, *others = embedded.solo.notes
    forged = replace(first, note=replace(first.note, pitch=first.note.pitch + 1))
    solo = replace(embedded.solo, notes=(forged, *others))

    opened = import_take(replace(embedded, solo=solo), studio_of(tmp_path, has_model=True, has_corpus=True))

    assert opened.solo == solo
    assert "Its model plays other notes by these settings now" in opened.remarks[0]
    assert opened.remarks[1].startswith("The band plays a little differently")


def test_a_take_that_is_kept_is_opened_as_it_is_and_never_overwritten(take: Take, tmp_path: Path) -> None:
    studio = studio_of(tmp_path, has_model=True, has_corpus=True)
    studio.takes.save(take)
    other = replace(embedded_by(take), settings=replace(take.settings, seed=77))

    assert import_take(embedded_by(take), studio) == take
    assert import_take(other, studio).take_id != take.take_id


def test_a_take_of_a_whole_tempo_is_opened_on_its_own_machine_and_saved_again(take: Take, tmp_path: Path) -> None:
    whole = replace(take, settings=replace(take.settings, band=replace(take.settings.band, tempo_bpm=132)))
    studio = Studio(tmp_path / "home")
    studio.takes.save(whole)
    studio.takes.save(studio.takes.open(whole.take_id))
    assert studio.takes.open(whole.take_id) == whole


def test_a_take_that_was_never_kept_is_given_an_id_and_a_time(take: Take, tmp_path: Path) -> None:
    embedded = replace(embedded_by(take), take_id="", created="")

    opened = import_take(embedded, studio_of(tmp_path, has_model=True, has_corpus=True))

    assert opened.take_id > take.take_id
    assert opened.created >= take.created


@pytest.mark.parametrize("take_id", ["..", "../../etc", "20261122-000000-000000/.."])
def test_an_id_that_no_take_has_is_refused(take: Take, tmp_path: Path, take_id: str) -> None:
    with pytest.raises(BundleError, match="which no take has"):
        import_take(replace(embedded_by(take), take_id=take_id), Studio(tmp_path))


def test_a_file_that_would_play_for_hours_is_refused_before_it_is_played(take: Take, tmp_path: Path) -> None:
    long = replace(embedded_by(take), origin=replace(take.origin, chart=event_chart(1500)))

    with pytest.raises(JazzError, match="a take at most 10"):
        import_take(long, Studio(tmp_path))
