"""Files that are not what they seem: each is one sentence, soon."""

from pathlib import Path

import numpy as np
import pytest

from jazzcore.corpus.weimar import database as weimar_database
from jazzcore.corpus.weimar.lead_sheets import read_solos
from jazzcore.corpus.weimar.solos import list_solos
from jazzcore.errors import CorpusError
from tests.corpus.weimar.weimar_files import beats, write_database

ENDLESS = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT x FROM n"
MUTANTS = 200


@pytest.mark.parametrize("folder", ["", "there is none?mode=rwc#/wjazzd.db", "x" * 5000, "null\0"])
def test_what_is_no_file_is_reported(tmp_path: Path, folder: str) -> None:
    with pytest.raises(CorpusError, match=r"^There is no file .*; give the path of your wjazzd\.db\."):
        list_solos(tmp_path / folder)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("data", [b"", b"two lemons, one trumpet", b"SQLite format 3\x00" + bytes(100)])
def test_what_is_no_database_is_reported(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "w.db"
    path.write_bytes(data)

    with pytest.raises(CorpusError, match=r"^w\.db (is damaged or no SQLite database|is not the Weimar).*; download"):
        list_solos(path)


@pytest.mark.parametrize(
    ("change", "missing"),
    [
        ("DROP TABLE beats", "beats.beatid"),
        ("ALTER TABLE melody DROP COLUMN tatum", "melody.tatum"),
        (
            "ALTER TABLE melody DROP COLUMN pitch; "
            "ALTER TABLE melody ADD COLUMN pitch REAL GENERATED ALWAYS AS (length(hex(zeroblob(400000)))) VIRTUAL",
            "melody.pitch",
        ),
        (f"DROP TABLE solo_info; CREATE VIEW solo_info AS {ENDLESS}", "solo_info.melid"),
    ],
)
def test_another_database_is_reported_by_what_it_lacks(tmp_path: Path, change: str, missing: str) -> None:
    path = write_database(tmp_path / "w.db", more=change)

    with pytest.raises(CorpusError, match=rf"^w\.db is not the Weimar Jazz Database, as it has no {missing}; download"):
        list_solos(path)


def test_a_query_that_takes_too_long_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(weimar_database, "TIME_OUT_SEC", 0.0)
    path = write_database(tmp_path / "w.db", beats=beats(range(1, 200)))

    with pytest.raises(CorpusError, match=r"^w\.db took longer than 0 s to read; download"):
        read_solos(path, [1])


def test_more_rows_than_there_can_be_are_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(weimar_database, "MOST_ROWS", 10)
    path = write_database(tmp_path / "w.db", beats=beats(range(1, 4)))

    with pytest.raises(CorpusError, match=r"^w\.db has more than 10 rows"):
        read_solos(path, [1])


def test_the_file_is_only_read(tmp_path: Path) -> None:
    path = write_database(tmp_path / "w.db", beats=beats([1, 2]))
    before = path.read_bytes()
    path.chmod(0o444)
    tmp_path.chmod(0o555)
    try:
        read_solos(path, [1])
    finally:
        tmp_path.chmod(0o755)
    assert [(file.name, file.read_bytes()) for file in tmp_path.iterdir()] == [("w.db", before)]


def test_a_damaged_file_is_read_or_refused(tmp_path: Path) -> None:
    """Bytes of a sound file changed at random places; nothing but a CorpusError may come of it."""
    path = write_database(tmp_path / "w.db", beats=beats(range(1, 40), {(1, 1): "C-7", (20, 1): "F7"}))
    sound = path.read_bytes()
    rng = np.random.default_rng(1)
    refused = 0
    for _ in range(MUTANTS):
        mutant = np.frombuffer(sound, np.uint8).copy()
        places = rng.integers(len(sound), size=rng.choice((1, 4, 30)))
        mutant[places] = rng.integers(256, size=len(places))
        kept = rng.choice((len(sound), rng.integers(1, len(sound))))
        path.write_bytes(mutant[:kept].tobytes())
        try:
            read_solos(path, [1])
        except CorpusError as error:
            refused += 1
            assert str(error).startswith("w.db")
    assert 0 < refused < MUTANTS
