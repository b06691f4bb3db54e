import pytest

from jazzcore.band.feels import FEELS
from jazzcore.errors import SettingError
from jazzcore.music.charts.forms import FORMS, form, keys_of
from jazzcore.music.charts.text import format_chart
from jazzcore.music.chords.table import parse_symbol
from jazzcore.music.leadsheet import LeadSheet, chord_at

NAMES = [form.name for form in FORMS]
BARS = {
    "blues": 12, "minor blues": 12, "rhythm changes": 32, "ii-V-I major": 8, "ii-V-I minor": 8,
    "modal": 32, "bossa": 32, "waltz": 16,
}  # fmt: skip


def intervals(chart: LeadSheet) -> list[tuple[object, object, int]]:
    """The chords with their roots and basses counted from the root of the first one."""
    symbols = [parse_symbol(event.chord.symbol) for event in chart.chords]
    return [(s.quality, (s.root - symbols[0].root) % 12, (s.bass - symbols[0].root) % 12) for s in symbols]


@pytest.mark.parametrize("name", NAMES)
def test_a_form_is_the_same_music_in_twelve_keys(name: str) -> None:
    keys = keys_of(name)
    charts = [form(name, key) for key in keys]

    assert len({chart.chords[0].chord.symbol for chart in charts}) == 12
    assert [chart.key for chart in charts] == list(keys)
    assert all(intervals(chart) == intervals(charts[0]) for chart in charts)
    assert form(name) in charts


@pytest.mark.parametrize("name", NAMES)
def test_a_form_has_its_length_and_every_bar_a_chord_of_its_own(name: str) -> None:
    chart = form(name)
    assert len(chart.bars) == BARS[name]
    assert chart.title
    for bar in chart.bars:
        assert chord_at(chart.chords, bar.onset_quarter).onset_quarter == bar.onset_quarter


def test_forms_begin_at_a_tempo_and_in_a_feel_of_the_studio() -> None:
    assert set(NAMES) == set(BARS)
    assert all(form.feel in FEELS and 40 <= form.tempo_bpm <= 320 for form in FORMS)
    assert [form(name).tempo_bpm for name in NAMES] == [form.tempo_bpm for form in FORMS]


def test_the_blues_by_hand() -> None:
    assert format_chart(form("blues", "Bb major")) == (
        "Bb7 | Eb7 | Bb7 | Fm7 Bb7\nEb7 | Edim7 | Bb7 | Dm7b5 G7b9\nCm7 | F7 | Bb7 G7 | Cm7 F7"
    )


def test_rhythm_changes_are_aaba() -> None:
    sections = format_chart(form("rhythm changes")).split("\n")
    assert sections[0] == sections[2] == sections[6]
    assert sections[4] == "D7 | % | G7 | %"
    assert sections[3] == sections[7] != sections[1]


def test_the_modal_form_is_two_minor_chords_a_semitone_apart() -> None:
    roots = [parse_symbol(event.chord.symbol).root for event in form("modal").chords]
    assert roots == [2] * 16 + [3] * 8 + [2] * 8


def test_only_the_waltz_is_in_three() -> None:
    assert [name for name in NAMES if form(name).bars[0].meter.beats == 3] == ["waltz"]


def test_what_is_no_form_or_no_key_of_it_is_named() -> None:
    with pytest.raises(SettingError, match="There is no form 'polka'; choose one of blues, minor blues"):
        form("polka")
    with pytest.raises(SettingError, match="Jazz blues has no key 'F minor'; choose one of C major, Db major"):
        form("blues", "F minor")
