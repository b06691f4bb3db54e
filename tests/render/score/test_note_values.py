"""Bars as notes and rests, in short: `h q e s t` with `.` dots, `r` rests, `~` tied on, `[]` beamed, `3(` tuplets."""

import pytest

from jazzcore.music.leadsheet import Meter
from jazzcore.render.score.note_values import Piece, pieces_of
from jazzcore.render.score.written_line import WrittenSpan
from tests.render.score.written_solos import solo_of

LETTERS = {"whole": "w", "half": "h", "quarter": "q", "eighth": "e", "16th": "s", "32nd": "t"}


def shown(piece: Piece, spans: list[tuple[int, int]]) -> str:
    begin = f"{piece.tuplet.actual}(" if piece.tuplet and piece.begins else ""
    begin += "[" if piece.beams[:1] == ("begin",) else ""
    rest = "r" if piece.span is None else ""
    tie = "~" if piece.span is not None and piece.end_tick < spans[piece.span][1] else ""
    end = "]" if piece.beams[:1] == ("end",) else ""
    end += ")" if piece.ends else ""
    return f"{begin}{rest}{LETTERS[piece.value]}{'.' * piece.dots}{tie}{end}"


def bar(spans: list[tuple[int, int]], meter: tuple[int, int] = (4, 4)) -> str:
    (only,) = solo_of([], meter=Meter(*meter)).bars
    pieces = pieces_of(only, list(enumerate(WrittenSpan(*span) for span in spans)))
    return " ".join(shown(piece, spans) for piece in pieces)


def follow(*lengths: int) -> list[tuple[int, int]]:
    """Notes one after the other, of so many ticks each."""
    ends = [sum(lengths[: count + 1]) for count in range(len(lengths))]
    return list(zip([0, *ends], ends, strict=False))


@pytest.mark.parametrize(
    ("spans", "expected"),
    [
        ([(0, 48)], "w"),
        ([(0, 36)], "h. rq"),
        ([(12, 36)], "rq q~ q rq"),
        ([(6, 48)], "re q.~ h"),
        ([(0, 18), (18, 48)], "q. e~ h"),
        ([(6, 18), (18, 24)], "re q e rh"),
        ([(6, 24)], "re q. rh"),
        ([(9, 18)], "re. s~ e re rh"),
        ([(30, 42)], "rh re q re"),
        ([(3, 15)], "rs e.~ s rs re rh"),
    ],
)
def test_the_middle_of_the_bar_is_seen_and_no_rest_hides_a_beat(spans: list[tuple[int, int]], expected: str) -> None:
    assert bar(spans) == expected


@pytest.mark.parametrize(
    ("lengths", "expected"),
    [
        ((6,) * 8, "[e e e e] [e e e e]"),
        ((6, 6, 12, 6, 6, 12), "[e e] q [e e] q"),
        ((3, 3, 6, 6, 6, 24), "[s s e] [e e] h"),
        ((9, 3, 3, 6, 3, 24), "[e. s] [s e s] h"),
        ((6, 12, 6, 24), "e q e h"),
    ],
)
def test_beams_go_by_the_beat_and_four_eighths_together(lengths: tuple[int, ...], expected: str) -> None:
    assert bar(follow(*lengths)) == expected


@pytest.mark.parametrize(
    ("spans", "expected"),
    [
        (follow(4, 4, 4, 12, 24), "3([e e e]) q h"),
        (follow(8, 4, 36), "3(q e) q~ h"),
        ([(4, 8), (12, 48)], "3(re e re) q~ h"),
        (follow(8, 8, 8, 24), "3(q q q) h"),
        (follow(16, 8, 24), "3(h q) h"),
        (follow(12, 8, 8, 20), "q 3(q e~) 3(e q~) q"),
        (follow(*[2] * 6, 36), "6([s s s s s s]) q~ h"),
        (follow(8, 2, 2, 36), "3(q [s s]) q~ h"),
        (follow(6, 2, 2, 2, 36), "[e 3(s s s]) q~ h"),
        (follow(1, 2, 9, 36), "12([t s] q~ t) q~ h"),
        ([(2, 4)], "3(rs s rq) rq rh"),
        ([(0, 2), (8, 12)], "3(s re rs e) rq rh"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_tuplets_take_a_beat_half_of_one_or_two(spans: list[tuple[int, int]], expected: str) -> None:
    assert bar(spans) == expected


@pytest.mark.parametrize(
    ("meter", "spans", "expected"),
    [
        ((3, 4), [(0, 36)], "h."),
        ((3, 4), [(12, 36)], "rq h"),
        ((3, 4), [(0, 12)], "q rq rq"),
        ((3, 4), [(6, 30)], "re q.~ e re"),
        ((5, 4), [(0, 60)], "h~ h."),
        ((5, 4), [(0, 24)], "h rq rq rq"),
        ((5, 4), follow(*[6] * 10), "[e e e e] [e e] [e e] [e e]"),
        ((7, 16), [(0, 12)], "q re."),
        ((6, 8), [(0, 36)], "h."),
        ((6, 8), follow(*[6] * 6), "[e e e] [e e e]"),
        ((6, 8), [(0, 24)], "q.~ e re re"),
        ((6, 8), [(18, 36)], "rq. q."),
        ((7, 8), follow(*[6] * 7), "[e e] [e e] [e e e]"),
        ((2, 2), [(12, 36)], "rq q~ q rq"),
        ((7, 16), follow(*[3] * 7), "[s s] [s s] [s s s]"),
        ((6, 8), [(0, 4), (4, 6)], "3([e s]) re re rq."),
    ],
)
def test_other_meters_show_their_own_beats(meter: tuple[int, int], spans: list[tuple[int, int]], expected: str) -> None:
    assert bar(spans, meter) == expected


def test_levels_of_beams_and_hooks() -> None:
    (only,) = solo_of([]).bars
    pieces = pieces_of(only, list(enumerate(WrittenSpan(*span) for span in follow(9, 3, 3, 6, 3, 6, 3, 3, 12))))
    assert [piece.beams for piece in pieces] == [
        ("begin",),
        ("end", "backward hook"),
        ("begin", "forward hook"),
        ("continue",),
        ("end", "backward hook"),
        ("begin",),
        ("continue", "begin"),
        ("end", "end"),
        (),
    ]


def test_a_silent_bar_has_no_pieces() -> None:
    assert bar([]) == ""
