from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest

from benchmarks.material import shipped_bundle
from benchmarks.quality.goals import GOALS, auc
from benchmarks.quality.takes import (
    Measured,
    changes_under,
    measured_openings,
    measured_takes,
    openings,
    settings_for,
    takes_over,
)
from jazzcore.corpus.corpus import Corpus
from jazzcore.corpus.etudes import bundled_etudes
from jazzcore.evaluation.metrics import METRICS
from jazzcore.evaluation.reference import Reference
from jazzcore.evaluation.reference_ranges import MEASURES, real_values
from jazzcore.music.chords.table import chord_of
from jazzcore.music.leadsheet import ChordEvent, LeadSheet, Meter, bars_of
from jazzcore.music.notes import Note
from jazzcore.recipes.table import COURSE, STUDIO

pytestmark = pytest.mark.tensorflow


def solo(bar_count: int, first_bar: int = 1) -> LeadSheet:
    notes = tuple(Note(Fraction(beat), Fraction(1), 60 + beat % 5) for beat in range(4 * bar_count))
    chords = tuple(
        ChordEvent(Fraction(at), chord_of(text)) for at, text in ((0, "C7"), (6, "F7"), (134, "G7"), (136, "A7"))
    )
    return LeadSheet("Solo", notes, chords, bars_of(Meter(), bar_count), 120.0, "made up", first_bar=first_bar)


def test_an_opening_is_the_first_32_bars_or_all() -> None:
    assert [len(opening.bars) for opening in openings([solo(40), solo(12)])] == [32, 12]


def test_changes_of_an_opening_begin_at_its_first_bar() -> None:
    """After a pickup of two bars the first of the changes is the one that already sounds; A7 comes after the end."""
    sheet = solo(40, first_bar=-1)
    (opening,) = openings([sheet])
    chart = changes_under(opening, sheet)

    assert [(event.onset_quarter, event.chord.symbol) for event in chart.chords] == [(0, "F7"), (126, "G7")]
    assert (len(chart.bars), chart.bars[0].onset_quarter, chart.melody) == (32, 0, ())


def test_changes_that_begin_with_the_opening_are_taken_once() -> None:
    sheet = solo(40)
    (opening,) = openings([sheet])
    chords = changes_under(opening, sheet).chords
    assert [(event.onset_quarter, event.chord.symbol) for event in chords] == [(0, "C7"), (6, "F7")]


def test_takes_are_as_long_as_the_openings_and_told_with_what_they_copied() -> None:
    etudes = bundled_etudes().pieces[:2]
    real = openings(etudes)
    charts = [changes_under(opening, sheet) for opening, sheet in zip(real, etudes, strict=True)]
    takes = takes_over(shipped_bundle(), charts, Reference(Corpus("Etudes", etudes)))
    measured = measured_takes(takes)

    assert [len(take.bars) for take, _ in takes] == [len(opening.bars) for opening in real]
    assert measured.table.shape == measured_openings(real).table.shape == (2, len(MEASURES))
    assert measured.longest_copied == max(copied.longest.note_count for _, copied in takes if copied and copied.longest)


def test_a_take_has_the_tempo_of_its_changes_as_near_as_may_be() -> None:
    for tempo_bpm, played_bpm in ((20.0, 40), (200.0, 200), (400.0, 320)):
        settings = settings_for(COURSE, replace(solo(12), tempo_bpm=tempo_bpm), 7)
        assert (settings.band.tempo_bpm, settings.seed) == (played_bpm, 7)
        assert (settings.temperature, settings.rhythm_temperature) == (COURSE.temperature, COURSE.temperature)
    studio = settings_for(STUDIO, solo(12), 7)
    assert (studio.temperature, studio.rhythm_temperature) == (STUDIO.temperature, STUDIO.rhythm_temperature)


def measured(rows: list[list[float]]) -> Measured:
    return Measured(np.array(rows), (32, 8, 8)[: len(rows)], (None,) * len(rows))


def test_the_share_inside_is_of_the_fifteen_metrics() -> None:
    """By the bands of 32 bars for the first and of 8 bars for the second, of which three are known."""
    first = [real_values()[32].by_measure[name].high for name in MEASURES]
    second = [*[real_values()[8].by_measure[name].low for name in MEASURES][:3], *[np.nan] * 13]
    assert measured([first, second]).inside_share == pytest.approx((15 + 3) / 30)


def test_medians_leave_out_what_is_unknown() -> None:
    row = [1.0] * len(MEASURES)
    assert measured([row, [3.0] * len(row), [np.nan] * len(row)]).median("range_semitones") == 2
    assert {goal.measure for goal in GOALS} <= set(MEASURES)


def test_the_classifier_sees_the_metrics_only() -> None:
    """Two groups that differ in nothing but their lift, which is no metric."""
    drawn = np.random.default_rng(1).normal(size=(40, len(MEASURES)))
    other = drawn.copy()
    other[:, len(METRICS) :] += 100
    assert auc(Measured(drawn, (), ()), Measured(other, (), ())) == pytest.approx(0.5, abs=1e-9)
