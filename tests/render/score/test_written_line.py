"""Played lines as they are written down: to the letter where they keep to divisions, else as a musician hears them."""

from fractions import Fraction

import pytest
from hypothesis import given, settings

from jazzcore.errors import RenderError
from jazzcore.music.leadsheet import Bar, Meter
from jazzcore.music.notes import GRID_QUARTER, Note
from jazzcore.music.solo import Solo
from jazzcore.render.score.written_line import TICKS_QUARTER, WrittenSpan, beats_in, written_line
from tests.render.score.written_solos import played_solos, solo_of, written_solos


def line_of(solo: Solo) -> list[tuple[int, int]]:
    spans = written_line([each.note for each in solo.notes], solo.bars)
    return [(span.onset_tick, span.end_tick) for span in spans]


def ticks_of(solo: Solo) -> list[tuple[int, int]]:
    notes = [each.note for each in solo.notes]
    return [(int(note.onset_quarter / GRID_QUARTER), int(note.end_quarter / GRID_QUARTER)) for note in notes]


@given(written_solos())
def test_a_line_on_the_divisions_is_written_to_the_letter(solo: Solo) -> None:
    assert line_of(solo) == ticks_of(solo)


@settings(max_examples=200)
@given(played_solos())
def test_a_played_line_stays_in_order_near_where_it_was_and_is_written_once(solo: Solo) -> None:
    line, played = line_of(solo), ticks_of(solo)
    edges = [tick for span in line for tick in span]
    assert edges == sorted(edges)
    assert all(end > onset for onset, end in line)
    assert all(abs(onset - was) < TICKS_QUARTER for (onset, _), (was, _) in zip(line, played, strict=True))
    again = solo_of(line, pitches=[each.note.pitch for each in solo.notes])
    assert written_line([each.note for each in again.notes], solo.bars) == tuple(WrittenSpan(*span) for span in line)


@pytest.mark.parametrize(
    ("played", "expected"),
    [
        ([(0, 5), (6, 11), (12, 17)], [(0, 6), (6, 12), (12, 18)]),
        ([(0, 2), (6, 7), (12, 13), (24, 48)], [(0, 6), (6, 12), (12, 18), (24, 48)]),
        ([(0, 3), (4, 7), (8, 11), (12, 23)], [(0, 4), (4, 8), (8, 12), (12, 24)]),
        ([(0, 6), (7, 12), (12, 24)], [(0, 6), (6, 12), (12, 24)]),
        ([(0, 4), (5, 8), (8, 12), (12, 24)], [(0, 4), (4, 8), (8, 12), (12, 24)]),
        ([(9, 13), (24, 48)], [(9, 12), (24, 48)]),
        ([(6, 10), (24, 48)], [(6, 12), (24, 48)]),
        ([(0, 9), (24, 29)], [(0, 12), (24, 30)]),
        ([(0, 5), (9, 12), (24, 29)], [(0, 9), (9, 12), (24, 30)]),
        ([(6, 11), (15, 18), (24, 29)], [(6, 12), (15, 18), (24, 30)]),
    ],
    ids=[
        "detached",
        "staccato",
        "triplet",
        "late",
        "triplet_late",
        "into_the_beat",
        "fine_end",
        "between",
        "little_silence",
        "rest_from_the_beat",
    ],
)
def test_ends_are_articulation_and_onsets_go_to_the_nearest_division(
    played: list[tuple[int, int]], expected: list[tuple[int, int]]
) -> None:
    assert line_of(solo_of(played)) == expected


def test_more_notes_than_a_beat_has_places_stay_at_their_ticks() -> None:
    played = [(tick, tick + 1) for tick in range(12)]
    assert line_of(solo_of(played)) == played


def test_a_meter_whose_beats_lie_between_the_ticks_is_refused() -> None:
    with pytest.raises(RenderError, match="lies between twelfths of a quarter"):
        beats_in(Bar(Fraction(0), Meter(5, 32)))


def test_a_line_without_notes_is_none() -> None:
    assert written_line([], solo_of([]).bars) == ()
    assert written_line([Note(Fraction(0), Fraction(4), 60)], solo_of([]).bars) == (WrittenSpan(0, 48),)
