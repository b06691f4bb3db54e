from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jazzcore.errors import SettingError
from jazzcore.music.charts.text import format_chart, parse_chart
from jazzcore.music.charts.transposition import transposed, with_choruses
from jazzcore.music.chords.names import key_name, key_of
from jazzcore.music.chords.table import ROOT_NAMES, chord_of, parse_symbol
from jazzcore.music.leadsheet import LeadSheet
from jazzcore.music.notes import Note

BLUES = parse_chart("F7 | Bb7 Bdim7 | Am7b5 D7b9/F# | N.C.", key="F major")


@pytest.mark.parametrize(
    ("semitones", "key", "text"),
    [
        (0, "F major", "F7 | Bb7 Bdim7 | Am7b5 D7b9/F# | N.C."),
        (2, "G major", "G7 | C7 C#dim7 | Bm7b5 E7b9/G# | N.C."),
        (-1, "E major", "E7 | A7 A#dim7 | G#m7b5 C#7b9/F | N.C."),
        (1, "Gb major", "Gb7 | Cb7 Cdim7 | Bbm7b5 Eb7b9/G | N.C."),
        (8, "Db major", "Db7 | Gb7 Gdim7 | Fm7b5 Bb7b9/D | N.C."),
        (12, "F major", "F7 | Bb7 Bdim7 | Am7b5 D7b9/F# | N.C."),
    ],
)
def test_a_blues_in_other_keys(semitones: int, key: str, text: str) -> None:
    moved = transposed(BLUES, semitones)
    assert (moved.key, format_chart(moved)) == (key, text)


@pytest.mark.parametrize(
    ("key", "semitones", "expected"),
    [
        ("C minor", 1, "C# minor"),
        ("D dorian", 1, "Eb dorian"),
        ("Bb-maj", 2, "C-maj"),
        ("A-min", -1, "G#-min"),
        ("C", 6, "Gb"),
    ],
)
def test_a_key_moves_with_its_mode_as_it_was_written(key: str, semitones: int, expected: str) -> None:
    assert transposed(replace(BLUES, key=key), semitones).key == expected


@pytest.mark.parametrize("key", [None, "", "unknown", "Dunno"])
def test_without_a_key_the_chords_tell_how_they_are_named(key: str | None) -> None:
    chart = parse_chart("F#m7 | B7 | Emaj7 | C#m7", key=key)
    assert format_chart(transposed(chart, 0)) == "F#m7 | B7 | Emaj7 | C#m7"
    assert format_chart(transposed(chart, 4)) == "Bbm7 | Eb7 | Abmaj7 | Fm7"
    assert transposed(chart, 4).key == key


@given(st.sampled_from(ROOT_NAMES), st.sampled_from(["m7", "7alt", "maj7"]), st.integers(-24, 24))
def test_every_tone_moves_by_as_many_semitones(root: str, suffix: str, semitones: int) -> None:
    chart = parse_chart(f"{root}{suffix}/C | C{suffix}/{root}", key=f"{root} major")
    moved = transposed(chart, semitones)
    for before, after in zip(chart.chords, moved.chords, strict=True):
        old, new = parse_symbol(before.chord.symbol), parse_symbol(after.chord.symbol)
        assert ((old.root + semitones) % 12, (old.bass + semitones) % 12) == (new.root, new.bass)
        assert old.quality == new.quality
        assert after.chord.pitches == chord_of(after.chord.symbol).pitches
    assert transposed(moved, -semitones) == transposed(chart, 0)


@given(st.sampled_from(["major", "minor"]), st.integers(0, 11))
def test_names_of_roots_are_plain_and_the_tonic_is_the_keys(mode: str, semitones: int) -> None:
    key = key_of("C", mode).transposed(semitones)
    names = key.root_names
    assert [parse_symbol(name).root for name in names] == list(range(12))
    assert names[semitones] == str(key).split()[0]
    assert len({name[0] for name in names}) == 7


def test_minor_keys_name_their_leading_tone() -> None:
    names = {tonic: key_of(tonic, "minor").root_names for tonic in ("A", "D", "Eb", "G#")}
    assert (names["A"][8], names["D"][1], names["Eb"][11], names["G#"][3]) == ("G#", "C#", "Cb", "D#")


def test_what_is_no_key_names_none() -> None:
    assert [key_name(text) for text in ("", "H dur", "Abc", "?")] == [None] * 4
    assert str(key_name("B♭ major")) == "Bb major"


def test_choruses_follow_each_other_and_the_pickup_is_played_once() -> None:
    chart = with_choruses(parse_chart("(1) G7 | C | 3/4 F G A"), 3)

    assert [bar.meter.beats for bar in chart.bars] == [1, 4, 3, 4, 3, 4, 3]
    assert [bar.onset_quarter for bar in chart.bars] == [0, 1, 5, 8, 12, 15, 19]
    assert "".join(event.chord.symbol for event in chart.chords) == "G7CFGACFGACFGA"
    assert [event.onset_quarter for event in chart.chords] == [0, 1, 5, 6, 7, 8, 12, 13, 14, 15, 19, 20, 21]
    assert chart.first_bar == 0


def test_one_chorus_is_the_chart_itself() -> None:
    assert with_choruses(BLUES, 1) == BLUES


def test_a_melody_is_left_out() -> None:
    sung: LeadSheet = replace(BLUES, melody=(Note(BLUES.bars[0].onset_quarter, BLUES.end_quarter, 60),))
    assert with_choruses(sung, 2).melody == transposed(sung, 3).melody == ()


@pytest.mark.parametrize("count", [0, 9])
def test_too_many_choruses_are_refused(count: int) -> None:
    with pytest.raises(SettingError, match=f"{count} choruses cannot be played; choose 1 to 8"):
        with_choruses(BLUES, count)
