"""Improvising with events: a solo over any chart in any meter, with or without a primer, or only some bars of one.

A few candidates are played beside each other. Of whole solos the one is kept whose measures lie in the reference ranges
most often; of regenerated bars the one after which the next note is likeliest. Nothing is sampled again.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from jazzcore.encoding.events.events import LONGEST_TICKS, Event, events_of, notes_of
from jazzcore.encoding.events.harmonic_context import NO_ROOT, HarmonicContext, context_of
from jazzcore.encoding.values.theory import chord_theory
from jazzcore.errors import SettingError
from jazzcore.evaluation.reference_ranges import excerpt_bars, measures, real_values
from jazzcore.improvise.decoding import NOT_YET, Stretch, continue_melodies
from jazzcore.improvise.form import Form, Passage, SoloChoice
from jazzcore.improvise.primers import in_register, joined, sheet_of
from jazzcore.improvise.realise import SOLO_VELOCITY
from jazzcore.models.bundle import Bundle
from jazzcore.music.instruments import Instrument
from jazzcore.music.leadsheet import Bar, ChordEvent, LeadSheet, bar_index, chord_at, repeated
from jazzcore.music.notes import Note, tick_of
from jazzcore.music.solo import Solo, SoloNote


@dataclass(frozen=True, slots=True)
class Constants:
    """How many `candidates` are played, and how whole solos among them are compared.

    A candidate has a point for each measure in its reference range. It loses `centre_weight` for each half range by
    which a measure is off the median, counted up to `most_halves`; and `entropy_weight` for each half range by which
    the pitch entropy of four bars is above its median, as a network's melodies spread a little too evenly over the
    twelve tones. A chart is repeated for `bars_a_note` bars a note at first, and cut to what the notes need.

    All are chosen by hand; `python -m benchmarks solos` measures what they give.
    """

    candidates: int = 4
    bars_a_note: int = 2
    most_halves: float = 2.0
    centre_weight: float = 0.1
    entropy_weight: float = 1.0


CONSTANTS = Constants()
_ENTROPY = "four_bar_entropy_bits"


def improvise_events(bundle: Bundle, form: Form, choice: SoloChoice, rng: np.random.Generator) -> Solo:
    """Improvise a solo over a form.

    Parameters
    ----------
    bundle : Bundle
        A model of events.
    form : Form
        The chart, the number of notes, and the primer.
    choice : SoloChoice
        Temperatures, top-p and the instrument.
    rng : numpy.random.Generator
        The source of randomness.

    Returns
    -------
    Solo
        The best candidate; its last bar is a whole bar.

    Raises
    ------
    SettingError
        For a chart without bars or chords.
    """
    chart, note_count, primer = form.chart, form.value_count, form.primer
    if not chart.bars or not chart.chords:
        raise SettingError(f"{chart.title} has no changes to play over; choose a chart with bars and chords.")
    changes = chart
    if note_count is not None:
        changes = repeated(chart, max(CONSTANTS.bars_a_note * note_count, len(chart.bars)))
    whole = joined(primer, changes) if primer and primer.melody else changes
    context = context_of(whole)
    begin = tick_of(whole.end_quarter - changes.end_quarter)
    stretch = Stretch(context, begin, context.end_tick, note_count)
    if whole.melody:
        beginnings = [in_register(events_of(whole), choice.instrument)] * CONSTANTS.candidates
    else:
        openings = (_opening(bundle, context, begin, choice.instrument, rng) for _ in range(CONSTANTS.candidates))
        beginnings = [(opening,) for opening in openings]
    melodies = [
        [event._replace(onset_tick=event.onset_tick - begin) for event in played.melody if event.onset_tick >= begin]
        for played in continue_melodies(bundle.weights, beginnings, stretch, choice, rng)
    ]
    has_dynamics = _has_dynamics(bundle)
    candidates = [_notes(melody, has_dynamics) for melody in melodies]
    forms = [changes if note_count is None else _needed(chart, changes, notes) for notes in candidates]
    best, played_over = max(zip(candidates, forms, strict=True), key=lambda both: _likeness(*both))
    return _solo(chart.title, best, played_over.bars, played_over.chords)


def regenerate_events(bundle: Bundle, passage: Passage, choice: SoloChoice, rng: np.random.Generator) -> Solo:
    """Improvise some bars of a solo again; all notes that begin in other bars stay.

    A kept note that sounds into the bars goes on sounding, and the new notes begin after it.

    Parameters
    ----------
    bundle : Bundle
        A model of events.
    passage : Passage
        The solo and its bars to regenerate.
    choice : SoloChoice
        Temperatures, top-p and the instrument.
    rng : numpy.random.Generator
        The source of randomness.

    Returns
    -------
    Solo
        The solo with the best candidate for the bars.

    Raises
    ------
    SettingError
        For bars that the solo does not have.
    """
    solo, bars = passage.solo, passage.bars
    if not bars or bars.start < 0 or bars.stop > len(solo.bars) or bars.step != 1:
        raise SettingError(
            f"Bars {bars.start + 1} to {bars.stop} cannot be regenerated; choose some of 1 to {len(solo.bars)}."
        )
    sheet = sheet_of(solo, passage.tempo_bpm)
    context = context_of(sheet)
    begin, end = tick_of(solo.bars[bars.start].onset_quarter), tick_of(solo.bars[bars.stop - 1].end_quarter)
    melody = events_of(sheet)
    before = tuple(event for event in melody if event.onset_tick < begin)
    following = next((event for event in melody if event.onset_tick >= end), None)
    if before:
        begin = max(begin, before[-1].onset_tick + before[-1].duration_ticks)
    if begin >= end:
        return solo
    if before and begin - before[-1].onset_tick < LONGEST_TICKS:
        beginnings = [before] * CONSTANTS.candidates
    else:
        openings = (_opening(bundle, context, begin, choice.instrument, rng) for _ in range(CONSTANTS.candidates))
        beginnings = [(*before, opening) for opening in openings]
    first, last = solo.bars[bars.start].onset_quarter, solo.bars[bars.stop - 1].end_quarter
    kept = [note for note in sheet.melody if not first <= note.onset_quarter < last]
    stretch = Stretch(context, begin, end, following=following, kept_pitches=tuple(note.pitch for note in kept))
    candidates = continue_melodies(bundle.weights, beginnings, stretch, choice, rng)
    best = min(candidates, key=lambda played: played.following_nats).melody
    new = _notes([event for event in best if event.onset_tick >= begin], _has_dynamics(bundle))
    return _solo(solo.title, sorted([*kept, *new]), solo.bars, solo.chords)


def _opening(
    bundle: Bundle, context: HarmonicContext, begin: int, instrument: Instrument, rng: np.random.Generator
) -> Event:
    """A first note like that of a piece of the corpus: at the same place of the bar, the same degree of its chord."""
    openings = [index for index, melody in enumerate(bundle.music.melodies) if melody]
    index = openings[int(rng.integers(len(openings)))]
    model, model_context = bundle.music.melodies[index][0], context_of(bundle.charts[index])
    in_bar = model.onset_tick - model_context.bar_ticks[model_context.bar_at(model.onset_tick)]
    bar = context.bar_at(begin)
    bar_end = (*context.bar_ticks, context.end_tick)[bar + 1]
    tick = begin + in_bar if begin + in_bar < bar_end else begin
    degree = model_context.degree(model_context.chord_at(model.onset_tick), model.pitch)
    root = context.harmonies[context.chord_at(tick)].root
    pitch_class = model.pitch % 12 if NO_ROOT in (root, degree) else (root + degree) % 12
    middle = (instrument.lowest + instrument.highest) // 2
    pitch = middle - 6 + (pitch_class - middle + 6) % 12
    return Event(tick, NOT_YET, pitch, model.velocity)


def _needed(chart: LeadSheet, changes: LeadSheet, notes: Sequence[Note]) -> LeadSheet:
    """The chart repeated up to the bar of the last note; `changes` are the chart repeated often enough."""
    return repeated(chart, bar_index(changes.bars, notes[-1].onset_quarter) + 1 if notes else 1)


def _likeness(notes: Sequence[Note], form: LeadSheet) -> float:
    """How much a melody is like real solos, by `CONSTANTS`."""
    ranges = real_values()[excerpt_bars(len(form.bars))].by_measure
    likeness = 0.0
    for name, value in measures(notes, form.bars, form.chords).items():
        reference = ranges[name]
        half = reference.high - reference.middle if value > reference.middle else reference.middle - reference.low
        halves = abs(value - reference.middle) / half if half > 0 else CONSTANTS.most_halves
        halves = min(halves, CONSTANTS.most_halves) if np.isfinite(halves) else CONSTANTS.most_halves
        likeness += reference.contains(value) - CONSTANTS.centre_weight * halves
        if name == _ENTROPY and value > reference.middle:
            likeness -= CONSTANTS.entropy_weight * halves
    return likeness


def _notes(melody: Sequence[Event], has_dynamics: bool) -> tuple[Note, ...]:
    """Events as notes; without dynamics all have the soloist's usual velocity."""
    notes = notes_of(melody)
    return notes if has_dynamics else tuple(replace(note, velocity=SOLO_VELOCITY) for note in notes)


def _has_dynamics(bundle: Bundle) -> bool:
    """Whether the corpus has notes of different velocities."""
    velocities = (event.velocity for melody in bundle.music.melodies for event in melody)
    return any(first != second for first, second in pairwise(velocities))


def _solo(title: str, notes: Sequence[Note], bars: tuple[Bar, ...], chords: tuple[ChordEvent, ...]) -> Solo:
    """Notes as a solo; a note that would sound beyond the last bar ends with it."""
    end = bars[-1].end_quarter
    whole = [replace(n, duration_quarter=min(n.end_quarter, end) - n.onset_quarter) for n in notes]
    played = (
        SoloNote(note, chord_theory(chord_at(chords, note.onset_quarter).chord.pitches).category(note.pitch))
        for note in whole
    )
    return Solo(title, tuple(played), chords, bars, ())
