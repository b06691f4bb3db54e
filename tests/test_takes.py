import json
from dataclasses import fields

import pytest

from jazzcore.errors import BundleError, SettingError
from jazzcore.pipeline import make_take
from jazzcore.solo.reference import Reference
from jazzcore.takes import Take, TakeSettings, take_from_files, take_to_files
from tests.models.bundles import CHART, random_bundle


@pytest.fixture(scope="module")
def take() -> Take:
    return make_take(
        random_bundle(), "my-model", CHART, TakeSettings(value_count=10, seed=7, swing_ratio=1.5), Reference()
    )


def test_a_take_comes_back_as_it_was(take: Take) -> None:
    assert take_from_files(take_to_files(take)) == take


@pytest.mark.parametrize("name", ["take.json", "take.mid", "take.wav"])
def test_a_missing_file_is_named(take: Take, name: str) -> None:
    files = take_to_files(take)
    del files[name]

    with pytest.raises(BundleError, match=name):
        take_from_files(files)


@pytest.mark.parametrize("text", [b"", b"[]", b"{}", b'{"notes": 3}'])
def test_a_damaged_take_is_one_sentence(take: Take, text: bytes) -> None:
    with pytest.raises(BundleError, match="A kept take cannot be read"):
        take_from_files(take_to_files(take) | {"take.json": text})


@pytest.mark.parametrize(
    ("name", "number"),
    [
        *(("value_count", 9), ("value_count", 501), ("choruses", 0), ("choruses", 9), ("rhythm_temperature", 2.1)),
        *(("temperature", -0.1), ("temperature", 2.1), ("top_p", 0.0), ("top_p", 1.1), ("seed", -1)),
        *(("tempo_bpm", 39), ("tempo_bpm", 321), ("swing_ratio", 0.9), ("swing_ratio", 3.1)),
        *(("program", -1), ("program", 128)),
    ],
)
def test_a_setting_out_of_range_is_named_with_its_range(name: str, number: float) -> None:
    with pytest.raises(SettingError, match=rf"is {number}; set it between"):
        TakeSettings(**{name: number})  # type: ignore[arg-type]  # a float where an int stands is part of the test


def test_every_setting_has_a_range() -> None:
    tried = {"value_count", "choruses", "temperature", "rhythm_temperature", "top_p", "seed"}

    assert {field.name for field in fields(TakeSettings)} == tried | {"tempo_bpm", "swing_ratio", "program"}


def test_a_take_from_before_a_setting_came_into_being_opens_with_its_default(take: Take) -> None:
    files = take_to_files(take)
    document = json.loads(files["take.json"])
    del document["settings"]["choruses"]
    document["settings"]["chart"] = 0

    assert take_from_files(files | {"take.json": json.dumps(document).encode()}) == take
