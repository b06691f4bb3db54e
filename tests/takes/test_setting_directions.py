"""Which way each setting of a take moves the music, measured on the models that are shipped.

Random weights give nearly even likelihoods, in which a setting's direction is hard to hear; trained ones do not.
"""

from collections import Counter
from collections.abc import Hashable, Iterable
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from statistics import median

import numpy as np
import pytest

from jazzcore.library.models import SHIPPED_FOLDER
from jazzcore.models.bundle import Bundle
from jazzcore.music.leadsheet import LeadSheet
from jazzcore.music.notes import Note
from jazzcore.music.solo import Solo
from jazzcore.recipes.table import load_bundle
from jazzcore.takes.make import make_solo
from jazzcore.takes.take import TakeSettings
from tests.models.event_bundles import event_chart

NOTE_COUNT = 60
SOLOS = 6
CLEARLY_BITS = 0.25
"""How much an entropy must move to count."""

Line = tuple[Note, ...]


@pytest.fixture(scope="module")
def studio() -> Bundle:
    return load_bundle(SHIPPED_FOLDER / "etudes-studio")


@pytest.fixture(scope="module")
def course() -> Bundle:
    return load_bundle(SHIPPED_FOLDER / "etudes-course")


def entropy_bits(things: Iterable[Hashable]) -> float:
    counts = np.array(list(Counter(things).values()), float)
    shares = counts / counts.sum()
    return float(-(shares * np.log2(shares)).sum())


def played(bundle: Bundle, settings: TakeSettings, primer: LeadSheet | None = None) -> list[Solo]:
    """Solos by a few seeds."""
    asked = [replace(settings, value_count=NOTE_COUNT, seed=seed) for seed in range(SOLOS)]
    return [make_solo(bundle, event_chart(), each, primer) for each in asked]


def solos(bundle: Bundle, settings: TakeSettings, primer: LeadSheet | None = None) -> list[Line]:
    return [tuple(each.note for each in solo.notes) for solo in played(bundle, settings, primer)]


def values(bundle: Bundle, settings: TakeSettings) -> list[str]:
    return [text for solo in played(bundle, settings) for text in solo.values]


def pitch_bits(lines: list[Line]) -> float:
    return entropy_bits(note.pitch for line in lines for note in line)


def interval_bits(lines: list[Line]) -> float:
    return entropy_bits(after.pitch - note.pitch for line in lines for note, after in pairwise(line))


def onset_bits(lines: list[Line]) -> float:
    """The entropy of the times from onset to onset."""
    return entropy_bits(after.onset_quarter - note.onset_quarter for line in lines for note, after in pairwise(line))


def duration_bits(lines: list[Line]) -> float:
    """The entropy of durations, given the time to the next onset."""
    pairs = [pair for line in lines for pair in pairwise(line)]
    both = entropy_bits((after.onset_quarter - note.onset_quarter, note.duration_quarter) for note, after in pairs)
    return both - onset_bits(lines)


def test_colder_pitches_are_less_varied_and_leave_the_rhythm_as_varied(studio: Bundle) -> None:
    cold, hot = (solos(studio, TakeSettings(temperature=temperature)) for temperature in (0.2, 1.6))

    assert pitch_bits(cold) < pitch_bits(hot) - CLEARLY_BITS
    assert interval_bits(cold) < interval_bits(hot) - CLEARLY_BITS
    assert onset_bits(cold) > onset_bits(hot) - CLEARLY_BITS
    assert duration_bits(cold) > duration_bits(hot) - CLEARLY_BITS


def test_a_colder_rhythm_is_less_varied_and_leaves_the_pitches_as_varied(studio: Bundle) -> None:
    cold, hot = (solos(studio, TakeSettings(rhythm_temperature=temperature)) for temperature in (0.2, 1.6))

    assert onset_bits(cold) < onset_bits(hot) - 4 * CLEARLY_BITS
    assert duration_bits(cold) < duration_bits(hot) - CLEARLY_BITS
    assert abs(interval_bits(cold) - interval_bits(hot)) < CLEARLY_BITS


def test_a_smaller_top_p_leaves_fewer_different_notes(studio: Bundle) -> None:
    lines = [solos(studio, TakeSettings(top_p=top_p)) for top_p in (0.1, 0.5, 1.0)]
    intervals = [len({b.pitch - a.pitch for line in each for a, b in pairwise(line)}) for each in lines]
    durations = [len({note.duration_quarter for line in each for note in line}) for each in lines]

    assert intervals[0] < intervals[1] < intervals[2]
    assert durations[0] <= durations[1] < durations[2]


def test_colder_values_are_less_varied(course: Bundle) -> None:
    cold, usual, hot = (
        entropy_bits(values(course, TakeSettings(temperature=temperature))) for temperature in (0.2, 0.9, 1.8)
    )

    assert cold < usual - CLEARLY_BITS < hot - 2 * CLEARLY_BITS


def test_a_smaller_top_p_leaves_fewer_different_values(course: Bundle) -> None:
    least, some, most = (len(set(values(course, TakeSettings(top_p=top_p)))) for top_p in (0.3, 0.7, 1.0))

    assert least < some < most


def ending_at(*last_pitches: int) -> LeadSheet:
    """A primer of two bars around the tenor's middle (60), its last notes as given and its mean always the same."""
    balance = 2 * 60 - sum(last_pitches) // len(last_pitches)
    pitches = (*(balance + step for step in (0, 2, -2, 0)), *last_pitches)
    melody = tuple(Note(Fraction(beat), Fraction(1), pitch) for beat, pitch in enumerate(pitches))
    return replace(event_chart(2), melody=melody)


HIGH = ending_at(67, 69, 71, 69)
LOW = ending_at(53, 51, 49, 51)


def first_pitch(lines: list[Line]) -> float:
    """The middle of the first notes of all solos."""
    return median(note.pitch for line in lines for note in line[:3])


def test_a_solo_goes_on_in_the_register_in_which_its_primer_ends(studio: Bundle) -> None:
    high, low = (solos(studio, TakeSettings(), primer) for primer in (HIGH, LOW))

    assert first_pitch(high) == pytest.approx(69, abs=4)
    assert first_pitch(low) == pytest.approx(51, abs=4)
    for primer, lines in ((HIGH, high), (LOW, low)):
        assert all(abs(line[0].pitch - primer.melody[-1].pitch) <= 12 for line in lines)


def test_a_primer_an_octave_off_is_heard_where_the_soloist_plays(studio: Bundle) -> None:
    """The whole primer moves by octaves to the instrument's middle; what comes after it is the same solo."""
    octave_up = replace(HIGH, melody=tuple(replace(note, pitch=note.pitch + 12) for note in HIGH.melody))

    assert solos(studio, TakeSettings(), octave_up) == solos(studio, TakeSettings(), HIGH)
