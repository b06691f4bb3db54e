"""The flow, one function an arrow.

    file -> LeadSheet -> Corpus -> values -> Windows -> network -> Bundle
                                                                     |
    page <- WAV <- MIDI <- Arrangement <- Solo <- values  <- sampler

Reading a file is `corpus.midi_reader.read_midi` and `corpus.parts.lead_sheet`, collecting pieces
`corpus.corpus.corpus_of`; training is `models.trainers.train`, in a process of its own (`studio.worker`). Recipes of
events have events in place of values and windows.
"""

from dataclasses import dataclass, replace
from itertools import chain, pairwise
from typing import Any

import numpy as np

from jazzcore.band.accompany import arrange_sheet
from jazzcore.corpus.corpus import Corpus
from jazzcore.corpus.midi.parts import part_sheet
from jazzcore.corpus.midi.song import MidiSong
from jazzcore.encoding.events.events import IOIS, events_of, ioi_class, validation_melodies
from jazzcore.encoding.events.features import INTERVALS, NOTE_WIDTH
from jazzcore.encoding.values.analysis import values_of
from jazzcore.encoding.values.vocabulary import ValueSequences, encode
from jazzcore.encoding.values.windows import Windows, cut_windows, split_validation
from jazzcore.errors import SettingError
from jazzcore.evaluation.learning import vocabulary_findings
from jazzcore.improvise.decoding import EventChoice
from jazzcore.improvise.events import Form, Passage, improvise_events, regenerate
from jazzcore.improvise.realise import realise
from jazzcore.improvise.values import improvise
from jazzcore.models.bundle import Bundle, EventBundle, ValueBundle
from jazzcore.models.request import EventRequest, TrainingRequest, ValueRequest, chart_of
from jazzcore.models.settings import EventRecipe, Recipe, ValueRecipe
from jazzcore.models.small_corpora import small_corpus_remark
from jazzcore.models.values.sampler import Choice
from jazzcore.music.charts.transposition import with_choruses
from jazzcore.music.instruments import instrument_of
from jazzcore.music.leadsheet import LeadSheet
from jazzcore.music.solo import Solo
from jazzcore.render.audio.render import Audio, render_audio
from jazzcore.render.midi import midi_bytes
from jazzcore.takes.take import TakeSettings

MANY_WINDOWS = 5000


@dataclass(frozen=True, slots=True)
class CorpusSummary:
    """What a recipe learns from a corpus.

    `chord_bars` counts as the assignment does: the bars, and an empty entry before each piece. The shapes are those of
    the one-hot X (m, Tx, n_values) and Y (Tx, m, n_values). Of a recipe of events, values are notes, unique ones the
    different steps (time and interval) from note to note, and X and Y the segments of an epoch. `remarks` are sentences
    on what to expect of the corpus.
    """

    pieces: int
    bars: int
    notes: int
    values: int
    unique_values: int
    x_shape: tuple[int, int, int]
    y_shape: tuple[int, int, int]
    chord_bars: int
    remarks: tuple[str, ...] = ()


def corpus_values(corpus: Corpus, recipe: ValueRecipe) -> ValueSequences:
    """The values of each piece, in the recipe's grammar. Raises CorpusError for a piece without chords."""
    return tuple(tuple(chain.from_iterable(values_of(sheet, recipe.with_rests))) for sheet in corpus.pieces)


def training_windows(sequences: ValueSequences, recipe: ValueRecipe, seed: int) -> Windows:
    """The windows a recipe learns from, of values per piece. Raises CorpusError when they are shorter than a window."""
    encoded = encode(sequences)
    learnt, _ = split_validation(encoded.sequences, recipe.windows.span)
    return cut_windows(learnt, len(encoded.vocabulary), recipe.windows, np.random.default_rng(seed))


def training_request(corpus: Corpus, recipe: Recipe, epochs: int, seed: int) -> TrainingRequest:
    """What a training run needs of a corpus. Raises CorpusError where there is too little to learn from."""
    shared: dict[str, Any] = {
        "charts": tuple(chart_of(sheet) for sheet in corpus.pieces),
        "corpus_name": corpus.name,
        "corpus_digest": corpus.digest,
        "epochs": epochs,
        "seed": seed,
    }
    match recipe:
        case ValueRecipe():
            sequences = corpus_values(corpus, recipe)
            training_windows(sequences, recipe, seed)
            return ValueRequest(recipe=recipe, sequences=sequences, **shared)
        case EventRecipe():
            lines = tuple(map(events_of, corpus.pieces))
            return EventRequest(recipe=recipe, lines=lines, validation=validation_melodies(lines), **shared)
    raise _neither(recipe)


def training_on_request(bundle: Bundle, epochs: int) -> TrainingRequest:
    """What a run needs to train a bundle on: its own recipe, music and seed, for so many further epochs."""
    shared: dict[str, Any] = {
        "charts": bundle.charts,
        "corpus_name": bundle.corpus_name,
        "corpus_digest": bundle.corpus_digest,
        "epochs": epochs,
        "seed": bundle.seed,
    }
    match bundle:
        case ValueBundle():
            return ValueRequest(recipe=bundle.recipe, sequences=bundle.value_texts, **shared)
        case EventBundle():
            return EventRequest(recipe=bundle.recipe, lines=bundle.lines, validation=bundle.validation, **shared)
    raise _neither(bundle)


def metrics(corpus: Corpus, recipe: Recipe) -> CorpusSummary:
    """What a recipe learns from a corpus, in metrics. Raises CorpusError where there is too little to learn from."""
    match recipe:
        case ValueRecipe():
            sequences = corpus_values(corpus, recipe)
            windows = training_windows(sequences, recipe, seed=0)
            values, unique_values = sum(map(len, sequences)), windows.value_count
            x_shape, y_shape = windows.one_hot_shapes
            remarks = (*_vocabulary_remarks(sequences, recipe), *_size_remarks(x_shape[0]))
        case EventRecipe():
            values, unique_values, x_shape, y_shape = _event_summary(corpus, recipe)
            remark = small_corpus_remark(recipe, len(corpus.pieces), corpus.note_count)
            remarks = (remark,) if remark else ()
        case _:
            raise _neither(recipe)
    return CorpusSummary(
        pieces=len(corpus.pieces),
        bars=corpus.bar_count,
        notes=corpus.note_count,
        values=values,
        unique_values=unique_values,
        x_shape=x_shape,
        y_shape=y_shape,
        chord_bars=corpus.bar_count + len(corpus.pieces),
        remarks=remarks,
    )


def make_solo(bundle: Bundle, chart: LeadSheet, settings: TakeSettings, primer: LeadSheet | None = None) -> Solo:
    """The solo a bundle plays over changes; the same of all gives the same solo. Raises SettingError.

    A bundle of events may go on from a primer: `primers.closing_bars` of a piece, or of an earlier solo's
    `primers.sheet_of`.
    """
    values_rng, pitches_rng = (np.random.default_rng(s) for s in np.random.SeedSequence(settings.seed).spawn(2))
    changes = with_choruses(chart, settings.choruses) if settings.value_count is None else chart
    match bundle:
        case ValueBundle() if primer is None:
            choice = Choice(settings.temperature, settings.top_p)
            values = improvise(bundle, changes, settings.value_count, choice, values_rng)
            return realise(values, changes, instrument_of(settings.band.solo.program), pitches_rng)
        case _:
            form = Form(replace(changes, tempo_bpm=settings.band.tempo_bpm), settings.value_count, primer)
            return improvise_events(_of_events(bundle), form, _event_choice(settings), values_rng)


def regenerate_bars(bundle: Bundle, solo: Solo, bars: range, settings: TakeSettings) -> Solo:
    """The solo with these bars (indices from 0) regenerated by a bundle of events. Raises SettingError."""
    where = Passage(solo, bars, settings.band.tempo_bpm)
    return regenerate(_of_events(bundle), where, _event_choice(settings), np.random.default_rng(settings.seed))


def _of_events(bundle: Bundle) -> EventBundle:
    if not isinstance(bundle, EventBundle):
        raise SettingError(
            f"A model of the recipe {bundle.recipe.name!r} can neither go on from notes nor regenerate bars; choose "
            "one of the studio recipe."
        )
    return bundle


def _event_choice(settings: TakeSettings) -> EventChoice:
    return EventChoice(
        rhythm=Choice(settings.rhythm_temperature, settings.top_p),
        pitch=Choice(settings.temperature, settings.top_p),
        instrument=instrument_of(settings.band.solo.program),
    )


def _vocabulary_remarks(sequences: ValueSequences, recipe: ValueRecipe) -> tuple[str, ...]:
    """What cannot be learnt, as it is only in the music held out."""
    return vocabulary_findings(*split_validation(encode(sequences).sequences, recipe.windows.span))


def _size_remarks(windows: int) -> tuple[str, ...]:
    """What to expect of a corpus that will take long."""
    if windows < MANY_WINDOWS:
        return ()
    return (f"An epoch learns {windows:,} windows, which takes its time: begin with a few epochs, or with less music.",)


def _event_summary(corpus: Corpus, recipe: EventRecipe) -> tuple[int, int, tuple[int, int, int], tuple[int, int, int]]:
    """Notes, kinds of steps (time and interval) from note to note, and the shapes of an epoch's inputs and targets."""
    lines = tuple(map(events_of, corpus.pieces))
    steps = [(ioi_class(b.onset_tick - a.onset_tick), b.pitch - a.pitch) for line in lines for a, b in pairwise(line)]
    length = recipe.size_for(corpus.note_count).steps
    segments = sum(-(-(len(line) - 1) // length) for line in lines)
    return corpus.note_count, len(set(steps)), (segments, length, NOTE_WIDTH), (length, segments, IOIS + INTERVALS)


def _neither(thing: object) -> TypeError:
    return TypeError(f"{type(thing).__name__} is neither of values nor of events")


def listen_part(song: MidiSong, index: int, bars: tuple[int, int] | None) -> Audio:
    """A part of a song alone, on its own instrument, as sound, a minute at most. Raises CorpusError or RenderError."""
    return render_audio(midi_bytes(arrange_sheet(part_sheet(song, index, bars), song.tracks[index].program)))


def listen(sheet: LeadSheet) -> tuple[bytes, Audio]:
    """A piece of a corpus as it is written, as MIDI and as sound. Raises RenderError."""
    midi = midi_bytes(arrange_sheet(sheet, swing_ratio=sheet.swing_ratio))
    return midi, render_audio(midi)
