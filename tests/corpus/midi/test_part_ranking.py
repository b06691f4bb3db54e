"""Melody and chords are found by what parts play, and every reason is said."""

from dataclasses import replace

import pytest

from jazzcore.corpus.midi.part_ranking import (
    bass_reason,
    harmony_reason,
    harmony_score,
    in_words,
    melody_reason,
    melody_score,
)
from jazzcore.corpus.midi.part_report import PartReport

BARS = 32
TRUMPET = PartReport(
    index=0, name="Trumpet", instrument="Trumpet", family="Brass", note_count=120,
    lowest_pitch=55, middle_pitch=67, highest_pitch=84, distinct_pitches=18, one_voice_percent=97,
    single_onset_percent=98, double_onset_percent=2, chord_onset_percent=0, bars_played=30,
    step_percent=80, rest_percent=30, doubled_by=(),
)  # fmt: skip


@pytest.mark.parametrize(
    "worse",
    [
        {"single_onset_percent": 50},
        {"bars_played": 10},
        {"middle_pitch": 50},
        {"distinct_pitches": 4},
        {"step_percent": 45},
        {"note_count": 30},
        {"note_count": 600},
        {"rest_percent": 0},
        {"rest_percent": 95},
        {"family": "Bass"},
        {"name": "Drums"},
    ],
    ids=str,
)
def test_each_trait_of_a_melody_counts(worse: dict[str, object]) -> None:
    assert melody_score(replace(TRUMPET, **worse), BARS) < melody_score(TRUMPET, BARS)


@pytest.mark.parametrize(
    "better",
    [{"chord_onset_percent": 80}, {"bars_played": 32}, {"rest_percent": 0}, {"family": "Piano"}, {"name": "Comping"}],
    ids=str,
)
def test_each_trait_of_chords_counts(better: dict[str, object]) -> None:
    assert harmony_score(replace(TRUMPET, **better), BARS) > harmony_score(TRUMPET, BARS)
    low = replace(TRUMPET, middle_pitch=38)
    assert harmony_score(low, BARS) < harmony_score(TRUMPET, BARS)


def test_reasons_are_words() -> None:
    assert melody_reason(TRUMPET, BARS) == (
        "plays one note at a time 97 % of the time, G3 to C6, 120 notes in 30 of 32 bars, "
        "moves by step 80 % of the time, rests 30 % of it"
    )
    named = replace(TRUMPET, name="Lead line", rest_percent=0, doubled_by=("Flute", "Strings"))
    assert melody_reason(named, BARS).endswith(
        "moves by step 80 % of the time, is named Lead line, is played by Trumpet, is doubled by Flute and Strings"
    )
    bass = replace(
        TRUMPET, name="Low bass", instrument="Acoustic Bass", family="Bass", lowest_pitch=28, highest_pitch=55
    )
    assert bass_reason(bass, BARS) == (
        "plays one note at a time 97 % of the time, lies lowest, E1 to G3, sounds in 30 of 32 bars, "
        "is named Low bass, is played by Acoustic Bass"
    )
    piano = replace(TRUMPET, name="Piano", instrument="Acoustic Grand Piano", family="Piano", chord_onset_percent=70)
    assert harmony_reason(piano, BARS) == (
        "begins two or more notes together 72 % of the time, sounds in 30 of 32 bars, "
        "is named Piano, is played by Acoustic Grand Piano"
    )


def test_what_a_part_plays_is_said_in_words() -> None:
    assert in_words(TRUMPET, BARS) == (
        "plays one note at a time 97 % of the time, G3 to C6, 120 notes in 30 of 32 bars, "
        "begins two or more together 2 % of the time, moves by step 80 % of the time, rests 30 % of it"
    )
    named = replace(TRUMPET, name="Solo", double_onset_percent=0, rest_percent=0, doubled_by=("Flute",))
    assert in_words(named, BARS).endswith("moves by step 80 % of the time, is played by Trumpet, is doubled by Flute")
