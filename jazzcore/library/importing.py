"""Takes opened from the files that carry them: played again where their model is on this machine, else as they tell."""

import re
from collections.abc import Iterator

from jazzcore.errors import BundleError, JazzError, ShelfError
from jazzcore.evaluation.reference import Reference
from jazzcore.library.corpora import corpus_learnt_from
from jazzcore.library.files import TAKES, BundleEntry, Shelf
from jazzcore.models.bundle import Bundle, bundle_digest
from jazzcore.models.store import load_bundle
from jazzcore.render.audio.render import render_audio
from jazzcore.takes.embedding import CarriedTake, midi_digest
from jazzcore.takes.make import check_length, midi_of, new_take_id, now, play_again
from jazzcore.takes.take import Take, take_from_files

_TAKE_ID = re.compile(r"\d{8}-\d{6}-\d{6}")


def open_carried(carried: CarriedTake, shelf: Shelf) -> Take:
    """The take that a file carries: the kept one where there is one, else with its sound and its card made again.

    Remarks say what of it could not be had. Raises BundleError for what is no take of the studio, SettingError,
    ChordSymbolError or RenderError for what cannot be played.
    """
    if carried.take_id and not _TAKE_ID.fullmatch(carried.take_id):
        raise BundleError(f"The take in this file has the id {carried.take_id!r}, which no take has; use it as music.")
    kept = _kept(carried.take_id, shelf) if carried.take_id else None
    if kept and (kept.solo, kept.settings, kept.origin) == (carried.solo, carried.settings, carried.origin):
        return kept
    check_length(carried.origin.chart, carried.settings)
    found = _model(carried, shelf)
    corpus = corpus_learnt_from(shelf, carried.origin.corpus_digest)
    midi = midi_of(carried.solo, carried.settings)
    return Take(
        take_id=new_take_id() if kept or not carried.take_id else carried.take_id,
        created=carried.created or now(),
        model=found[0].bundle_id if found else "",
        settings=carried.settings,
        origin=carried.origin,
        solo=carried.solo,
        midi=midi,
        audio=render_audio(midi),
        card=Reference(corpus).card(carried.solo),
        remarks=tuple(_remarks(carried, found[1] if found else None, corpus is not None, midi)),
    )


def _kept(take_id: str, shelf: Shelf) -> Take | None:
    try:
        return take_from_files(shelf.files(TAKES, take_id))
    except (ShelfError, BundleError):
        return None


def _model(carried: CarriedTake, shelf: Shelf) -> tuple[BundleEntry, Bundle] | None:
    """The model that played it, known by the digest of its bundle."""
    origin = carried.origin
    for entry in shelf.bundles():
        summary = entry.summary
        if summary and (summary.recipe_name, summary.epochs) == (origin.recipe, origin.epochs):
            try:
                bundle = load_bundle(entry.folder)
            except BundleError:
                continue
            if bundle_digest(bundle) == origin.bundle_digest:
                return entry, bundle
    return None


def _remarks(carried: CarriedTake, bundle: Bundle | None, has_corpus: bool, midi: bytes) -> Iterator[str]:
    origin = carried.origin
    if bundle is None:
        yield (
            f"Opened from its file. The model that played it is not on this machine: {origin.corpus_name}, "
            f"{origin.recipe}, {origin.epochs} epochs, {origin.bundle_digest[:12]}. So it stands here as its file "
            "tells it, and none of its bars can be played anew."
        )
    elif _is_played_again(carried, bundle):
        yield "Opened from its file, and played again by its model: the same, note for note."
    else:
        yield (
            "Opened from its file. Its model plays other notes by these settings now, as this is another version of "
            "the studio; it stands here as its file tells it."
        )
    if midi_digest(midi) != carried.midi_digest:
        yield "The band plays a little otherwise than in the file, as this is another version of the studio."
    if not has_corpus:
        yield (
            f"The music its model learnt from, {origin.corpus_name}, is not on this machine, so nothing can be said of "
            "what it copied."
        )


def _is_played_again(carried: CarriedTake, bundle: Bundle) -> bool:
    try:
        return play_again(bundle, carried.origin, carried.settings) == carried.solo
    except JazzError:
        return False
