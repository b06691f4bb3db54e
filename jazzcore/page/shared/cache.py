"""All that the page's process remembers: the studio, training runs, and results keyed by digests of the music.

Objects are shared between visitors, which is safe as all of them are frozen or guard themselves. Charts are drawn by a
function that the view passes in, as Altair takes 0.3 s to import and the first opening of the page does not need it.
"""

import gc
import hashlib
import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

import streamlit as st

from jazzcore import pipeline
from jazzcore.corpus.corpus import Corpus
from jazzcore.corpus.etudes import bundled_etudes
from jazzcore.corpus.midi.changes import Changes, changes, corrected
from jazzcore.corpus.midi.choice import Choice
from jazzcore.corpus.midi.part_report import PartReport, describe_parts
from jazzcore.corpus.midi.parts import Proposal, lead_sheet, propose
from jazzcore.corpus.midi.reader import read_midi
from jazzcore.corpus.midi.song import MidiSong, bars_of_song
from jazzcore.corpus.scores.reader import read_notation
from jazzcore.corpus.weimar.lead_sheets import read_solos
from jazzcore.corpus.weimar.solos import WeimarSolo, list_solos
from jazzcore.errors import BundleError, CorpusError, JazzError, StoreError
from jazzcore.evaluation.originality import CopiedRun
from jazzcore.evaluation.reference import Reference
from jazzcore.library.blind.pairs import Pair
from jazzcore.library.blind.sides import Heard, played_alike, real_sides, real_solo, side_of
from jazzcore.library.blind.votes import Side
from jazzcore.library.models import BundleEntry
from jazzcore.library.studio import Studio, studio_home
from jazzcore.models.bundle import Bundle
from jazzcore.music.leadsheet import LeadSheet, opening
from jazzcore.page.shared.learning import Learning, Mark
from jazzcore.page.shared.roll import roll_payload
from jazzcore.recipes.recipe import CorpusSummary, Recipe
from jazzcore.recipes.table import load_bundle
from jazzcore.render.audio.loudness import level_db
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
from jazzcore.training.jobs import Jobs

LONGEST_PIECE_SEC = 300
_LISTED, _MANY, _SOME, _LARGE, _HUGE = 2000, 200, 12, 4, 2
_MOST_PREVIEWS = 3 * MOST_CHECKPOINTS


@dataclass(frozen=True, slots=True)
class SongOnPage:
    """An uploaded song with all that is shown of it; `digest` is that of its name and bytes."""

    digest: str
    name: str
    song: MidiSong
    parts: tuple[PartReport, ...]
    proposal: Proposal
    bar_count: int


@st.cache_resource(show_spinner="Looking through what is saved")
def studio() -> Studio:
    """The one studio of this page's process, without what was deleted long ago."""
    opened = Studio(studio_home())
    with suppress(StoreError):  # a damaged database is reported by the views that need it
        opened.purge()
    return opened


@st.cache_resource(show_spinner=False)
def jobs() -> Jobs:
    """The one registry of training runs of this page's process."""
    return Jobs(studio().models)


@st.cache_resource(show_spinner=False)
def ended_runs() -> set[str]:
    """The runs whose end a page has already seen, since the process began."""
    return set()


@st.cache_resource(show_spinner=False)
def bundled() -> Corpus:
    """The bundled etudes."""
    return bundled_etudes()


def song(name: str, data: bytes) -> SongOnPage:
    """Read an uploaded MIDI file, and propose what to learn from it.

    Parameters
    ----------
    name : str
        The name of the file.
    data : bytes
        Its content.

    Returns
    -------
    SongOnPage
        The song, its parts and the proposal.

    Raises
    ------
    CorpusError
        If the file cannot be read; the second time without reading it again.
    """
    read = _read(_digest(name, data), name, data)
    if isinstance(read, CorpusError):
        raise read
    return read


def notation(name: str, data: bytes) -> tuple[LeadSheet, ...]:
    """Read an uploaded score or ABC text.

    Parameters
    ----------
    name : str
        The name of the file.
    data : bytes
        Its content.

    Returns
    -------
    tuple of LeadSheet
        The pieces in the file.

    Raises
    ------
    CorpusError
        If the file cannot be read; the second time without reading it again.
    """
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
    """Find the changes under a choice of parts.

    Parameters
    ----------
    song : SongOnPage
        The song.
    choice : Choice
        The parts and the bars.

    Returns
    -------
    Changes
        The chords of each bar, and how sure they are.

    Raises
    ------
    CorpusError
        If the choice holds no melody.
    """
    return _changes(song.digest, choice, song.song)


@st.cache_resource(max_entries=_MANY, show_spinner="Listening for the chords")
def _changes(digest: str, choice: Choice, _song: MidiSong) -> Changes:
    return changes(_song, choice)


def sheet(song: SongOnPage, choice: Choice, symbols: Mapping[int, str]) -> LeadSheet:
    """Make the lead sheet of a choice of parts.

    Parameters
    ----------
    song : SongOnPage
        The song.
    choice : Choice
        The parts and the bars.
    symbols : mapping of int to str
        The corrected chords of bars, by the numbers of the bars.

    Returns
    -------
    LeadSheet
        Melody and chords.

    Raises
    ------
    CorpusError
        If the choice holds no melody.
    ChordSymbolError
        If a corrected text is no chord symbol.
    """
    return _sheet(song.digest, choice, dict(symbols), song)


@st.cache_resource(max_entries=_MANY, show_spinner=False)
def _sheet(digest: str, choice: Choice, symbols: dict[int, str], _on_page: SongOnPage) -> LeadSheet:
    song = _on_page.song
    return lead_sheet(song, choice, corrected(song, choice, changes_found(_on_page, choice), symbols))


def corpus_summary(digest: str, corpus: Corpus, recipe: Recipe) -> CorpusSummary:
    """Count what a recipe learns from a corpus.

    Parameters
    ----------
    digest : str
        The digest of the corpus.
    corpus : Corpus
        The corpus.
    recipe : Recipe
        The recipe.

    Returns
    -------
    CorpusSummary
        Counts, shapes and remarks.

    Raises
    ------
    CorpusError
        If the corpus is too small.
    """
    return _metrics(digest, recipe.name, corpus, recipe)


@st.cache_resource(max_entries=_MANY, show_spinner="Counting")
def _metrics(digest: str, recipe_name: str, _corpus: Corpus, _recipe: Recipe) -> CorpusSummary:
    return _recipe.describe(_corpus)


@st.cache_resource(max_entries=_SOME, show_spinner="Playing it in")
def piece_audio(digest: str, index: int, _piece: LeadSheet) -> tuple[Audio, bool]:
    """Render a piece of a corpus.

    Parameters
    ----------
    digest : str
        The digest of the corpus.
    index : int
        The place of the piece in the corpus.
    _piece : LeadSheet
        The piece itself.

    Returns
    -------
    pair of Audio and bool
        The sound, and whether it ends before the piece does.

    Raises
    ------
    RenderError
        If the sound cannot be made.
    """
    heard = opening(_piece, LONGEST_PIECE_SEC)
    return listen(heard)[1], heard is not _piece


def part_audio(song: SongOnPage, part: int, bars: tuple[int, int]) -> Audio:
    """Render one part of a song alone.

    Parameters
    ----------
    song : SongOnPage
        The song.
    part : int
        The index of the part.
    bars : pair of int
        The first and the last bar.

    Returns
    -------
    Audio
        The sound.

    Raises
    ------
    CorpusError
        If the part has no notes in these bars.
    RenderError
        If the sound cannot be made.
    """
    return _part_audio(song.digest, part, bars, song.song)


@st.cache_resource(max_entries=_SOME, show_spinner="Playing it in")
def _part_audio(digest: str, part: int, bars: tuple[int, int], _song: MidiSong) -> Audio:
    return listen_part(_song, part, bars)


def bundle(entry: BundleEntry) -> Bundle:
    """A saved bundle with all epochs that it has by now; raises BundleError."""
    return _bundle(entry.bundle_id, entry.summary.epochs if entry.summary else 0, entry.folder)


@st.cache_resource(max_entries=_SOME, show_spinner=False)
def _bundle(bundle_id: str, epochs: int, _folder: Path) -> Bundle:
    return load_bundle(_folder)


class _RecentTakes:
    """The takes that were made or opened last. Any thread may call every method at any time."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._lock = threading.Lock()
        self._takes: OrderedDict[str, Take] = OrderedDict()

    def put(self, take: Take) -> None:
        """Remember a take; the one that was used longest ago may be forgotten for it."""
        with self._lock:
            self._takes[take.take_id] = take
            self._takes.move_to_end(take.take_id)
            while len(self._takes) > self._most:
                self._takes.popitem(last=False)

    def get(self, take_id: str) -> Take | None:
        """The take of that id, if it is remembered."""
        with self._lock:
            if take_id in self._takes:
                self._takes.move_to_end(take_id)
            return self._takes.get(take_id)


@st.cache_resource(show_spinner=False)
def _recent_takes() -> _RecentTakes:
    return _RecentTakes(_LARGE)


def take(take_id: str) -> Take:
    """A saved take, from memory if it was made or opened recently; raises StoreError or BundleError."""
    found = _recent_takes().get(take_id)
    if found is None:
        found = studio().takes.open(take_id)
        _recent_takes().put(found)
    return found


def save_take(take: Take) -> None:
    """Save a new take, and remember it so that it is shown without reading it again; raises StoreError."""
    studio().takes.save(take)
    _recent_takes().put(take)


def reference(corpus_digest: str) -> Reference:
    """The music of that digest, which takes are compared with."""
    return _reference(corpus_digest)


@st.cache_resource(max_entries=_SOME, show_spinner="Looking through the music learnt from")
def _reference(corpus_digest: str) -> Reference:
    return Reference(studio().corpora.find(corpus_digest))


def player(entry: BundleEntry) -> Player:
    """A model as a player, with the music that its takes are compared with; raises BundleError."""
    model = bundle(entry)
    return Player(model, entry.bundle_id, reference(model.corpus_digest))


def player_of(take: Take) -> Player | None:
    """The player of a take; None where its model is missing or broken."""
    entry = studio().models.find(take.model)
    try:
        return player(entry) if entry else None
    except BundleError:
        return None


def prepare(entry: BundleEntry) -> None:
    """Precompute what the first take of a model of the etudes needs, once a process."""
    _prepare(entry.bundle_id, entry)


@st.cache_resource(max_entries=_SOME, show_spinner=False)
def _prepare(bundle_id: str, _entry: BundleEntry) -> None:
    with suppress(JazzError):
        model = bundle(_entry)
        if model.corpus_digest == bundled().digest:
            write_take(player(_entry), model.charts[0], TakeSettings())
    gc.freeze()  # Streamlit looks for garbage after each run of the page: a tenth of a second over all that is loaded


def run_audio(take: Take, run: CopiedRun) -> tuple[Audio, Audio] | None:
    """Render a copied run twice: in the take and in the piece it comes from.

    Parameters
    ----------
    take : Take
        The take.
    run : CopiedRun
        The run.

    Returns
    -------
    pair of Audio or None
        Both sounds; None where the piece is missing.

    Raises
    ------
    RenderError
        If a sound cannot be made.
    """
    pieces = reference(take.origin.corpus_digest).pieces
    return _run_audio(take.take_id, run, take, pieces[run.piece]) if run.piece < len(pieces) else None


@st.cache_resource(max_entries=_SOME, show_spinner="Playing both")
def _run_audio(take_id: str, run: CopiedRun, _take: Take, _piece: LeadSheet) -> tuple[Audio, Audio]:
    return listen_both(_take, run, _piece)


def sheet_music(take: Take, transposition: Transposition) -> SheetMusic:
    """Engrave the solo of a take.

    Parameters
    ----------
    take : Take
        The take.
    transposition : Transposition
        The instrument that reads it.

    Returns
    -------
    SheetMusic
        The pages.

    Raises
    ------
    RenderError
        If it cannot be engraved.
    """
    return _sheet_music(take.take_id, transposition, take)


@st.cache_resource(max_entries=_SOME, show_spinner=False)
def _sheet_music(take_id: str, transposition: Transposition, _take: Take) -> SheetMusic:
    return exports.sheet_music(_take, transposition)


def copied_notes(take: Take) -> frozenset[int]:
    """The indices of the notes in copied runs that are longer than the limit."""
    runs = take.report.originality.over_limit if take.report and take.report.originality else ()
    return frozenset(chain.from_iterable(range(run.first_note, run.first_note + run.note_count) for run in runs))


def roll(take: Take) -> dict[str, Any]:
    """What the browser draws of a take; raises RenderError."""
    return _roll(take.take_id, take)


@st.cache_resource(max_entries=_SOME, show_spinner=False)
def _roll(take_id: str, _take: Take) -> dict[str, Any]:
    return roll_payload(_take, copied_notes(_take))


def stems(take: Take) -> Stems:
    """The parts of a take as separate sounds; raises RenderError."""
    return _stems(take.take_id, take)


@st.cache_resource(max_entries=_HUGE, show_spinner=False)
def _stems(take_id: str, _take: Take) -> Stems:
    return render_stems(_take.midi, _take.audio.duration_sec)


def loss_chart(
    learning: Learning, marks: tuple[Mark, ...], draw: Callable[[Learning, tuple[Mark, ...]], dict[str, Any]]
) -> dict[str, Any]:
    """The loss chart of a model that learns, drawn again only after another epoch or with other marks.

    Parameters
    ----------
    learning : Learning
        The model and its losses.
    marks : tuple of Mark
        The epochs to mark.
    draw : callable
        Draws the chart from both.

    Returns
    -------
    dict
        The chart in Vega-Lite's terms.
    """
    return _loss_chart(learning.key, len(learning.losses), learning.epochs_total, marks, learning, draw)


@st.cache_resource(max_entries=_SOME, show_spinner=False)
def _loss_chart(
    key: str,
    epochs: int,
    epochs_total: int,
    marks: tuple[Mark, ...],
    _learning: Learning,
    _draw: Callable[[Learning, tuple[Mark, ...]], dict[str, Any]],
) -> dict[str, Any]:
    return _draw(_learning, marks)


def preview(bundle_id: str, epoch: int, corpus_digest: str) -> Preview | None:
    """Play what a model improvised after an epoch, in the background.

    Parameters
    ----------
    bundle_id : str
        The run.
    epoch : int
        The epoch of the checkpoint.
    corpus_digest : str
        The music that the model learnt from.

    Returns
    -------
    Preview or None
        None until the preview has been played.

    Raises
    ------
    JazzError
        If the checkpoint cannot be played.
    """
    checkpoints, held_against = Checkpoints(studio().models), reference(corpus_digest)
    name = f"{checkpoints.folder(bundle_id)} {epoch}"
    return _previews().ask(name, lambda: play_preview(checkpoints.bundle(bundle_id, epoch), held_against))


@st.cache_resource(show_spinner=False)
def _previews() -> PreviewQueue:
    return PreviewQueue(_MOST_PREVIEWS)


def loudness_db(take: Take) -> float:
    """How loud a take is, in dB."""
    return _loudness_db(take.take_id, take.audio.wav)


@st.cache_resource(max_entries=_LISTED, show_spinner=False)
def _loudness_db(take_id: str, _wav: bytes) -> float:
    return level_db(_wav)


@st.cache_resource(max_entries=_LISTED, show_spinner=False)
def side(take_id: str) -> Side | None:
    """A take as a side of a blind test, read without its sound; None where it cannot be read."""
    try:
        return side_of(studio().takes.open_silent(take_id))
    except JazzError:
        return None


@st.cache_resource(max_entries=_LARGE, show_spinner=False)
def real_pieces(corpus_digest: str) -> dict[Side, LeadSheet]:
    """The pieces of the corpus of that digest as sides of blind tests; none where the corpus is missing."""
    corpus = studio().corpora.find(corpus_digest)
    return real_sides(corpus) if corpus else {}


@st.cache_resource(max_entries=_HUGE, show_spinner="The band plays both")
def heard_alike(pair: Pair) -> tuple[Heard, Heard]:
    """Both sides of a pair as the band of the older take plays them; raises StoreError or RenderError."""
    older = min(side.item for side in pair if not side.is_real)
    first, second = (
        real_solo(real_pieces(side.corpus_digest)[side]) if side.is_real else take(side.item).solo for side in pair
    )
    return played_alike(first, second, take(older).settings)


@dataclass(frozen=True, slots=True)
class FileVersion:
    """A file in its present version. When the file changes, what is remembered of it no longer counts."""

    path: Path
    modified_ns: int
    size_bytes: int


@st.cache_resource(max_entries=_HUGE, show_spinner=False)
def weimar_solos(file: FileVersion) -> tuple[WeimarSolo, ...]:
    """The solos that a copy of the Weimar Jazz Database lists; raises CorpusError."""
    return list_solos(file.path)


@st.cache_resource(max_entries=_HUGE, show_spinner="Reading the solos")
def weimar_corpus(file: FileVersion, melids: tuple[int, ...], name: str) -> Corpus:
    """The corpus of the chosen solos of the Weimar Jazz Database.

    Parameters
    ----------
    file : FileVersion
        The database.
    melids : tuple of int
        The database's ids of the solos.
    name : str
        The name of the corpus.

    Returns
    -------
    Corpus
        The solos as lead sheets.

    Raises
    ------
    CorpusError
        If the database cannot be read.
    """
    return pipeline.collect(name, read_solos(file.path, melids))
