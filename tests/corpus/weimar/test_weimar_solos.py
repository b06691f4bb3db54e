from pathlib import Path
from typing import Any

import pytest

from jazzcore.corpus.weimar.solos import WeimarFilter, WeimarSolo, chosen, list_solos
from jazzcore.errors import CorpusError
from tests.corpus.weimar.weimar_files import NOTE, SOLO, add_dates, beats, write_database


def solo(melid: int, **other: object) -> WeimarSolo:
    fields: dict[str, Any] = {
        "melid": melid,
        "performer": "Ann Onymous",
        "title": "Blue Test",
        "instrument": "ts",
        "style": "COOL",
        "feel": "SWING",
        "tempo_bpm": 180.0,
        "key": None,
        "meter": "4/4",
        "year": None,
        "note_count": 100,
        "bar_count": 32,
    }
    return WeimarSolo(**(fields | other))


SOLOS = (
    solo(1),
    solo(2, performer="Bea Natural", instrument="tp", year=1959),
    solo(3, style="BEBOP", title="Étude", tempo_bpm=240.0, year=1947),
    solo(4, feel="LATIN", tempo_bpm=90.0, year=1965),
)


@pytest.mark.parametrize(
    ("wanted", "melids"),
    [
        (WeimarFilter(), [1, 2, 3, 4]),
        (WeimarFilter(performers=("Bea Natural",)), [2]),
        (WeimarFilter(performers=("Bea Natural", "Ann Onymous")), [1, 2, 3, 4]),
        (WeimarFilter(instruments=("ts",)), [1, 3, 4]),
        (WeimarFilter(styles=("BEBOP",)), [3]),
        (WeimarFilter(feels=("LATIN",)), [4]),
        (WeimarFilter(tempos_bpm=(90.0, 180.0)), [1, 2, 4]),
        (WeimarFilter(years=(1947, 1959)), [2, 3]),
        (WeimarFilter(title=" éTU "), [3]),
        (WeimarFilter(instruments=("ts",), tempos_bpm=(100.0, 200.0)), [1]),
        (WeimarFilter(title="nothing of the kind"), []),
    ],
)
def test_a_filter_takes_what_it_asks_for(wanted: WeimarFilter, melids: list[int]) -> None:
    assert [taken.melid for taken in chosen(SOLOS, wanted)] == melids


def test_a_solo_as_the_database_describes_it(tmp_path: Path) -> None:
    path = write_database(tmp_path / "w.db", notes=[NOTE, NOTE], beats=beats([0, 1, 2]))

    assert list_solos(path) == (
        WeimarSolo(1, "Ann Onymous", "Blue Test", "ts", "COOL", "SWING", 180.5, "Bb major", "4/4", None, 2, 3),
    )


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("Bb-maj", "Bb major"),
        ("D-dor", "D dorian"),
        ("F#-chrom", "F# chromatic"),
        ("Ab", "Ab"),
        ("", None),
        (None, None),
    ],
)
def test_keys_in_words(tmp_path: Path, key: str | None, words: str | None) -> None:
    (described,) = list_solos(write_database(tmp_path / "w.db", solos=[SOLO | {"key": key}]))

    assert described.key == words


@pytest.mark.parametrize(
    ("recorded", "released", "year"),
    [
        *(("26.11.1945", "1951", 1945), ("??.08.1959", "", 1959), ("", "1951", 1951), (None, None, None)),
        *(("in the forties", "", None), ("0000123456", "", None)),
    ],
)
def test_the_year_is_that_of_the_recording_or_else_of_the_record(
    tmp_path: Path, recorded: str | None, released: str | None, year: int | None
) -> None:
    (described,) = list_solos(add_dates(write_database(tmp_path / "w.db"), recorded, released))

    assert described.year == year


def test_missing_words_stay_empty(tmp_path: Path) -> None:
    bare = SOLO | {"performer": None, "titleaddon": None, "solopart": None, "style": None, "signature": None}
    (described,) = list_solos(write_database(tmp_path / "w.db", solos=[bare], notes=[]))

    assert (described.performer, described.title, described.style, described.meter) == ("", "Blue Test", "", "")
    assert (described.note_count, described.bar_count) == (0, 0)


@pytest.mark.parametrize("wrong", [{"avgtempo": None}, {"avgtempo": "fast"}, {"melid": None}, {"avgtempo": 1e9}])
def test_a_solo_that_cannot_be_is_reported(tmp_path: Path, wrong: dict[str, object]) -> None:
    with pytest.raises(CorpusError, match=r"^w\.db (has a solo without|gives solo 1 a tempo of) .*download"):
        list_solos(write_database(tmp_path / "w.db", solos=[SOLO | wrong]))


def test_the_real_database(shared: Path) -> None:
    solos = list_solos(shared / "data" / "wjazzd.db")

    assert len(solos) == 456
    assert sum(described.note_count for described in solos) == 200_809
    assert len(chosen(solos, WeimarFilter(performers=("Charlie Parker",)))) == 17
    assert len(chosen(solos, WeimarFilter(instruments=("tp",)))) == 102
    assert len(chosen(solos, WeimarFilter(title="body and soul"))) == 14
