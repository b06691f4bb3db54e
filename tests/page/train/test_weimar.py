"""The Weimar Jazz Database as a visitor chooses from it, without a browser."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from jazzcore.corpus.weimar.lead_sheets import CREDIT
from jazzcore.page.train import weimar_view
from tests.corpus.weimar.weimar_files import NOTE, SOLO, Rows, beats, write_database
from tests.page.page_reading import labelled, press, sentences, texts

PATH = "Path of wjazzd.db"


@pytest.fixture
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three solos of 32 notes by two players, over 8 bars each."""
    solos = [
        SOLO,
        SOLO | {"melid": 2, "title": "Red Test", "avgtempo": 240.0, "rhythmfeel": "LATIN"},
        SOLO | {"melid": 3, "performer": "Bea Natural", "instrument": "tp", "style": "BEBOP"},
    ]
    notes = [
        NOTE | {"melid": melid, "bar": bar, "beat": beat, "pitch": 58.0 + melid + bar + beat}
        for melid in (1, 2, 3)
        for bar in range(1, 9)
        for beat in range(1, 5)
    ]
    played: Rows = [
        row | {"melid": melid} for melid in (1, 2, 3) for row in beats(range(1, 9), {(1, 1): "C-7", (5, 1): "F7"})
    ]
    return write_database(tmp_path_factory.mktemp("weimar") / "mine.db", solos=solos, notes=notes, beats=played)


def choose_weimar(page: AppTest) -> None:
    labelled(page.selectbox, "Corpus").set_value(weimar_view.NAME)
    page.run()


def open_database(page: AppTest, path: Path) -> None:
    choose_weimar(page)
    labelled(page.text_input, PATH).set_value(str(path))
    page.run()


def test_without_a_file_the_page_says_where_to_get_it(page: AppTest) -> None:
    choose_weimar(page)
    assert sentences(page) == []
    assert labelled(page.text_input, PATH).value == ""
    assert "Download wjazzd.db from" in texts(page)
    assert labelled(page.button, "Train").disabled


def test_a_file_in_the_home_of_the_studio_is_found_by_itself(page: AppTest, home: Path, database: Path) -> None:
    (home / "wjazzd.db").write_bytes(database.read_bytes())
    choose_weimar(page)
    assert sentences(page) == []
    assert labelled(page.text_input, PATH).value == str(home / "wjazzd.db")
    assert "3 pieces · 24 bars · 96 notes" in texts(page)


def test_all_solos_are_learnt_from_and_the_project_is_credited(page: AppTest, database: Path) -> None:
    open_database(page, database)
    assert sentences(page) == []
    assert "3 of 3 solos" in texts(page)
    assert CREDIT in texts(page)
    assert "Music to learn from: **Weimar Jazz Database**" in texts(page)
    assert "3 pieces · 24 bars · 96 notes" in texts(page)
    assert labelled(page.selectbox, "Piece").options == [
        *("Blue Test (Ann Onymous)", "Red Test (Ann Onymous)", "Blue Test (Bea Natural)"),
    ]
    assert not labelled(page.button, "Train").disabled
    press(page, "Listen")
    assert len(page.get("audio")) == 1


@pytest.mark.parametrize(
    ("label", "value", "learnt"),
    [
        ("Performer", ["Ann Onymous"], "Ann Onymous, 2 solos"),
        ("Instrument", ["tp"], "Blue Test (Bea Natural)"),
        ("Style", ["COOL"], "Ann Onymous, 2 solos"),
        ("Feel", ["SWING"], "Weimar, 2 solos"),
        ("Tempo of the solo", (200, 240), "Red Test (Ann Onymous)"),
        ("Title", "red", "Red Test (Ann Onymous)"),
    ],
)
def test_every_choice_has_its_effect(page: AppTest, database: Path, label: str, value: object, learnt: str) -> None:
    open_database(page, database)
    labelled([*page.multiselect, *page.slider, *page.text_input], label).set_value(value)
    page.run()
    assert sentences(page) == []
    assert f"Music to learn from: **{learnt}**" in texts(page)


def test_a_choice_of_no_solo_leaves_nothing_to_train_on(page: AppTest, database: Path) -> None:
    open_database(page, database)
    labelled(page.text_input, "Title").set_value("no such title")
    page.run()
    assert "0 of 3 solos" in texts(page)
    assert sentences(page) == []
    assert labelled(page.button, "Train").disabled


def test_a_choice_survives_a_look_at_the_bundled_corpus(page: AppTest, database: Path) -> None:
    open_database(page, database)
    labelled(page.multiselect, "Instrument").set_value(["tp"])
    page.run()
    labelled(page.selectbox, "Corpus").set_value("Bundled etudes")
    page.run()
    assert "Music to learn from: **Bundled etudes**" in texts(page)
    choose_weimar(page)
    assert "Music to learn from: **Blue Test (Bea Natural)**" in texts(page)


def test_a_wrong_path_or_file_is_reported(page: AppTest, home: Path) -> None:
    open_database(page, home / "none.db")
    (sentence,) = sentences(page)
    assert sentence.startswith("There is no file")
    (home / "text.db").write_text("two lemons, one trumpet")
    open_database(page, home / "text.db")
    (sentence,) = sentences(page)
    assert sentence.startswith("text.db")
    assert labelled(page.button, "Train").disabled


def test_the_real_database(page: AppTest, shared: Path) -> None:
    open_database(page, shared / "data" / "wjazzd.db")
    assert sentences(page) == []
    assert "456 pieces · 35,675 bars · 200,809 notes" in texts(page)
    labelled(page.multiselect, "Performer").set_value(["Charlie Parker"])
    page.run()
    assert "17 of 456 solos" in texts(page)
    assert "Music to learn from: **Charlie Parker, 17 solos**" in texts(page)
