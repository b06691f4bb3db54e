import json
import re
from typing import Any

import pytest

from jazzcore.band.feels import FEELS, swing_ratio_at
from jazzcore.band.rhythms import BRUSH_KIT, JAZZ_KIT
from jazzcore.band.settings import BandSettings, PartSettings, balance_of, band_for
from jazzcore.errors import DocumentError, SettingError
from jazzcore.music.documents import decode, encode, to_builtins
from jazzcore.music.instruments import SOLO_INSTRUMENTS
from tests.band.band_charts import MUTED


def test_settings_come_back_from_json_as_they_were() -> None:
    for settings in (BandSettings(), BandSettings(90.5, 1.3, "bossa", 0.5, drums=PartSettings(40, 3, 127, True))):
        assert decode(BandSettings, encode(settings)) == settings


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"solo": {}}, "`program` - at `$.solo`"),
        ({"bass": 3}, "Expected `object`, got `int` - at `$.bass`"),
        ({"tempo_bpm": 1001}, "<= 1000"),
        ({"piano": {"program": 128, "volume": 3}}, "<= 127 - at `$.piano.program`"),
        ({"feel": "polka"}, "no feel 'polka'"),
    ],
)
def test_a_document_of_no_settings_is_refused(changed: dict[str, object], message: str) -> None:
    with pytest.raises(DocumentError, match=re.escape(message)):
        decode(BandSettings, json.dumps(to_builtins(BandSettings()) | changed).encode())


@pytest.mark.parametrize("name", ["program", "volume", "pan"])
@pytest.mark.parametrize("number", [-1, 128])
def test_a_part_out_of_range_is_named_with_its_range(name: str, number: int) -> None:
    with pytest.raises(SettingError, match=rf"{name} of a part is {number}; set it between 0 and 127"):
        PartSettings(**{"program": 0, "volume": 0} | {name: number})


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"tempo_bpm": 3}, "tempo is 3; set it between 4 and 1000"),
        ({"tempo_bpm": 1001}, "tempo is 1001"),
        ({"swing_ratio": 0.9}, "swing ratio is 0.9; set it between 1 and 3"),
        ({"swing_ratio": 3.1}, "swing ratio is 3.1"),
        ({"humanise": -0.1}, "is -0.1; set it between 0 and 1"),
        ({"humanise": 1.1}, "is 1.1"),
        ({"tempo_bpm": float("nan")}, "tempo is nan"),
        ({"feel": "polka"}, "no feel 'polka'"),
        ({"solo": MUTED, "piano": MUTED, "bass": MUTED, "drums": MUTED}, "All four parts are muted"),
    ],
)
def test_a_setting_out_of_range_is_named_with_its_range(changed: dict[str, Any], message: str) -> None:
    with pytest.raises(SettingError, match=message):
        BandSettings(**changed)


def test_the_usual_band_swings_by_tempo_where_its_feel_does() -> None:
    for name, feel in FEELS.items():
        band = band_for(name, 200, 56)
        assert band.swing_ratio == (swing_ratio_at(200) if feel.swings else 1)
        assert (band.feel, band.tempo_bpm, band.solo.program, band.drums.program) == (name, 200, 56, feel.kit)
    assert (band_for("ballad", 60).drums.program, band_for("swing", 60).drums.program) == (BRUSH_KIT, JAZZ_KIT)


@pytest.mark.parametrize("sound_font", ["TimGM6mb.sf2", "FluidR3_GM.sf2"])
def test_every_instrument_has_its_volume_in_each_sound_font(sound_font: str) -> None:
    balance = balance_of(sound_font)
    assert set(balance.solo) == {instrument.program for instrument in SOLO_INSTRUMENTS}
    assert set(balance.drums) == {feel.kit for feel in FEELS.values()}
    vibraphone, unknown = (band_for("ballad", 120, program, sound_font) for program in (11, 105))
    assert vibraphone.solo.volume == balance.solo[11]
    assert unknown.solo.volume == balance.other_solo
    assert (vibraphone.piano.volume, vibraphone.bass.volume) == (balance.piano, balance.bass)
    assert vibraphone.drums.volume == balance.drums[BRUSH_KIT]


def test_the_usual_band_is_that_of_the_font_that_comes_along() -> None:
    assert band_for("swing", 120, sound_font="unknown.sf2") == BandSettings(swing_ratio=swing_ratio_at(120))
    assert balance_of("FluidR3_GM.sf2").drums[JAZZ_KIT] < BandSettings().drums.volume
