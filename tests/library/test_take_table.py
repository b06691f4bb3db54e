"""Lists of takes and marks: searching, naming, deleting and restoring, and many processes at once."""

import sqlite3
import threading
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jazzcore.errors import StoreError
from jazzcore.library.marks import Marks, utc_text
from jazzcore.library.rows import EVERY_TAKE, Search, TakeFacts, TakeRow, has_words
from jazzcore.library.storage.files import FileStore
from jazzcore.library.studio import Studio
from jazzcore.library.take_table import TakeTable

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


def at(hour: int) -> datetime:
    return NOON.replace(hour=hour)


def facts(take_id: str, hour: int = 12, **told: object) -> TakeFacts:
    return TakeFacts(take_id=take_id, created=utc_text(at(hour)), **told)


@pytest.fixture
def table(studio: Studio) -> TakeTable:
    """Three takes; entered in another order than they were made in."""
    made = studio.takes._table
    made.enter(
        [
            facts("noon", 12, title="Étude noire", recipe="studio", corpus_name="Blue note", changes_digest="ab"),
            facts("morning", 8, title="Blue Sky", recipe="course", corpus_name="Etudes", changes_digest="ab"),
            facts("evening", 20, title="Night", recipe="studio", corpus_name="Etudes", changes_digest="cd"),
        ]
    )
    return made


def row_of(table: TakeTable, take_id: str) -> TakeRow:
    (found_row,) = table.rows([take_id])
    return found_row


def found(table: TakeTable, search: Search = EVERY_TAKE) -> list[str]:
    return list(table.found(search))


def test_all_that_was_entered_comes_back_beside_what_people_say(studio: Studio, table: TakeTable) -> None:
    told = facts("full", 9, title="Moon", epochs=12, temperature=0.9, seed=2**32 - 1, tempo_bpm=132.5, note_count=50)
    table.enter([told])
    studio.takes.mark("full", name=" Keep me \n")
    studio.takes.mark("full", note="bars 3 and 4")
    studio.takes.mark("full", stars=5)

    row = row_of(table, "full")

    assert row == TakeRow(
        **{name: getattr(told, name) for name in TakeFacts.__slots__},
        number=4,
        name="Keep me",
        note="bars 3 and 4",
        stars=5,
    )
    assert (row.label, row_of(table, "noon").label) == ("Keep me", "Étude noire")


def test_the_newest_come_first_or_those_of_most_stars(studio: Studio, table: TakeTable) -> None:
    studio.takes.mark("morning", stars=4)

    assert found(table) == ["evening", "noon", "morning"]
    assert found(table, Search(best_first=True)) == ["morning", "evening", "noon"]


@pytest.mark.parametrize(
    ("search", "ids"),
    [
        (Search(text="BLUE"), ["noon", "morning"]),
        (Search(text="etude noire"), ["noon"]),
        (Search(text="étude"), ["evening", "noon", "morning"]),
        (Search(text="studio night"), ["evening"]),
        (Search(text="dawn"), ["evening"]),
        (Search(text="%"), []),
        (Search(text="rushed"), ["morning"]),
        (Search(recipes=("course",)), ["morning"]),
        (Search(recipes=("course", "studio")), ["evening", "noon", "morning"]),
        (Search(corpora=("Blue note",)), ["noon"]),
        (Search(since=at(12)), ["evening", "noon"]),
        (Search(until=at(12)), ["morning"]),
        (Search(since=at(9), until=at(13).astimezone(timezone(timedelta(hours=-8)))), ["noon"]),
        (Search(least_stars=2), ["evening"]),
        (Search(changes_digest="ab"), ["noon", "morning"]),
        (Search(text="etudes", recipes=("studio",)), ["evening"]),
    ],
)
def test_takes_are_found_by_what_is_asked_for(studio: Studio, table: TakeTable, search: Search, ids: list[str]) -> None:
    studio.takes.mark("evening", name="Dawn")
    studio.takes.mark("evening", stars=2)
    studio.takes.mark("morning", note="rushed at the end")

    assert found(table, search) == ids


def test_rows_come_in_the_order_of_their_ids_without_those_that_are_not_there(studio: Studio, table: TakeTable) -> None:
    rows = table.rows(["noon", "gone", "evening", "morning"])

    assert [row.title for row in rows] == ["Étude noire", "Night", "Blue Sky"]


def test_what_is_deleted_is_listed_apart_and_can_be_had_back(studio: Studio, table: TakeTable) -> None:
    studio.takes.mark("noon", stars=3)
    studio.takes.delete(["noon"], at(21))
    studio.takes.delete(["morning"], at(22))

    assert found(table) == ["evening"]
    assert found(table, Search(deleted=True)) == ["morning", "noon"]
    assert row_of(table, "noon").deleted == "2026-11-21T21:00:00+00:00"

    studio.takes.restore(["noon", "morning"])

    assert found(table) == ["evening", "noon", "morning"]
    assert (row_of(table, "noon").stars, row_of(table, "noon").deleted) == (3, None)


def test_only_what_was_deleted_before_the_moment_is_purged(studio: Studio, table: TakeTable) -> None:
    studio.takes.delete(["noon"], at(13))
    studio.takes.delete(["morning"], at(15))
    studio.models.delete(["a-model"], at(13))
    files = [studio.home / "takes" / "noon", studio.home / "takes" / "morning", studio.models.folder("a-model")]
    for folder in files:
        folder.mkdir(parents=True)

    studio.takes.purge(at(14))
    studio.models.purge(at(14))

    assert [folder.exists() for folder in files] == [False, True, False]
    assert sorted(table.known()) == ["evening", "morning"]
    assert studio.models.marks() == {}
    assert found(table, Search(deleted=True)) == ["morning"]


def test_a_take_that_another_page_restores_just_before_it_is_purged_stays(
    studio: Studio, table: TakeTable, monkeypatch: pytest.MonkeyPatch
) -> None:
    studio.takes.delete(["noon"], at(13))
    (studio.home / "takes" / "noon").mkdir(parents=True)
    database = table._database
    other, writing = Studio(studio.home), database.writing

    def writing_after_the_other() -> AbstractContextManager[sqlite3.Connection]:
        other.takes.restore(["noon"])
        return writing()

    monkeypatch.setattr(database, "writing", writing_after_the_other)

    studio.takes.purge(at(14))

    assert "noon" in found(table)
    assert (studio.home / "takes" / "noon").exists()


def test_what_cannot_be_purged_stays_for_the_next_time(
    studio: Studio, table: TakeTable, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: FileStore, kind: str, item_id: str) -> None:
        raise StoreError(f"{kind}/{item_id} cannot be removed")

    studio.takes.delete(["noon", "morning"], at(13))
    monkeypatch.setattr(FileStore, "remove", refuse)

    studio.takes.purge(at(14))

    assert sorted(found(table, Search(deleted=True))) == ["morning", "noon"]


def test_what_people_say_stays_while_the_files_are_away(studio: Studio, table: TakeTable) -> None:
    studio.takes.mark("noon", name="Keep me")
    table.drop(["noon"])
    assert found(table) == ["evening", "morning"]

    table.enter([facts("noon")])

    assert row_of(table, "noon").name == "Keep me"


def test_a_number_is_never_given_twice(studio: Studio, table: TakeTable) -> None:
    numbers = {row.take_id: row.number for row in table.rows(found(table))}
    table.drop(["evening"])
    table.enter([facts("later"), facts("noon", title="Read again")])

    assert row_of(table, "later").number > max(numbers.values())
    assert row_of(table, "noon").number == numbers["noon"]
    assert row_of(table, "noon").title == "Read again"


def test_what_there_is_to_choose_from_leaves_deleted_takes_out(studio: Studio, table: TakeTable) -> None:
    studio.takes.delete(["morning"], NOON)

    assert table.recipes() == ("studio",)
    assert table.corpus_names() == ("Blue note", "Etudes")


def test_models_have_marks_of_their_own_and_shipped_ones_stay(studio: Studio, table: TakeTable) -> None:
    studio.models.mark("noon", name="A model")

    assert studio.models.marks() == {"noon": Marks(name="A model")}
    assert row_of(table, "noon").name == ""
    with pytest.raises(StoreError, match="shipped-etudes ships with the project"):
        studio.models.delete(["mine", "shipped-etudes"], NOON)
    assert [mark.deleted for mark in studio.models.marks().values()] == [None]


@pytest.mark.parametrize("stars", [-1, 6])
def test_stars_out_of_range_are_refused(studio: Studio, table: TakeTable, stars: int) -> None:
    with pytest.raises(StoreError, match=rf"{stars} stars cannot be given; give 0 to 5\."):
        studio.takes.mark("noon", stars=stars)


def test_a_name_that_is_too_long_is_refused_with_its_length(studio: Studio, table: TakeTable) -> None:
    with pytest.raises(StoreError, match="The name has 101 characters; shorten it to 100"):
        studio.takes.mark("noon", name="x" * 101)


def test_a_take_that_is_not_there_is_named_by_its_id(studio: Studio, table: TakeTable) -> None:
    with pytest.raises(StoreError, match="no take 'midnight'"):
        studio.takes.row("midnight")


@pytest.mark.parametrize(
    "told", [{"title": "\ud800"}, {"title": ["a"]}, {"epochs": 2**60}, {"duration_sec": float("nan")}]
)
def test_what_no_database_holds_is_refused_before_it_is_entered(told: dict[str, object]) -> None:
    with pytest.raises(StoreError, match=f"The {next(iter(told))} of take one is"):
        facts("one", **told)


@settings(max_examples=30)
@given(st.text(max_size=100), st.text(max_size=1000))
def test_any_text_of_a_person_is_kept_and_found_again(
    tmp_path_factory: pytest.TempPathFactory, name: str, note: str
) -> None:
    studio = Studio(tmp_path_factory.mktemp("home"))
    table = studio.takes._table
    table.enter([facts("one")])
    studio.takes.mark("one", name=name, note=note)

    row = row_of(table, "one")

    assert (row.name, row.note) == (name.replace("\0", "").strip(), note.replace("\0", "").strip())
    assert found(table, Search(text=f"{row.name} {row.note}")) == ["one"]


@given(st.text(), st.text())
def test_a_text_holds_its_own_words_in_any_case(first: str, second: str) -> None:
    assert has_words(second, f"{first} {second}")
    assert has_words("ETUDE noire", "Une étude NOIRE")
    assert not has_words("etude rouge", "Une étude noire")


def test_many_pages_mark_at_once_and_nothing_is_lost(studio: Studio, table: TakeTable) -> None:
    def mark(page: int) -> None:
        own = Studio(studio.home).takes
        for number in range(5):
            own._table.enter([facts(f"{page}-{number}")])
            own.mark(f"{page}-{number}", stars=page)
        own.mark("noon", note=f"page {page}")

    pages = [threading.Thread(target=mark, args=(page,)) for page in range(1, 5)]
    for page in pages:
        page.start()
    for page in pages:
        page.join()

    assert sorted(row_of(table, f"{page}-{number}").stars for page in range(1, 5) for number in range(5)) == sorted(
        [1, 2, 3, 4] * 5
    )
    assert row_of(table, "noon").note.startswith("page ")
