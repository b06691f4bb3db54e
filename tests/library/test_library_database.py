"""The library: what is found, what people say of it, deleting and having back, and many at once."""

import sqlite3
import threading
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jazzcore.errors import StoreError
from jazzcore.library.database import Database
from jazzcore.library.files import BUNDLES, TAKES
from jazzcore.library.library import Library
from jazzcore.library.rows import EVERY_TAKE, Marks, Search, TakeFacts, TakeRow, has_words, utc_text

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


def at(hour: int) -> datetime:
    return NOON.replace(hour=hour)


def facts(take_id: str, hour: int = 12, **told: object) -> TakeFacts:
    return TakeFacts(take_id=take_id, created=utc_text(at(hour)), **told)


@pytest.fixture
def library(tmp_path: Path) -> Library:
    """Three takes; entered in another order than they were made in."""
    made = Library(Database(tmp_path))
    made.enter(
        [
            facts("noon", 12, title="Étude noire", recipe="studio", corpus_name="Blue note", changes_digest="ab"),
            facts("morning", 8, title="Blue Sky", recipe="course", corpus_name="Etudes", changes_digest="ab"),
            facts("evening", 20, title="Night", recipe="studio", corpus_name="Etudes", changes_digest="cd"),
        ]
    )
    return made


def found(library: Library, search: Search = EVERY_TAKE) -> list[str]:
    return list(library.found(search))


def test_all_that_was_entered_comes_back_beside_what_people_say(library: Library) -> None:
    told = facts("full", 9, title="Moon", epochs=12, temperature=0.9, seed=2**32 - 1, tempo_bpm=132.5, note_count=50)
    library.enter([told])
    library.rename(TAKES, "full", " Keep me \n")
    library.annotate(TAKES, "full", "bars 3 and 4")
    library.rate(TAKES, "full", 5)

    row = library.row("full")

    assert row == TakeRow(
        **{name: getattr(told, name) for name in TakeFacts.__slots__},
        number=4,
        name="Keep me",
        note="bars 3 and 4",
        stars=5,
    )
    assert (row.label, library.row("noon").label) == ("Keep me", "Étude noire")


def test_the_newest_come_first_or_those_of_most_stars(library: Library) -> None:
    library.rate(TAKES, "morning", 4)

    assert found(library) == ["evening", "noon", "morning"]
    assert found(library, Search(best_first=True)) == ["morning", "evening", "noon"]


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
def test_takes_are_found_by_what_is_asked_for(library: Library, search: Search, ids: list[str]) -> None:
    library.rename(TAKES, "evening", "Dawn")
    library.rate(TAKES, "evening", 2)
    library.annotate(TAKES, "morning", "rushed at the end")

    assert found(library, search) == ids


def test_rows_come_in_the_order_of_their_ids_without_those_that_are_not_there(library: Library) -> None:
    rows = library.rows(["noon", "gone", "evening", "morning"])

    assert [row.title for row in rows] == ["Étude noire", "Night", "Blue Sky"]


def test_what_is_deleted_is_listed_apart_and_can_be_had_back(library: Library) -> None:
    library.rate(TAKES, "noon", 3)
    library.delete(TAKES, ["noon"], at(21))
    library.delete(TAKES, ["morning"], at(22))

    assert found(library) == ["evening"]
    assert found(library, Search(deleted=True)) == ["morning", "noon"]
    assert library.row("noon").deleted == "2026-11-21T21:00:00+00:00"

    library.restore(TAKES, ["noon", "morning"])

    assert found(library) == ["evening", "noon", "morning"]
    assert (library.row("noon").stars, library.row("noon").deleted) == (3, None)


def test_only_what_was_deleted_before_the_moment_is_purged(library: Library) -> None:
    library.delete(TAKES, ["noon"], at(13))
    library.delete(TAKES, ["morning"], at(15))
    library.delete(BUNDLES, ["a-model"], at(13))
    removed: list[tuple[str, str]] = []

    library.purge(at(14), lambda kind, item_id: removed.append((kind, item_id)))

    assert sorted(removed) == [(BUNDLES, "a-model"), (TAKES, "noon")]
    assert sorted(library.known()) == ["evening", "morning"]
    assert library.marks(BUNDLES) == {}
    assert found(library, Search(deleted=True)) == ["morning"]


def test_what_another_page_has_back_just_before_it_is_purged_stays(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.delete(TAKES, ["noon"], at(13))
    database = library._database
    other, writing = Library(Database(tmp_path)), database.writing

    def writing_after_the_other() -> AbstractContextManager[sqlite3.Connection]:
        other.restore(TAKES, ["noon"])
        return writing()

    monkeypatch.setattr(database, "writing", writing_after_the_other)

    library.purge(at(14), lambda kind, item_id: pytest.fail(f"{kind}/{item_id} was removed"))

    assert "noon" in found(library)


def test_what_cannot_be_purged_stays_for_the_next_time(library: Library) -> None:
    def refuse(kind: str, item_id: str) -> None:
        raise StoreError(f"{kind}/{item_id} cannot be removed")

    library.delete(TAKES, ["noon", "morning"], at(13))

    library.purge(at(14), refuse)

    assert sorted(found(library, Search(deleted=True))) == ["morning", "noon"]


def test_what_people_say_stays_while_the_files_are_away(library: Library) -> None:
    library.rename(TAKES, "noon", "Keep me")
    library.drop(["noon"])
    assert found(library) == ["evening", "morning"]

    library.enter([facts("noon")])

    assert library.row("noon").name == "Keep me"


def test_a_number_is_never_given_twice(library: Library) -> None:
    numbers = {row.take_id: row.number for row in library.rows(found(library))}
    library.drop(["evening"])
    library.enter([facts("later"), facts("noon", title="Read again")])

    assert library.row("later").number > max(numbers.values())
    assert library.row("noon").number == numbers["noon"]
    assert library.row("noon").title == "Read again"


def test_what_there_is_to_choose_from_leaves_deleted_takes_out(library: Library) -> None:
    library.delete(TAKES, ["morning"], NOON)

    assert library.recipes() == ("studio",)
    assert library.corpora() == ("Blue note", "Etudes")


def test_models_have_marks_of_their_own_and_shipped_ones_stay(library: Library) -> None:
    library.rename(BUNDLES, "noon", "A model")

    assert library.marks(BUNDLES) == {"noon": Marks(name="A model")}
    assert library.row("noon").name == ""
    with pytest.raises(StoreError, match="shipped-etudes ships with the project"):
        library.delete(BUNDLES, ["mine", "shipped-etudes"], NOON)
    assert [mark.deleted for mark in library.marks(BUNDLES).values()] == [None]


@pytest.mark.parametrize("stars", [-1, 6])
def test_stars_out_of_range_are_refused(library: Library, stars: int) -> None:
    with pytest.raises(StoreError, match=rf"{stars} stars cannot be given; give 0 to 5\."):
        library.rate(TAKES, "noon", stars)


def test_a_name_that_is_too_long_is_refused_with_its_length(library: Library) -> None:
    with pytest.raises(StoreError, match="The name has 101 characters; shorten it to 100"):
        library.rename(TAKES, "noon", "x" * 101)


def test_a_take_that_is_not_there_is_told_by_its_id(library: Library) -> None:
    with pytest.raises(StoreError, match="no take 'midnight'"):
        library.row("midnight")


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
    library = Library(Database(tmp_path_factory.mktemp("home")))
    library.enter([facts("one")])
    library.rename(TAKES, "one", name)
    library.annotate(TAKES, "one", note)

    row = library.row("one")

    assert (row.name, row.note) == (name.replace("\0", "").strip(), note.replace("\0", "").strip())
    assert found(library, Search(text=f"{row.name} {row.note}")) == ["one"]


@given(st.text(), st.text())
def test_a_text_holds_its_own_words_in_any_case(first: str, second: str) -> None:
    assert has_words(second, f"{first} {second}")
    assert has_words("ETUDE noire", "Une étude NOIRE")
    assert not has_words("etude rouge", "Une étude noire")


def test_many_pages_mark_at_once_and_nothing_is_lost(library: Library, tmp_path: Path) -> None:
    def mark(page: int) -> None:
        own = Library(Database(tmp_path))
        for number in range(5):
            own.enter([facts(f"{page}-{number}")])
            own.rate(TAKES, f"{page}-{number}", page)
        own.annotate(TAKES, "noon", f"page {page}")

    pages = [threading.Thread(target=mark, args=(page,)) for page in range(1, 5)]
    for page in pages:
        page.start()
    for page in pages:
        page.join()

    assert sorted(library.row(f"{page}-{number}").stars for page in range(1, 5) for number in range(5)) == sorted(
        [1, 2, 3, 4] * 5
    )
    assert library.row("noon").note.startswith("page ")
