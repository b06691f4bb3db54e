"""ABC texts as lead sheets: cases worked out by hand, and texts that are none."""

from fractions import Fraction

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from jazzcore.corpus.scores.abc_notation import read_abc, read_abc_tunes
from jazzcore.errors import CorpusError
from jazzcore.music.chords.table import chord_of
from jazzcore.music.leadsheet import ChordEvent, LeadSheet, Meter, bars_of
from jazzcore.music.notes import Note

HALF, THIRD, QUARTER = Fraction(1, 2), Fraction(1, 3), Fraction(1, 4)


def tune(body: str, meter: str = "4/4", key: str = "C", more: str = "") -> str:
    return f"X:1\nT:A tune\nM:{meter}\nL:1/8\nQ:1/4=132\n{more}K:{key}\n{body}\n"


def read(body: str, meter: str = "4/4", key: str = "C", more: str = "") -> LeadSheet:
    return read_abc(tune(body, meter, key, more), "tune.abc")


def timed(sheet: LeadSheet) -> list[tuple[Fraction, Fraction, int]]:
    return [(note.onset_quarter, note.duration_quarter, note.pitch) for note in sheet.melody]


def symbols(sheet: LeadSheet) -> list[tuple[Fraction, str]]:
    return [(event.onset_quarter, event.chord.symbol) for event in sheet.chords]


def test_whole_sheet() -> None:
    sheet = read('"Dm7"d2 z2 "G7"B4 | "Cmaj7"c8 |]')
    assert sheet == LeadSheet(
        title="A tune",
        melody=(
            Note(Fraction(0), Fraction(1), 74),
            Note(Fraction(2), Fraction(2), 71),
            Note(Fraction(4), Fraction(4), 72),
        ),
        chords=(
            ChordEvent(Fraction(0), chord_of("Dm7")),
            ChordEvent(Fraction(2), chord_of("G7")),
            ChordEvent(Fraction(4), chord_of("Cmaj7")),
        ),
        bars=bars_of(Meter(4, 4), 2),
        tempo_bpm=132,
        source="tune.abc",
        key="C major",
    )


def test_triplets_are_exact_thirds() -> None:
    sheet = read("(3cde z6 |]")
    assert timed(sheet) == [(Fraction(0), THIRD, 72), (THIRD, THIRD, 74), (2 * THIRD, THIRD, 76)]


def test_a_triplet_of_quarters_fills_two_quarters() -> None:
    assert timed(read("(3c2d2e2 f4 |]"))[2:] == [(4 * THIRD, 2 * THIRD, 76), (Fraction(2), Fraction(2), 77)]


def test_a_rest_within_a_triplet_takes_its_third() -> None:
    assert timed(read("(3zde z6 |]")) == [(THIRD, THIRD, 74), (2 * THIRD, THIRD, 76)]


def test_sixteenths_and_dotted_notes() -> None:
    sheet = read("c/d/ e3 f3/2g/ z2 |]")
    assert [note.duration_quarter for note in sheet.melody] == [QUARTER, QUARTER, 3 * HALF, 3 * QUARTER, QUARTER]


def test_a_tie_across_the_bar_line_makes_one_note() -> None:
    assert timed(read("z6 c2- | c d z6 |]")) == [
        (Fraction(3), 3 * HALF, 72),
        (4 + HALF, HALF, 74),
    ]


def test_a_tie_under_a_chord_change_makes_one_note() -> None:
    sheet = read('"Dm7"c4- "G7"c4 |]')
    assert timed(sheet) == [(Fraction(0), Fraction(4), 72)]
    assert symbols(sheet) == [(Fraction(0), "Dm7"), (Fraction(2), "G7")]


def test_equal_notes_without_a_tie_stay_two() -> None:
    assert len(read("c4 c4 |]").melody) == 2


def test_chord_changes_within_a_bar_and_over_a_rest() -> None:
    sheet = read('"C"c2 "Am7"z2 "Dm7"d "G7"B3 |]')
    assert symbols(sheet) == [(Fraction(0), "C"), (Fraction(1), "Am7"), (Fraction(2), "Dm7"), (5 * HALF, "G7")]


@pytest.mark.parametrize(
    "symbol", ["Bbmaj7", "F#m7b5", "Eb7b9", "G7alt", "Cmmaj7", "C7#9", "Ab13", "Dm6/9", "C/E", "N.C."]
)
def test_a_chord_is_read_as_our_table_reads_it(symbol: str) -> None:
    assert read(f'"{symbol}"c8 |]').chords == (ChordEvent(Fraction(0), chord_of(symbol)),)


def test_a_quoted_remark_is_no_chord() -> None:
    assert symbols(read('"^softly""Dm7"d8 |]')) == [(Fraction(0), "Dm7")]


def test_three_four() -> None:
    sheet = read('"G"d2 e f g a | "D7"^f6 |]', meter="3/4")
    assert sheet.bars == bars_of(Meter(3, 4), 2)
    assert sheet.melody[-1] == Note(Fraction(3), Fraction(3), 78)


def test_key_signature_and_octaves() -> None:
    pitches = [note.pitch for note in read("B,B b b' E, e =e _e |]", key="Bb").melody]
    assert pitches == [58, 70, 82, 94, 51, 75, 76, 75]


def test_an_accidental_holds_to_the_end_of_its_bar_in_every_octave() -> None:
    assert [note.pitch for note in read("^f f F z5 | f8 |]").melody] == [78, 78, 66, 77]


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("Bb", "Bb major"),
        ("Cm", "C minor"),
        ("F#m", "F# minor"),
        ("Ddor", "D dorian"),
        ("G mixolydian", "G mixolydian"),
    ],
)
def test_key_in_words(written: str, key: str) -> None:
    assert read("z8 |]", key=written).key == key


@pytest.mark.parametrize(
    ("written", "quarters"), [("1/4=90", 90), ("1/2=90", 180), ("3/8=80", 120), ("100", 100), ("1/4=208", 208)]
)
def test_tempo_in_quarters_a_minute(written: str, quarters: float) -> None:
    assert read_abc(tune("z8 |]").replace("1/4=132", written), "t.abc").tempo_bpm == quarters


@pytest.mark.parametrize(("style", "ratio"), [("swing", 1.7), ("Ballad", 1.4), ("bossa", 1), ("reel", 1)])
def test_the_style_says_how_the_eighths_are_played(style: str, ratio: float) -> None:
    assert read("c8 |]", more=f"R:{style}\n").swing_ratio == ratio


def test_without_a_style_the_eighths_are_straight() -> None:
    assert read("c8 |]").swing_ratio == 1


def test_without_tempo_and_title_the_usual_tempo_and_the_file_name_stand_in() -> None:
    sheet = read_abc("X:1\nM:4/4\nL:1/8\nK:C\nc8 |]\n", "night train.abc")
    assert (sheet.tempo_bpm, sheet.title) == (120, "night train")


def test_a_pickup_is_filled_with_silence_and_counts_as_bar_0() -> None:
    sheet = read('de | "C"c4 z4 | G4 |]')
    assert (sheet.first_bar, len(sheet.bars)) == (0, 3)
    assert timed(sheet)[:3] == [(Fraction(3), HALF, 74), (7 * HALF, HALF, 76), (Fraction(4), Fraction(2), 72)]
    assert symbols(sheet) == [(Fraction(4), "C")]


def test_without_a_pickup_the_first_bar_is_bar_1() -> None:
    sheet = read("c8 | d4 |]")
    assert (sheet.first_bar, len(sheet.bars)) == (1, 2)


UNFOLDED = {
    "repeat": ("|: c8 | d8 :| e8 |]", [72, 74, 72, 74, 76]),
    "repeat_without_beginning": ("c8 :| d8 :| e8 |]", [72, 72, 74, 74, 76]),
    "double_sign": ("|: c8 :: d8 :|", [72, 72, 74, 74]),
    "endings": ("|: c8 |1 d8 :|2 e8 |]", [72, 74, 72, 76]),
    "endings_in_brackets": ("c8 | [1 d8 :| [2 e8 || f8 |]", [72, 74, 72, 76, 77]),
    "endings_both_closed": ("|: c8 |1 d8 :|2 e8 :| f8 |]", [72, 74, 72, 76, 77]),
    "three_passes": ("|: c8 |1,2 d8 :|3 e8 |]", [72, 74, 72, 74, 72, 76]),
    "more_than_one_repeat": ("|:: c8 ::| d8 |]", [72, 72, 72, 74]),
    "an_ending_within_a_bar": ("|: c4 [1 d4 :| [2 e4 |]", [72, 74, 72, 76]),
    "da_capo_al_fine": ('c8 | "Fine" d8 | e8 | f8 !D.C.! |]', [72, 74, 76, 77, 72, 74]),
    "segno_and_coda": ('c8 | !segno! d8 | e8 "To Coda" | f8 !D.S.! | !coda! g8 |]', [72, 74, 76, 77, 74, 76, 79]),
}


@pytest.mark.parametrize(("body", "pitches"), UNFOLDED.values(), ids=UNFOLDED.keys())
def test_repeats_and_endings_are_unfolded(body: str, pitches: list[int]) -> None:
    sheet = read(body)
    assert [note.pitch for note in sheet.melody] == pitches
    assert sheet.remarks == ()


def test_chords_come_back_with_their_bars() -> None:
    sheet = read('|: "C"c8 |1 "G7"d8 :|2 "F"e8 |]')
    assert symbols(sheet) == [(Fraction(4 * bar), name) for bar, name in enumerate(("C", "G7", "C", "F"))]


def test_a_pickup_that_a_repeat_comes_back_to_fills_the_bar_before_it() -> None:
    sheet = read("|: de | c8 | g6 :|")
    assert (sheet.first_bar, len(sheet.bars), sheet.remarks) == (0, 5, ())
    assert [onset for onset, _, _ in timed(sheet)] == [
        *(Fraction(3), 7 * HALF, Fraction(4), Fraction(8)),
        *(Fraction(11), 23 * HALF, Fraction(12), Fraction(16)),
    ]


def test_broken_rhythm_is_dotted() -> None:
    assert [duration for _, duration, _ in timed(read("c>d e<f g2 a2 |]"))[:4]] == [
        3 * QUARTER,
        QUARTER,
        QUARTER,
        3 * QUARTER,
    ]


def test_meters_and_keys_may_change() -> None:
    sheet = read("c8 | [M:3/4] d6 |\nM:4/4\nK:G\nf8 |]")
    assert [bar.meter for bar in sheet.bars] == [Meter(4, 4), Meter(3, 4), Meter(4, 4)]
    assert [note.pitch for note in sheet.melody] == [72, 74, 78]


def test_an_accidental_holds_through_a_tie() -> None:
    assert timed(read("^f8- | f4 f4 |]")) == [(Fraction(0), Fraction(6), 78), (Fraction(6), Fraction(2), 77)]


def test_rests_of_whole_bars_and_silent_rests_pass_time() -> None:
    assert timed(read("c8 | Z2 | x4 d4 |]"))[1] == (Fraction(14), Fraction(2), 74)


def test_signs_without_a_sound_are_passed_over() -> None:
    body = '(c2 .d2) !trill!e2 ~f2 | "^slowly" g2 y4 Tg2 +fermata+ a4 |]\nw: some -- words'
    sheet = read(body)
    assert [note.pitch for note in sheet.melody] == [72, 74, 76, 77, 79, 79, 81]
    assert sheet.remarks == ()


def test_a_clef_beside_the_key_and_spaces_in_the_tempo_do_no_harm() -> None:
    sheet = read_abc("X:1\nM:4/4\nL:1/8\nQ: 1/4 = 96\nK:Dmin clef=treble\nc8 |]\n", "t.abc")
    assert (sheet.key, sheet.tempo_bpm, sheet.remarks) == ("D minor", 96, ())


REMARKED = {
    "bad_tempo": (tune("c8 |]").replace("1/4=132", "fast=er"), "'fast=er'", [72]),
    "tempo_of_nothing": (tune("c8 |]").replace("1/4=132", "1/0=90"), "1/4=120", [72]),
    "short_bar": (tune("c8 | d6 | e8 |]"), "Bar 2 is 3 quarters long, not 4", [72, 74, 76]),
    "long_bar": (tune("c8 | d9 | e8 |]"), "Bar 2 is 9/2 quarters long", [72, 74, 76]),
    "unknown_chord": (tune('c8 | "Dblurb7"d8 |]'), "In bar 2 'Dblurb7'", [72, 74]),
    "two_chords": (tune('"C""Dm7"c8 |]'), "C and Dm7", [72]),
    "notes_at_once": (tune("c4 [ceA]4 |]"), "the highest", [72, 76]),
    "grace_note": (tune("{d}c8 |]"), "Grace notes (1)", [72]),
    "voices": (tune('[V:1] c8 |]\n[V:2] "C"e8 |]'), "2 voices", [76]),
    "overlay": (tune("c8 & e8 | d8 |]"), "laid over", [72, 74]),
    "tie_to_another_pitch": (tune("c4- d4 |]"), "tie", [72, 74]),
    "tie_to_a_rest": (tune("c4- z4 |]"), "tie to a rest", [72]),
    "endings_that_do_not_fit": (tune("|2 c8 |1 d8 |]"), "do not fit together", [72, 74]),
    "unknown_sign": (tune("c8 ; | d8 |]"), "';'", [72, 74]),
    "text_after_the_tune": (tune("c8 |]") + "\na letter\n", "empty line", [72]),
    "thirty_second": (tune("c7 d/4 e3/4 |]"), "moved to the nearest.", [72, 74, 76]),
    "sixty_fourth": (tune("c7 d/8 e7/8 |]"), "moved to the nearest, 1 left out", [72, 74]),
    "order_of_parts": (tune("c8 |]", more="P:AAB\n"), "P:", [72]),
}


@pytest.mark.parametrize(("text", "said", "pitches"), REMARKED.values(), ids=REMARKED.keys())
def test_what_is_not_kept_as_written_is_said(text: str, said: str, pitches: list[int]) -> None:
    sheet = read_abc(text, "tune.abc")
    (remark,) = sheet.remarks
    assert said in remark
    assert remark.endswith(".")
    assert [note.pitch for note in sheet.melody] == pitches


def test_a_bar_of_another_length_keeps_its_time() -> None:
    sheet = read("c8 | d6 | e8 |]")
    assert [bar.onset_quarter for bar in sheet.bars] == [0, 4, 7]
    assert [onset for onset, _, _ in timed(sheet)] == [0, 4, 7]


def test_many_remarks_are_cut_short() -> None:
    sheet = read(" | ".join(f'"{chord}x"c8' for chord in "ABCDEFG") + " |]")
    assert len(sheet.remarks) == 6
    assert sheet.remarks[-1] == "There are 2 more remarks like these."


def test_a_file_of_several_tunes_gives_those_with_chords() -> None:
    text = "\n".join(['Some words about "C" tunes', "", tune('"C"c4 d4 |]'), tune("e8 |]"), tune('"G7"g4 f4 |]')])
    first, second = read_abc_tunes(text, "book.abc")
    assert [note.pitch for sheet in (first, second) for note in sheet.melody] == [72, 74, 79, 77]
    assert first.remarks == (
        "Left out are 1 of 3 tunes, the first of them because in tune 2 of 3, it has no melody of two notes or more; "
        "choose a file with one.",
    )
    assert second.remarks == ()


def test_a_tune_without_chord_symbols_is_heard_against_its_key_and_says_what_that_costs() -> None:
    (sheet,) = read_abc_tunes(tune('c4 "^N.B."d4 | e8 |]', key="Bb"), "book.abc")
    assert [(event.onset_quarter, event.chord.symbol) for event in sheet.chords] == [(0, "Bbmaj7"), (4, "Bbmaj7")]
    assert sheet.remarks == (
        "It has no chord symbols, so every note is heard against Bb major; the model will learn no changes.",
    )


BROKEN = {
    "empty": ("", "no ABC tune"),
    "prose": ("Dear reader, this is a letter.", "no ABC tune"),
    "no_meter": ("X:1\nL:1/8\nK:C\nc8 |]", "M:4/4"),
    "free_meter": (tune("c8 |]", meter="none"), "'none'"),
    "no_key": ("X:1\nM:4/4\nL:1/8\nc8 |]", "K:Bb"),
    "unknown_key": (tune("c8 |]", key="H"), "'H'"),
    "endless_new_meter": (tune("c8 | [M:999999999/4] d8 |]"), "'999999999/4'"),
    "no_notes": (tune(""), "no note"),
    "two_tunes": (tune("c8 |]") + "\n" + tune("d8 |]"), "more than one tune"),
    "note_without_length": (tune("c0 d8 |]"), "'c0'"),
    "length_by_nothing": (tune("c/0 |]"), "no ABC tune"),
}


@pytest.mark.parametrize(("text", "said"), BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_text_is_refused_in_one_sentence(text: str, said: str) -> None:
    with pytest.raises(CorpusError) as caught:
        read_abc(text, "tune.abc")
    message = str(caught.value)
    assert message.startswith("tune.abc: ")
    assert said in message
    assert message.endswith(".")
    assert "\n" not in message


@example(48, 12, "^")  # an accidental upon an accidental
@settings(max_examples=150, deadline=None)
@given(st.integers(0, 90), st.integers(0, 12), st.text(alphabet="\"|[](){}:-_^=/'<>3zCcG7b#\n %&xXKMZ", max_size=6))
def test_a_damaged_text_is_read_or_refused_and_never_worse(start: int, cut: int, put: str) -> None:
    whole = tune('"Dm7"d/e/f (3gab "G7"_b2- b2 | "C"c8 |]')
    try:
        sheet = read_abc(whole[:start] + put + whole[start + cut :], "tune.abc")
    except CorpusError:
        return
    assert sheet.bars
    assert all(note.onset_quarter >= 0 and note.end_quarter <= sheet.end_quarter for note in sheet.melody)
