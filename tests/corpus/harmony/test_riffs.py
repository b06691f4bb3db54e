"""Riffs of the bass, in bars of 4/4 unless said otherwise."""

import pytest

from jazzcore.corpus.harmony.riffs import riff_bars
from jazzcore.music.leadsheet import Meter, bars_of
from jazzcore.music.notes import Note
from tests.corpus.harmony.harmony_songs import struck

Figure = tuple[tuple[float, int], ...]
ROOT_AND_FIFTH: Figure = ((0, 29), (1.5, 24), (3, 27), (3.5, 29))
ANSWER: Figure = ((0, 34), (0.75, 32), (1.5, 34), (2.5, 36), (3, 37))
WALK: Figure = ((0, 29), (1, 31), (2, 33), (3, 36))
BOSSA: Figure = ((0, 38), (1.5, 38), (2, 43), (3.5, 43))


def bass(*figures: Figure) -> list[Note]:
    return [
        note for bar, figure in enumerate(figures) for at, pitch in figure for note in struck(4 * bar + at, 0.5, pitch)
    ]


@pytest.mark.parametrize(
    ("figures", "found"),
    [
        ((ROOT_AND_FIFTH, ROOT_AND_FIFTH, WALK), (True, True, False)),
        ((ROOT_AND_FIFTH, ANSWER, ROOT_AND_FIFTH, ANSWER), (True,) * 4),
        ((ROOT_AND_FIFTH, ANSWER, WALK), (False,) * 3),
        ((ROOT_AND_FIFTH, ROOT_AND_FIFTH[:3]), (True, True)),
        ((ROOT_AND_FIFTH, ROOT_AND_FIFTH[:2]), (False, False)),
        ((WALK, WALK, WALK), (False,) * 3),
        ((BOSSA, BOSSA), (False, False)),
        ((ROOT_AND_FIFTH[1:], ROOT_AND_FIFTH[1:]), (False, False)),
        (((), ()), (False, False)),
    ],
    ids=[
        "one bar",
        "two bars",
        "no return",
        "nearly",
        "too little",
        "walking",
        "two chords a bar",
        "no bar line",
        "silence",
    ],
)
def test_a_riff_is_a_figure_off_the_beat_that_comes_back(figures: tuple[Figure, ...], found: tuple[bool, ...]) -> None:
    assert riff_bars(bass(*figures), bars_of(Meter(), len(figures))) == found


def test_played_timing_hides_no_riff_and_other_bars_of_the_song_count_for_none() -> None:
    early = [Note(note.onset_quarter - struck(0.03, 1, 0)[0].onset_quarter, note.duration_quarter, note.pitch)
             for note in bass(WALK, ROOT_AND_FIFTH, ROOT_AND_FIFTH)]  # fmt: skip
    whole = bars_of(Meter(), 3)
    assert riff_bars(early, whole) == (False, True, True)
    assert riff_bars(early, whole[1:2]) == (False,)
