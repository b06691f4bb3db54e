from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jazzcore.errors import ChordSymbolError
from jazzcore.music.charts.bar_texts import bar_events, bar_text
from jazzcore.music.chords.table import chord_of
from jazzcore.music.leadsheet import Bar, ChordEvent, Meter, bars_of, by_bar

FOUR, THREE = Bar(Fraction(8), Meter()), Bar(Fraction(3), Meter(3, 4))


def read(text: str, bar: Bar = FOUR) -> list[tuple[Fraction, str]]:
    return [(event.onset_quarter, event.chord.symbol) for event in bar_events(text, bar, 3)]


@pytest.mark.parametrize(
    ("text", "bar", "chords"),
    [
        ("Dm7", FOUR, [(8, "Dm7")]),
        ("Dm7 G7", FOUR, [(8, "Dm7"), (10, "G7")]),
        ("Dm7 / / G7", FOUR, [(8, "Dm7"), (11, "G7")]),
        ("/ G7", FOUR, [(10, "G7")]),
        ("%", FOUR, []),
        ("C / G7", THREE, [(3, "C"), (5, "G7")]),
        ("C F", Bar(Fraction(0), Meter(6, 8)), [(0, "C"), (Fraction(3, 2), "F")]),
        ("C F", Bar(Fraction(0), Meter(5, 4)), [(0, "C"), (2, "F")]),
    ],
)
def test_a_text_and_its_chords(text: str, bar: Bar, chords: list[tuple[Fraction, str]]) -> None:
    assert read(text, bar) == chords
    assert bar_text(bar_events(text, bar, 3), bar) == text


def test_usual_spellings_and_bar_lines_are_read() -> None:
    assert read("| D-7  G7(b9) |") == [(8, "Dm7"), (10, "G7b9")]
    assert read("") == []
    assert read("C/E N.C.") == [(8, "C/E"), (10, "N.C.")]


def test_a_chord_off_the_beat_is_shown_on_the_beat_before() -> None:
    assert bar_text([ChordEvent(Fraction(21, 2), chord_of("G7"))], FOUR) == "/ G7"


@pytest.mark.parametrize(
    ("text", "bar", "message"),
    [
        ("Dm7 G7 C", FOUR, "Bar 3 has 'Dm7 G7 C', which is 3 chords where there is room for 1 or 2 or 4; write /"),
        ("Dm7 G7", THREE, "Bar 3 has 'Dm7 G7', which is 2 chords where there is room for 1 or 3; write /"),
        ("Dm7 H7", FOUR, "Bar 3: 'H7' is no chord symbol"),
        ("Cblah", FOUR, "Bar 3: 'Cblah' has the unknown quality"),
    ],
)
def test_what_cannot_be_read_is_one_sentence(text: str, bar: Bar, message: str) -> None:
    with pytest.raises(ChordSymbolError) as caught:
        bar_events(text, bar, 3)
    assert str(caught.value).startswith(message)


meters = st.builds(Meter, st.integers(1, 12), st.sampled_from([2, 4, 8, 16]))


@given(meters, st.dictionaries(st.integers(0, 11), st.sampled_from(["C", "Dm7", "G7/B", "N.C."]), max_size=4))
def test_chords_on_beats_survive_as_text(meter: Meter, chords: dict[int, str]) -> None:
    (bar,) = bars_of(meter, 1)
    step = Fraction(1) if meter.unit <= 4 else meter.bar_quarter
    events = tuple(
        ChordEvent(step * beat, chord_of(chords[beat])) for beat in sorted(chords) if step * beat < bar.end_quarter
    )
    assert bar_events(bar_text(events, bar), bar, 1) == events


def test_chords_lie_in_the_bars_in_which_they_begin() -> None:
    events = [ChordEvent(Fraction(onset), chord_of("C")) for onset in (0, 3, 8)]
    assert [len(bar) for bar in by_bar(events, bars_of(Meter(), 3))] == [2, 0, 1]
