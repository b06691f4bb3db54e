"""Keeping takes: their files in the store, and the library that lists them, in one call.

The files of a take are written first and then its row. A take whose row is missing, as after a crash, after an earlier
version of the studio or when its folder was copied there, is entered as soon as takes are listed.
"""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import replace

from jazzcore.errors import JazzError, StoreError
from jazzcore.library.database import Database
from jazzcore.library.files import BUNDLES, TAKES, FileStore
from jazzcore.library.library import Library
from jazzcore.library.rows import EVERY_TAKE, Search, TakeFacts, utc_text
from jazzcore.music.instruments import instrument_of
from jazzcore.takes.take import DOCUMENT, Take, changes_digest, take_from_files, take_to_files

DAYS_TO_RESTORE = 30
"""How long what was deleted can be had back."""


def open_library(store: FileStore) -> Library:
    """The library of a store with all takes that are there, rid of what was deleted long ago. Raises StoreError."""
    library = Library(Database(store.home))
    library.purge(now() - datetime.timedelta(days=DAYS_TO_RESTORE), store.remove)
    catch_up(store, library)
    return library


def save_take(store: FileStore, library: Library, take: Take) -> None:
    """Keep a take, its files first, and have it back if it was deleted; raises StoreError."""
    store.keep(TAKES, take.take_id, take_to_files(take))
    library.enter([facts_of(take)])
    library.restore(TAKES, [take.take_id])


def open_take(store: FileStore, take_id: str) -> Take:
    """A saved take, which goes by the name of its folder; raises StoreError or BundleError."""
    return replace(take_from_files(store.files(TAKES, take_id)), take_id=take_id)


def found_takes(store: FileStore, library: Library, search: Search = EVERY_TAKE) -> tuple[str, ...]:
    """The ids of the takes found among all that are in the store by now; raises StoreError."""
    catch_up(store, library)
    return library.found(search)


def catch_up(store: FileStore, library: Library) -> None:
    """Enter the takes of which the library does not know, and drop those whose files are away; raises StoreError.

    What could not be read is tried again, for a folder may have been copied only in part.
    """
    known = library.known()  # before the store is looked at: a take's files are there before its row
    there = store.ids(TAKES)
    missing = sorted(there - known.keys(), key=lambda take_id: store.created(TAKES, take_id))
    broken = [take_id for take_id, problem in known.items() if problem and take_id in there]
    entered = [facts for facts in _read(store, [*missing, *broken]) if known.get(facts.take_id) != facts.problem]
    if entered:
        library.enter(entered)
    if gone := known.keys() - there:
        library.drop(gone)


def kind_of(store: FileStore, library: Library, item_id: str) -> str:
    """Whether an id is that of a take or of a bundle; raises StoreError when it is of neither."""
    if item_id in store.ids(TAKES):
        catch_up(store, library)
        return TAKES
    if any(entry.bundle_id == item_id for entry in store.bundles()):
        return BUNDLES
    raise StoreError(f"Nothing that is saved has the id {item_id!r}; take one from the list.")


def facts_of(take: Take) -> TakeFacts:
    """What the library knows of a take; raises StoreError or ValueError for what no list can show."""
    created = datetime.datetime.fromisoformat(take.created)
    settings, origin = take.settings, take.origin
    return TakeFacts(
        take_id=take.take_id,
        created=utc_text(created),
        title=take.solo.title,
        recipe=origin.recipe,
        epochs=origin.epochs,
        corpus_name=origin.corpus_name,
        corpus_digest=origin.corpus_digest,
        model=take.model,
        temperature=settings.temperature,
        seed=settings.seed,
        tempo_bpm=settings.band.tempo_bpm,
        feel=settings.band.feel,
        instrument=instrument_of(settings.band.solo.program).name,
        changes_digest=changes_digest(origin.chart),
        duration_sec=take.audio.duration_sec,
        note_count=len(take.solo.notes),
    )


def now() -> datetime.datetime:
    """The time by which things are saved and deleted."""
    return datetime.datetime.now(datetime.UTC)


def _read(store: FileStore, take_ids: Iterable[str]) -> Iterator[TakeFacts]:
    """What the documents of takes tell, without their sound; those that are gone by now are passed over."""
    for take_id in take_ids:
        created = utc_text(store.created(TAKES, take_id))
        try:
            files = store.document(TAKES, take_id, DOCUMENT)
        except StoreError:
            continue
        try:
            yield replace(facts_of(take_from_files(files)), take_id=take_id)
        except (JazzError, TypeError, ValueError, AttributeError, OverflowError, RecursionError) as error:
            yield TakeFacts(take_id=take_id, created=created, problem=f"It cannot be read: {error}")
