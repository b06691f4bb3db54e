"""A take opened from its own file."""

import shutil
from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from jazzcore.page.play import import_view
from jazzcore.page.shared import cache
from jazzcore.takes.embedding import EmbeddedTake, embed_in_midi, embedded_in
from tests.page.page_reading import generate, labelled, sentences, shown_takes, texts

MIDI_TYPE = "audio/midi"


def import_file(page: AppTest, data: bytes) -> None:
    labelled(page.file_uploader, "MIDI or MusicXML file of a take").set_value(("solo.mid", data, MIDI_TYPE))
    page.run()


def test_the_file_of_a_take_opens_it_and_is_not_learnt_from(page: AppTest) -> None:
    first = generate(page, 11)
    shown = shown_takes(page)
    generate(page, 12)
    shutil.rmtree(cache.studio().home / "takes" / first.take_id)

    import_file(page, embed_in_midi(first))

    assert sentences(page) == []
    opened = cache.studio().takes.open(first.take_id)
    assert opened == replace(first, remarks=opened.remarks)
    assert opened.remarks == ("Opened from its file, and played again by its model: the same, note for note.",)
    assert shown_takes(page)[0]["roll"]["notes"] == shown[0]["roll"]["notes"]
    assert labelled(page.selectbox, "Corpus").value == "Bundled etudes"
    assert "Music to learn from: **Bundled etudes**" in texts(page)


def test_an_upload_is_read_once_however_often_the_page_runs(page: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    take = generate(page, 11)
    read: list[int] = []

    def count(data: bytes) -> EmbeddedTake | None:
        read.append(len(data))
        return embedded_in(data)

    monkeypatch.setattr(import_view, "embedded_in", count)
    import_file(page, embed_in_midi(take))
    page.run()

    assert len(read) == 1


def test_the_file_of_a_take_dropped_under_corpus_is_music_to_learn_from(page: AppTest) -> None:
    take = generate(page, 11)

    page.file_uploader[0].set_value(("solo.mid", embed_in_midi(take), MIDI_TYPE))
    page.run()

    assert labelled(page.selectbox, "Corpus").value == "Your files"
    assert "1 piece · " in texts(page)


@pytest.mark.parametrize(
    ("damage", "sentence"),
    [
        (b"jazz-studio-take:AAAA", "The take in this file cannot be read"),
        (b"another text", "This file holds no take of the studio; to learn from its music, drop it under Corpus."),
    ],
    ids=["damaged", "no take"],
)
def test_a_file_without_a_sound_take_is_one_sentence_that_stays(page: AppTest, damage: bytes, sentence: str) -> None:
    take = generate(page, 11)

    import_file(page, embed_in_midi(take).replace(b"jazz-studio-take:", damage))
    page.run()

    (said,) = sentences(page)
    assert sentence in said
