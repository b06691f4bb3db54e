"""Improvising with events: a solo over any chart in any meter, from nothing, on from given notes, or anew in some bars.

A few candidates are played side by side. Of a whole solo the one is kept whose metrics lie in the ranges of real solos
most often; of bars regenerated the one after which the notes that stay are likeliest. Nothing is played again.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np

from jazzcore.encoding.events.events import LONGEST_TICKS, Event, events_of, notes_of
from jazzcore.encoding.events.harmonic_context import NO_ROOT, HarmonicContext, context_of
from jazzcore.encoding.values.theory import chord_theory
from jazzcore.errors import SettingError
from jazzcore.evaluation.reference_ranges import excerpt_bars, measures, real_values
from jazzcore.improvise.decoding import NOT_YET, Stretch, play
from jazzcore.improvise.form import Form, Passage, SoloChoice
from jazzcore.improvise.primers import in_register, joined, sheet_of
from jazzcore.improvise.realise import SOLO_VELOCITY
from jazzcore.models.bundle import Bundle
from jazzcore.music.instruments import Instrument
from jazzcore.music.leadsheet import Bar, ChordEvent, LeadSheet, bar_index, chord_at, repeated
from jazzcore.music.notes import Note, tick_of
from jazzcore.music.solo import Solo, SoloNote

CANDIDATES = 4
_BARS_A_NOTE = 2
_FARTHEST_FROM_MIDDLE = 2.0
_WEIGHT_OF_MIDDLE = 0.1
_WEIGHT_OF_FOCUS = 1.0
_FOCUS = "four_bar_entropy_bits"
"""What tells whether a melody keeps to a key: a network's melodies are a little too even over the twelve tones."""


def improvise_events(bundle: Bundle, form: Form, choice: SoloChoice, rng: np.random.Generator) -> Solo:
    """A solo over a form, whole to its last bar. Raises SettingError for a chart without bars or chords."""
    chart, note_count, primer = form.chart, form.value_count, form.primer
    if not chart.bars or not chart.chords:
        raise SettingError(f"{chart.title} has no changes to play over; choose a chart with bars and chords.")
    changes = chart if note_count is None else repeated(chart, max(_BARS_A_NOTE * note_count, len(chart.bars)))
    whole = joined(primer, changes) if primer and primer.melody else changes
    context = context_of(whole)
    begin = tick_of(whole.end_quarter - changes.end_quarter)
    stretch = Stretch(context, begin, context.end_tick, note_count)
    if whole.melody:
        heard = [in_register(events_of(whole), choice.instrument)] * CANDIDATES
    else:
        heard = [(_opening(bundle, context, begin, choice.instrument, rng),) for _ in range(CANDIDATES)]
    lines = [
        [event for event in played.line if event.onset_tick >= begin]
        for played in play(bundle.weights, heard, stretch, choice, rng)
    ]
    has_dynamics = _has_dynamics(bundle)
    notes = [_notes([e._replace(onset_tick=e.onset_tick - begin) for e in line], has_dynamics) for line in lines]
    forms = [changes if note_count is None else _needed(chart, changes, candidate) for candidate in notes]
    best, played_over = max(zip(notes, forms, strict=True), key=lambda both: _likeness(*both))
    return _solo(chart.title, best, played_over.bars, played_over.chords)


def regenerate_events(bundle: Bundle, passage: Passage, choice: SoloChoice, rng: np.random.Generator) -> Solo:
    """The solo with these bars (indices from 0) regenerated and all notes that begin in other bars kept.

    A kept note that sounds into the bars goes on sounding, and the new notes begin after it. Raises SettingError for
    bars that the solo does not have.
    """
    solo, bars = passage.solo, passage.bars
    if not bars or bars.start < 0 or bars.stop > len(solo.bars) or bars.step != 1:
        raise SettingError(
            f"Bars {bars.start + 1} to {bars.stop} cannot be regenerated; choose some of 1 to {len(solo.bars)}."
        )
    sheet = sheet_of(solo, passage.tempo_bpm)
    context = context_of(sheet)
    begin, end = tick_of(solo.bars[bars.start].onset_quarter), tick_of(solo.bars[bars.stop - 1].end_quarter)
    line = events_of(sheet)
    before = tuple(event for event in line if event.onset_tick < begin)
    following = next((event for event in line if event.onset_tick >= end), None)
    if before:
        begin = max(begin, before[-1].onset_tick + before[-1].duration_ticks)
    if begin >= end:
        return solo
    if before and begin - before[-1].onset_tick < LONGEST_TICKS:
        heard = [before] * CANDIDATES
    else:
        heard = [(*before, _opening(bundle, context, begin, choice.instrument, rng)) for _ in range(CANDIDATES)]
    first, last = solo.bars[bars.start].onset_quarter, solo.bars[bars.stop - 1].end_quarter
    kept = [note for note in sheet.melody if not first <= note.onset_quarter < last]
    stretch = Stretch(context, begin, end, following=following, kept_pitches=tuple(note.pitch for note in kept))
    candidates = play(bundle.weights, heard, stretch, choice, rng)
    best = min(candidates, key=lambda played: played.following_nats).line
    new = _notes([event for event in best if event.onset_tick >= begin], _has_dynamics(bundle))
    return _solo(solo.title, sorted([*kept, *new]), solo.bars, solo.chords)


def _opening(
    bundle: Bundle, context: HarmonicContext, begin: int, instrument: Instrument, rng: np.random.Generator
) -> Event:
    """A first note as a piece of the corpus begins: at the same place of the bar and over the chord's root as there."""
    openings = [index for index, line in enumerate(bundle.music.melodies) if line]
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
    """A chart repeated to the bar of the last note, of changes that are long enough."""
    return repeated(chart, bar_index(changes.bars, notes[-1].onset_quarter) + 1 if notes else 1)


def _likeness(notes: Sequence[Note], form: LeadSheet) -> float:
    """In how many of the ranges of real solos a melody's measures lie, less a little for how far off their middles.

    A melody that is less at home in a key than the middle of real ones loses more.
    """
    ranges = real_values()[excerpt_bars(len(form.bars))].by_measure
    likeness = 0.0
    for name, value in measures(notes, form.bars, form.chords).items():
        reference = ranges[name]
        half = reference.high - reference.middle if value > reference.middle else reference.middle - reference.low
        away = abs(value - reference.middle) / half if half > 0 else _FARTHEST_FROM_MIDDLE
        away = min(away, _FARTHEST_FROM_MIDDLE) if np.isfinite(away) else _FARTHEST_FROM_MIDDLE
        likeness += reference.contains(value) - _WEIGHT_OF_MIDDLE * away
        if name == _FOCUS and value > reference.middle:
            likeness -= _WEIGHT_OF_FOCUS * away
    return likeness


def _notes(line: Sequence[Event], has_dynamics: bool) -> tuple[Note, ...]:
    """Events as notes; of a corpus without dynamics all as loud as a soloist is."""
    notes = notes_of(line)
    return notes if has_dynamics else tuple(replace(note, velocity=SOLO_VELOCITY) for note in notes)


def _has_dynamics(bundle: Bundle) -> bool:
    velocities = (event.velocity for line in bundle.music.melodies for event in line)
    return any(first != second for first, second in pairwise(velocities))


def _solo(title: str, notes: Sequence[Note], bars: tuple[Bar, ...], chords: tuple[ChordEvent, ...]) -> Solo:
    """Notes as a solo; one that would sound beyond the last bar ends with it."""
    end = bars[-1].end_quarter
    whole = [replace(n, duration_quarter=min(n.end_quarter, end) - n.onset_quarter) for n in notes]
    played = (
        SoloNote(note, chord_theory(chord_at(chords, note.onset_quarter).chord.pitches).category(note.pitch))
        for note in whole
    )
    return Solo(title, tuple(played), chords, bars, ())
