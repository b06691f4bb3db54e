"""The charts as data: what stands where, before any browser draws it."""

import tomllib
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jazzcore.models.bundle import EpochLoss
from jazzcore.music.harmony import chord_of
from jazzcore.music.leadsheet import ChordEvent, Meter, bars_of
from jazzcore.music.notes import Note
from jazzcore.page.charts import (
    CATEGORY_STYLES,
    COPIED_COLOUR,
    HELD_OUT_COLOUR,
    TRAINING_COLOUR,
    Spec,
    loss_chart,
    piano_rolls,
    roll_lines,
    thinned,
)
from jazzcore.solo.solo import Solo, SoloNote

_THEME = tomllib.loads((Path(__file__).parents[2] / ".streamlit/config.toml").read_text())["theme"]
BACKGROUNDS = [
    _THEME[mode][colour] for mode in ("light", "dark") for colour in ("backgroundColor", "secondaryBackgroundColor")
]
COMMON_TIME = Meter(4, 4)


def _solo(bar_count: int, *, meter: Meter = COMMON_TIME) -> Solo:
    """A chord a bar, and in each bar a quarter note of each category from beat 1 on."""
    bars = bars_of(meter, bar_count)
    chords = tuple(ChordEvent(bar.onset_quarter, chord_of(("Dm7", "G7")[index % 2])) for index, bar in enumerate(bars))
    notes = tuple(
        SoloNote(Note(bar.onset_quarter + beat, Fraction(1), 60 + beat), category)
        for bar in bars
        for beat, category in enumerate("CSA")
    )
    return Solo("Test", notes, chords, bars, ())


def _note_rows(roll: Spec) -> list[dict[str, object]]:
    return roll["layer"][1]["data"]["values"]


@pytest.mark.parametrize(
    ("bar_count", "lengths"),
    [(0, []), (1, [1]), (12, [12]), (13, [8, 5]), (32, [8, 8, 8, 8])],
)
def test_lines_of_a_roll(bar_count: int, lengths: list[int]) -> None:
    lines = roll_lines(bar_count)
    assert [len(line) for line in lines] == lengths
    assert [index for line in lines for index in line] == list(range(bar_count))


def test_a_note_stands_at_its_bar_pitch_and_category() -> None:
    (roll,) = piano_rolls(_solo(2, meter=Meter(3, 4)))
    second_bar = _note_rows(roll)[3:]
    assert [row["start"] for row in second_bar] == pytest.approx([1, 4 / 3, 5 / 3])
    assert [row["end"] for row in second_bar] == pytest.approx([4 / 3, 5 / 3, 2])
    assert [row["category"] for row in second_bar] == ["Chord", "Scale", "Approach"]
    assert [(row["low"], row["high"], row["note"]) for row in second_bar[:1]] == [(59.5, 60.5, "C4")]
    assert {row["chord"] for row in second_bar} == {"G7"}


def test_a_note_over_the_end_of_a_line_is_drawn_on_both() -> None:
    solo = _solo(16)
    held = SoloNote(Note(Fraction(31), Fraction(2), 67), "X")
    first, second = piano_rolls(Solo(solo.title, (held,), solo.chords, solo.bars, ()))
    assert [(row["start"], row["end"]) for row in _note_rows(first)] == [(7.75, 8)]
    assert [(row["start"], row["end"]) for row in _note_rows(second)] == [(8, 8.25)]


def test_chord_names_stand_above_where_they_begin() -> None:
    (roll,) = piano_rolls(_solo(2))
    axis = roll["layer"][0]["encoding"]["x"]["axis"]
    assert axis["orient"] == "top"
    assert axis["values"] == [0, 1]
    assert axis["labelExpr"].startswith('{"0": "Dm7", "1": "G7"}')


def test_a_chord_that_sounds_on_opens_the_next_line() -> None:
    solo = _solo(16)
    second = piano_rolls(Solo(solo.title, solo.notes, solo.chords[:1], solo.bars, ()))[1]
    assert second["layer"][0]["encoding"]["x"]["axis"]["labelExpr"].startswith('{"8": "Dm7"}')


def test_copied_notes_are_underlined_on_their_lines() -> None:
    first, second = piano_rolls(_solo(16), range(3, 7))
    underlined = [row["start"] for row in first["layer"][2]["data"]["values"]]

    assert underlined == pytest.approx([1, 1.25, 1.5, 2])
    assert len(second["layer"]) == len(piano_rolls(_solo(16))[0]["layer"]) == 2


def test_a_solo_without_notes_or_chords_is_an_empty_roll() -> None:
    (roll,) = piano_rolls(Solo("Silence", (), (), bars_of(Meter(), 4), ()))
    assert _note_rows(roll) == []


def test_loss_chart_draws_what_there_is() -> None:
    without = loss_chart([EpochLoss(1, 130.0), EpochLoss(2, 100.0)], 10)
    assert without["data"]["values"] == [
        {"epoch": 1, "loss": 130.0, "of": "training"},
        {"epoch": 2, "loss": 100.0, "of": "training"},
    ]
    assert without["encoding"]["color"]["legend"] is None
    assert without["encoding"]["x"]["scale"]["domain"] == [0, 10]
    with_held_out = loss_chart([EpochLoss(1, 130.0, 140.0)], 10)
    assert [row["of"] for row in with_held_out["data"]["values"]] == ["training", "held out"]
    assert with_held_out["encoding"]["color"]["legend"] is not None


@given(st.integers(0, 1000), st.integers(2, 200))
def test_thinned_keeps_order_first_and_last(count: int, most: int) -> None:
    losses = [EpochLoss(epoch, 1.0) for epoch in range(1, count + 1)]
    kept = thinned(losses, most)
    assert len(kept) == min(count, most)
    assert list(kept) == sorted(set(kept), key=lambda loss: loss.epoch)
    if losses:
        assert (kept[0], kept[-1]) == (losses[0], losses[-1])


@pytest.mark.parametrize(
    "colour", [*(style.colour for style in CATEGORY_STYLES), TRAINING_COLOUR, HELD_OUT_COLOUR, COPIED_COLOUR]
)
@pytest.mark.parametrize("background", BACKGROUNDS)
def test_colours_stand_out_in_both_themes(colour: str, background: str) -> None:
    darker, lighter = sorted((_luminance(colour), _luminance(background)))
    assert (lighter + 0.05) / (darker + 0.05) >= 3


def _luminance(colour: str) -> float:
    """Relative luminance as WCAG 2 defines it."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
