from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jazzcore.encoding.values.value import REST, parse_value
from jazzcore.encoding.values.vocabulary import EncodedValues
from jazzcore.improvise.form import Form
from jazzcore.improvise.values import improvise_values
from jazzcore.models.choosing import Choice
from jazzcore.music.leadsheet import LeadSheet, Meter, bars_of
from jazzcore.recipes.table import DEEPJAZZ
from tests.models.bundles import CHART, VOCABULARY, random_bundle

WALTZ = replace(CHART, bars=bars_of(Meter(3, 4), 2), chords=CHART.chords[:1])


def improvised(seed: int, count: int = 60, temperature: float = 1.0, chart: LeadSheet = CHART) -> tuple[str, ...]:
    return improvise_values(
        random_bundle(seed % 5), Form(chart, count), Choice(temperature), np.random.default_rng(seed)
    )


@given(st.integers(0, 10_000), st.sampled_from([CHART, WALTZ]), st.sampled_from([0.0, 0.9, 2.0]))
@settings(max_examples=40, deadline=None)
def test_a_line_keeps_time(seed: int, chart: LeadSheet, temperature: float) -> None:
    """Notes begin on sixteenths or triplets, bars' first notes alone lack an interval, nothing outlasts a bar."""
    bar_quarter = chart.bars[0].meter.bar_quarter
    onset = Fraction(0)
    bars_with_notes: set[int] = set()
    for text in improvised(seed, temperature=temperature, chart=chart):
        value = parse_value(text)
        assert value.duration_quarter <= bar_quarter
        if value.category != REST:
            bar = int(onset / bar_quarter)
            assert (onset * 4) % 1 == 0 or (onset * 3) % 1 == 0
            end = onset + value.duration_quarter
            if onset % 1 in {Fraction(1, 3), Fraction(2, 3)}:
                assert (end * 3) % 1 == 0
            if onset % 1 in {Fraction(1, 4), Fraction(3, 4)}:
                assert (end * 2) % 1 == 0
            assert (value.span is None) == (bar not in bars_with_notes)
            bars_with_notes.add(bar)
        onset += value.duration_quarter


@pytest.mark.parametrize("chart", [CHART, WALTZ])
@pytest.mark.parametrize("vocabulary", [VOCABULARY, tuple(text for text in VOCABULARY if ",0.250" not in text)])
def test_a_chart_is_filled_to_its_very_end(chart: LeadSheet, vocabulary: tuple[str, ...]) -> None:
    for seed in range(10):
        bundle = random_bundle(vocabulary=vocabulary)
        values = improvise_values(bundle, Form(chart), Choice(1.0), np.random.default_rng(seed))

        assert sum(parse_value(text).duration_quarter for text in values) == chart.end_quarter


@pytest.mark.parametrize("count", [1, 10, 50, 500])
def test_ty_is_how_many_values_come(count: int) -> None:
    assert len(improvised(1, count)) == count


def test_temperature_0_gives_the_same_line_whatever_the_seed() -> None:
    bundle = random_bundle()
    first, second = (
        improvise_values(bundle, Form(CHART, 40), Choice(0.0), np.random.default_rng(seed)) for seed in (1, 2)
    )

    assert first == second


def test_a_vocabulary_without_what_the_place_asks_for_still_plays() -> None:
    """Values all with an interval, of a length that leaves the grid: the rules give way instead of failing."""
    vocabulary = ("C,0.417,<P4,m-2>", "S,0.417,<P4,m-2>")

    values = improvise_values(
        random_bundle(vocabulary=vocabulary), Form(CHART, 30), Choice(1.0), np.random.default_rng(0)
    )

    assert len(values) == 30


def test_only_a_primed_recipe_hears_the_corpus_first() -> None:
    bundle = random_bundle(recipe=DEEPJAZZ)

    def openings(primer_length: int) -> set[tuple[str, ...]]:
        rngs = (np.random.default_rng(seed) for seed in range(8))
        return {improvise_values(bundle, Form(CHART, 5), Choice(0.0), rng, primer_length) for rng in rngs}

    assert len(openings(0)) == 1 < len(openings(20))


def test_a_primed_recipe_without_a_long_enough_piece_begins_from_nothing() -> None:
    bundle = replace(random_bundle(), music=EncodedValues(vocabulary=VOCABULARY, sequences=((0, 1, 2),)))

    assert len(improvise_values(bundle, Form(CHART, 20), Choice(0.5), np.random.default_rng(0), 20)) == 20


def test_every_value_of_the_test_vocabulary_is_reachable() -> None:
    """So that the tests above see every kind of value, but for lengths that leave the grid or outlast a bar."""
    seen = {text for seed in range(40) for text in improvised(seed, 200, temperature=2.0)}

    assert seen >= {text for text in VOCABULARY if text not in {"R,0.083", "R,0.167", "R,71.000"}}
