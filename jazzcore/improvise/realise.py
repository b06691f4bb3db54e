"""Realising: values become notes over changes.

Values follow each other without gap or overlap. A note takes the pitch of its category that is nearest to the middle of
its span; the first note of a bar has no span and takes any pitch within reach of the note before. A note that would
only repeat the pitch before it, without a rest between, is tied to it.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np

from jazzcore.encoding.values.theory import chord_theory, semitones
from jazzcore.encoding.values.value import REST, Value, parse_value
from jazzcore.errors import SettingError
from jazzcore.music.instruments import Instrument
from jazzcore.music.leadsheet import LeadSheet, chord_at, repeated
from jazzcore.music.notes import Note
from jazzcore.music.solo import Solo, SoloNote

SOLO_VELOCITY = 92


@dataclass(frozen=True, slots=True)
class _Constants:
    """How pitches are chosen; set by hand.

    A value without a span takes a pitch at most `free_reach_semitones` from the note before, the reach of a fourth.
    Within `edge_semitones` of an end of its range an instrument turns back, so that it does not get stuck there.
    """

    free_reach_semitones: int = 5
    edge_semitones: int = 8


_CONSTANTS = _Constants()


def realise(values: Sequence[str], chart: LeadSheet, instrument: Instrument, rng: np.random.Generator) -> Solo:
    """Turn values into a solo over the changes of a chart.

    Parameters
    ----------
    values : sequence of str
        The values, as texts.
    chart : LeadSheet
        The changes; they are repeated as needed.
    instrument : Instrument
        Its range limits the pitches.
    rng : numpy.random.Generator
        Chooses among pitches that fit equally well.

    Returns
    -------
    Solo
        The solo; its last bar is a whole bar.

    Raises
    ------
    ValueGrammarError
        For a text that is no value.
    SettingError
        For a chart without bars or chords.
    """
    if not chart.bars or not chart.chords:
        raise SettingError(f"{chart.title} has no changes to play over; choose a chart with bars and chords.")
    parsed = [parse_value(text) for text in values]
    changes = _long_enough(chart, sum((value.duration_quarter for value in parsed), Fraction(0)))
    notes: list[SoloNote] = []
    onset = Fraction(0)
    for value in parsed:
        if value.category != REST:
            previous = notes[-1].note.pitch if notes else None
            pitches = chord_at(changes.chords, onset).chord.pitches
            pitch = _pitch(value, pitches, previous, instrument, rng)
            note = Note(onset, value.duration_quarter, pitch, SOLO_VELOCITY)
            notes.append(SoloNote(note, chord_theory(pitches).category(pitch)))
        onset += value.duration_quarter
    return Solo(chart.title, tuple(tied(notes)), changes.chords, changes.bars, tuple(values))


def tied(notes: Iterable[SoloNote]) -> list[SoloNote]:
    """Tie every immediate repeat of a pitch to the note before it, however often it repeats."""
    kept: list[SoloNote] = []
    for played in notes:
        last = kept[-1] if kept else None
        if last and last.note.pitch == played.note.pitch and last.note.end_quarter == played.note.onset_quarter:
            length = last.note.duration_quarter + played.note.duration_quarter
            kept[-1] = replace(last, note=replace(last.note, duration_quarter=length))
        else:
            kept.append(played)
    return kept


def _long_enough(chart: LeadSheet, length_quarter: Fraction) -> LeadSheet:
    """The chart repeated up to the bar that holds a time, one bar at least."""
    rounds = int(length_quarter / chart.end_quarter) + 1
    whole = repeated(chart, rounds * len(chart.bars))
    needed = [bar for bar in whole.bars if bar.onset_quarter < length_quarter]
    return repeated(chart, max(len(needed), 1))


def _pitch(
    value: Value, chord: tuple[int, ...], previous: int | None, instrument: Instrument, rng: np.random.Generator
) -> int:
    """The pitch of a note: of its category if the instrument has one, in its span if possible, near its middle."""
    playable = range(instrument.lowest, instrument.highest + 1)
    theory = chord_theory(chord)
    of_category = [pitch for pitch in playable if theory.category(pitch) == value.category] or list(playable)
    moving = [pitch for pitch in of_category if pitch != previous] or of_category
    middle = (instrument.lowest + instrument.highest) / 2
    if previous is None:
        return _nearest(moving, lambda pitch: abs(pitch - middle), rng)
    if value.span is None:
        within = [pitch for pitch in moving if abs(pitch - previous) <= _CONSTANTS.free_reach_semitones]
        if within:
            return int(rng.choice(within))
        return _nearest(moving, lambda pitch: abs(pitch - previous), rng)
    low, high = sorted(semitones(name) for name in value.span)
    target = previous + (low + high) / 2
    within = [pitch for pitch in moving if previous + low <= pitch <= previous + high]
    edge = (instrument.highest - instrument.lowest) / 2 - _CONSTANTS.edge_semitones

    def cost(pitch: int) -> float:
        return abs(pitch - target) + max(0.0, abs(pitch - middle) - edge)

    return _nearest(within or moving, cost, rng)


def _nearest(pitches: Sequence[int], cost: Callable[[int], float], rng: np.random.Generator) -> int:
    """The pitch of the least cost; among equals one is drawn."""
    costs = [cost(pitch) for pitch in pitches]
    least = min(costs)
    return int(rng.choice([pitch for pitch, its_cost in zip(pitches, costs, strict=True) if its_cost == least]))
