"""Uploads, their parts and their counts, as a visitor sees them without a browser."""

import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from jazzcore.corpus.midi.reader import read_midi
from jazzcore.corpus.midi.song import MidiSong
from jazzcore.page.shared import cache
from tests.corpus.midi.midi_bytes import midi, name, note, off, on
from tests.page.page_reading import labelled, press, sentences, texts

Upload = tuple[str, bytes, str]
NOT_MIDI: Upload = ("shopping.mid", b"two lemons, one trumpet", "audio/midi")


@pytest.fixture
def etude(project: Path) -> Upload:
    """A MIDI file that can be learnt from."""
    path = sorted((project / "data" / "etudes" / "midi").glob("*.mid"))[0]
    return (path.name, path.read_bytes(), "audio/midi")


def upload(page: AppTest, *files: Upload) -> None:
    page.file_uploader[0].set_value(list(files))
    page.run()


def notes_learnt(page: AppTest) -> int:
    return int(re.search(r"([\d,]+) notes ·", texts(page))[1].replace(",", ""))


def test_the_bundled_corpus_shows_its_figures_and_sounds(page: AppTest) -> None:
    assert "16 pieces · 456 bars · 3,024 notes" in texts(page)
    assert page.get("audio") == []
    press(page, "Listen")
    assert sentences(page) == []
    assert len(page.get("audio")) == 1
    labelled(page.selectbox, "Piece").select_index(1)
    page.run()
    assert page.get("audio") == []


def test_an_upload_becomes_the_corpus_with_its_parts_to_choose(page: AppTest, etude: Upload) -> None:
    upload(page, etude)
    assert sentences(page) == []
    assert labelled(page.selectbox, "Corpus").value == "Your files"
    assert page.expander[0].label == etude[0]
    melody = labelled(page.multiselect, "Melody")
    scores = [int(score) for score in re.findall(r"\*\* · melody (\d+)\s% · chords \d+\s%", texts(page))]
    assert len(scores) == len(melody.options) == 3
    assert scores.index(max(scores)) == melody.indices[0]
    assert texts(page).count("Proposed:") == 4
    assert "1 piece ·" in texts(page)


def test_another_choice_of_part_and_bars_is_another_corpus(page: AppTest, etude: Upload) -> None:
    upload(page, etude)
    before = texts(page)
    labelled(page.number_input, "First bar").set_value(3)
    labelled(page.number_input, "Last bar").set_value(10)
    page.run()
    eight_bars = texts(page)
    assert sentences(page) == []
    assert "1 piece · 8 bars" in eight_bars
    assert "1 piece · 8 bars" not in before
    labelled(page.multiselect, "Melody").set_value([1])
    page.run()
    assert texts(page) != eight_bars


def test_a_melody_may_be_taken_from_several_parts_and_from_one_at_least(page: AppTest, etude: Upload) -> None:
    upload(page, etude)
    melody = labelled(page.multiselect, "Melody")
    alone = notes_learnt(page)
    melody.set_value([*melody.value, 2])
    page.run()
    assert sentences(page) == []
    assert notes_learnt(page) > alone
    labelled(page.multiselect, "Melody").set_value([])
    page.run()
    assert "needs one part or more for the melody" in sentences(page)[0]


def test_what_each_part_plays_is_said_in_words(page: AppTest, etude: Upload) -> None:
    upload(page, etude)
    said = re.findall(r"% · chords \d+\s%  \n:gray\[:small\[(.*)\]\]", texts(page))
    assert len(said) == 3
    assert re.fullmatch(
        r"It plays one note at a time 100 % of the time, \S+ to \S+, \d+ notes in \d+ of \d+ bars, "
        r"moves by step \d+ % of the time(, rests \d+ % of it)?, is played by .*\.",
        said[0],
    )
    assert "begins two or more together 100 % of the time" in said[1]


def test_any_part_is_heard_alone_with_one_click(page: AppTest, etude: Upload) -> None:
    upload(page, etude)
    parts = labelled(page.button_group, "Hear a part alone")
    assert parts.options == ["Melody", "Chords", "Bass"]
    assert page.get("audio") == []
    heard = set()
    for part in range(3):
        labelled(page.button_group, "Hear a part alone").set_value(part)
        page.run()
        assert sentences(page) == []
        (audio,) = page.get("audio")
        heard.add(audio.proto.url)
    assert len(heard) == 3


def test_a_part_that_is_silent_in_the_bars_is_reported(page: AppTest) -> None:
    melody, late = b"".join(note(60 + step, 96) for step in range(16)), note(60, 96, delta=12 * 96) + note(64, 96)
    upload(page, ("late.mid", midi(melody, late), "audio/midi"))
    labelled(page.number_input, "Last bar").set_value(2)
    labelled(page.button_group, "Hear a part alone").set_value(1)
    page.run()
    assert any("has no notes in bars 1 to 2 of the part" in sentence for sentence in sentences(page))


def test_doubles_and_what_was_not_read_as_it_stands_are_said(page: AppTest) -> None:
    line = b"".join(note(72 + step % 5, 96) for step in range(16))
    octave = b"".join(note(60 + step % 5, 96) for step in range(16)) + on(200) + off(200, 96)
    upload(page, ("doubled.mid", midi(name("Flute") + line, name("Strings") + octave), "audio/midi"))
    assert "is doubled by Strings" in texts(page)
    assert "is doubled by Flute" in texts(page)
    assert "The file has 2 values above 127" in texts(page)


def test_how_the_melody_was_played_is_said(page: AppTest) -> None:
    swung = b"".join(note(60 + step % 7, (60, 36)[step % 2]) for step in range(64))
    upload(page, ("swung.mid", midi(swung), "audio/midi"))
    assert "The melody was played with swing 1.7 : 1" in texts(page)


def test_a_choice_survives_a_look_at_the_bundled_corpus(page: AppTest, etude: Upload) -> None:
    upload(page, etude)
    labelled(page.number_input, "Last bar").set_value(10)
    page.run()
    chosen = texts(page)
    labelled(page.selectbox, "Corpus").set_value("Bundled etudes")
    page.run()
    assert texts(page) != chosen
    labelled(page.selectbox, "Corpus").set_value("Your files")
    page.run()
    assert texts(page) == chosen


def test_a_file_that_cannot_be_read_is_reported_and_the_others_go_on(page: AppTest, etude: Upload) -> None:
    upload(page, NOT_MIDI, etude)
    (sentence,) = sentences(page)
    assert sentence.startswith("shopping.mid")
    assert page.expander[0].label == etude[0]
    assert not labelled(page.button, "Train").disabled


def test_a_file_is_read_once_however_often_the_page_runs(
    page: AppTest, etude: Upload, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []

    def count(data: bytes, name: str) -> MidiSong:
        read.append(name)
        return read_midi(data, name)

    monkeypatch.setattr(cache, "read_midi", count)
    good, bad = ("good.mid", *etude[1:]), ("bad.mid", *NOT_MIDI[1:])
    upload(page, good, bad)
    page.run()
    assert sorted(read) == ["bad.mid", "good.mid"]
    assert len(sentences(page)) == 1


def test_a_huge_upload_is_reported_by_the_page_itself(page: AppTest) -> None:
    upload(page, ("big.mid", bytes(50_000_000), "audio/midi"))
    (sentence,) = sentences(page)
    assert sentence.startswith("big.mid")
    assert "50,000,000" in sentence


def test_with_no_readable_file_there_is_nothing_to_train_on(page: AppTest) -> None:
    upload(page, NOT_MIDI)
    assert len(sentences(page)) == 1
    assert labelled(page.button, "Train").disabled
    assert not labelled(page.button, "Generate").disabled
    upload(page)
    assert labelled(page.selectbox, "Corpus").value == "Bundled etudes"
    assert sentences(page) == []


def test_too_little_to_learn_from_is_reported_and_can_still_be_heard(page: AppTest, etude: Upload) -> None:
    upload(page, etude)
    labelled(page.number_input, "Last bar").set_value(2)
    page.run()
    (sentence,) = sentences(page)
    press(page, "Train")
    assert sentences(page) == [sentence, sentence]
    press(page, "Listen")
    assert len(page.get("audio")) == 1


def test_bars_the_wrong_way_round_are_reported(page: AppTest, etude: Upload) -> None:
    upload(page, etude)
    labelled(page.number_input, "First bar").set_value(9)
    labelled(page.number_input, "Last bar").set_value(2)
    page.run()
    (sentence,) = sentences(page)
    assert "9 to 2" in sentence


def test_the_course_file_is_understood_as_any_other(page: AppTest, shared: Path) -> None:
    data = (shared / "data" / "original_metheny.mid").read_bytes()
    upload(page, ("original_metheny.mid", data, "audio/midi"))
    assert sentences(page) == []
    assert labelled(page.multiselect, "Melody").indices == [5]
    assert "1 piece · 206 bars · 1,330 notes · 207 chord bars" in texts(page)
    labelled(page.number_input, "First bar").set_value(120)
    labelled(page.number_input, "Last bar").set_value(137)
    page.run()
    assert "1 piece · 18 bars · 193 notes · 19 chord bars" in texts(page)
