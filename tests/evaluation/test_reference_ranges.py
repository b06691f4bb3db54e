from dataclasses import replace
from fractions import Fraction
from itertools import islice

import pytest

from benchmarks.quality.real_values import PUBLISHED
from jazzcore.corpus.etudes import bundled_etudes
from jazzcore.evaluation.metrics import METRICS
from jazzcore.evaluation.reference_ranges import (
    ENOUGH_EXCERPTS,
    EXCERPT_BARS,
    LIFT,
    MEASURES,
    MOST_EXCERPTS,
    Excerpt,
    ReferenceRange,
    excerpt_bars,
    excerpts,
    measures,
    ranges_for,
    ranges_from_document,
    ranges_of,
    ranges_to_document,
    real_values,
)
from jazzcore.music.leadsheet import LeadSheet, Meter, bars_of
from tests.evaluation.melodies import FOUR, changes, melody, quarters


def piece(bar_count: int, first_bar: int = 1, *, title: str = "Piece", base: int = 60) -> LeadSheet:
    """Four quarters a bar over C7."""
    notes = quarters(*(base + (5 * beat) % 13 for beat in range(4 * bar_count)))
    return LeadSheet(title, notes, changes("C7"), bars_of(FOUR, bar_count), 120.0, "made up", first_bar=first_bar)


@pytest.mark.parametrize("name", METRICS)
def test_shipped_values_are_those_others_counted(name: str) -> None:
    """Within a sixth of the reference's width: excerpts and colour tones may differ a little."""
    reference, published = real_values()[32].by_measure[name], PUBLISHED[name]
    width = published[2] - published[0]
    assert (reference.low, reference.middle, reference.high) == pytest.approx(published, abs=width / 6)


def test_real_solos_hear_their_changes() -> None:
    assert real_values()[32].by_measure[LIFT].middle == pytest.approx(19, abs=3)


def test_there_are_real_values_for_each_length() -> None:
    assert tuple(real_values()) == EXCERPT_BARS
    for ranges in real_values().values():
        assert ranges.excerpt_count >= ENOUGH_EXCERPTS
        assert all(reference.low <= reference.middle <= reference.high for reference in ranges.by_measure.values())
    ranges = [real_values()[length].by_measure["range_semitones"].middle for length in EXCERPT_BARS]
    assert ranges == sorted(set(ranges))


@pytest.mark.parametrize(
    ("bars", "length"), [(1, 4), (5, 4), (6, 8), (12, 16), (22, 16), (23, 32), (45, 32), (256, 64)]
)
def test_ranges_are_those_of_the_nearest_length(bars: int, length: int) -> None:
    assert excerpt_bars(bars) == length


def test_excerpts_follow_each_other_from_the_first_note_on() -> None:
    """Ten bars, of which the first is a pickup and the second silent, in fours and a last two."""
    sheet = piece(10, first_bar=0)
    sheet = replace(sheet, melody=tuple(note for note in sheet.melody if not 4 <= note.onset_quarter < 8))
    sheet = replace(sheet, melody=sheet.melody[:-4])

    found = list(excerpts(sheet, 4))
    assert [(e.bars[0].onset_quarter / 4, len(e.bars), len(e.notes)) for e in found] == [(1, 4, 12), (5, 4, 16)]
    assert [len(e.bars) for e in excerpts(replace(sheet, first_bar=1), 4)] == [4, 4]
    assert [len(e.bars) for e in excerpts(piece(10), 4)] == [4, 4, 2]
    assert [len(e.bars) for e in excerpts(piece(9), 4)] == [4, 4]
    assert list(excerpts(replace(sheet, melody=()), 4)) == []


def test_silence_at_the_end_and_excerpts_of_silence_are_left_out() -> None:
    sheet = piece(16)
    until_bar_7 = replace(sheet, melody=sheet.melody[:28])
    assert [len(e.bars) for e in excerpts(until_bar_7, 8)] == [7]
    with_a_gap = replace(sheet, melody=sheet.melody[:12] + sheet.melody[-12:])
    assert [e.bars[0].onset_quarter / 4 for e in excerpts(with_a_gap, 4)] == [0, 12]


def test_a_range_is_the_middle_nine_tenths() -> None:
    """Two-bar excerpts of 5 to 105 notes."""
    two = bars_of(Meter(), 2)
    taken = [
        Excerpt(melody(*((Fraction(i, 27), 60 + i % 2) for i in range(count))), two, changes("C7"))
        for count in range(5, 106)
    ]
    ranges = ranges_of(taken, 2, "made up")
    assert ranges is not None
    assert ranges.by_measure["notes_per_bar"] == ReferenceRange(5.0, 27.5, 50.0)
    assert ranges.by_measure["notes_per_bar"].contains(5)
    assert not ranges.by_measure["notes_per_bar"].contains(50.1)


def test_own_ranges_need_enough_excerpts() -> None:
    name = "Own"
    corpus = tuple(piece(32, title=str(number), base=50 + number) for number in range(ENOUGH_EXCERPTS))
    own = ranges_for(30, corpus, name)
    assert (own.source, own.bar_count, own.excerpt_count) == (name, 32, ENOUGH_EXCERPTS)
    assert ranges_for(30, corpus[1:], name) == real_values()[32]
    assert ranges_for(30) == real_values()[32]


def test_of_a_large_corpus_some_excerpts_are_measured() -> None:
    """Of twice as many and one, every third one."""
    corpus = tuple(piece(4, base=40 + number % 40) for number in range(2 * MOST_EXCERPTS + 1))
    assert ranges_for(4, corpus, "Large").excerpt_count == 201


def test_own_ranges_need_metrics_that_are_known() -> None:
    """Without chords there is nothing to hold the harmony of a take against."""
    corpus = tuple(replace(piece(32, base=50 + number), chords=()) for number in range(ENOUGH_EXCERPTS))
    assert ranges_for(32, corpus, "Own") == real_values()[32]


def test_bands_come_back_from_their_document() -> None:
    shipped = real_values()
    assert ranges_from_document(ranges_to_document(shipped.values())) == shipped


def test_every_etude_can_be_measured() -> None:
    for sheet in bundled_etudes().pieces:
        (opening,) = islice(excerpts(sheet, len(sheet.bars)), 1)
        assert set(measures(opening.notes, opening.bars, opening.chords)) == set(MEASURES)
