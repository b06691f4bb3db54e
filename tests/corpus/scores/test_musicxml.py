"""MusicXML scores as lead sheets: cases worked out by hand, and the etudes there and back through music21's export."""

from dataclasses import replace
from fractions import Fraction

import pytest

from jazzcore.corpus.etudes import bundled_etudes
from jazzcore.corpus.scores.musicxml import read_musicxml
from jazzcore.errors import CorpusError
from jazzcore.music.chords.table import chord_of
from jazzcore.music.leadsheet import ChordEvent, LeadSheet, Meter, bars_of
from jazzcore.music.notes import Note
from tests.corpus.scores.musicxml_export import musicxml_of
from tests.corpus.scores.musicxml_text import (
    attributes,
    degree,
    ending,
    harmony,
    note,
    repeat_end,
    repeat_start,
    rest,
    score,
    small_score,
    words,
)

ETUDES = (0, 4, 9, 15)
THIRD = Fraction(1, 3)


def read(*measures: str, more_parts: tuple[tuple[str, ...], ...] = ()) -> LeadSheet:
    return read_musicxml(score(*measures, more_parts=more_parts), "tune.musicxml")


def opening(more: str = "", meter: tuple[int, int] = (4, 4), fifths: int = 0) -> str:
    """What the first measure begins with: attributes and a chord."""
    return attributes(meter, fifths, more=more) + harmony("C")


def whole(step: str, octave: int = 5) -> str:
    return note(step, octave, 4)


def timed(sheet: LeadSheet) -> list[tuple[Fraction, Fraction, int]]:
    return [(note.onset_quarter, note.duration_quarter, note.pitch) for note in sheet.melody]


def symbols(sheet: LeadSheet) -> list[tuple[Fraction, str]]:
    return [(event.onset_quarter, event.chord.symbol) for event in sheet.chords]


def test_whole_sheet() -> None:
    assert read_musicxml(small_score(), "tune.musicxml") == LeadSheet(
        title="A tune",
        melody=(
            Note(Fraction(0), Fraction(1), 74),
            Note(Fraction(1), Fraction(1), 77),
            Note(Fraction(2), Fraction(4), 79),
            Note(Fraction(6), Fraction(2), 76),
        ),
        chords=(
            ChordEvent(Fraction(0), chord_of("Dm7")),
            ChordEvent(Fraction(2), chord_of("G7")),
            ChordEvent(Fraction(6), chord_of("Cmaj7")),
        ),
        bars=bars_of(Meter(4, 4), 2),
        tempo_bpm=120,
        source="tune.musicxml, Part 1",
        key="C major",
    )


@pytest.mark.parametrize("index", ETUDES)
def test_an_etude_comes_back_from_musicxml(index: int) -> None:
    etude = bundled_etudes().pieces[index]
    sheet = read_musicxml(musicxml_of(etude), "etude.musicxml")
    assert sheet.melody == tuple(replace(each, velocity=80) for each in etude.melody)
    assert sheet.chords == etude.chords
    assert sheet.bars == etude.bars
    assert (sheet.title, sheet.key, sheet.tempo_bpm) == (etude.title, etude.key, etude.tempo_bpm)
    assert sheet.remarks == ()


def test_triplets_are_exact_thirds() -> None:
    triplet = "<time-modification><actual-notes>3</actual-notes><normal-notes>2</normal-notes></time-modification>"
    notes = "".join(note(step, 5, 1 / 3, f"<type>eighth</type>{triplet}") for step in "CDE")
    assert timed(read(opening() + notes + rest(3))) == [
        (Fraction(0), THIRD, 72),
        (THIRD, THIRD, 74),
        (2 * THIRD, THIRD, 76),
    ]


@pytest.mark.parametrize(
    ("measures", "pitches"),
    [
        ((repeat_start() + whole("D"), whole("E") + repeat_end(), whole("F")), [72, 74, 76, 74, 76, 77]),
        ((whole("D") + repeat_end(), whole("E") + repeat_end()), [72, 74, 72, 74, 76, 76]),
        ((repeat_start() + whole("D") + repeat_end(times=3),), [72, 74, 74, 74]),
        (
            (
                repeat_start() + whole("D"),
                f'<barline location="left">{ending("1", "start")}</barline>'
                + whole("E")
                + repeat_end(ending("1", "stop")),
                f'<barline location="left">{ending("2", "start")}</barline>{whole("F")}',
                f'{whole("G")}<barline location="right">{ending("2", "stop")}</barline>',
                whole("A"),
            ),
            [72, 74, 76, 74, 77, 79, 81],
        ),
        ((whole("D") + words("Fine"), whole("E") + words("D.C. al Fine")), [72, 74, 76, 72, 74]),
        (
            (
                "<direction><direction-type><segno/></direction-type></direction>" + whole("D"),
                whole("E") + words("To Coda"),
                whole("F") + words("D.S. al Coda"),
                "<direction><direction-type><coda/></direction-type></direction>" + whole("G"),
            ),
            [72, 74, 76, 77, 74, 76, 79],
        ),
        (
            (
                whole("D") + "<direction><direction-type><coda/></direction-type></direction>",
                whole("E") + words("D.C. al Coda"),
                "<direction><direction-type><coda/></direction-type></direction>" + whole("G"),
            ),
            [72, 74, 76, 72, 74, 79],
        ),
    ],
    ids=["repeat", "no_beginning", "three_times", "endings", "al_fine", "al_coda", "two_coda_signs"],
)
def test_repeats_endings_and_jumps_are_unfolded(measures: tuple[str, ...], pitches: list[int]) -> None:
    sheet = read(opening() + whole("C"), *measures)
    assert [each.pitch for each in sheet.melody] == pitches
    assert [bar.onset_quarter for bar in sheet.bars] == [4 * index for index in range(len(pitches))]
    assert sheet.remarks == ()


def test_a_pickup_is_filled_with_silence_and_counts_as_bar_0() -> None:
    sheet = read(attributes() + note("G", 4, 1), harmony("C") + whole("C"))
    assert (sheet.first_bar, len(sheet.bars)) == (0, 2)
    assert timed(sheet) == [(Fraction(3), Fraction(1), 67), (Fraction(4), Fraction(4), 72)]
    assert symbols(sheet) == [(Fraction(4), "C")]


def test_a_transposing_instrument_sounds_where_it_sounds() -> None:
    tenor = "<transpose><diatonic>-1</diatonic><chromatic>-2</chromatic><octave-change>-1</octave-change></transpose>"
    sheet = read(
        attributes(fifths=2, more=tenor) + harmony("D", "major-seventh") + note("F", 5, 4, alter=1), whole("D")
    )
    assert [each.pitch for each in sheet.melody] == [64, 60]
    assert symbols(sheet) == [(Fraction(0), "Cmaj7")]
    assert sheet.key == "C major"


def test_meters_may_change_and_the_longest_tempo_holds() -> None:
    sounds = [f'<sound tempo="{bpm}"/>' for bpm in (90, 150)]
    sheet = read(
        opening(meter=(3, 4)) + sounds[0] + note("C", 5, 3),
        attributes((5, 4)) + sounds[1] + note("D", 5, 5),
        attributes((6, 8)) + note("E", 5, 3),
    )
    assert [bar.meter for bar in sheet.bars] == [Meter(3, 4), Meter(5, 4), Meter(6, 8)]
    assert [bar.onset_quarter for bar in sheet.bars] == [0, 3, 8]
    assert sheet.tempo_bpm == 150


def test_a_key_without_a_mode_is_not_guessed() -> None:
    assert read(opening().replace("<mode>major</mode>", "") + whole("C"), whole("D")).key is None


def test_a_chord_may_begin_within_a_note() -> None:
    sheet = read(opening() + harmony("F", more="<offset>24</offset>") + whole("C"), whole("D"))
    assert symbols(sheet) == [(Fraction(0), "C"), (Fraction(2), "F")]


@pytest.mark.parametrize(
    ("written", "symbol"),
    [
        (harmony("B", "half-diminished", "ø"), "Bm7b5"),
        (harmony("E", "dominant-ninth", alter=-1), "Eb9"),
        (harmony("F", "minor-sixth", alter=1), "F#m6"),
        (harmony("C", "major-minor"), "Cmmaj7"),
        (harmony("C", "augmented-seventh"), "C7#5"),
        (harmony("C", "diminished-seventh"), "Cdim7"),
        (harmony("C", "suspended-fourth"), "Csus4"),
        (harmony("C", "power"), "C5"),
        (harmony("C", "none", "N.C."), "N.C."),
        (harmony("C", "dominant", "7", "<bass><bass-step>B</bass-step><bass-alter>-1</bass-alter></bass>"), "C7/Bb"),
        (harmony("G", "dominant", "7b9", degree(9, -1, "add")), "G7b9"),
        (harmony("G", "dominant", "", degree(11, 1, "add") + degree(9, -1, "add")), "G7b9#11"),
        (harmony("G", "dominant", "", degree(5, -1, "alter")), "G7b5"),
        (harmony("G", "suspended-fourth", "", degree(7, -1, "add")), "G7sus4"),
        (harmony("G", "major", "", degree(9, 0, "add")), "Gadd9"),
        (harmony("G", "other", "7alt"), "G7alt"),
    ],
)
def test_kinds_and_degrees_are_spelled_as_on_a_lead_sheet(written: str, symbol: str) -> None:
    sheet = read(attributes() + written + whole("C"), harmony("C") + whole("D"))
    assert symbols(sheet)[0] == (Fraction(0), symbol)
    assert sheet.remarks == ()


def test_a_symbol_that_cannot_be_read_is_left_out_and_said() -> None:
    sheet = read(opening() + whole("C"), harmony("G", "other", "blurb") + whole("D"))
    assert symbols(sheet) == [(Fraction(0), "C")]
    assert sheet.remarks == ("In bar 2 the chord Gblurb is unknown; it is left out, and the chord before it goes on.",)


def test_a_symbol_that_is_too_rich_is_read_simpler_and_said() -> None:
    sheet = read(opening() + whole("C"), harmony("G", "dominant", "", degree(3, 0, "subtract")) + whole("D"))
    assert symbols(sheet) == [(Fraction(0), "C"), (Fraction(4), "G7")]
    assert sheet.remarks == ("In bar 2 the chord G7no3 is read as G7.",)


def test_of_voices_and_notes_at_once_the_top_is_read_and_said() -> None:
    second = note("E", 5, 4, "<voice>1</voice>") + note("G", 5, 4, "<voice>1</voice>").replace(
        "<pitch>", "<chord/><pitch>"
    )
    backup = "<backup><duration>48</duration></backup>"
    sheet = read(opening() + whole("C"), second + backup + note("B", 5, 4, "<voice>2</voice>"))
    assert [each.pitch for each in sheet.melody] == [72, 79]
    assert sheet.remarks == (
        "Where voices sound together, the top one is read.",
        "Where notes sound together, the highest is read.",
    )


def test_grace_notes_are_left_out_and_said() -> None:
    grace = "<note><grace/><pitch><step>B</step><octave>4</octave></pitch><type>eighth</type></note>"
    sheet = read(opening() + grace + whole("C"), whole("D"))
    assert timed(sheet) == [(Fraction(0), Fraction(4), 72), (Fraction(4), Fraction(4), 74)]
    assert sheet.remarks == ("Grace notes are left out.",)


def test_the_part_with_chord_symbols_is_read() -> None:
    bass = (attributes() + whole("C", 2), whole("G", 2))
    sheet = read(*bass, more_parts=((opening() + whole("C"), whole("D")),))
    assert [each.pitch for each in sheet.melody] == [72, 74]
    assert sheet.remarks == ("Of its 2 parts Part 2 is read, with its own chord symbols.",)


def test_chords_over_slashes_belong_to_the_first_part_with_notes() -> None:
    slash = "<notehead>slash</notehead>"
    rhythm = (opening() + note("B", 4, 4, slash), harmony("G", "dominant") + note("B", 4, 4, slash))
    sheet = read(attributes() + whole("C"), whole("D"), more_parts=(rhythm,))
    assert [each.pitch for each in sheet.melody] == [72, 74]
    assert symbols(sheet) == [(Fraction(0), "C"), (Fraction(4), "G7")]
    assert sheet.remarks == ("Of its 2 parts Part 1 is read, with the chord symbols of Part 2.",)


def test_times_off_the_grid_move_onto_it() -> None:
    quintuplet = "".join(note(step, 5, 0.2, "<type>16th</type>") for step in "CDEFG")
    sheet = read(opening() + quintuplet.replace("<duration>2<", "<duration>2.4<") + rest(3))
    assert [onset for onset, _, _ in timed(sheet)] == [0, Fraction(1, 4), THIRD, 2 * THIRD, Fraction(3, 4)]
    assert sheet.remarks == ("5 notes lie between sixteenths and triplets and are moved to the nearest.",)


@pytest.mark.parametrize("symbol", ["", harmony("C", "none")], ids=["no chords", "only N.C."])
def test_a_score_without_chords_is_heard_against_its_key_and_says_what_that_costs(symbol: str) -> None:
    sheet = read_musicxml(score(attributes() + symbol + whole("C"), whole("G")), "tune.xml")
    assert [(event.onset_quarter, event.chord.symbol) for event in sheet.chords] == [(0, "Cmaj7"), (4, "Cmaj7")]
    assert sheet.remarks == (
        "It has no chord symbols, so every note is heard against C major; the model will learn no changes.",
    )


BROKEN = {
    "no_score": (b"<html/>", "no MusicXML score"),
    "no_xml": (b"<score-partwise", "no XML"),
    "timewise": (b"<score-timewise/>", "score-partwise"),
    "no_notes": (score(opening() + rest(4)), "no part with notes"),
    "one_note": (score(opening() + whole("C")), "no melody of two notes"),
    "endless_bar": (score(opening() + whole("C") * 20), "bar 1 is longer than 32 quarters"),
    "no_step": (score(opening() + whole("H"), whole("D")), "music21 cannot make sense"),
}


@pytest.mark.parametrize(("data", "said"), BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_score_is_refused_in_one_sentence(data: bytes, said: str) -> None:
    with pytest.raises(CorpusError) as caught:
        read_musicxml(data, "tune.musicxml")
    message = str(caught.value)
    assert message.startswith("tune.musicxml: ")
    assert said in message
    assert message.endswith(".")
    assert "\n" not in message
