"""The file of a take, dropped on the page."""

import shutil
from dataclasses import replace

from streamlit.testing.v1 import AppTest

from jazzcore.page.shared import state
from jazzcore.takes.embedding import embed_in_midi
from tests.page.page_reading import generate, labelled, newest_take, sentences, shown_takes, texts

MIDI_TYPE = "audio/midi"


def drop(page: AppTest, *files: tuple[str, bytes]) -> None:
    page.file_uploader[0].set_value([(name, data, MIDI_TYPE) for name, data in files])
    page.run()


def test_the_file_of_a_take_opens_it_and_is_not_learnt_from(page: AppTest) -> None:
    first = generate(page, 11)
    shown = shown_takes(page)
    generate(page, 12)
    shutil.rmtree(state.studio().home / "takes" / first.take_id)

    drop(page, ("solo.mid", embed_in_midi(first)))

    assert sentences(page) == []
    assert [info.value for info in page.info if "is a take" in info.value]
    assert newest_take() == replace(first, remarks=newest_take().remarks)
    assert newest_take().remarks == ("Opened from its file, and played again by its model: the same, note for note.",)
    assert shown_takes(page)[0]["notes"] == shown[0]["notes"]
    assert labelled(page.selectbox, "Corpus").value == "Bundled etudes"
    assert "EpochResult from **Bundled etudes**" in texts(page)


def test_a_take_may_be_dropped_beside_music(page: AppTest) -> None:
    take = generate(page, 11)

    drop(page, ("solo.mid", embed_in_midi(take)), ("music.mid", take.midi))

    assert labelled(page.selectbox, "Corpus").value == "Your files"
    assert "1 piece · " in texts(page)


def test_a_damaged_take_is_a_sentence(page: AppTest) -> None:
    take = generate(page, 11)

    drop(page, ("solo.mid", embed_in_midi(take).replace(b"jazz-studio-take:", b"jazz-studio-take:AAAA")))

    assert "The take in this file cannot be read" in sentences(page)[0]
