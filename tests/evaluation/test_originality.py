from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jazzcore.corpus.weimar.lead_sheets import read_solos
from jazzcore.encoding.events.events import IOI_TICKS
from jazzcore.evaluation.originality import SEED_STEPS, CopiedRun, CorpusIndex
from jazzcore.music.leadsheet import LeadSheet, Meter, bar_index, bars_of
from jazzcore.music.notes import Note
from tests.evaluation.melodies import melody

Melody = tuple[Note, ...]


def sheet(notes: Melody, title: str = "Piece", first_bar: int = 1) -> LeadSheet:
    return LeadSheet(title, notes, (), bars_of(Meter(), 8), 120.0, "made up", first_bar=first_bar)


def line(pitches: Sequence[int], ticks: Sequence[int], start: int = 0) -> Melody:
    """Notes by pitch, and the ticks from each to the next."""
    onsets = [start + sum(ticks[:index]) for index in range(len(pitches))]
    return melody(*((Fraction(onset, 12), pitch) for onset, pitch in zip(onsets, pitches, strict=True)))


def moved(notes: Melody, semitones: int, quarters: Fraction | int) -> Melody:
    return tuple(Note(n.onset_quarter + quarters, n.duration_quarter, n.pitch + semitones) for n in notes)


LICK = line((60, 64, 62, 67, 65, 59), (6, 6, 3, 3, 12))
OTHER = line((60, 61, 63, 66, 70, 75), (6, 12, 6, 12, 6))


def test_a_run_is_found_in_another_key_at_another_place() -> None:
    """After five notes of its own the take plays the lick a tone higher; the piece has it in bar 3 after a pickup."""
    piece = sheet(line((50, 52), (4,)) + moved(LICK, 0, 12), "Borrowed", first_bar=0)
    take = line((70, 58, 69, 57, 68), (24, 12, 12, 6)) + moved(LICK, 2, 7)

    assert CorpusIndex([sheet(OTHER, "Other"), piece]).copied_runs(take, 5) == (
        CopiedRun(first_note=5, note_count=6, piece=1, piece_note=2, title="Borrowed", bar=3),
    )


@pytest.mark.parametrize(
    "changed",
    [
        line((60, 64, 62, 68, 66, 60), (6, 6, 3, 3, 12)),  # an interval in the middle
        line((60, 64, 62, 67, 65, 59), (6, 6, 6, 3, 12)),  # a time in the middle
    ],
)
def test_a_run_ends_where_interval_or_time_differ(changed: Melody) -> None:
    assert CorpusIndex([sheet(LICK)]).copied_runs(changed, 4) == ()


def test_a_smaller_interval_does_not_make_up_for_a_longer_time() -> None:
    """Every interval a semitone less, every time a twelfth more."""
    changed = line((60, 63, 60, 64, 61, 54), (7, 7, 4, 4, 13))
    assert CorpusIndex([sheet(LICK)]).copied_runs(changed, 4) == ()


def test_times_count_by_their_class() -> None:
    """Past two beats a twelfth more or less is the same class: 26 and 27 are, 25 lies with 24."""
    assert [IOI_TICKS[index] for index in (24, 25, 34)] == [24, 27, 144]
    index = CorpusIndex([sheet(line((60, 62, 64, 65), (27, 6, 600)))])
    assert len(index.copied_runs(line((60, 62, 64, 65), (26, 6, 144)), 4)) == 1
    assert index.copied_runs(line((60, 62, 64, 65), (25, 6, 144)), 4) == ()


def test_the_longest_comes_first_and_pieces_can_be_left_out() -> None:
    short, long = sheet(LICK[:5], "Short"), sheet(LICK, "Long")
    index = CorpusIndex([short, long])

    assert [(run.title, run.note_count) for run in index.copied_runs(LICK, 4)] == [("Long", 6)]
    assert [(run.title, run.note_count) for run in index.copied_runs(LICK, 4, without={1})] == [("Short", 5)]
    assert index.copied_runs(LICK, 7) == ()
    both = index.copied_runs(line((80, 60), (5,)) + moved(LICK[:5], 0, 10) + moved(LICK, 3, 20), 5)
    assert [(run.first_note, run.note_count) for run in both] == [(7, 6), (2, 5)]


def test_no_run_reaches_over_the_end_of_a_piece() -> None:
    """The take goes on from the last note of one piece with the steps of the next."""
    take = LICK + moved(OTHER, LICK[-1].pitch - OTHER[0].pitch, LICK[-1].onset_quarter)[1:]
    runs = CorpusIndex([sheet(LICK), sheet(OTHER)]).copied_runs(take, 4)
    assert [(run.first_note, run.note_count, run.piece) for run in runs] == [(0, 6, 0), (5, 6, 1)]


@pytest.mark.parametrize("count", range(4))
def test_few_notes_or_no_pieces_share_nothing(count: int) -> None:
    assert CorpusIndex([sheet(LICK), sheet(())]).copied_runs(LICK[:count], 1) == ()
    assert CorpusIndex([sheet(LICK[:count])]).copied_runs(LICK, 1) == ()
    assert CorpusIndex([]).copied_runs(LICK, 1) == ()


few_steps = st.lists(st.tuples(st.sampled_from((60, 61, 63)), st.sampled_from((3, 6))), max_size=30)


def drawn(steps: list[tuple[int, int]]) -> Melody:
    return line([pitch for pitch, _ in steps], [ticks for _, ticks in steps])


@given(few_steps, st.lists(few_steps, max_size=3))
def test_runs_are_those_of_looking_everywhere(take: list[tuple[int, int]], pieces: list[list[tuple[int, int]]]) -> None:
    runs = CorpusIndex([sheet(drawn(piece)) for piece in pieces]).copied_runs(drawn(take), 1)
    assert {(run.first_note, run.first_note + run.note_count) for run in runs} == everywhere(take, pieces)
    for run in runs:
        assert (
            steps_of(take)[run.first_note :][: run.note_count - 1]
            == (steps_of(pieces[run.piece])[run.piece_note :][: run.note_count - 1])
        )


def everywhere(take: list[tuple[int, int]], pieces: list[list[tuple[int, int]]]) -> set[tuple[int, int]]:
    """The stretches of a take, from and to, that a piece has too and that lie in no other such stretch."""
    mine = steps_of(take)
    found = set()
    for piece in map(steps_of, pieces):
        for first in range(len(mine)):
            for end in range(first + SEED_STEPS, len(mine) + 1):
                wanted = mine[first:end]
                if any(piece[at : at + len(wanted)] == wanted for at in range(len(piece))):
                    found.add((first, end + 1))
    return {(a, z) for a, z in found if not any((b, y) != (a, z) and b <= a and z <= y for b, y in found)}


def steps_of(steps: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Intervals and times between notes that are given by pitch and the time to the next."""
    return [(after[0] - before[0], before[1]) for before, after in pairwise(steps)]


def test_a_real_solo_is_found_whole_in_another_key_and_shares_little_with_others(shared: Path) -> None:
    sheets = read_solos(shared / "data" / "wjazzd.db", [1, 2, 3, 4])
    index = CorpusIndex(sheets)
    for number, solo in enumerate(sheets):
        assert index.copied_runs(moved(solo.melody, -5, 0), 4)[0] == CopiedRun(
            0,
            len(solo.melody),
            number,
            0,
            solo.title,
            solo.first_bar + bar_index(solo.bars, solo.melody[0].onset_quarter),
        )
        assert 4 <= index.copied_runs(solo.melody, 4, without={number})[0].note_count <= 16
