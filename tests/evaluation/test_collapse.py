from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import accumulate

import numpy as np
import pytest

from jazzcore.corpus.etudes import bundled_etudes
from jazzcore.evaluation.collapse import FEWEST_NOTES, Sampling, take_findings, value_findings
from jazzcore.evaluation.reference_ranges import excerpt_bars, real_values
from jazzcore.evaluation.report import report_of
from jazzcore.music.leadsheet import Meter, bars_of
from tests.evaluation.melodies import changes, melody

CALM = Sampling(temperature=0.6, rhythm_temperature=0.6, top_p=1.0)
RAISE, LOWER = "raise the temperature from 0.6 to 0.9.", "lower the temperature from 0.6 to 0.5."
COUNT = 120


def drawn(choices: Sequence[int], seed: int) -> list[int]:
    return [int(choice) for choice in np.random.default_rng(seed).choice(choices, COUNT)]


def wandering(seed: int = 1) -> list[int]:
    """A line that goes by steps and thirds, and turns at the ends of two octaves."""
    return list(
        accumulate(
            drawn((-3, -2, -1, 1, 2, 3), seed), lambda at, by: at + by if 54 <= at + by <= 78 else at - by, initial=66
        )
    )


VARIED = drawn((3, 3, 4, 6, 6, 12, 30), 2)


def findings(pitches: Sequence[int], ticks: Sequence[int], sampling: Sampling = CALM) -> tuple[str, ...]:
    """Of notes with these pitches and times to the next one, up to 32 bars."""
    onsets = accumulate(ticks, initial=0)
    notes = melody(*((Fraction(tick, 12), pitch) for tick, pitch in zip(onsets, pitches, strict=False)))
    bars = bars_of(Meter(), min(32, int(notes[-1].onset_quarter / 4) + 1))
    notes = tuple(note for note in notes if note.onset_quarter < bars[-1].end_quarter)
    report = report_of(notes, bars, changes("Cmaj7"), real_values()[excerpt_bars(len(bars))], None)
    return take_findings(report, notes, sampling)


def test_a_line_like_real_ones_is_left_alone() -> None:
    assert findings(wandering(), VARIED) == ()


@pytest.mark.parametrize(
    ("pitches", "ticks", "told"),
    [
        ([60, 60, 60, 62, 64] * 24, VARIED, [("It is stuck on one note: 72 of 120 are C4;", RAISE)]),
        ([p for p in wandering() for _ in range(2)], VARIED, [("It hangs on its notes (repeated notes: 50", RAISE)]),
        (
            drawn([60, 60, 60, 60, 65, 65, 65, 65, 67], 3),
            VARIED,
            [("It hangs on its notes (repeated notes: 4", RAISE)],
        ),
        (
            [60, 62, 60, 62, 65] * 24,
            VARIED,
            [("It turns around few pitches (pitch variety in four bars (H4): 1.", RAISE)],
        ),
        ([60, 62, 64, 65, 67, 69, 71] * 20, VARIED, [("It goes in circles (motif reuse: 100 %, real solos ", RAISE)]),
        (
            wandering(),
            [6] * COUNT,
            [
                ("Its rhythm hardly changes (rhythmic variety: 0.0 bits, real solos ", RAISE),
                ("It never takes a breath (notes a phrase: 121, real solos ", RAISE),
            ],
        ),
        (wandering(), drawn((6, 6, 6, 6, 12, 18), 2), [("Its rhythm hardly changes (rhythmic variety: 1.3", RAISE)]),
        (wandering(), drawn((3, 4, 6, 8, 12, 16), 2), [("It never takes a breath (notes a phrase: 121, ", RAISE)]),
        (wandering(), [t * 8 for t in VARIED], [("It hardly plays (notes a bar: 0.", RAISE)]),
        (drawn(range(54, 79), 4), VARIED, [("It leaps about (leaps: 5", LOWER)]),
    ],
)
def test_a_collapse_is_named_with_what_to_change(
    pitches: list[int], ticks: list[int], told: list[tuple[str, str]]
) -> None:
    found = findings(pitches, ticks)
    assert len(found) == len(told)
    for sentence, (begin, end) in zip(found, told, strict=True):
        assert sentence.startswith(begin)
        assert sentence.endswith(end)


@pytest.mark.parametrize(
    ("sampling", "cure"),
    [
        (Sampling(0.0, 0.0, 1.0), "raise the temperature from 0 to 0.9"),
        (Sampling(0.9, 0.9, 1.0), "raise the temperature from 0.9 to 1.1"),
        (Sampling(1.2, 1.2, 0.9), "raise the temperature from 1.2 to 1.3"),
        (Sampling(1.3, 1.3, 0.9), "raise top-p to 1"),
        (Sampling(1.3, 1.3, 1.0), "train fewer epochs, or on more music"),
        (Sampling(1.0, 0.5, 1.0), "raise the temperature of the rhythm from 0.5 to 0.9"),
    ],
)
def test_what_to_change_follows_from_how_it_was_sampled(sampling: Sampling, cure: str) -> None:
    stiff, *_ = findings(wandering(), [6] * COUNT, sampling)
    assert stiff.endswith(f"; {cure}.")


@pytest.mark.parametrize(
    ("temperature", "cure"),
    [(1.4, "lower the temperature from 1.4 to 0.8"), (0.5, "train longer, or on more music")],
)
def test_wild_leaps_want_a_lower_temperature(temperature: float, cure: str) -> None:
    sampling = replace(CALM, temperature=temperature)
    assert findings(drawn(range(54, 79), 4), VARIED, sampling)[0].endswith(f"; {cure}.")


def test_of_few_notes_only_that_they_are_few_is_reported() -> None:
    few = findings([60] * (FEWEST_NOTES - 1), [200] * FEWEST_NOTES)
    assert len(few) == 1
    assert few[0].startswith("It hardly plays (notes a bar: 0.")
    assert findings([60] * (FEWEST_NOTES - 1), [6] * FEWEST_NOTES) == ()


def test_silence_hardly_plays() -> None:
    report = report_of((), bars_of(Meter(), 4), changes("C7"), real_values()[4], None)
    assert take_findings(report, (), CALM)[0].startswith("It hardly plays (notes a bar: 0.0, real solos 2.")


def test_the_etudes_have_not_collapsed() -> None:
    for sheet in bundled_etudes().pieces:
        report = report_of(sheet.melody, sheet.bars, sheet.chords, real_values()[excerpt_bars(len(sheet.bars))], None)
        assert take_findings(report, sheet.melody, CALM) == ()


def test_few_values_are_reported_against_the_music_learnt_from() -> None:
    """The pieces use nine different values in nine, and the rest of the last is no whole stretch."""
    learnt = [[*"abcdefghi", *"jklmnopqr"], [*"abcdefghi", *"aaa"]]
    assert value_findings([*"abcabcabc"], learnt, CALM) == (
        f"It uses 3 different values in 9, where the music learnt from uses 9; {RAISE}",
    )
    assert value_findings([*"abcdabcda"], learnt, CALM) == ()
    assert value_findings(["a"] * 19, learnt, CALM) == ()


def test_notes_are_named_as_musicians_do() -> None:
    assert "are Bb3" in findings([58] * COUNT, VARIED)[0]


def test_all_of_one_take_is_of_one_kind() -> None:
    """A stiff line with wild leaps is not told to be bolder and calmer at once."""
    told = findings(drawn(range(54, 79), 4), [6] * COUNT)
    assert {sentence.split(";")[1].split()[0] for sentence in told} == {"raise"}
