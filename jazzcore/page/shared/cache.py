"""What is worked out once and then remembered by the page's process, keyed by digests of the music.

Objects are shared between visitors, which is safe as all of them are frozen. The charts are imported when the first one
is drawn: Altair takes 0.3 s to load, which the first opening of the page has no use for.
"""

import gc
import hashlib
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

import streamlit as st

from jazzcore.corpus.corpus import Corpus
from jazzcore.corpus.etudes import bundled_etudes
from jazzcore.corpus.midi.changes import Changes, changes, corrected
from jazzcore.corpus.midi.choice import Choice
from jazzcore.corpus.midi.part_report import PartReport, describe_parts
from jazzcore.corpus.midi.parts import Proposal, lead_sheet, propose
from jazzcore.corpus.midi.reader import read_midi
from jazzcore.corpus.midi.song import MidiSong, bars_of_song
from jazzcore.corpus.scores.reader import read_notation
from jazzcore.errors import CorpusError, JazzError
from jazzcore.evaluation.originality import CopiedRun
from jazzcore.evaluation.reference import Reference
from jazzcore.library.models import BundleEntry
from jazzcore.models.bundle import Bundle
from jazzcore.music.leadsheet import LeadSheet, opening
from jazzcore.page.shared import state
from jazzcore.page.shared.learning import Learning, Mark
from jazzcore.page.shared.roll import roll_payload
from jazzcore.recipes.recipe import CorpusSummary, Recipe
from jazzcore.recipes.table import load_bundle
from jazzcore.render.audio.render import Audio
from jazzcore.render.audio.stems import Stems
from jazzcore.render.audio.stems import stems as render_stems
from jazzcore.render.score.engraving import SheetMusic
from jazzcore.render.score.musicxml import Transposition
from jazzcore.takes import exports
from jazzcore.takes.listening import listen, listen_both, listen_part
from jazzcore.takes.make import Player, write_take
from jazzcore.takes.previews import Preview, PreviewQueue, play_preview
from jazzcore.takes.take import Take, TakeSettings
from jazzcore.training.checkpoints import MOST_CHECKPOINTS, Checkpoints

if TYPE_CHECKING:
    from jazzcore.page.train.loss_chart import Spec

LONGEST_PIECE_SEC = 300
_MANY, _SOME, _LARGE, _HUGE = 200, 12, 4, 2
_MOST_PREVIEWS = 3 * MOST_CHECKPOINTS


@dataclass(frozen=True, slots=True)
class SongOnPage:
    """An uploaded song with all that is shown of it; `digest` is of name and bytes."""

    digest: str
    name: str
    song: MidiSong
    parts: tuple[PartReport, ...]
    proposal: Proposal
    bar_count: int


@st.cache_resource(show_spinner=False)
def bundled() -> Corpus:
    """The bundled etudes."""
    return bundled_etudes()


def song(name: str, data: bytes) -> SongOnPage:
    """An uploaded file with its parts and what to learn from them; raises CorpusError, at once the second time."""
    read = _read(_digest(name, data), name, data)
    if isinstance(read, CorpusError):
        raise read
    return read


def notation(name: str, data: bytes) -> tuple[LeadSheet, ...]:
    """The lead sheets of an uploaded score or ABC text; raises CorpusError, at once the second time."""
    read = _read_notation(_digest(name, data), name, data)
    if isinstance(read, CorpusError):
        raise read
    return read


def _digest(name: str, data: bytes) -> str:
    return hashlib.sha256(name.encode() + b"\0" + data).hexdigest()


@st.cache_resource(max_entries=_MANY, show_spinner="Reading")
def _read_notation(digest: str, name: str, _data: bytes) -> tuple[LeadSheet, ...] | CorpusError:
    try:
        return read_notation(_data, name)
    except CorpusError as error:
        return error


@st.cache_resource(max_entries=_MANY, show_spinner="Reading")
def _read(digest: str, name: str, _data: bytes) -> SongOnPage | CorpusError:
    try:
        song = read_midi(_data, name)
        parts = describe_parts(song)
        return SongOnPage(digest, song.name, song, parts, propose(song, parts), len(bars_of_song(song)))
    except CorpusError as error:
        return error


def changes_found(song: SongOnPage, choice: Choice) -> Changes:
    """The changes found for a choice; raises CorpusError."""
    return _changes(song.digest, choice, song.song)


@st.cache_resource(max_entries=_MANY, show_spinner="Listening for the chords")
def _changes(digest: str, choice: Choice, _song: MidiSong) -> Changes:
    return changes(_song, choice)


def sheet(song: SongOnPage, choice: Choice, symbols: Mapping[int, str]) -> LeadSheet:
    """The lead sheet of a choice with the corrected texts of bars; raises CorpusError or ChordSymbolError."""
    return _sheet(song.digest, choice, dict(symbols), song)


@st.cache_resource(max_entries=_MANY, show_spinner=False)
def _sheet(digest: str, choice: Choice, symbols: dict[int, str], _on_page: SongOnPage) -> LeadSheet:
    song = _on_page.song
    return lead_sheet(song, choice, corrected(song, choice, changes_found(_on_page, choice), symbols))


def corpus_summary(digest: str, corpus: Corpus, recipe: Recipe) -> CorpusSummary:
    """What a recipe learns from the corpus of that digest, in metrics; raises CorpusError."""
    return _metrics(digest, recipe.name, corpus, recipe)


@st.cache_resource(max_entries=_MANY, show_spinner="Counting")
def _metrics(digest: str, recipe_name: str, _corpus: Corpus, _recipe: Recipe) -> CorpusSummary:
    return _recipe.describe(_corpus)


@st.cache_resource(max_entries=_SOME, show_spinner="Playing it in")
def piece_audio(digest: str, index: int, _piece: LeadSheet) -> tuple[Audio, bool]:
    """The piece at an index of the corpus of that digest as sound, and whether it is cut short; raises RenderError."""
    heard = opening(_piece, LONGEST_PIECE_SEC)
    return listen(heard)[1], heard is not _piece


def part_audio(song: SongOnPage, part: int, bars: tuple[int, int]) -> Audio:
    """A part of a song alone as sound; raises CorpusError or RenderError."""
    return _part_audio(song.digest, part, bars, song.song)


@st.cache_resource(max_entries=_SOME, show_spinner="Playing it in")
def _part_audio(digest: str, part: int, bars: tuple[int, int], _song: MidiSong) -> Audio:
    return listen_part(_song, part, bars)


def bundle(entry: BundleEntry) -> Bundle:
    """A bundle of the store as far as it is trained by now; raises BundleError."""
    return _bundle(entry.bundle_id, entry.summary.epochs if entry.summary else 0, entry.folder)


@st.cache_resource(max_entries=_SOME, show_spinner=False)
def _bundle(bundle_id: str, epochs: int, _folder: Path) -> Bundle:
    return load_bundle(_folder)


@st.cache_resource(max_entries=_LARGE, show_spinner=False)
def take(take_id: str) -> Take:
    """A saved take; raises StoreError or BundleError."""
    return state.studio().takes.open(take_id)


def reference(corpus_digest: str) -> Reference:
    """What takes of a model that learnt from the corpus of that digest are held against."""
    return _reference(corpus_digest)


@st.cache_resource(max_entries=_SOME, show_spinner="Looking through the music learnt from")
def _reference(corpus_digest: str) -> Reference:
    return Reference(state.studio().corpora.find(corpus_digest))


def prepare(entry: BundleEntry) -> None:
    """Load and work out, once a process, what the first take of a model of the etudes would otherwise wait for."""
    _prepare(entry.bundle_id, entry)


@st.cache_resource(max_entries=_SOME, show_spinner=False)
def _prepare(bundle_id: str, _entry: BundleEntry) -> None:
    with suppress(JazzError):
        model = bundle(_entry)
        if model.corpus_digest == bundled().digest:
            write_take(Player(model, bundle_id, reference(model.corpus_digest)), model.charts[0], TakeSettings())
    gc.freeze()  # Streamlit looks for garbage after each run of the page: a tenth of a second over all that is loaded


def run_audio(take: Take, run: CopiedRun) -> tuple[Audio, Audio] | None:
    """A copied run as it sounds in the take and in its piece; None where that is not at hand. Raises RenderError."""
    pieces = reference(take.origin.corpus_digest).pieces
    return _run_audio(take.take_id, run, take, pieces[run.piece]) if run.piece < len(pieces) else None


@st.cache_resource(max_entries=_SOME, show_spinner="Playing both")
def _run_audio(take_id: str, run: CopiedRun, _take: Take, _piece: LeadSheet) -> tuple[Audio, Audio]:
    return listen_both(_take, run, _piece)


def sheet_music(take: Take, transposition: Transposition) -> SheetMusic:
    """The solo of a take engraved, as an instrument reads it; raises RenderError."""
    return _sheet_music(take.take_id, transposition, take)


@st.cache_resource(max_entries=_SOME, show_spinner=False)
def _sheet_music(take_id: str, transposition: Transposition, _take: Take) -> SheetMusic:
    return exports.sheet_music(_take, transposition)


def copied_notes(take: Take) -> frozenset[int]:
    """The indices of the notes in runs over the limit."""
    runs = take.report.originality.over_limit if take.report and take.report.originality else ()
    return frozenset(chain.from_iterable(range(run.first_note, run.first_note + run.note_count) for run in runs))


def roll(take: Take) -> dict[str, Any]:
    """What the browser draws of a take; raises RenderError."""
    return _roll(take.take_id, take)


@st.cache_resource(max_entries=_SOME, show_spinner=False)
def _roll(take_id: str, _take: Take) -> dict[str, Any]:
    return roll_payload(_take, copied_notes(_take))


def stems(take: Take) -> Stems:
    """The parts of a take as sounds of their own; raises RenderError."""
    return _stems(take.take_id, take)


@st.cache_resource(max_entries=_HUGE, show_spinner=False)
def _stems(take_id: str, _take: Take) -> Stems:
    return render_stems(_take.midi, _take.audio.duration_sec)


def loss_chart(learning: Learning, marks: tuple[Mark, ...]) -> "Spec":
    """The loss chart of a model that learns, redrawn only after another epoch or with other marks."""
    return _loss_chart(learning.key, len(learning.losses), learning.epochs_total, marks, learning)


@st.cache_resource(max_entries=_SOME, show_spinner=False)
def _loss_chart(key: str, epochs: int, epochs_total: int, marks: tuple[Mark, ...], _learning: Learning) -> "Spec":
    from jazzcore.page.train.loss_chart import loss_chart  # noqa: PLC0415 - see the module's docstring

    return loss_chart(_learning.losses, epochs_total, marks)


def preview(bundle_id: str, epoch: int, corpus_digest: str) -> Preview | None:
    """What a model played after an epoch; None until that has been played, behind the page. Raises JazzError."""
    checkpoints, held_against = Checkpoints(state.studio().models), reference(corpus_digest)
    name = f"{checkpoints.folder(bundle_id)} {epoch}"
    return _previews().ask(name, lambda: play_preview(checkpoints.bundle(bundle_id, epoch), held_against))


@st.cache_resource(show_spinner=False)
def _previews() -> PreviewQueue:
    return PreviewQueue(_MOST_PREVIEWS)
