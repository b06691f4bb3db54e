"""The database: whole or not at all, beside others who read and write."""

import threading
from pathlib import Path

import pytest

from jazzcore.errors import StoreError
from jazzcore.library.storage.database import FILE_NAME, Database


@pytest.fixture
def database(tmp_path: Path) -> Database:
    made = Database(tmp_path)
    with made.writing() as connection:
        connection.execute("CREATE TABLE words (word TEXT)")
    return made


def words(database: Database) -> list[str]:
    with database.reading() as connection:
        return [row["word"] for row in connection.execute("SELECT word FROM words ORDER BY word")]


def test_what_was_written_is_there_for_the_next_one_who_opens_the_home(database: Database, tmp_path: Path) -> None:
    with database.writing() as connection:
        connection.execute("INSERT INTO words VALUES ('blue')")

    assert words(Database(tmp_path)) == ["blue"]


def test_what_fails_halfway_leaves_nothing(database: Database) -> None:
    def fail_halfway() -> None:
        with database.writing() as connection:
            connection.execute("INSERT INTO words VALUES ('lost')")
            raise LookupError

    with pytest.raises(LookupError):
        fail_halfway()

    assert words(database) == []


def test_one_reads_what_was_there_while_another_writes(database: Database) -> None:
    with database.writing() as connection:
        connection.execute("INSERT INTO words VALUES ('blue')")
        assert words(database) == []

    assert words(database) == ["blue"]


def test_many_write_at_once_and_all_is_kept(database: Database, tmp_path: Path) -> None:
    def write(name: str) -> None:
        for number in range(10):
            with Database(tmp_path).writing() as connection:
                connection.execute("INSERT INTO words VALUES (?)", (f"{name}{number}",))

    threads = [threading.Thread(target=write, args=(name,)) for name in "abcd"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(words(database)) == 40


def test_a_file_that_is_no_database_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_bytes(b"no database at all" * 100)

    with pytest.raises(StoreError, match="cannot be used"):
        words(Database(tmp_path))


def test_many_may_open_a_new_home_at_once(tmp_path: Path) -> None:
    """Each page of a browser that is restored opens it; the tables are made by the first of them."""
    count = 8
    homes = [tmp_path / str(number) for number in range(count)]
    for home in homes:
        home.mkdir()
    together = threading.Barrier(count)
    failures: list[Exception] = []

    def open_all() -> None:
        for home in homes:
            together.wait()
            try:
                with Database(home).writing():
                    pass
            except StoreError as error:
                failures.append(error)

    threads = [threading.Thread(target=open_all) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert failures == []
