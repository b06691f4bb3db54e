from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jazzcore.corpus.harmony.chord_recognition import recognise
from jazzcore.music.chords.table import chord_of, format_symbol, parse_symbol
from jazzcore.music.leadsheet import Meter, bars_of
from jazzcore.music.notes import Note
from tests.corpus.harmony.harmony_songs import struck

Heard = list[tuple[Fraction, str]]


def heard(piano: list[Note], bass: list[Note] | None = None, meter: Meter | None = None, bars: int = 2) -> Heard:
    """What is recognised, as onsets and symbols."""
    found = recognise(piano, bass or (), bars_of(meter or Meter(), bars))
    return [(chord.onset_quarter, format_symbol(chord.symbol)) for chord in found]


def played(symbols: list[tuple[float, str]], end: float) -> tuple[list[Note], list[Note]]:
    """Chords held until the next one, in close position, and their basses."""
    piano, bass = [], []
    ends = [*(onset for onset, _ in symbols[1:]), end]
    for (onset, symbol), until in zip(symbols, ends, strict=True):
        lowest, *upper = chord_of(symbol).pitches
        piano += struck(onset, until - onset, *upper)
        bass += struck(onset, until - onset, lowest)
    return piano, bass


@pytest.mark.parametrize(
    "symbol",
    ["C", "Fm", "Bbmaj7", "Eb6", "Am7", "Gm6", "D7", "Ab13", "E7b9", "F#m7b5", "Bdim7", "A7sus4", "C#7#5", "G7alt"],
)
def test_a_held_chord_is_named_on_every_bar_line(symbol: str) -> None:
    name = format_symbol(parse_symbol(symbol))
    assert heard(*played([(0, symbol)], 8)) == [(0, name), (4, name)]


def test_chords_change_in_the_half_bar_and_on_a_beat() -> None:
    symbols = [(0.0, "Dm7"), (2.0, "G7"), (4.0, "Cmaj7"), (5.0, "A7"), (6.0, "Dm7"), (7.0, "G7")]
    assert heard(*played(symbols, 8)) == symbols


def test_the_bass_decides_what_a_voicing_without_root_is() -> None:
    tritone = [note for bar in (0, 4) for note in struck(bar, 4, 64, 70)]
    assert heard(tritone, struck(0, 8, 36)) == [(0, "C7"), (4, "C7")]
    assert heard(tritone, struck(0, 8, 42)) == [(0, "F#7"), (4, "F#7")]


def test_without_a_bass_part_the_lowest_note_speaks_for_the_root() -> None:
    assert heard(struck(0, 8, 45, 60, 64, 67)) == [(0, "Am7"), (4, "Am7")]
    assert heard(struck(0, 8, 48, 57, 64, 67)) == [(0, "C6"), (4, "C6")]


def test_a_bass_that_walks_leaves_the_chord_alone() -> None:
    line = [note for beat, pitch in enumerate((38, 41, 45, 44, 43, 47, 50, 49)) for note in struck(beat, 1, pitch)]
    comping = struck(0, 1, 60, 64, 65) + struck(2.5, 0.5, 60, 64, 65) + struck(4, 3, 59, 64, 65)
    assert heard(comping, line) == [(0, "Dm9"), (4, "G13")]


def test_a_voicing_struck_again_over_the_fifth_is_the_same_chord() -> None:
    voicing = struck(0, 1, 58, 64) + struck(4, 1, 58, 64)
    assert heard(voicing, struck(0, 4, 36) + struck(4, 4, 43)) == [(0, "C7"), (4, "C7/G")]


def vamp(*bars: tuple[int, str, tuple[int, int]]) -> tuple[list[Note], list[Note]]:
    """A riff over each root: voicings off the beat that slide up a tone and back, over root, fifth and seventh."""
    piano, bass = [], []
    for number, (root, _, (low, high)) in enumerate(bars):
        for at, duration, up in ((0.5, 0.5, 0), (1, 0.25, 2), (3, 0.5, 2), (3.5, 0.3, 0)):
            piano += struck(4 * number + at, duration, low + up, high + up)
        piano += struck(4 * number + 2, 1, high, high + 3)
        for at, duration, step in ((0, 1, 0), (1.5, 1.3, -5), (3, 0.4, -2), (3.5, 0.3, 0)):
            bass += struck(4 * number + at, duration, root + step)
    return piano, bass


def test_a_riff_is_one_chord_over_the_note_it_begins_with() -> None:
    bars = [(29, "Fm7", (56, 60))] * 4 + [(31, "Gm7", (58, 62))] * 2 + [(29, "Fm7", (56, 60))] * 2
    found = recognise(*vamp(*bars), bars_of(Meter(), 8))
    kinds = [(chord.onset_quarter, chord.symbol.root, chord.symbol.quality.family) for chord in found]
    assert kinds == [(4 * number, root % 12, "min") for number, (root, _, _) in enumerate(bars)]


def test_supporting_parts_tell_what_the_chosen_one_leaves_open() -> None:
    shell, third, bass = struck(0, 8, 58, 65, 68), struck(0, 8, 61, 65, 68), struck(0, 8, 34)
    alone, supported = (recognise(shell, bass, bars_of(Meter(), 2), others)[0] for others in ([], third))
    assert format_symbol(supported.symbol) == "Bbm7"
    assert alone.confidence < supported.confidence


def test_where_the_bass_rests_the_lowest_note_of_the_others_is_the_bass() -> None:
    found = recognise(struck(0, 8, 64, 70), struck(0, 4, 36), bars_of(Meter(), 2), struck(4, 4, 42))
    assert [format_symbol(chord.symbol) for chord in found] == ["C7", "F#7"]


def test_a_third_speaks_against_a_suspended_chord() -> None:
    fourths = struck(0, 4, 58, 60, 62, 63)
    assert heard(fourths, struck(0, 4, 41), bars=1) == [(0, "F13sus4")]
    assert heard(fourths + struck(0, 4, 56), struck(0, 4, 41), bars=1)[0][1] != "F13sus4"


@pytest.mark.parametrize("usual", ["Fm7", "F7"])
def test_what_a_bar_leaves_open_is_what_stands_on_its_root_elsewhere(usual: str) -> None:
    piano, bass = played([(0, usual), (4, "Ebmaj7"), (8, usual), (12, "Ebmaj7")], 16)
    open_bar = struck(16, 4, 60, 63), struck(16, 4, 29)
    assert heard(piano + open_bar[0], bass + open_bar[1], bars=5)[-1] == (16, usual)


def test_in_silent_bars_the_last_chord_goes_on() -> None:
    piano = struck(0, 2, 60, 64, 65, 69) + struck(13, 2, 59, 64, 65, 69)
    bass = struck(0, 2, 38) + struck(13, 2, 43)
    assert heard(piano, bass, bars=4) == [(0, "Dm9"), (4, "Dm9"), (8, "Dm9"), (12, "G13")]


def test_four_chords_a_bar_are_heard_on_their_beats_and_never_within_one() -> None:
    turnaround = [(0.0, "Em7"), (1.0, "A7"), (2.0, "Dm7"), (3.0, "G7")]
    both = [*turnaround, *((4 + beat, symbol) for beat, symbol in turnaround), (8.0, "Cmaj7")]
    assert heard(*played(both, 12), bars=3) == both
    piano, bass = played([(beat / 2, symbol) for beat, symbol in both[:8]], 4)
    assert {onset % 1 for onset, _ in heard(piano, bass, bars=1)} == {0}


def test_a_chord_played_ahead_of_the_bar_line_belongs_to_the_bar() -> None:
    piano = struck(0, 3.5, 60, 64, 65, 69) + struck(3.5, 4.5, 59, 62, 65, 67)
    assert heard(piano, struck(0, 4, 38) + struck(4, 4, 43)) == [(0, "Dm9"), (4, "G7")]


def test_silent_beats_keep_the_chord() -> None:
    assert heard(struck(0, 0.5, 60, 64, 67, 70), struck(0, 0.5, 36)) == [(0, "C7"), (4, "C7")]


def test_a_bass_that_keeps_off_the_root_is_written_under_the_chord() -> None:
    triad = struck(0, 8, 60, 64, 67, 72)
    assert heard(triad, struck(0, 8, 40)) == [(0, "C/E"), (4, "C/E")]
    assert heard(triad, struck(0, 2, 36) + struck(2, 6, 40)) == [(0, "C"), (4, "C/E")]


@pytest.mark.parametrize(("meter", "second"), [(Meter(3, 4), 3), (Meter(6, 8), Fraction(3, 2)), (Meter(5, 4), 2)])
def test_meters_other_than_four_have_their_own_strong_beats(meter: Meter, second: Fraction) -> None:
    symbols = [(0.0, "Fmaj7"), (float(second), "Bb7")]
    assert heard(*played(symbols, float(meter.bar_quarter) * 2), meter)[:2] == symbols


def test_nothing_is_heard_in_silence() -> None:
    assert heard(struck(8, 4, 60, 64, 67)) == []
    assert heard([], []) == []


def test_what_is_clear_is_surer_than_what_is_not() -> None:
    def sure(piano: list[Note], bass: list[Note]) -> float:
        return recognise(piano, bass, bars_of(Meter(), 1))[0].confidence

    clear = sure(struck(0, 4, 60, 64, 65, 69), struck(0, 4, 38))
    bare = sure(struck(0, 4, 69), struck(0, 4, 38))
    assert 0 <= bare < 0.5
    assert 0.9 < clear <= 1


pieces = st.lists(st.tuples(st.sampled_from(["m7", "7", "maj7", "m7b5", "6", "7b9"]), st.integers(0, 11)), min_size=1)


@given(pieces, st.integers(1, 11))
def test_a_piece_in_another_key_has_the_same_chords_there(piece: list[tuple[str, int]], up: int) -> None:
    """The same tones: Bm7 and D6 share theirs, and where both explain a piece equally well either may stand."""
    piano, bass = [], []
    for index, (suffix, root) in enumerate(piece):
        lowest, *upper = chord_of(f"C{suffix}").pitches
        piano += struck(2 * index, 2, *(pitch + root for pitch in upper))
        bass += struck(2 * index, 2, lowest + root)
    bars = bars_of(Meter(), -(-len(piece) // 2))

    def found(step: int) -> list[tuple[Fraction, frozenset[int]]]:
        moved = [[replace(note, pitch=note.pitch + step) for note in notes] for notes in (piano, bass)]
        chords = recognise(*moved, bars)
        return [(c.onset_quarter, frozenset((tone - step) % 12 for tone in c.symbol.pitch_classes)) for c in chords]

    assert found(up) == found(0)


notes = st.builds(
    Note,
    st.fractions(0, 30, max_denominator=24),
    st.fractions(0, 8, max_denominator=24),
    st.integers(0, 127),
)


@given(st.lists(notes, max_size=30), st.lists(notes, max_size=10), st.sampled_from([Meter(), Meter(7, 8), Meter(1, 4)]))
def test_whatever_is_played_is_a_chord_on_every_bar_line_or_none(
    piano: list[Note], bass: list[Note], meter: Meter
) -> None:
    bars = bars_of(meter, 3)
    found = recognise(piano, bass, bars)
    onsets = [chord.onset_quarter for chord in found]
    assert not found or {bar.onset_quarter for bar in bars} <= set(onsets)
    assert onsets == sorted(set(onsets))
    assert all(0 <= chord.confidence <= 1 for chord in found)
