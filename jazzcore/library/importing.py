"""Import takes from the files that the studio wrote, which embed the notes, settings and origin of the take.

An imported take always has the notes of the file. If its model is on this machine, the model plays the take again, and
a remark says whether it plays the same notes. If not, a remark says so.
"""

import re
from collections.abc import Iterator

from jazzcore import pipeline
from jazzcore.errors import BundleError, JazzError, StoreError
from jazzcore.evaluation.reference import Reference
from jazzcore.library.models import BundleEntry
from jazzcore.library.studio import Studio
from jazzcore.models.bundle import Bundle, bundle_digest
from jazzcore.takes.embedding import EmbeddedTake, midi_digest
from jazzcore.takes.make import check_length, midi_of, new_take_id, now, play_again
from jazzcore.takes.take import Take

_TAKE_ID = re.compile(r"\d{8}-\d{6}-\d{6}")


def import_take(embedded: EmbeddedTake, studio: Studio) -> Take:
    """Make the take that a file embeds, with its sound and its report.

    If the same take is already saved, the saved one is returned. If another take is saved under its id, the imported
    take gets a new id.

    Parameters
    ----------
    embedded : EmbeddedTake
        What the file says.
    studio : Studio
        Where takes, models and corpora are looked up. The imported take is not saved.

    Returns
    -------
    Take
        The take. Its remarks say what is missing on this machine, and what plays otherwise than in the file.

    Raises
    ------
    BundleError
        If the id in the file is not written as the id of a take.
    SettingError, ChordSymbolError, RenderError
        If the take cannot be played.
    """
    if embedded.take_id and not _TAKE_ID.fullmatch(embedded.take_id):
        raise BundleError(f"The take in this file has the id {embedded.take_id!r}, which no take has; use it as music.")
    saved = _saved(embedded.take_id, studio) if embedded.take_id else None
    if saved and (saved.solo, saved.settings, saved.origin) == (embedded.solo, embedded.settings, embedded.origin):
        return saved
    check_length(embedded.origin.chart, embedded.settings)
    found = _model(embedded, studio)
    corpus = studio.corpora.find(embedded.origin.corpus_digest)
    midi = midi_of(embedded.solo, embedded.settings)
    return Take(
        take_id=new_take_id() if saved or not embedded.take_id else embedded.take_id,
        created=embedded.created or now(),
        model=found[0].bundle_id if found else "",
        settings=embedded.settings,
        origin=embedded.origin,
        solo=embedded.solo,
        midi=midi,
        audio=pipeline.to_sound(midi),
        report=Reference(corpus).report(embedded.solo),
        remarks=tuple(_remarks(embedded, found[1] if found else None, corpus is not None, midi)),
    )


def _saved(take_id: str, studio: Studio) -> Take | None:
    try:
        return studio.takes.open(take_id)
    except (StoreError, BundleError):
        return None


def _model(embedded: EmbeddedTake, studio: Studio) -> tuple[BundleEntry, Bundle] | None:
    """The model that played the take, recognised by the digest of its bundle; None where it is missing."""
    origin = embedded.origin
    for entry in studio.models.list():
        summary = entry.summary
        if summary and (summary.recipe_name, summary.epochs) == (origin.recipe, origin.epochs):
            try:
                bundle = studio.models.open(entry.bundle_id)
            except BundleError:
                continue
            if bundle_digest(bundle) == origin.bundle_digest:
                return entry, bundle
    return None


def _remarks(embedded: EmbeddedTake, bundle: Bundle | None, has_corpus: bool, midi: bytes) -> Iterator[str]:
    origin = embedded.origin
    if bundle is None:
        yield (
            f"Opened from its file. The model that played it is not on this machine: {origin.corpus_name}, "
            f"{origin.recipe}, {origin.epochs} epochs, {origin.bundle_digest[:12]}. Its notes are those of the file; "
            "none of its bars can be regenerated."
        )
    elif _is_played_again(embedded, bundle):
        yield "Opened from its file, and played again by its model: the same, note for note."
    else:
        yield (
            "Opened from its file. Its model plays other notes by these settings now, as this is another version of "
            "the studio; the notes here are those of the file."
        )
    if midi_digest(midi) != embedded.midi_digest:
        yield "The band plays a little differently from the file, as this is another version of the studio."
    if not has_corpus:
        yield (
            f"The music its model learnt from, {origin.corpus_name}, is not on this machine, so nothing can be said of "
            "what it copied."
        )


def _is_played_again(embedded: EmbeddedTake, bundle: Bundle) -> bool:
    try:
        return play_again(bundle, embedded.origin, embedded.settings) == embedded.solo
    except JazzError:
        return False
