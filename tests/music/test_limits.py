"""Limits are declared once, and settings, documents and sliders read the same ones."""

from dataclasses import dataclass, replace
from typing import Any

import pytest

from jazzcore.errors import DocumentError, SettingError
from jazzcore.music.documents import decode, encode
from jazzcore.music.limits import TAKE_TEMPOS_BPM, Seed, Share, check_settings, clamp


@dataclass(frozen=True)
class Knobs:
    share: Share = 0.5
    seed: Seed | None = None
    name: str = ""


LABELS = {"share": "The share", "seed": "The seed"}


@pytest.mark.parametrize("knobs", [Knobs(), Knobs(0), Knobs(1.0, 2**32 - 1)])
def test_settings_in_their_range_pass_and_come_back(knobs: Knobs) -> None:
    check_settings(knobs, LABELS)
    assert decode(Knobs, encode(knobs)) == knobs


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"share": 1.1}, "The share is 1.1; set it between 0 and 1."),
        ({"share": float("nan")}, "The share is nan; set it between 0 and 1."),
        ({"seed": -1}, "The seed is -1; set it between 0 and 4294967295."),
    ],
)
def test_a_number_out_of_range_is_refused_in_settings_and_in_documents(changes: dict[str, Any], sentence: str) -> None:
    knobs = replace(Knobs(), **changes)
    with pytest.raises(SettingError) as refused:
        check_settings(knobs, LABELS)
    assert str(refused.value) == sentence
    with pytest.raises(DocumentError):
        decode(Knobs, encode(knobs))


@pytest.mark.parametrize(("bpm", "expected"), [(10, 40), (40, 40), (99.5, 99.5), (400, 320)])
def test_a_tempo_is_moved_into_its_limits(bpm: float, expected: float) -> None:
    assert clamp(bpm, TAKE_TEMPOS_BPM) == expected
