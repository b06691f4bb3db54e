from fractions import Fraction
from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jazzcore.errors import ChartError
from jazzcore.music.beats import beats_of
from jazzcore.music.charts.reading import MOST_BARS, MOST_CHARACTERS, MOST_FAULTS
from jazzcore.music.charts.text import check_chart, format_chart, parse_chart
from jazzcore.music.chords.names import as_written
from jazzcore.music.chords.table import QUALITIES, Quality, chord_of
from jazzcore.music.leadsheet import Bar, ChordEvent, LeadSheet, Meter
from tests.music.chords.usual_spellings import USUAL_SPELLINGS


def chords(text: str) -> list[tuple[Fraction, str]]:
    return [(event.onset_quarter, event.chord.symbol) for event in parse_chart(text).chords]


def roots(text: str) -> str:
    """The chords of a chart whose bars hold one each, run together."""
    return "".join(event.chord.symbol for event in parse_chart(text).chords)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Dm7 | G7 | Cmaj7", [(0, "Dm7"), (4, "G7"), (8, "Cmaj7")]),
        ("Dm7 G7 | Cmaj7", [(0, "Dm7"), (2, "G7"), (4, "Cmaj7")]),
        ("Dm7 / / G7 | / C", [(0, "Dm7"), (3, "G7"), (6, "C")]),
        ("3/4 C / G7 | C F G", [(0, "C"), (2, "G7"), (3, "C"), (4, "F"), (5, "G")]),
        ("C | % | % ||", [(0, "C"), (4, "C"), (8, "C")]),
        ("C | / | /", [(0, "C")]),
        ("Dm7 G7 | %", [(0, "Dm7"), (2, "G7"), (4, "Dm7"), (6, "G7")]),
        ("C | / G7 | %", [(0, "C"), (6, "G7"), (8, "C"), (10, "G7")]),
        ("6/8 C F | 4/4 G | 5/4 A D", [(0, "C"), (Fraction(3, 2), "F"), (3, "G"), (7, "A"), (9, "D")]),
        ("3/4 | C | 4/4\nF | G", [(0, "C"), (3, "F"), (7, "G")]),
        ("C/E N.C. | B♭7/F", [(0, "C/E"), (2, "N.C."), (4, "Bb7/F")]),
        ("G7(b9, #11) C♯m7", [(0, "G7b9#11"), (2, "C#m7")]),
        ("[Intro] C\n[A] F [B] G\n\n", [(0, "C"), (4, "F"), (6, "G")]),
    ],
)
def test_a_chart_by_hand(text: str, expected: list[tuple[Fraction, str]]) -> None:
    assert chords(text) == expected


def test_bars_and_what_is_shown_beside_the_text() -> None:
    chart = parse_chart("C | 3/4 F | G", "Mine", 97.5, "C major")

    assert [(bar.onset_quarter, bar.meter) for bar in chart.bars] == [(0, Meter()), (4, Meter(3, 4)), (7, Meter(3, 4))]
    assert (chart.title, chart.tempo_bpm, chart.key, chart.first_bar, chart.melody) == ("Mine", 97.5, "C major", 1, ())


def test_a_chord_sounds_as_everywhere_but_keeps_the_name_of_its_root() -> None:
    (event,) = parse_chart("G♭-7/Cb").chords
    assert event.chord.symbol == "Gbm7/Cb"
    assert event.chord.pitches == chord_of("F#m7/B").pitches


@pytest.mark.parametrize("quality", QUALITIES, ids=lambda quality: quality.suffix or "major")
def test_every_quality_can_be_typed(quality: Quality) -> None:
    typed = f"Ab{quality.suffix}", f"Eb{quality.suffix}/G"
    assert chords(" ".join(typed)) == [(0, typed[0]), (2, typed[1])]


@pytest.mark.parametrize("spelling", USUAL_SPELLINGS)
def test_every_usual_spelling_can_be_typed(spelling: str) -> None:
    event, _ = parse_chart(f"{spelling} | C").chords
    assert chord_of(event.chord.symbol) == chord_of(spelling)


@pytest.mark.parametrize(
    ("text", "played"),
    [
        ("|: C | D :| E", "CDCDE"),
        ("C | D :| E", "CDCDE"),
        ("C | D :| E | F :|", "CDCDEFEF"),
        ("C |: D :|: E :| F", "CDDEEF"),
        ("|: C :: D :|", "CCDD"),
        ("A |: C |1 D :|2 E | F", "ACDCEF"),
        ("A |: C | 1. D :|\n 2. E || F", "ACDCEF"),
        ("C |1 D :|2 E :|3 F | G", "CDCECFG"),
        ("A |: 4/4 | C :| D", "ACCD"),
        ("|: C |1 D :|2 E |: F |1 G :|2 A", "CDCEFGFA"),
        ("(1) G | C :| D", "GCCD"),
        ("|: C |1 D :|2 % |", "CDCC"),
        ("|: C |1 D :|2 / G |", "CDCG"),
    ],
)
def test_repeats_and_endings_are_written_out(text: str, played: str) -> None:
    assert roots(text) == played


def test_a_bar_keeps_its_meter_when_it_is_repeated() -> None:
    chart = parse_chart("|: C | 3/4 F :| G")
    assert [bar.meter.beats for bar in chart.bars] == [4, 3, 4, 3, 3]
    assert [event.onset_quarter for event in chart.chords] == [0, 4, 7, 11, 14]


@pytest.mark.parametrize(
    ("text", "meter", "expected"),
    [
        ("(1) G7 | C", Meter(1, 4), [(0, "G7"), (1, "C")]),
        ("3/4 (2) D7 G7 | C", Meter(2, 4), [(0, "D7"), (1, "G7"), (2, "C")]),
        ("(1/8) | C", Meter(1, 8), [(Fraction(1, 2), "C")]),
    ],
)
def test_a_pickup_is_a_short_bar_before_the_first(
    text: str, meter: Meter, expected: list[tuple[Fraction, str]]
) -> None:
    chart = parse_chart(text)
    assert chart.first_bar == 0
    assert chart.bars[0].meter == meter
    assert chords(text) == expected


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("Dm7 | G7 | Hm7", [("Hm7", "Bar 3: 'Hm7' is no chord symbol; did you mean Bm7?")]),
        ("C | Cqqq | D", [("Cqqq", "Bar 2: 'Cqqq' has the unknown quality 'qqq'; write one")]),
        (
            "x | Cmaj8",
            [("x", "Bar 1: 'x' is no chord symbol; begin"), ("Cmaj8", "Bar 2: 'Cmaj8' is no chord symbol; did")],
        ),
        ("(1) x | y", [("x", "Bar 0: 'x'"), ("y", "Bar 1: 'y'")]),
        ("C | Dm7 G7 C", [("Dm7 G7 C", "Bar 2 has 3 chords where there is room for 1 or 2 or 4; write / for")]),
        ("C | % F", [("%", "Bar 2: % repeats a whole bar; let it stand alone")]),
        ("% | C", [("%", "Bar 1: there is no bar before it for % to repeat")]),
        ("C | 3/4 %", [("%", "Bar 2: the bar before it has another length")]),
        ("C 3/4", [("3/4", "Bar 1: write the time signature 3/4 before")]),
        ("C | (1) G", [("(1)", "Bar 2: a pickup such as (1) stands at the beginning")]),
        ("(2) (1) C | D", [("(1)", "Bar 0: a pickup such as (1) stands at the beginning")]),
        ("7/5 C", [("7/5", "Bar 1: 7/5 is no time signature; write 1 to 16 over 2, 4, 8 or 16")]),
        ("3/0 C | 16/2 D", [("3/0", "Bar 1: 3/0 is no"), ("16/2", "Bar 2: 16/2 is no")]),
        ("3/4 (4) C | D", [("(4)", "The pickup (4) does not fit into a bar of 3/4")]),
        ("(0/8) C | D", [("(0/8)", "The pickup (0/8) does not fit into a bar of 4/4")]),
        ("(1) G7", [("(1) G7", "The pickup stands alone; write a bar after it")]),
        (":| C", [(":|", "Before bar 1: there is no bar right before this sign to repeat")]),
        ("C |: D", [("|:", "This repeat is never closed; write :|")]),
        ("|: C |: D :|", [("|:", "This repeat is never closed; write :|")]),
        ("C :|:", [(":|:", "There is no bar after this sign")]),
        ("C |1", [("1", "There is no bar after this sign")]),
        ("C |1 D", [("1", "This ending is never closed; write :| at its end")]),
        ("C |1 D :|", [(":|", "Ending 2 has to come after this; write |2")]),
        ("C |1 D :| E", [(":|", "Ending 2 has to come after this; write |2")]),
        ("C |1 D :|3 E", [(":|", "Ending 2 has to come"), ("3", "Ending 3 has to come right after ending 2")]),
        ("C |2 D", [("2", "Ending 2 has to come right after ending 1 and its :|")]),
        ("C |1 D :|2 E |1 F", [("1", "These endings need a repeat sign |: of their own")]),
        ("C | [A D", [("[", "Bar 2: '[' stands alone; write a section as in [A]")]),
        (
            "C | D] : E",
            [("]", "Bar 2: ']' stands alone"), (":", "Bar 2: ':' stands alone; write a section as in [A] and")],
        ),
        ("", [("", "The chart has no chord; write bars of chords, as in Dm7 | G7")]),
        ("N.C. | %", [("N.C. | %", "The chart has no chord")]),
        ("C" + "7" * 30, [("C" + "7" * 30, "Bar 1: 'C77777777777777777777777…' is too long")]),
    ],
)
def test_what_is_wrong_is_pointed_at(text: str, faults: list[tuple[str, str]]) -> None:
    found = check_chart(text)
    assert [text[fault.start : fault.end] for fault in found] == [place for place, _ in faults]
    for fault, (_, sentence) in zip(found, faults, strict=True):
        assert fault.sentence.startswith(sentence)
        assert fault.sentence.endswith((".", "?"))


def test_the_right_place_is_pointed_at_among_equals() -> None:
    (fault,) = check_chart("C 3/4 | C C | C")
    assert (fault.start, fault.end) == (2, 5)
    first, second = check_chart("qq | C | qq")
    assert (first.start, second.start) == (0, 9)


def test_what_was_meant_is_proposed() -> None:
    assert check_chart("dm7/f")[0].proposals == ("Dm7/F",)
    assert check_chart("Cmaj8")[0].proposals == ("Cmaj9", "Cmaj7")


def test_parsing_raises_the_first_fault_with_its_place() -> None:
    with pytest.raises(ChartError, match=r"^Bar 2: 'Hm7' is no chord symbol; did you mean Bm7\?$") as caught:
        parse_chart("C | Hm7 | Xm7")
    assert (caught.value.text, caught.value.start, caught.value.end) == ("C | Hm7 | Xm7", 4, 7)


@pytest.mark.parametrize(
    "text",
    [
        "C " * (MOST_CHARACTERS // 2) + "C",
        "C | " * MOST_BARS + "C",
        "|: " + "C | " * 300 + "C :|",
        "|: " + "C | " * 600 + ":|",
    ],
)
def test_a_chart_that_is_too_long_is_refused(text: str) -> None:
    (fault,) = check_chart(text)
    assert "shorten it" in fault.sentence


def test_a_chart_as_long_as_may_be_is_read() -> None:
    assert len(parse_chart("|: " + "C | " * 255 + "C :|").bars) == MOST_BARS


@pytest.mark.parametrize("piece", [":", "|", "(", "(a", "[", "\n", "C+9", " +9", "|:C:|2", "x ", "Cq ", "|1"])
def test_endless_nonsense_is_answered(piece: str) -> None:
    text = piece * (MOST_CHARACTERS // len(piece))
    assert 1 <= len(check_chart(text)) <= MOST_FAULTS


def test_a_chart_is_written_four_bars_a_line() -> None:
    text = "3/4 (1) D7 | Gmaj7 | % | Am7 / D7 | %\nG/B | 4/4 C D | / | /\nC | / G7 | / G7"
    assert format_chart(parse_chart(text)) == text
    assert format_chart(parse_chart("|: C | D7/F# G :|")) == "C | D7/F# G | C | D7/F# G"


METERS = st.builds(Meter, st.integers(1, 16), st.sampled_from([4, 8, 16]))
CHORDS = st.sampled_from(["C", "Dbm7", "C#m7", "G7/B", "Gb13#11/Cb", "N.C.", "F6/9"]).map(as_written)


@st.composite
def charts(draw: st.DrawFn) -> LeadSheet:
    meters = draw(st.lists(st.sampled_from(draw(st.lists(METERS, min_size=1, max_size=3))), min_size=1, max_size=10))
    first_bar = 0 if len(meters) > 1 and meters[0].bar_quarter <= meters[1].bar_quarter and draw(st.booleans()) else 1
    onsets = accumulate((meter.bar_quarter for meter in meters), initial=Fraction(0))
    bars = tuple(Bar(onset, meter) for onset, meter in zip(onsets, meters, strict=False))
    places = [bar.onset_quarter + beat for bar in bars for beat in beats_of(bar.meter)]
    chosen = draw(st.dictionaries(st.sampled_from(places), CHORDS)) | {draw(st.sampled_from(places)): as_written("C")}
    events = tuple(ChordEvent(onset, chosen[onset]) for onset in sorted(chosen))
    if draw(st.booleans()):
        events = tuple(ChordEvent(bar.onset_quarter, as_written("Dm7")) for bar in bars)
    return LeadSheet("Changes", (), events, bars, 120.0, "typed in", first_bar=first_bar)


@given(charts())
def test_a_chart_survives_as_text(chart: LeadSheet) -> None:
    assert parse_chart(format_chart(chart)) == chart


@given(st.text("CDmH7#b/|:%[]()123. \n♭x", max_size=40))
def test_any_text_is_a_chart_or_has_faults_inside_it(text: str) -> None:
    faults = check_chart(text)
    assert all(0 <= fault.start <= fault.end <= len(text) for fault in faults)
    assert [fault.start for fault in faults] == sorted(fault.start for fault in faults)
    if not faults:
        chart = parse_chart(text)
        assert parse_chart(format_chart(chart)) == chart
