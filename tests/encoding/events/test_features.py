from dataclasses import replace

import numpy as np
import pytest

from jazzcore.encoding.events.events import Event, Events
from jazzcore.encoding.events.features import (
    NOTE_WIDTH,
    PLACE_WIDTH,
    EventRows,
    interval_class,
    rows_of,
    velocity_class,
    velocity_of,
)
from jazzcore.encoding.events.harmonic_context import ROW, context_of
from jazzcore.music.chords.table import chord_of
from jazzcore.music.leadsheet import ChordEvent, LeadSheet, Meter, bars_of

METERS = [Meter(4, 4), Meter(3, 4), Meter(5, 4), Meter(6, 8)]


def chart(root: int = 0, meter: Meter = METERS[0]) -> LeadSheet:
    names = ("C", "Db", "D", "Eb", "E", "F", "F#", "G", "Ab", "A", "Bb", "B")
    symbols = [f"{names[root]}maj7", f"{names[(root + 9) % 12]}7", f"{names[(root + 2) % 12]}m7"]
    chords = tuple(ChordEvent(index * meter.bar_quarter, chord_of(symbol)) for index, symbol in enumerate(symbols))
    return LeadSheet("Chart", (), chords, bars_of(meter, 3), 160.0, "test")


def line(seed: int = 0, count: int = 30) -> Events:
    rng = np.random.default_rng(seed)
    onsets = np.cumsum(rng.choice([3, 4, 6, 6, 12, 20], count))
    pitches = 60 + np.cumsum(rng.integers(-4, 5, count))
    return tuple(Event(int(on), int(rng.integers(1, 4)), int(p), 80) for on, p in zip(onsets, pitches, strict=True))


def rows(notes: Events, sheet: LeadSheet | None = None) -> EventRows:
    return rows_of(notes, context_of(sheet or chart()))


@pytest.mark.parametrize("meter", METERS, ids=lambda meter: f"{meter.beats}/{meter.unit}")
def test_a_line_has_a_step_for_each_note_but_the_last_in_any_meter(meter: Meter) -> None:
    learnt = rows(line(), chart(meter=meter))

    assert learnt.notes.shape == (29, NOTE_WIDTH)
    assert learnt.places.shape == (29, PLACE_WIDTH)
    assert np.isfinite(learnt.notes).all() and np.isfinite(learnt.places).all()
    assert rows(line(count=1)).notes.shape == (0, NOTE_WIDTH)


def test_targets_are_the_next_time_and_interval_this_duration_and_the_next_velocity() -> None:
    notes = (Event(0, 5, 60, 40), Event(6, 100, 67, 100), Event(106, 3, 55, 127))

    assert rows(notes).targets.tolist() == [[6, interval_class(7), 5, 6], [33, interval_class(-12), 33, 7]]


@pytest.mark.parametrize("semitones", [1, 5, 7, -3])
def test_another_key_changes_the_register_alone(semitones: int) -> None:
    moved = tuple(event._replace(pitch=event.pitch + semitones) for event in line())
    here, there = rows(line()), rows(moved, chart(semitones % 12))

    assert np.array_equal(here.places, there.places)
    assert np.array_equal(here.targets, there.targets)
    differing = np.flatnonzero((here.notes != there.notes).any(axis=0))
    register = range(132, 152)
    assert 0 < len(differing) < 16
    assert sum(column not in register for column in differing) <= 1


def test_rows_know_nothing_of_what_comes_later() -> None:
    notes = line()
    step = 12
    other = (*notes[: step + 1], *(event._replace(pitch=event.pitch + 1) for event in notes[step + 1 :]))
    here, there = rows(notes), rows(other)

    assert np.array_equal(here.notes[: step + 1], there.notes[: step + 1])
    assert np.array_equal(here.places[: step + 1], there.places[: step + 1])
    assert not np.array_equal(here.notes[step + 1], there.notes[step + 1])


def test_the_duration_of_a_note_is_heard_only_with_the_next_one() -> None:
    """The time to the next note is told before it, and it would give that time away."""
    notes = line()
    step = 12
    other = (*notes[:step], notes[step]._replace(duration_ticks=30), *notes[step + 1 :])
    here, there = rows(notes), rows(other)

    assert np.array_equal(here.notes[: step + 1], there.notes[: step + 1])
    assert np.array_equal(here.places[: step + 1], there.places[: step + 1])
    assert not np.array_equal(here.notes[step + 1], there.notes[step + 1])


@pytest.mark.parametrize("change", [{"tempo_bpm": 90.0}, {"swing_ratio": 2.0}, {"first_bar": 4}])
def test_tempo_swing_and_the_number_of_the_bar_are_heard(change: dict[str, float]) -> None:
    assert not np.array_equal(rows(line()).notes, rows(line(), replace(chart(), **change)).notes)


def test_the_chord_of_the_place_is_heard_before_the_pitch_there() -> None:
    """The second note is over the A7 of bar 2, which is heard from the C before it."""
    notes = (Event(36, 6, 60, 80), Event(48, 6, 61, 80), Event(60, 6, 64, 80))
    begin = 35 + 48 + 11 + 2

    assert np.array_equal(rows(notes).places[0, begin : begin + ROW], context_of(chart()).rows[1, 0])


def test_velocities_fall_into_eight_classes() -> None:
    assert [velocity_class(velocity) for velocity in (0, 15, 16, 80, 127)] == [0, 0, 1, 5, 7]
    assert [velocity_class(velocity_of(each)) for each in range(8)] == list(range(8))
