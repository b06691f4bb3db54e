import json
from dataclasses import fields, replace
from fractions import Fraction

import pytest

from jazzcore.band.settings import band_for
from jazzcore.errors import BundleError, SettingError
from jazzcore.evaluation.reference import Reference
from jazzcore.music.documents import decode, encode, to_builtins
from jazzcore.music.notes import Note
from jazzcore.takes.make import Player, make_take
from jazzcore.takes.take import (
    Origin,
    Regenerated,
    Take,
    TakeSettings,
    changes_digest,
    take_from_files,
    take_to_files,
)
from tests.models.bundles import CHART, random_bundle

BAND = replace(band_for("swing", 140, 56), swing_ratio=1.5)


@pytest.fixture(scope="module")
def take() -> Take:
    player = Player(random_bundle(), "my-model", Reference())
    return make_take(player, CHART, TakeSettings(value_count=10, seed=7, band=BAND))


def test_a_take_comes_back_as_it_was(take: Take) -> None:
    assert take_from_files(take_to_files(take)) == take


def test_an_origin_comes_back_with_its_primer_and_regenerated_bars(take: Take) -> None:
    origin = replace(take.origin, primer=replace(CHART, melody=(Note(Fraction(1, 3), Fraction(2, 3), 60),)))
    origin = replace(origin, regenerated=(Regenerated(2, 4, 5), Regenerated(0, 1, 6)))

    assert to_builtins(origin)["anew"] == [[2, 4, 5], [0, 1, 6]]
    assert decode(Origin, encode(origin)) == origin


def test_the_same_changes_under_another_title_have_the_same_digest() -> None:
    other = replace(CHART, chords=CHART.chords[:-1])

    assert changes_digest(replace(CHART, title="Else", tempo_bpm=99.0)) == changes_digest(CHART)
    assert changes_digest(other) != changes_digest(CHART)


@pytest.mark.parametrize("name", ["take.json", "take.mid", "take.wav"])
def test_a_missing_file_is_named(take: Take, name: str) -> None:
    files = take_to_files(take)
    del files[name]

    with pytest.raises(BundleError, match=name):
        take_from_files(files)


@pytest.mark.parametrize("text", [b"", b"[]", b"{}", b'{"notes": 3}'])
def test_a_damaged_take_is_one_sentence(take: Take, text: bytes) -> None:
    with pytest.raises(BundleError, match="A saved take cannot be read"):
        take_from_files(take_to_files(take) | {"take.json": text})


@pytest.mark.parametrize(
    ("name", "number"),
    [
        *(("value_count", 9), ("value_count", 501), ("choruses", 0), ("choruses", 9), ("rhythm_temperature", 2.1)),
        *(("temperature", -0.1), ("temperature", 2.1), ("top_p", 0.0), ("top_p", 1.1), ("seed", -1)),
    ],
)
def test_a_setting_out_of_range_is_named_with_its_range(name: str, number: float) -> None:
    with pytest.raises(SettingError, match=rf"is {number}; set it between"):
        replace(TakeSettings(), **{name: number})  # a float where an int stands is part of the test


@pytest.mark.parametrize("tempo_bpm", [39, 321])
def test_a_tempo_out_of_range_is_named_with_its_range(tempo_bpm: float) -> None:
    with pytest.raises(SettingError, match=rf"The tempo is {tempo_bpm}; set it between 40 and 320\."):
        TakeSettings(band=replace(BAND, tempo_bpm=tempo_bpm))


def test_every_setting_has_a_range() -> None:
    tried = {"value_count", "choruses", "temperature", "rhythm_temperature", "top_p", "seed"}

    assert {field.name for field in fields(TakeSettings)} == tried | {"band"}


def test_a_setting_that_a_saved_take_lacks_has_its_default(take: Take) -> None:
    files = take_to_files(take)
    document = json.loads(files["take.json"])
    del document["settings"]["rhythm_temperature"], document["card"], document["remarks"]

    old = take_from_files(files | {"take.json": json.dumps(document).encode()})

    assert (old.settings, old.report, old.remarks) == (take.settings, None, ())
